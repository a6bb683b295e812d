from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0007_imports")]
    operations: list = []
