from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0010_initiatives")]
    operations: list = []
