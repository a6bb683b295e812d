"""Initiatives, their stakeholders, and where these stand."""

import json
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import formats
from relations.actions import positions
from relations.actions.initiatives import NOTES, SCORES, SWOT, needs_a_role
from relations.forms import fields
from relations.forms.pick import PickField
from relations.models import Initiative, Interaction, Person, Stakeholder
from relations.queries import parties
from relations.vocab import initiatives as vocab


def _helper(*layout: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(*layout)
    return helper


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))


class _Seen(forms.Form):
    """A form over columns of an initiative that notices what others wrote meanwhile."""

    own: tuple[str, ...] = ()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, initiative: Initiative | None = None, **kwargs: Any) -> None:
        self.initiative = initiative
        if initiative is not None:
            kwargs["initial"] = {**self._values(initiative), "seen": self._snapshot(initiative)}
        super().__init__(*args, **kwargs)

    def _values(self, row: Initiative) -> dict[str, Any]:
        return {name: getattr(row, "owner_id" if name == "owner" else name) for name in self.own}

    def _snapshot(self, row: Initiative) -> str:
        return json.dumps({name: str(getattr(row, name)) for name in self.own})

    @property
    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own}

    @property
    def seen_values(self) -> dict[str, str]:
        """What the page was filled with; empty when it cannot be read."""
        try:
            given = json.loads(self.cleaned_data.get("seen") or "{}")
        except ValueError:
            return {}
        return {name: given[name] for name in self.own if name in given} if isinstance(given, dict) else {}

    def tell(self, row: Initiative, message: str) -> None:
        """Keep what was typed, say what happened, and let the next save go through."""
        self.add_error(None, ValidationError(message, code="changed"))
        self.data = self.data.copy()
        self.data["seen"] = self._snapshot(row)


class InitiativeForm(_Seen):
    """What we want to happen, where, by when, and who follows it."""

    own = ("title", "aim", "state", "municipalities", "provinces", "themes", "starts_on", "ends_on", "owner")

    title = fields.Line(label=_("Title"), max_length=160)
    aim = fields.Lines(
        label=_("Aim"), max_length=4000, help_text=_("What will be different, and for whom.")
    )
    state = forms.ChoiceField(label=_("State"), choices=vocab.INITIATIVE_STATES.choices)
    municipalities = fields.Words(
        label=_("Municipalities"), required=False, max_length=600, help_text=_("With commas: Mortara, Vigevano.")
    )
    provinces = fields.Provinces(label=_("Provinces"), required=False, help_text=_("Two letters each, with commas: PV, LO, MI."))
    themes = forms.MultipleChoiceField(
        label=_("Activities of general interest"), choices=vocab.THEMES.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("They tell which bodies of the archive are like-minded."),
    )
    starts_on = fields.Day(label=_("From"), required=False)
    ends_on = fields.Day(label=_("Until"), required=False)
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        self.helper = _helper(
            "seen", "title", "aim", _row("state", "owner"), _row("starts_on", "ends_on"),
            Fieldset(_("Territory"), _row("municipalities", "provinces")),
            Fieldset(_("What it is about"), "themes"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            message = _("It cannot end before it begins: write a day from %(day)s on.")
            self.add_error("ends_on", ValidationError(message, code="order", params={"day": f"{first:%d/%m/%Y}"}))
        return cleaned


class SwotForm(_Seen):
    """Strengths, weaknesses, opportunities, threats, one a line."""

    own = SWOT
    strengths = fields.Lines(label=_("Strengths"), required=False, max_length=4000, rows=5)
    weaknesses = fields.Lines(label=_("Weaknesses"), required=False, max_length=4000, rows=5)
    opportunities = fields.Lines(label=_("Opportunities"), required=False, max_length=4000, rows=5)
    threats = fields.Lines(label=_("Threats"), required=False, max_length=4000, rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("seen", _row("strengths", "weaknesses"), _row("opportunities", "threats"))


class StakeholderForm(forms.Form):
    """Who has a stake: a body, or a person who speaks for one."""

    party = PickField(kind="party", label=_("Organisation or person"), help_text=_("A person needs a public office or a role in a body."))
    for_beneficiaries = forms.BooleanField(label=_("Speaks for those the initiative is for"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("party", "for_beneficiaries")

    def clean_party(self) -> Any:
        party = self.cleaned_data["party"]
        self.capacity = positions.capacity_of(party, timezone.localdate())
        if isinstance(party, Person) and not self.capacity:
            raise ValidationError(needs_a_role(party), code="role")
        return party


class AppraisalForm(forms.Form):
    """Resources, competences, influence from 1 to 5, each with a note; what it brings."""

    _SCALE = [("", "–"), *((str(n), str(n)) for n in range(1, 6))]
    resources = forms.ChoiceField(label=_("Resources"), choices=_SCALE, required=False)
    resources_note = fields.Line(label=_("Why"), required=False, max_length=300)
    competences = forms.ChoiceField(label=_("Competences"), choices=_SCALE, required=False)
    competences_note = fields.Line(label=_("Why"), required=False, max_length=300)
    influence = forms.ChoiceField(label=_("Influence"), choices=_SCALE, required=False)
    influence_note = fields.Line(label=_("Why"), required=False, max_length=300)
    contributions = forms.MultipleChoiceField(
        label=_("What it brings"), choices=vocab.CONTRIBUTIONS.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    for_beneficiaries = forms.BooleanField(label=_("Speaks for those the initiative is for"), required=False)

    def __init__(self, *args: Any, stakeholder: Stakeholder, **kwargs: Any) -> None:
        names = (*SCORES, *NOTES, "contributions", "for_beneficiaries")
        kwargs["initial"] = {name: getattr(stakeholder, name) for name in names}
        super().__init__(*args, **kwargs)
        rows = [Row(Column(name, css_class="col-md-3"), Column(f"{name}_note", css_class="col-md-9")) for name in SCORES]
        self.helper = _helper(Fieldset(_("From 1 (little) to 5 (much)"), *rows), "contributions", "for_beneficiaries")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in SCORES:
            if name in cleaned:
                cleaned[name] = int(cleaned[name]) if cleaned[name] else None
        return cleaned


class PositionForm(forms.Form):
    """Where a stakeholder stands, on which day, and how we know."""

    value = forms.TypedChoiceField(label=_("Stance"), choices=vocab.POSITIONS.choices, coerce=int, widget=forms.RadioSelect)
    on = fields.Day(label=_("On which day"))
    evidence = forms.ChoiceField(label=_("How we know"), required=False)
    source = fields.Line(
        label=_("Or a written source"), required=False, max_length=240, help_text=_("For example: interview in «Lomellina Oggi», page 4.")
    )
    source_on = fields.Day(label=_("Date of the source"), required=False)
    source_url = forms.URLField(
        label=_("Link"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, for example https://www.comune.esempio.it/delibera")},
    )

    def __init__(self, *args: Any, evidence: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [("", _("choose"))] + evidence
        self.helper = _helper("value", _row("on", "evidence"), "source", _row("source_on", "source_url"))

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Write a day up to today: a position to come is not known yet."), code="future")
        return day

    def clean_source_url(self) -> str:
        url = self.cleaned_data["source_url"]
        if url and not url.lower().startswith(("http://", "https://")):
            raise ValidationError(self.fields["source_url"].error_messages["invalid"], code="invalid")
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("evidence") and not cleaned.get("source") and not {"evidence", "source"} & set(self.errors):
            self.add_error("evidence", ValidationError(_("Say how we know: choose a contact, or write the source and its date."), code="required"))
        if cleaned.get("source") and not cleaned.get("source_on") and "source_on" not in self.errors:
            self.add_error("source_on", ValidationError(_("Write the date of the source, for example 24/11/2026."), code="required"))
        return cleaned

    @property
    def as_action(self) -> dict[str, Any]:
        """What `positions.record` takes."""
        cleaned = self.cleaned_data
        source = cleaned["source"]
        if source:
            source = f"{source}, {formats.day_full(cleaned['source_on'], language='it')}"
        thing = _thing(cleaned["evidence"])
        is_contact = isinstance(thing, Interaction)
        return {
            "value": cleaned["value"], "on": cleaned["on"], "source": source, "source_url": cleaned["source_url"],
            "interaction": thing if is_contact else None, "evidence": None if is_contact else thing,
        }  # fmt: skip


def _thing(key: str) -> models.Model | None:
    """Return what "interaction:5" or "press.coverage:12" names; the choices were checked already."""
    label, _colon, number = key.partition(":")
    if not number:
        return None
    if label == "interaction":
        return Interaction.objects.filter(pk=int(number)).first()
    app, _dot, model = label.partition(".")
    kind = ContentType.objects.get_by_natural_key(app, model)
    return kind.model_class()._default_manager.filter(pk=int(number)).first()


class EraseForm(forms.Form):
    """Why what is known of somebody is erased."""

    reason = fields.Line(
        label=_("Reason"), max_length=300, help_text=_("For example: asked by the person on 24/11/2026.")
    )
