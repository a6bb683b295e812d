"""Contributions, deliveries and hours."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms, terms
from partnerships.forms.programme import Evidence, PastDay, Plain, columns, evidence_url
from partnerships.forms.quantities import Quantity
from partnerships.models import Contribution
from relations.forms.fields import Day, Line

FIELDS = ("party", "to_party", "kind", "what", "quantity", "unit", "value", "basis", "gains", "due_on", "only_for")


class ContributionForm(Plain):
    """What a party puts in."""

    parties = ("party", "to_party")
    party = forms.ModelChoiceField(
        label=_("Who puts it in"), queryset=None, required=False, empty_label=_("our office")
    )
    to_party = forms.ModelChoiceField(
        label=_("To whom"), queryset=None, required=False, empty_label=_("to the programme, for all")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=programme_terms.CONTRIBUTION_KINDS.choices)
    what = Line(label=_("What exactly"), max_length=200, help_text=_("For example: eight tutors, two hours a week."))
    quantity = Quantity(label=_("How much"))
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=[("", "–"), *terms.UNITS.choices])
    value = Quantity(label=_("Value in euro"), help_text=_("Of money the sum; of the rest an estimate."))
    basis = Line(
        label=_("How it was estimated"),
        required=False,
        max_length=200,
        help_text=_("For example: 22 euro an hour, wage cost."),
    )
    gains = Line(label=_("Who gains by it, and what"), required=False, max_length=200)
    due_on = Day(label=_("By when"), required=False)
    only_for = forms.ModelChoiceField(
        label=_("Money only for"), queryset=None, required=False, empty_label=_("whatever is needed")
    )

    def __init__(self, *args: Any, partnership: Any, row: Contribution | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in FIELDS} if row else kwargs.pop("initial", {})
        super().__init__(*args, partnership=partnership, initial=initial, **kwargs)
        self.fields["only_for"].queryset = partnership.budget_lines.order_by("pk")
        lines = ("only_for",) if partnership.budget_lines.exists() else ()
        if not lines:
            del self.fields["only_for"]
        self.helper.layout = Layout(
            columns("party", "to_party"),
            "kind",
            "what",
            columns("quantity", "unit"),
            columns("value", "basis"),
            "gains",
            "due_on",
            *lines,
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") == "cash" and not data.get("value") and "value" not in self.errors:
            self.add_error("value", _("Of money, write the sum."))
        if data.get("party") and data.get("party") == data.get("to_party"):
            self.add_error("to_party", _("Choose another: nobody gives to itself."))
        if data.get("quantity") and not data.get("unit"):
            self.add_error("unit", _("Say of what: hours, kilos, places."))
        if data.get("only_for") and data.get("kind") != "cash":
            self.add_error("only_for", _("Only money can be tied to a heading of the budget."))
        return data


class DeliveryForm(Plain):
    """What arrived, and what shows it."""

    on = PastDay(label=_("Delivered on"))
    quantity = Quantity(label=_("How much"))
    value = Quantity(label=_("Value in euro"))
    note = Line(label=_("Note"), required=False, max_length=300)
    file = Evidence(label=_("Receipt, delivery note or photograph"))
    evidence_url = evidence_url()

    def __init__(self, *args: Any, row: Contribution, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.row = row
        if row.kind == "cash":
            del self.fields["quantity"]
            self.fields["value"].label = _("Sum in euro")
        elif row.quantity:
            self.fields["quantity"].label = _("How much (%(unit)s)") % {"unit": row.get_unit_display()}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.row.kind == "cash" and not data.get("value") and "value" not in self.errors:
            self.add_error("value", _("Of money, write the sum."))
        elif self.row.quantity and not data.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", _("Write how much arrived."))
        return data


class _Hours(Plain):
    on = PastDay(label=_("On"))
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=2000, initial=1)
    hours_each = Quantity(
        label=_("Hours each"), required=True, error_messages={"required": _("Write how many hours each gave.")}
    )
    what = Line(label=_("What was done"), required=False, max_length=200)

    def clean_hours_each(self) -> Any:
        hours = self.cleaned_data["hours_each"]
        if hours > 24:
            raise forms.ValidationError(_("A day has 24 hours: write those of one person."), code="range")
        return hours


class HoursForm(_Hours):
    """Hours as a colleague writes them down."""

    parties = ("giver", "host")
    giver = forms.ModelChoiceField(label=_("Whose volunteers"), queryset=None)
    host = forms.ModelChoiceField(label=_("Who took them in"), queryset=None)
    contribution = forms.ModelChoiceField(
        label=_("They count towards"), queryset=None, required=False, empty_label=_("no promised contribution")
    )

    def __init__(self, *args: Any, partnership: Any, **kwargs: Any) -> None:
        rows = list(partnership.parties.all())
        initial = {
            "on": timezone.localdate(),
            "giver": next((p.pk for p in rows if p.side == "company"), None),
            "host": next((p.pk for p in rows if p.side == "nonprofit"), None),
        }
        promised = partnership.contributions.filter(withdrawn_at=None, unit="hours").order_by("pk")
        initial["contribution"] = promised.first()
        super().__init__(*args, partnership=partnership, initial=initial, **kwargs)
        self.fields["contribution"].queryset = promised
        self.helper.layout = Layout(
            columns("giver", "host"), columns("on", "people", "hours_each"), "what", "contribution"
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("giver") and data.get("giver") == data.get("host"):
            self.add_error("host", _("Choose another: who takes the volunteers in is not who sends them."))
        return data


class PartnerHoursForm(_Hours):
    """Hours as a partner writes them down: the other party is asked only where there is more than one."""

    parties = ("other",)
    other = forms.ModelChoiceField(label=_("With whom"), queryset=None)

    def __init__(self, *args: Any, partnership: Any, party: Any, **kwargs: Any) -> None:
        super().__init__(*args, partnership=partnership, initial={"on": timezone.localdate()}, **kwargs)
        others = partnership.parties.exclude(pk=party.pk).select_related("organization")
        self.fields["other"].queryset = others
        self.fields["other"].initial = others.first()
        if others.count() == 1:
            self.fields["other"].widget = forms.HiddenInput()
        self.helper.layout = Layout("other", columns("on", "people", "hours_each"), "what")


class RefuseForm(Plain):
    """Why hours were not so."""

    why = Line(label=_("What is not right"), max_length=300, error_messages={"required": _("Write what is not right.")})
