"""Forms that were sent, so that the same one sent again makes no second row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0017_merged_positions")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ("url", models.CharField(blank=True, max_length=1000, verbose_name="led to")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
            ],
            options={
                "verbose_name": "form sent",
                "verbose_name_plural": "forms sent",
                "indexes": [models.Index(fields=["sent_at"], name="sent_form_by_day")],
            },
        ),
    ]
