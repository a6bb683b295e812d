"""What each record is found by, in one table over all apps."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.text import Fold


class SearchEntry(models.Model):
    """One findable record. Kept by the actions (`actions.search.index`), rebuilt by `manage.py reindex`."""

    kind = models.CharField(max_length=32)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=250)
    subtitle = models.CharField(max_length=250, blank=True)
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    # What the search page filters by; empty where a kind has no such thing.
    province = models.CharField(max_length=2, blank=True, default="")
    follower_id = models.BigIntegerField(null=True)
    folded = models.GeneratedField(expression=Fold("title"), output_field=models.TextField(), db_persist=True)
    names = models.GeneratedField(
        expression=SearchVector(Fold("title"), config="simple", weight="A")
        + SearchVector(Fold("keywords"), config="simple", weight="B")
        + SearchVector(Fold("subtitle"), config="simple", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    texts = models.GeneratedField(
        expression=SearchVector("title", "subtitle", "body", config="italian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["names"], name="search_names"),
            GinIndex(fields=["texts"], name="search_texts"),
            GinIndex(OpClass(models.F("folded"), name="gin_trgm_ops"), name="search_trigrams"),
            models.Index(fields=["folded", "id"], name="search_by_title"),
        ]

    def __str__(self) -> str:
        return self.title
