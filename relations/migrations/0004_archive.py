from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_ledgers")]
    operations: list = []
