"""Returned mail, complaints, replies, the key mail is signed with."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0020_mail_engine")]

    operations = []
