"""Newsletters in blocks, in the office's own style."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("press", "0002_history"), ("relations", "0023_mail_audience")]

    operations = []
