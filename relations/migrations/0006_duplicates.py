from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0005_lists")]
    operations: list = []
