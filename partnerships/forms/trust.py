"""The pulse of trust, risks and disputes."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms as terms
from partnerships.forms.programme import PastDay, Plain, columns
from partnerships.models import Risk
from relations.forms.fields import Day, Line, Lines
from relations.queries import parties

RISK = ("kind", "title", "likelihood", "impact", "response", "owner", "review_on")


class PulseForm(Plain):
    """Four marks from 1 to 5, and words."""

    words = Lines(
        label=_("Something you would like to tell us"),
        required=False,
        max_length=2000,
        help_text=_("Only our office reads it, never the other side."),
    )
    field_order = [*terms.PULSE_QUESTIONS.keys, "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = {1: _("1 · not at all"), 5: _("5 · fully")}
        for term in terms.PULSE_QUESTIONS:
            self.fields[term.key] = forms.TypedChoiceField(
                label=term.label, coerce=int, widget=forms.RadioSelect, choices=[(mark, ends.get(mark, str(mark))) for mark in range(1, 6)],
                error_messages={"required": _("Choose a number from 1 to 5.")},
            )  # fmt: skip
        self.order_fields(self.field_order)
        self.helper.layout = Layout(*self.field_order)

    @property
    def marks(self) -> dict[str, int]:
        return {key: self.cleaned_data[key] for key in terms.PULSE_QUESTIONS.keys}


class AskForm(Plain):
    """On what occasion both sides are asked."""

    occasion = Line(
        label=_("On what occasion"),
        required=False,
        max_length=160,
        help_text=_("For example: after the meeting of 6 November."),
    )


class RiskForm(Plain):
    """A risk, how it weighs and what is done about it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=terms.RISK_KINDS.choices)
    title = Line(label=_("What may happen"), max_length=200)
    likelihood = forms.TypedChoiceField(label=_("How likely"), coerce=int, choices=terms.WEIGHTS, initial=2)
    impact = forms.TypedChoiceField(label=_("How serious"), coerce=int, choices=terms.WEIGHTS, initial=2)
    response = Lines(label=_("What we do about it"), required=False, max_length=2000)
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None)
    review_on = Day(label=_("Looked at again on"), required=False)

    def __init__(self, *args: Any, row: Risk | None = None, **kwargs: Any) -> None:
        if row:
            kwargs["initial"] = {name: getattr(row, name) for name in RISK}
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        if row and row.by_detector:
            del self.fields["kind"]
        kind = ("kind",) if "kind" in self.fields else ()
        self.helper.layout = Layout(
            *kind, "title", columns("likelihood", "impact"), "response", columns("owner", "review_on")
        )


class PartnerDisputeForm(Plain):
    """What is wrong, as a partner tells it."""

    subject = Line(
        label=_("What is it about"), max_length=200, error_messages={"required": _("Write what it is about.")}
    )
    severity = forms.ChoiceField(
        label=_("How serious it is for you"), choices=terms.SEVERITIES.choices, initial="medium"
    )


class DisputeForm(PartnerDisputeForm):
    """The same, as a colleague writes it down."""

    parties = ("among", "reported_by")
    severity = forms.ChoiceField(label=_("How serious"), choices=terms.SEVERITIES.choices, initial="medium")
    among = forms.ModelMultipleChoiceField(
        label=_("Between"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose between whom.")},
    )
    reported_by = forms.ModelChoiceField(
        label=_("Who told us"), queryset=None, required=False, empty_label=_("we saw it ourselves")
    )


class MediateForm(Plain):
    """Who mediates."""

    mediator = forms.ModelChoiceField(label=_("Mediator"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].queryset = parties.colleagues()


class StepForm(Plain):
    """A step of the mediation."""

    kind = forms.ChoiceField(label=_("Kind"), choices=terms.DISPUTE_STEPS.choices)
    on = PastDay(label=_("On"))
    text = Lines(
        label=_("What was said and decided"),
        max_length=4000,
        error_messages={"required": _("Write what was said and decided.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.helper.layout = Layout(columns("kind", "on"), "text")


class EndForm(Plain):
    """How it ended."""

    state = forms.ChoiceField(
        label=_("How it ended"), choices=[(key, terms.DISPUTE_STATES[key].label) for key in terms.DISPUTE_ENDINGS]
    )
    on = PastDay(label=_("On"))
    outcome = Lines(label=_("What was agreed"), max_length=4000, error_messages={"required": _("Write how it ended.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.helper.layout = Layout(columns("state", "on"), "outcome")
