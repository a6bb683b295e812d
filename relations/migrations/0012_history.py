from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0011_community")]
    operations: list = []
