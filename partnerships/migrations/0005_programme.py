"""The programme: objectives, activities, contributions, risks, trust."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_agreement")]

    operations = []
