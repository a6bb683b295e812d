"""The negotiation room and the agreement."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_matching")]

    operations = []
