from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0009_meetings")]
    operations: list = []
