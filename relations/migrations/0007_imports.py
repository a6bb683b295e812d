from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0006_duplicates")]
    operations: list = []
