"""Evaluation, lessons, decisions, recognition."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0006_phases")]

    operations = []
