"""Vetting, invitations and the plan of matches."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_squashed_0002_history")]

    operations = []
