"""Writing a sequence: what it is for, what begins it and ends it, its steps; and the ceiling of a person's week."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from relations import vocab
from relations.forms import fields
from relations.mail import budget, content
from relations.models import MailSequence, Segment, SequenceVersion, User
from relations.queries import parties, rehearsal, segments, sequences
from relations.vocab import sequences as terms
from relations.web.editor import MAIL_EXTENSIONS

MOST_STEPS = 8
MOST_DAYS = 365


class SequenceForm(forms.Form):
    """A sequence without its steps."""

    name = fields.Line(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"placeholder": _("Welcome to new subscribers")}))
    note = fields.Lines(label=_("What it is for"), required=False, max_length=500, rows=2)
    owner = forms.ModelChoiceField(
        label=_("In charge"), queryset=None, help_text=_("Answers go to them, and what nobody else follows.")
    )
    purpose = forms.ChoiceField(label=_("Purpose"), help_text=_("Who has not agreed to it, or leaves it, gets nothing."))
    basis = forms.ChoiceField(label=_("Lawful basis"), choices=vocab.LAWFUL_BASES.choices, initial="consent")
    trigger = forms.ChoiceField(label=_("Begins when"), widget=forms.RadioSelect)
    segment = forms.ModelChoiceField(
        label=_("Only for"), queryset=None, required=False, empty_label=_("everybody"),
        help_text=_("A dynamic group, as it is on the day."),
    )
    stops = forms.MultipleChoiceField(
        label=_("Stops if"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Always: whoever leaves, has died, is archived, erased or blocked."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = rehearsal.triggers(user)
        self.fields["owner"].queryset = parties.colleagues()
        self.fields["purpose"].choices = sequences.purposes()
        self.fields["trigger"].choices = [(key, item.label) for key, item in self.known.items()]
        self.fields["segment"].queryset = Segment.objects.filter(pk__in=[row.pk for row in segments.for_user(user)])
        self.fields["stops"].choices = [(key, item.label) for key, item in rehearsal.stop_rules().items()]
        for key, item in self.known.items():
            if item.kind:
                self.fields[f"value_{key}"] = self._value_field(item)

    @staticmethod
    def _value_field(item: Any) -> forms.Field:
        if item.kind == "days":
            return forms.IntegerField(
                label=_("Days"), required=False, min_value=0, max_value=MOST_DAYS, initial=0,
                error_messages={"invalid": _("Write a number of days, for example 7.")},
            )
        return forms.MultipleChoiceField(
            label=_("Which"), required=False, choices=item.choices, widget=forms.CheckboxSelectMultiple
        )

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The triggers as the page shows them: a button each, with what it asks."""
        return [
            {"radio": radio, "field": self[f"value_{key}"] if f"value_{key}" in self.fields else None}
            for (key, _item), radio in zip(self.known.items(), self["trigger"], strict=True)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        key = cleaned.get("trigger")
        name = f"value_{key}"
        cleaned["value"] = cleaned.get(name) if name in self.fields else None
        if key and self.known[key].kind == "choices" and not cleaned["value"] and name not in self.errors:
            self.add_error(name, ValidationError(_("Choose at least one."), code="required"))
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        """What `actions.sequences.save` asks for, besides the steps."""
        names = ("name", "note", "owner", "purpose", "basis", "trigger", "value", "segment", "stops")
        return {name: self.cleaned_data[name] for name in names}


def initial(sequence: MailSequence | None, version: SequenceVersion | None, user: User) -> dict[str, Any]:
    """Return what the form of a sequence begins with."""
    if sequence is None or version is None:
        chosen = [key for key, rule in rehearsal.stop_rules().items() if rule.by_default]
        return {
            "owner": user.pk, "stops": chosen, "purpose": "newsletter", "trigger": "subscribed", "value_subscribed": ["newsletter"],
        }  # fmt: skip
    return {
        "name": sequence.name, "note": sequence.note, "owner": sequence.owner_id, "purpose": version.purpose, "basis": version.basis,
        "trigger": version.trigger, "segment": version.segment_id, "stops": version.stops, f"value_{version.trigger}": version.value,
    }  # fmt: skip


class StepForm(forms.Form):
    """One step; a line without a title does not count."""

    title = fields.Line(label=_("Title"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("What"), choices=terms.STEP_KINDS.choices, initial="mail")
    days = forms.IntegerField(
        label=_("Days after the step before"), required=False, min_value=0, max_value=MOST_DAYS, initial=0,
        error_messages={"invalid": _("Write a number of days, for example 7.")},
    )
    hour = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time, for example 09:30.")},
    )
    day_rule = forms.ChoiceField(label=_("Days"), choices=terms.DAY_RULES.choices, initial="shift")
    subject = fields.Line(label=_("Subject"), max_length=250, required=False)
    preheader = fields.Line(label=_("Preview in the inbox"), max_length=200, required=False)
    body = ProseEditorFormField(
        label=_("Text"), extensions=MAIL_EXTENSIONS, sanitize=content.sanitise, max_length=60_000, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") != "mail":
            return cleaned
        for name in ("subject", "preheader", "body"):
            try:
                content.check_words(cleaned.get(name) or "")
            except content.BadContent as wrong:
                self.add_error(name, ValidationError(str(wrong), code="words"))
        if (cleaned.get("subject") or cleaned.get("body")) and not cleaned.get("title"):
            self.add_error("title", ValidationError(_("Give the step a title: only the office reads it."), code="required"))
        return cleaned


class BaseSteps(BaseFormSet):
    """The steps in their order."""

    def clean(self) -> None:
        if any(self.errors) or self.wanted:
            return
        raise ValidationError(_("Write at least one step."), code="required")

    @property
    def wanted(self) -> list[dict[str, Any]]:
        """The steps to be kept, in the order their numbers say."""
        rows = [
            (form.cleaned_data.get("ORDER") or 99, number, form.cleaned_data)
            for number, form in enumerate(self.forms)
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        names = ("kind", "title", "days", "day_rule", "hour", "subject", "preheader", "body")
        return [
            {name: data[name] for name in names} | {"days": data["days"] or 0, "body": data["body"] or ""}
            for _order, _number, data in sorted(rows, key=lambda row: row[:2])
        ]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Order")
        form.fields["DELETE"].label = _("Leave out")


def steps_formset(version: SequenceVersion | None, data: Any = None, more: int = 0) -> BaseFormSet:
    """Return the formset of the steps; `more` adds lines to what was posted."""
    names = ("title", "kind", "days", "hour", "day_rule", "subject", "preheader", "body")
    known = [{name: getattr(step, name) for name in names} for step in version.steps.all()] if version else []
    factory = formset_factory(
        StepForm, formset=BaseSteps, extra=0 if known else 1, can_order=True, can_delete=True, max_num=MOST_STEPS,
        absolute_max=MOST_STEPS + 2, validate_max=True,
    )
    if data is not None and more:
        data = data.copy()
        total = data.get("steps-TOTAL_FORMS", "0")
        data["steps-TOTAL_FORMS"] = str(min(MOST_STEPS, (int(total) if total.isascii() and total.isdigit() else 0) + more))
    return factory(data, initial=known, prefix="steps")


class WhyForm(forms.Form):
    """Why somebody leaves a sequence, or a message leaves in a full week."""

    reason = fields.Line(label=_("Why"), max_length=200)


class RefuseForm(forms.Form):
    """Why a text is sent back."""

    reason = fields.Lines(label=_("What is to be mended"), max_length=500, rows=2)


class DayForm(forms.Form):
    """The day of a rehearsal."""

    giorno = fields.Day(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean_giorno(self) -> Any:
        first, last = sequences.days_ahead(timezone.localdate())
        day = self.cleaned_data["giorno"]
        if not first <= day <= last:
            raise ValidationError(_("Choose a day within sixty days from today."), code="day")
        return day


class AttentionForm(forms.Form):
    """The ceiling and who goes first."""

    ceiling = forms.IntegerField(
        label=_("Messages a person gets in seven days"), min_value=0, max_value=50,
        help_text=_("Newsletters, appeals, invitations, sequences together. Receipts and answers do not count. 0: no ceiling."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = [key for key in vocab.PURPOSES.keys if key not in ("partner_data", "volunteer_data")]
        for key in self.purposes:
            label = vocab.PURPOSES[key].label
            self.fields[f"weight_{key}"] = forms.IntegerField(
                label=label, min_value=0, max_value=100, widget=forms.NumberInput(attrs={"class": "form-control"})
            )
            self.fields[f"free_{key}"] = forms.BooleanField(
                label=_("never waits"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
            )

    @staticmethod
    def known(ceiling: int) -> dict[str, Any]:
        """Return the values now in force."""
        found: dict[str, Any] = {"ceiling": ceiling}
        for key, (weight, free) in budget.priorities().items():
            found |= {f"weight_{key}": weight, f"free_{key}": free}
        return found

    @property
    def lines(self) -> list[dict[str, Any]]:
        """One line for each purpose, the highest first."""
        rows = [{"weight": self[f"weight_{key}"], "free": self[f"free_{key}"]} for key in self.purposes]
        return sorted(rows, key=lambda row: -int(row["weight"].initial or 0))

    @property
    def order(self) -> dict[str, tuple[int, bool]]:
        """What was chosen for each purpose."""
        data = self.cleaned_data
        return {key: (data[f"weight_{key}"], data[f"free_{key}"]) for key in self.purposes}
