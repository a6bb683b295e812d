"""Returned mail, replies, sequences and the weekly ceiling."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0015_mail_engine")]

    operations = []
