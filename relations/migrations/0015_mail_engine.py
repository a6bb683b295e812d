"""What the mail engine keeps about its pace and its signature."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relations", "0014_speed")]

    operations = []
