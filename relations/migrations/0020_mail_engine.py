"""The pace of mail: ceilings, hours, waiting by domain."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0019_archive")]

    operations = []
