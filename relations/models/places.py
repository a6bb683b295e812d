"""Where things are: regions, provinces and municipalities of Italy, each with the days it stood."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from relations import places
from relations.text import Fold


class Region(models.Model):
    """One of the twenty. `read_on` is the day of the table it was last read from."""

    code = models.CharField(_("ISTAT code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    read_on = models.DateField(_("table of"))

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Standing(models.QuerySet):
    """What a table no longer has is closed, never deleted: old addresses keep it."""

    def current(self) -> "Standing":
        return self.filter(valid_to=None)


class Province(models.Model):
    """A province by its two letters; "NA" is Napoli."""

    letters = models.CharField(_("letters"), max_length=2, primary_key=True)
    code = models.CharField(_("ISTAT code"), max_length=3)
    region = models.ForeignKey(Region, models.PROTECT, related_name="provinces", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=60)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    objects = Standing.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["letters"]

    def __str__(self) -> str:
        return f"{self.name} ({self.letters})"


class Municipality(models.Model):
    """A municipality by its ISTAT code. The same town under a province that is gone is a row of its own."""

    code = models.CharField(_("ISTAT code"), max_length=6, primary_key=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="municipalities", verbose_name=_("province"))
    cadastral_code = models.CharField(_("cadastral code"), max_length=4)
    name = models.CharField(_("name"), max_length=60)
    other_name = models.CharField(_("name in the other language"), max_length=60, blank=True)
    folded = models.GeneratedField(
        expression=Fold(models.functions.Concat("name", models.Value("/"), "other_name")), output_field=models.TextField(),
        db_persist=True,
    )  # fmt: skip
    postal_codes = models.CharField(_("postal codes"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    objects = Standing.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["folded", "code"]
        indexes = [
            models.Index(fields=["folded"], name="municipality_by_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["province"], condition=Q(valid_to=None), name="municipality_of_now"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.province_id})"

    def has_postal_code(self, code: str) -> bool:
        """Tell whether a postal code belongs here (true where the table knows none)."""
        return places.covers(self.postal_codes, code)

    @property
    def postal_code(self) -> str:
        """Return the postal code where there is only one."""
        return self.postal_codes if len(self.postal_codes) == 5 else ""
