"""Files of contacts brought into the archive: each file, each of its rows, the columns remembered."""

import secrets
from pathlib import PurePath

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from relations.vocab.imports import CHOICES, KINDS, OUTCOMES, STATES


def stored_name(import_: "Import", filename: str) -> str:
    """Return a name nobody can guess; the given one is kept only as a label."""
    return f"importazioni/{secrets.token_hex(2)}/{secrets.token_urlsafe(18)}{PurePath(filename).suffix.lower()[:6]}"


class Import(models.Model):
    """One file: how it was read, what its columns became, what came of it."""

    by = models.ForeignKey("relations.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    created_at = models.DateTimeField(_("when"))
    file = models.FileField(_("file"), upload_to=stored_name, blank=True)
    filename = models.CharField(_("file"), max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=STATES.choices, default="columns")
    # What was understood of the file, and its first rows.
    reading = models.JSONField(default=dict)
    headings = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    rows_count = models.PositiveIntegerField(_("rows"), default=0)
    # What was agreed.
    kind = models.CharField(_("rows are"), max_length=12, choices=KINDS.choices, default="person")
    columns = models.JSONField(default=list)
    body_kind = models.CharField(max_length=16, default="other")
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    owner = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("followed by")
    )
    source = models.CharField(_("where it comes from"), max_length=120, blank=True)
    consent_source = models.CharField(_("where consents come from"), max_length=120, blank=True)
    is_bought = models.BooleanField(_("bought list"), default=False)
    if_sure = models.CharField(max_length=6, choices=CHOICES.choices, default="update")
    if_maybe = models.CharField(max_length=6, choices=CHOICES.choices, default="skip")
    keeps_doubtful = models.BooleanField(_("rows with a wrong value come in without it"), default=False)
    # What happened.
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey("relations.User", models.SET_NULL, null=True, blank=True, related_name="+")
    counts = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The last history entry when it was checked, then the last it wrote: what came later is somebody's work.
    last_event = models.PositiveBigIntegerField(default=0)
    emptied_at = models.DateTimeField(_("file deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("undo_import", _("Can undo a colleague's import"))]
        indexes = [models.Index(fields=["-created_at", "-id"], name="import_by_time")]

    def __str__(self) -> str:
        return self.filename


class ImportRow(models.Model):
    """One row of a file: as read, as understood, what is wrong, whom it resembles, what became of it."""

    import_of = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_column="import_id")
    number = models.PositiveIntegerField()
    raw = models.JSONField(default=list)
    person = models.JSONField(null=True)
    organization = models.JSONField(null=True)
    points = models.JSONField(default=list)
    places = models.JSONField(default=list)
    tie = models.JSONField(null=True)
    consents = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    keys = ArrayField(models.TextField(), default=list)
    is_bad = models.BooleanField(default=False)
    has_problems = models.BooleanField(default=False)
    # Whom it resembles: numbers, not references, so that a merge or a deletion elsewhere asks nothing of this table.
    person_match = models.PositiveBigIntegerField(null=True)
    organization_match = models.PositiveBigIntegerField(null=True)
    why = models.CharField(max_length=12, db_default=Value(""))
    twin = models.PositiveIntegerField(null=True)
    is_sure = models.BooleanField(db_default=Value(False))
    body_lead = models.PositiveIntegerField(null=True)
    choice = models.CharField(max_length=6, db_default=Value(""))
    # What became of it.
    outcome = models.CharField(max_length=8, choices=OUTCOMES.choices, db_default=Value(""))
    person_id = models.PositiveBigIntegerField(null=True)
    organization_id = models.PositiveBigIntegerField(null=True)
    person_made = models.BooleanField(db_default=Value(False))
    organization_made = models.BooleanField(db_default=Value(False))
    # Why the undo left its person or its body where they are.
    spared = models.CharField(max_length=40, db_default=Value(""))
    body_spared = models.CharField(max_length=40, db_default=Value(""))

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        constraints = [models.UniqueConstraint(fields=["import_of", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["person_id"], name="import_row_person", condition=Q(person_id__isnull=False)),
            models.Index(
                fields=["organization_id"], name="import_row_organization", condition=Q(organization_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.import_of_id}: {self.number}"


class ImportChange(models.Model):
    """What an import added to a party that was there already: needed to take it back."""

    import_of = models.ForeignKey(Import, models.CASCADE, related_name="changes", db_column="import_id")
    party = models.CharField(max_length=12)
    party_id = models.PositiveBigIntegerField()
    # {"field": [before, after]}
    fields = models.JSONField(default=dict)
    point_ids = ArrayField(models.BigIntegerField(), default=list)
    affiliation_ids = ArrayField(models.BigIntegerField(), default=list)
    address_ids = ArrayField(models.BigIntegerField(), default=list)
    spared = models.CharField(max_length=40, db_default=Value(""))

    class Meta:
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of an import")
        indexes = [models.Index(fields=["import_of", "party", "party_id"], name="import_change_of")]

    def __str__(self) -> str:
        return f"{self.import_of_id}: {self.party} {self.party_id}"


class ImportColumns(models.Model):
    """The columns agreed on for a set of headings: offered again when the same headings come back."""

    headings_key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)
    columns = models.JSONField(default=list)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")

    def __str__(self) -> str:
        return self.headings_key[:12]
