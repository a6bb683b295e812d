"""What a non-profit writes of itself: needs, room, limits. By our link the office knows who it is; else it says so."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.forms.asking import ContactStep, Step
from partnerships.forms.needs import several
from partnerships.forms.quantities import Quantity
from relations import validators
from relations.forms.fields import Checked, Day, Line, Lines
from relations.forms.pick import PickField

MOST = 3
# What each need cannot do without.
ASKED = {"title": _("Write in a few words what you need."), "kind": _("Choose the kind.")}
PARTS = ("title", "kind", "quantity", "unit", "by_on", "results_text", "limits_text")


@dataclass(frozen=True)
class NeedBlock:
    """One need on the page: its fields, and whether it stands open."""

    number: int
    fields: list[Any]
    is_open: bool

    @property
    def first(self) -> list[Any]:
        return self.fields[:2]

    @property
    def amount(self) -> list[Any]:
        return self.fields[2:4]

    @property
    def rest(self) -> list[Any]:
        return self.fields[4:]


class NeedsForm(Step):
    """Up to three needs, how many people it can take in, what it will not accept."""

    themes = several(_("In which fields do you work?"), terms.THEMES)
    targets = several(_("Whom do you help?"), terms.TARGETS)
    max_partners = forms.IntegerField(
        label=_("Partnerships at the same time, at most"), required=False, min_value=0, max_value=200
    )
    people_at_once = forms.IntegerField(
        label=_("How many people you can take in at once"), required=False, min_value=0, max_value=5000
    )
    notice_days = forms.IntegerField(
        label=_("How many days before you need to know"), required=False, min_value=0, max_value=365
    )
    has_insurance = forms.TypedChoiceField(
        label=_("Are the volunteers insured?"),
        required=False,
        choices=[("", _("We do not know yet")), ("true", _("Yes")), ("false", _("No"))],
        coerce="true".__eq__,
        empty_value=None,
    )
    supervision_cost = Quantity(
        label=_("What a day of help costs you, in euro"),
        help_text=_("Whoever follows them, materials, meals. Leave it empty if you do not know."),
    )
    gives = several(_("What could you give back?"), terms.RETURNS)
    refused = several(_("From whom would you not accept help?"), terms.REFUSED)
    may_propose = forms.BooleanField(
        label=_("You may propose companies to us"),
        required=False,
        help_text=_("Without our name, until we say yes."),
    )

    capacity_names = (
        "max_partners",
        "people_at_once",
        "notice_days",
        "has_insurance",
        "supervision_cost",
        "gives",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST + 1):
            self.fields |= {
                f"need{n}_title": Line(label=_("What do you need?"), required=False, max_length=160),
                f"need{n}_kind": forms.ChoiceField(
                    label=_("Kind"), required=False, choices=[("", _("Choose")), *terms.NEEDS.choices]
                ),
                f"need{n}_quantity": Quantity(label=_("How much")),
                f"need{n}_unit": forms.ChoiceField(
                    label=_("Unit"), required=False, choices=[("", "–"), *terms.UNITS.choices]
                ),
                f"need{n}_by_on": Day(label=_("By when"), required=False),
                f"need{n}_results_text": Lines(
                    label=_("What it will make possible"), required=False, max_length=1000, rows=2
                ),
                f"need{n}_limits_text": Line(
                    label=_("Limits"),
                    required=False,
                    max_length=300,
                    help_text=_("For example: not in August, only by day."),
                ),
            }
            for part in ("title", "results_text", "limits_text"):
                self.fields[f"need{n}_{part}"].widget.attrs.pop("maxlength", None)
        self.fields["need1_title"].help_text = _("For example: 20 tutors for Thursday afternoons.")
        for part, words in ASKED.items():
            self.fields[f"need1_{part}"].required = True
            self.fields[f"need1_{part}"].error_messages["required"] = words

    @property
    def blocks(self) -> list[NeedBlock]:
        found = []
        for n in range(1, MOST + 1):
            fields = [self[f"need{n}_{part}"] for part in PARTS]
            found.append(NeedBlock(n, fields, n == 1 or any(field.errors or field.value() for field in fields)))
        return found

    def clean(self) -> dict[str, Any]:
        data, today = self.cleaned_data, timezone.localdate()
        for n in range(1, MOST + 1):
            if not self._is_used(n):
                continue
            for part, words in ASKED.items():
                if not data.get(f"need{n}_{part}") and f"need{n}_{part}" not in self.errors:
                    self.add_error(f"need{n}_{part}", words)
            last = data.get(f"need{n}_by_on")
            if last and last < today:
                self.add_error(f"need{n}_by_on", _("This day has already passed: choose one to come."))
        return data

    def _is_used(self, n: int) -> bool:
        return any(self.cleaned_data.get(f"need{n}_{part}") for part in PARTS)

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {name: data[name] for name in self.capacity_names}
        cost = plain["supervision_cost"]
        return {
            "themes": data["themes"],
            "targets": data["targets"],
            "refused": data["refused"],
            "may_propose": data["may_propose"],
            "capacity": plain | {"supervision_cost": None if cost is None else str(cost)},
            "needs": [self._need(n) for n in range(1, MOST + 1) if self._is_used(n)],
        }

    def _need(self, n: int) -> dict[str, Any]:
        need = {part: self.cleaned_data[f"need{n}_{part}"] for part in PARTS}
        quantity, last = need["quantity"], need["by_on"]
        return need | {
            "quantity": "" if quantity is None else str(quantity),
            "unit": need["unit"] if quantity is not None else "",
            "by_on": last.isoformat() if last else "",
        }


class PublicNeedsForm(NeedsForm):
    """The same from a body that says who it is."""

    who = ("name", "tax_code", "municipality", "province", "contact_name", "contact_email", "contact_phone")

    name = Line(label=_("Name of the body"), max_length=200)
    tax_code = Checked(
        check=validators.tax_code, label=_("Tax code"), max_length=24,
        help_text=_("Of the body, 11 digits: so we do not ask twice what we already know."),
    )  # fmt: skip
    municipality = Line(label=_("Town of your office"), max_length=80)
    province = forms.ChoiceField(
        label=_("Province"), choices=[*terms.PROVINCES.choices, ("", _("Another one"))], required=False
    )
    contact_name = ContactStep.base_fields["contact_name"]
    contact_email = ContactStep.base_fields["contact_email"]
    contact_phone = Line(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )

    @property
    def who_fields(self) -> list[Any]:
        return [self[name] for name in self.who]

    def clean_contact_phone(self) -> str:
        typed = self.cleaned_data["contact_phone"]
        if typed:
            validators.phone(typed)
        return typed

    def values(self) -> dict[str, Any]:
        return super().values() | {name: self.cleaned_data[name] for name in self.who}


class TakeInForm(forms.Form):
    """Which body of the archive a form is of; empty: the one with its tax code, else a new one."""

    use_required_attribute = False
    organization = PickField(kind="organization", only="nonprofit", label=_("Into another body"), required=False)
