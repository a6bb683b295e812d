"""Sequences of mail, their rehearsal, the weekly ceiling."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0021_mail_returns")]

    operations = []
