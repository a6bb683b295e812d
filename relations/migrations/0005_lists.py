from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0004_archive")]
    operations: list = []
