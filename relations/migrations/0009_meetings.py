from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0008_diary")]
    operations: list = []
