"""Pairs that look like the same party, and what was put together, so that it can be taken apart again."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.models.parties import Organization, Person
from relations.vocab import Term
from relations.vocab.duplicates import ALIKE, CANDIDATE_STATES

PARTIES = {"organization": Organization, "person": Person}
KINDS = [("organization", _("Organisations")), ("person", _("People"))]


class DuplicateCandidate(models.Model):
    """Two parties that look the same, once: the lower number stands first."""

    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    score = models.PositiveSmallIntegerField(_("likeness"))
    # Keys of ALIKE, the strongest first.
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=CANDIDATE_STATES.choices, default="open")
    found_at = models.DateTimeField(_("found"))
    decided_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.CheckConstraint(condition=models.Q(first_id__lt=models.F("second_id")), name="candidate_pair_ordered"),
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="candidate_pair_once"),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], condition=models.Q(state="open"), name="candidate_open"),
            models.Index(fields=["kind", "second_id"], name="candidate_by_second"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id}–{self.second_id}"

    @property
    def reason_terms(self) -> list[Term]:
        return [term for term in map(ALIKE.get, self.reasons) if term]


class DuplicateScan(models.Model):
    """One look through the archive: from its start the next one knows what is new."""

    started_at = models.DateTimeField(_("began"))
    everything = models.BooleanField(_("the whole archive"), default=False)
    looked_at = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        indexes = [models.Index(fields=["-started_at"], name="duplicate_scan_last")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class Merge(models.Model):
    """Two records of the same party put together: `kept` goes on, `gone` leads to it, until it is undone."""

    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    # Names as they were: the search finds the one kept by the name of the other.
    kept_name = models.CharField(_("kept"), max_length=200)
    gone_name = models.CharField(_("put into it"), max_length=200)
    gone_codes = models.CharField(max_length=200, blank=True, editable=False)
    # What moved by kind of row: [{"label", "moved", "same"}]; the rows themselves are MergeMoves.
    summary = models.JSONField(default=list, editable=False)
    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    undone_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    # What could not be put back: [{"label", "count", "why"}].
    stayed = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        permissions = [("merge_party", _("Can merge two records of the same party, and undo it"))]
        constraints = [
            models.CheckConstraint(condition=~models.Q(kept_id=models.F("gone_id")), name="merge_of_two"),
            models.UniqueConstraint(fields=["kind", "gone_id"], condition=models.Q(undone_at=None), name="merged_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "kept_id"], name="merge_by_kept"),
            models.Index(fields=["-at", "-id"], name="merge_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"

    def get_absolute_url(self) -> str:
        return reverse("relations:merge", args=[self.pk])

    @property
    def model(self) -> type[Organization | Person]:
        return PARTIES[self.kind]


class MergeMove(models.Model):
    """One value of one row that a merge changed, or one row it took out; enough to put it back.

    The consent ledger trusts it: its rows may change party only as a MergeMove says (migration 0006).
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moves")
    place = models.PositiveIntegerField()
    label = models.CharField(max_length=80)
    table_name = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    column_name = models.CharField(max_length=80, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    # The whole row, when it said the same as one already there and was taken out.
    taken_out = models.JSONField(null=True)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints = [models.UniqueConstraint(fields=["merge", "place"], name="merge_move_place")]
        indexes = [models.Index(fields=["table_name", "row_id", "column_name"], name="merge_move_of_row")]

    def __str__(self) -> str:
        return f"{self.label} {self.row_id} {self.column_name}"
