"""What is told of a partnership, whether both sides agreed to it, and how they were thanked."""

import hashlib

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships import evaluating


def mark_of(text: str) -> str:
    """Return the mark of a text: who agreed to it agreed to these very words."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class CaseStudy(models.Model):
    """The story of a partnership for those outside; on the public wall once every party agreed to these words."""

    partnership = models.OneToOneField(
        "partnerships.Partnership", models.CASCADE, related_name="case_study", verbose_name=_("partnership")
    )
    title = models.CharField(_("title"), max_length=160)
    challenge = models.TextField(_("where it began"))
    actions = models.TextField(_("what was done together"))
    results = models.TextField(_("what came of it"))
    written_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))
    asked_at = models.DateTimeField(_("consent asked"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="case_study_has_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:wall_case", args=[self.partnership.code])

    @property
    def words(self) -> str:
        """The text that is agreed to."""
        return "\n\n".join([self.title, self.challenge, self.actions, self.results])


class Assent(models.Model):
    """The answer of one party, by its link, to one text of the office: the newest counts, and only for those words."""

    party = models.ForeignKey(
        "partnerships.PartnershipParty", models.CASCADE, related_name="assents", verbose_name=_("party")
    )
    subject = models.CharField(_("about"), max_length=8, choices=evaluating.SUBJECTS.choices)
    mark = models.CharField(_("mark of the text"), max_length=32)
    answer = models.CharField(_("answer"), max_length=3, choices=evaluating.YES_NO.choices)
    note = models.TextField(_("their words"), blank=True)
    person = models.ForeignKey(
        "relations.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("assent")
        verbose_name_plural = _("assents")
        constraints = [models.UniqueConstraint(fields=["party", "subject"], name="one_assent_per_subject")]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_answer_display()}"


class Recognition(models.Model):
    """The certificate of thanks of one party: the words stay those it was given with."""

    party = models.OneToOneField(
        "partnerships.PartnershipParty", models.CASCADE, related_name="recognition", verbose_name=_("party")
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    text = models.TextField(_("what they are thanked for"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        "relations.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="recognition_has_words")]

    def __str__(self) -> str:
        return self.number
