"""Templates of partnerships, the communication plan."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_programme")]

    operations = []
