"""Needs, capacity and offers, as staff write them down."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.forms.quantities import Quantity
from partnerships.models import CapacityProfile, Need
from relations.forms.fields import Day, Line, Lines
from relations.forms.pick import PickField


def several(label: str, source: Any, **options: Any) -> forms.MultipleChoiceField:
    """Return a field for some of a fixed list."""
    return forms.MultipleChoiceField(
        label=label, choices=source.choices, widget=forms.CheckboxSelectMultiple, required=False, **options
    )


class _Kept(forms.Form):
    """A form whose fields are columns of a row."""

    use_required_attribute = False
    own: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Any = None, initial: dict | None = None, **kwargs: Any) -> None:
        known = {name: getattr(row, name) for name in self.own} if row else {}
        super().__init__(*args, initial={**known, **(initial or {})}, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own}


class NeedForm(_Kept):
    """One need of a non-profit."""

    own = ("title", "kind", "quantity", "unit", "by_on", "themes", "targets", "results_text", "limits_text", "status")

    organization = PickField(kind="organization", only="nonprofit", label=_("Non-profit"))
    title = Line(
        label=_("What is needed"), max_length=160, help_text=_("For example: 20 tutors for Thursday afternoons.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=terms.NEEDS.choices)
    quantity = Quantity(label=_("How much"))
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=[("", "–"), *terms.UNITS.choices])
    by_on = Day(label=_("By when"), required=False)
    results_text = Lines(label=_("What it will make possible"), required=False, max_length=3000)
    limits_text = Line(
        label=_("Limits"), required=False, max_length=300, help_text=_("For example: not in August, only by day.")
    )
    themes = several(_("Activities of general interest"), terms.THEMES)
    targets = several(_("People to help"), terms.TARGETS)
    status = forms.ChoiceField(label=_("State"), choices=terms.NEED_STATUS.choices, initial="open")

    def __init__(self, *args: Any, row: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row:
            del self.fields["organization"]
        names = ("organization",) if not row else ()
        self.helper.layout = Layout(
            *names,
            "title",
            _row("kind", "quantity", "unit", "by_on"),
            "results_text",
            "limits_text",
            _row("themes", "targets"),
            "status",
        )


class CapacityForm(_Kept):
    """How much help a non-profit can take in."""

    own = (
        "max_partners", "people_at_once", "notice_days", "has_insurance", "supervision_cost", "gives", "paused_until", "note",
    )  # fmt: skip

    max_partners = forms.IntegerField(
        label=_("Partnerships at the same time, at most"), required=False, min_value=0, max_value=200
    )
    people_at_once = forms.IntegerField(label=_("People at once"), required=False, min_value=0, max_value=5000)
    notice_days = forms.IntegerField(label=_("Days of notice"), required=False, min_value=0, max_value=365)
    has_insurance = forms.NullBooleanField(
        label=_("Volunteers are insured"),
        required=False,
        widget=forms.Select(choices=[("", _("to be asked")), ("true", _("yes")), ("false", _("no"))]),
    )
    supervision_cost = Quantity(
        label=_("Cost of looking after a day of help, in euro"),
        help_text=_("Tutors, materials, meals: what a day of company volunteers costs it."),
    )
    gives = several(_("What it can give back"), terms.RETURNS)
    paused_until = Day(label=_("No proposals until"), required=False)
    note = Line(label=_("Note"), required=False, max_length=300)
    refused = several(_("Sectors it refuses"), terms.REFUSED)

    def __init__(self, *args: Any, row: CapacityProfile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.helper.layout = Layout(
            _row("max_partners", "people_at_once", "notice_days"),
            _row("has_insurance", "supervision_cost", "paused_until"),
            "refused",
            "gives",
            "note",
        )


class OfferForm(_Kept):
    """Something a company can give, besides a request."""

    own = ("kind", "quantity", "unit", "description", "from_on", "until_on", "limits_text")

    kind = forms.ChoiceField(label=_("Kind"), choices=terms.OFFERS.choices)
    quantity = Quantity(label=_("How much"))
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=[("", "–"), *terms.UNITS.choices])
    description = Line(label=_("What exactly"), required=False, max_length=300)
    from_on = Day(label=_("From"), required=False)
    until_on = Day(label=_("Until"), required=False)
    limits_text = Line(label=_("Limits"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            _row("kind", "quantity", "unit"), "description", _row("from_on", "until_on"), "limits_text"
        )


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))
