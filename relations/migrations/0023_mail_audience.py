"""Who gets a mailing, and what became of it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0022_sequences")]

    operations = []
