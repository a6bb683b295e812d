"""Choosing a municipality by typing, and the forms of addresses, bank accounts and service areas."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations import validators
from relations.forms import fields
from relations.models import Address, Municipality
from relations.queries import places
from relations.text import one_line
from relations.vocab.places import ADDRESS_KINDS, KINDS_OF


class MunicipalityWidget(forms.TextInput):
    """A box to type in, proposals under it, the ISTAT code chosen in a hidden field."""

    template_name = "relations/forms/pick.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_text", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        code, words = _pair(value)
        context = super().get_context(name, words, attrs)
        context["pick"] = {"key": code, "words": words, "url": reverse("relations:municipality_pick")}
        return context


def _by_code(code: str) -> Municipality | None:
    wanted = code.strip()
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) == 6):
        return None
    return Municipality.objects.select_related("province").filter(pk=wanted).first()


def _pair(value: Any) -> tuple[str, str]:
    """Return (code, words) of a municipality, a code, or what was typed."""
    if isinstance(value, Municipality):
        return value.pk, str(value)
    if isinstance(value, tuple):
        known = None if value[1] else _by_code(value[0])
        return (known.pk, str(known)) if known else value
    known = _by_code(value) if isinstance(value, str) else None
    return (known.pk, str(known)) if known else ("", "")


class MunicipalityField(forms.Field):
    """A field whose value is a Municipality; the initial value may be one, or its code.

    Without JavaScript the typed name is looked up when the form is sent: "Mortara", or "Castro (BG)" where there are
    two. One that is gone is taken only by its code, so that old addresses keep it.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", MunicipalityWidget())
        super().__init__(**options)

    def clean(self, value: Any) -> Municipality | None:
        if isinstance(value, Municipality):
            return value
        code, words = value if isinstance(value, tuple) else (value or "", "")
        words = one_line(words)[:80]
        found = _by_code(code) or (self._by_words(words) if words else None)
        if found is None and self.required:
            raise ValidationError(_("Write the first letters of the municipality and choose from the list."), code="required")
        return found

    def _by_words(self, words: str) -> Municipality:
        exact = places.municipality(words)
        if exact is not None:
            return exact
        near = places.municipalities(words, 4)
        if len(near) == 1:
            return near[0]
        if near:
            names = ", ".join(str(row) for row in near)
            raise ValidationError(_("Which municipality? Write it with its province: %(names)s."), code="several", params={"names": names})
        raise ValidationError(
            _("There is no municipality “%(words)s”: write it as on the map, for example Mortara (PV)."),
            code="unknown", params={"words": words[:60]},
        )  # fmt: skip

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _pair(initial)[0] != _pair(data)[0]


def postal_code_doubt(municipality: Municipality | None, code: str) -> str:
    """Return the sentence to show when a postal code is not of the municipality; empty when nothing is odd."""
    if municipality is None or not code or municipality.has_postal_code(code):
        return ""
    known = municipality.postal_codes.replace("-", "–")
    return str(_("%(code)s is not a postal code of %(name)s (%(known)s): check it.")) % {
        "code": code, "name": municipality.name, "known": known if len(known) < 40 else known[:11] + " …"
    }


class AddressForm(forms.Form):
    """An address in Italy (a municipality) or abroad (a town and its country)."""

    own = ("kind", "street", "number", "postal_code", "municipality", "foreign_town", "country", "note")
    kind = forms.ChoiceField(label=_("Kind of address"))
    street = fields.Line(label=_("Street"), required=False, max_length=120)
    number = fields.Line(label=_("House number"), required=False, max_length=12)
    postal_code = fields.Line(label=_("Postal code"), required=False, max_length=10)
    municipality = MunicipalityField(label=_("Municipality"), required=False, help_text=_("The first letters, then choose."))
    foreign_town = fields.Line(label=_("Town abroad"), required=False, max_length=80)
    country = fields.Line(label=_("Country"), required=False, max_length=60, help_text=_("Only for addresses abroad."))
    note = fields.Line(label=_("Note"), required=False, max_length=60)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, party_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = KINDS_OF[party_kind]
        self.fields["kind"].choices = [(key, ADDRESS_KINDS[key].label) for key in first]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "seen", _row("kind", "note"), _row("street", "number"), _row("postal_code", "municipality"), _row("foreign_town", "country")
        )

    @property
    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own}

    @property
    def doubt(self) -> str:
        """What is odd, once the form is valid."""
        return postal_code_doubt(self.cleaned_data["municipality"], self.cleaned_data["postal_code"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        town, abroad = cleaned.get("municipality"), cleaned.get("foreign_town") or cleaned.get("country")
        if town and abroad:
            self.add_error("municipality", ValidationError(_("Either a municipality or a town abroad: take one of them out."), code="both"))
        if not abroad and cleaned.get("postal_code") and "postal_code" not in self.errors:
            self._check("postal_code", cleaned)
        if not town and not abroad and not cleaned.get("street") and not self.errors:
            self.add_error("municipality", ValidationError(_("Write at least the municipality, for example Mortara."), code="required"))
        if cleaned.get("country") and not cleaned.get("foreign_town") and not self.errors:
            self.add_error("foreign_town", ValidationError(_("Write the town too, for example Lugano."), code="required"))
        return cleaned

    def _check(self, name: str, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[name] = validators.postal_code(cleaned[name])
        except ValidationError as wrong:
            self.add_error(name, wrong)


def address_initial(address: Address) -> dict[str, Any]:
    """Return what the form is filled with for `address`."""
    return {name: getattr(address, name) for name in AddressForm.own}


class BankAccountForm(forms.Form):
    """An IBAN and whose it is."""

    iban = fields.Checked(check=validators.iban, label="IBAN", max_length=60, help_text=_("As on the bank statement; spaces do not matter."))
    holder = fields.Line(label=_("Account holder"), required=False, max_length=70)
    note = fields.Line(label=_("Note"), required=False, max_length=60)


class Municipalities(fields.Line):
    """Municipalities parted by commas, kept as ISTAT codes; "Castro (BG)" where there are two."""

    def clean(self, value: Any) -> list[str]:
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        found, unknown = [], []
        for name in names[:60]:
            row = _by_code(name) or places.municipality(name)
            found.append(row.pk) if row else unknown.append(name[:40])
        if unknown:
            raise ValidationError(
                _("Write each municipality whole, with its province where there are two of them: %(names)s."),
                code="municipality", params={"names": ", ".join(unknown[:5])},
            )
        return list(dict.fromkeys(found))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        known = {row.pk: str(row) for row in Municipality.objects.filter(pk__in=value)} if value else {}
        return ", ".join(known.get(code, code) for code in value)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))
