"""Newsletters in blocks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("press", "0002_history"), ("relations", "0016_mail_life")]

    operations = []
