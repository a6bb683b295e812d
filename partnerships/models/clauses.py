"""Clauses: the office's library, and those of an agreement with their numbered versions, answers and comments."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import agreement_terms as terms


class ClauseText(models.Model):
    """A clause of the library: what an agreement begins with."""

    topic = models.CharField(_("topic"), max_length=20, choices=terms.TOPICS.choices)
    family = models.CharField(
        _("only for"),
        max_length=12,
        choices=terms.FAMILIES.choices,
        blank=True,
        help_text=_("Empty: whatever comes back for what is given."),
    )
    kinds = ArrayField(
        models.CharField(max_length=20, choices=terms.KINDS.choices), verbose_name=_("kinds of agreement"), default=list,
        blank=True, help_text=_("Empty: for every kind."),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    is_active = models.BooleanField(_("in use"), default=True)
    is_checked = models.BooleanField(
        _("checked"),
        default=False,
        help_text=_("Somebody with the competence has read it and it may be signed as it is."),
    )

    class Meta:
        verbose_name = _("clause of the library")
        verbose_name_plural = _("clauses of the library")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="clause_text_has_text")]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """One clause of an agreement; `latest` is the number of its newest version."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", models.CASCADE, related_name="clauses", verbose_name=_("agreement")
    )
    topic = models.CharField(_("topic"), max_length=20, choices=terms.TOPICS.choices)
    position = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=160)
    latest = models.PositiveSmallIntegerField(_("newest version"), default=1)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="clause_place"),
            models.UniqueConstraint(
                fields=["agreement", "topic"], condition=~Q(topic="other"), name="clause_topic_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class _Said(models.Model):
    """Something somebody of a party said, or the office (no party)."""

    party = models.ForeignKey(
        "partnerships.PartnershipParty",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party"),
    )
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        abstract = True

    @property
    def who(self) -> str:
        """The person and the party, or the colleague."""
        if self.party_id is None:
            return str(self.by or _("The office"))
        body = str(self.party.organization)
        return f"{self.person}, {body}" if self.person_id else body


class ClauseVersion(_Said):
    """One wording of a clause. It is never changed: another wording is another version."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="versions", verbose_name=_("clause"))
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version of a clause")
        verbose_name_plural = _("versions of clauses")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "number"], name="clause_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="clause_version_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.clause} · {self.number}"


class ClauseAnswer(_Said):
    """What a party says of one version: accepted, or not as it is. The last word of a party counts."""

    version = models.ForeignKey(ClauseVersion, models.CASCADE, related_name="answers", verbose_name=_("version"))
    answer = models.CharField(_("answer"), max_length=8, choices=terms.ANSWERS.choices)

    class Meta:
        verbose_name = _("answer to a clause")
        verbose_name_plural = _("answers to clauses")
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="clause_answer_once"),
            models.CheckConstraint(condition=Q(party__isnull=False), name="clause_answer_of_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_answer_display()}"


class ClauseComment(_Said):
    """A remark on a clause that all read."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="comments", verbose_name=_("clause"))
    number = models.PositiveSmallIntegerField(_("about version"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("comment on a clause")
        verbose_name_plural = _("comments on clauses")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
