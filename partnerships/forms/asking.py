"""The five steps of a company's request, as the public sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.forms.quantities import Quantity
from partnerships.models import PartnerRequest
from partnerships.sectors import SECTORS
from relations import validators
from relations.forms.fields import Checked, Day, Line, Lines

REQUIRED = {"required": _("Fill in this field.")}


class Step(forms.Form):
    """One step. `own` are the columns it fills; `values` gives them to the action that keeps the draft."""

    own: tuple[str, ...] = ()
    use_required_attribute = False
    # A field people do not see: whoever fills it is a program.
    trap = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, request: PartnerRequest | None = None, **kwargs: Any) -> None:
        initial = self.initial_from(request) if request else {}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = field.error_messages.get("required_own", REQUIRED["required"])
            if name != "trap" and getattr(field, "max_length", None):
                field.widget.attrs.pop("maxlength", None)

    def initial_from(self, request: PartnerRequest) -> dict[str, Any]:
        return {name: getattr(request, name) for name in self.own}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own}

    @property
    def is_trapped(self) -> bool:
        return bool(str(self.data.get("trap", "")).strip())

    @property
    def shown(self) -> list:
        """The fields people see."""
        return [field for field in self.visible_fields() if field.name != "trap"]


def _text(widget_attrs: dict | None = None, **options: Any) -> Line:
    return Line(widget=forms.TextInput(attrs=widget_attrs or {}), **options)


class CompanyStep(Step):
    """Who the company is."""

    own = ("company_name", "vat_number", "municipality", "province", "sector", "employees")

    company_name = _text({"autocomplete": "organization"}, label=_("Name of the company"), max_length=200)
    vat_number = Checked(
        check=validators.vat_number,
        label=_("VAT number"),
        max_length=24,
        help_text=_("11 digits: so we do not ask twice what we already know."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    municipality = _text({"autocomplete": "address-level2"}, label=_("Town of your office or plant"), max_length=80)
    province = forms.ChoiceField(
        label=_("Province"), choices=[*terms.PROVINCES.choices, ("", _("Another one"))], required=False
    )
    sector = forms.ChoiceField(label=_("What you do"), choices=[], required=False)
    employees = forms.IntegerField(
        label=_("How many people work with you"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, for example 45."),
            "min_value": _("Write a number of at least 1."),
            "max_value": _("Write a number of at most 1,000,000."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("Choose, if you like")), *SECTORS]

    def clean_province(self) -> str:
        return self.cleaned_data["province"] or ""


class ResultsStep(Step):
    """What the company wants to reach."""

    own = ("results", "results_text")
    most = 3

    results = forms.MultipleChoiceField(
        label=_("What result do you seek?"),
        choices=terms.RESULT_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose up to three. They serve to find the body nearest to you."),
    )
    results_text = Lines(
        label=_("In your own words"),
        required=False,
        max_length=3000,
        rows=4,
        help_text=_("What would you like to be different in a year?"),
    )

    @property
    def options(self) -> list[tuple[terms.Result, bool]]:
        chosen = {str(key) for key in self["results"].value() or []}
        return [(result, key in chosen) for key, result in terms.RESULTS.items()]

    def clean_results(self) -> list[str]:
        chosen = self.cleaned_data["results"]
        if len(chosen) > self.most:
            raise ValidationError(_("Choose at most three results: those that count most for you."), code="many")
        return chosen


@dataclass(frozen=True)
class OfferBlock:
    """One kind of offer on the page: its tick and its details."""

    term: Any
    unit: str
    is_on: bool
    quantity: Any
    what: Any


class OffersStep(Step):
    """What the company can give."""

    gives = forms.MultipleChoiceField(
        label=_("What can you give?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, terms.OFFERS[key].label) for key in terms.PUBLIC_OFFERS],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, unit in terms.PUBLIC_OFFERS.items():
            unit_label = terms.UNITS[unit].label if unit else ""
            label = _("How much (%(unit)s)") % {"unit": unit_label} if unit else _("How many, if it can be counted")
            self.fields[f"{kind}_quantity"] = Quantity(label=label)
            self.fields[f"{kind}_what"] = Line(label=_("What exactly"), required=False, max_length=300)
            self.fields[f"{kind}_what"].widget.attrs.pop("maxlength", None)

    def initial_from(self, request: PartnerRequest) -> dict[str, Any]:
        found: dict[str, Any] = {"gives": []}
        for offer in request.offers.all():
            found["gives"].append(offer.kind)
            found |= {f"{offer.kind}_quantity": offer.quantity, f"{offer.kind}_what": offer.description}
        return found

    @property
    def blocks(self) -> list[OfferBlock]:
        chosen = set(self["gives"].value() or [])
        return [
            OfferBlock(
                terms.OFFERS[kind], unit, self._is_on(kind, chosen), self[f"{kind}_quantity"], self[f"{kind}_what"]
            )
            for kind, unit in terms.PUBLIC_OFFERS.items()
        ]

    def _is_on(self, kind: str, chosen: set[str]) -> bool:
        return kind in chosen or bool(self[f"{kind}_quantity"].errors or self[f"{kind}_what"].errors)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.offers():
            raise ValidationError({"gives": _("Choose at least one thing you could give, even if small.")})
        return self.cleaned_data

    def offers(self) -> list[dict[str, Any]]:
        """Return what was offered: whatever is ticked or has a quantity or a description."""
        data, found = self.cleaned_data, []
        for kind, unit in terms.PUBLIC_OFFERS.items():
            quantity, what = data.get(f"{kind}_quantity"), data.get(f"{kind}_what", "")
            if kind in data.get("gives", []) or quantity or what:
                found.append(
                    {"kind": kind, "quantity": quantity, "unit": unit if quantity else "", "description": what}
                )
        return found

    def values(self) -> dict[str, Any]:
        return {"offers": self.offers()}


class LimitsStep(Step):
    """Where, when, and what to keep away from."""

    own = ("territory", "from_on", "until_on", "wants", "limits_text")

    territory = forms.MultipleChoiceField(
        label=_("In which provinces?"), choices=terms.PROVINCES.choices, widget=forms.CheckboxSelectMultiple
    )
    from_on = Day(label=_("From when"), required=False)
    until_on = Day(label=_("Until when"), required=False)
    wants = forms.MultipleChoiceField(
        label=_("What would you like back?"),
        choices=terms.RETURNS.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    limits_text = Lines(
        label=_("Is there anything to avoid?"),
        required=False,
        max_length=1000,
        rows=3,
        help_text=_("For example: no sports races. One thing a line."),
    )

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("This day comes before the first one: put it after."))
        if last and last < timezone.localdate():
            self.add_error("until_on", _("This day has already passed: choose one to come."))
        return self.cleaned_data


class ContactStep(Step):
    """With whom we may speak."""

    own = ("contact_name", "contact_role", "contact_email", "contact_phone", "best_call", "may_be_shown")

    contact_name = _text({"autocomplete": "name"}, label=_("First and last name"), max_length=120)
    contact_role = _text(
        {"autocomplete": "organization-title"}, label=_("Role in the company"), required=False, max_length=100
    )
    contact_email = Checked(
        check=validators.email,
        label=_("E-mail"),
        max_length=254,
        help_text=_("We write to you only for this request."),
        widget=forms.TextInput(attrs={"type": "email", "inputmode": "email", "autocomplete": "email"}),
    )
    contact_phone = Line(
        label=_("Phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    best_call = forms.ChoiceField(
        label=_("When do you prefer us to call?"), choices=PartnerRequest.Call.choices, widget=forms.RadioSelect
    )
    may_be_shown = forms.BooleanField(
        label=_("You may show the request to compatible bodies"),
        required=False,
        help_text=_("Without our name, until we say yes."),
    )

    def clean_contact_phone(self) -> str:
        typed = self.cleaned_data["contact_phone"]
        validators.phone(typed)
        if sum(sign.isdigit() for sign in typed) < 8:
            raise ValidationError(
                _("Write a phone number of at least 9 digits, for example 0382 000 000."), code="short"
            )
        return typed


class ResumeForm(forms.Form):
    """Where to send the link of the draft."""

    use_required_attribute = False
    email = Checked(
        check=validators.email,
        label=_("E-mail"),
        max_length=254,
        error_messages=REQUIRED,
        widget=forms.TextInput(attrs={"type": "email", "inputmode": "email", "autocomplete": "email"}),
    )


@dataclass(frozen=True)
class StepInfo:
    """One step: its word in the address, its title, its form."""

    key: str
    title: str
    form: type[Step]


STEPS = (
    StepInfo("azienda", _("Who are you?"), CompanyStep),
    StepInfo("risultati", _("What result do you seek?"), ResultsStep),
    StepInfo("offerta", _("What can you give?"), OffersStep),
    StepInfo("limiti", _("Where, when, within which limits?"), LimitsStep),
    StepInfo("referente", _("With whom can we speak?"), ContactStep),
)
BY_KEY = {step.key: step for step in STEPS}


def after(key: str) -> str:
    """Return the key of the next step, or empty after the last."""
    return _beside(key, 1)


def before(key: str) -> str:
    """Return the key of the step before, or empty."""
    return _beside(key, -1)


def _beside(key: str, way: int) -> str:
    place = _keys().index(key) + way
    return _keys()[place] if 0 <= place < len(STEPS) else ""


def _keys() -> list[str]:
    return [step.key for step in STEPS]


def number(key: str) -> int:
    """Return the place of a step, from 1."""
    return _keys().index(key) + 1


def titles(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return (key, title) of some steps."""
    return [(key, str(BY_KEY[key].title)) for key in keys]
