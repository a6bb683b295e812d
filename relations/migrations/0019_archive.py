"""What the archive still lacked."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0018_speed")]

    operations = []
