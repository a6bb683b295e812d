"""Adding and changing a person."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from relations import validators, vocab
from relations.forms import fields
from relations.forms.editing import PartyForm, complete_place, follows_address, without_place
from relations.forms.pick import PickField
from relations.models import Person
from relations.queries import duplicates, parties


class PersonForm(PartyForm):
    """What we write down about a person."""

    model = Person
    own = (
        "first_name", "last_name", "salutation", "public_role", "tax_code", "municipality", "province", "language",
        "involvement", "died_on", "tags", "owner", "notes",
    )  # fmt: skip

    first_name = fields.Line(label=_("First name"), required=False, max_length=80)
    last_name = fields.Line(label=_("Last name"), max_length=80)
    salutation = fields.Line(
        label=_("Salutation"), required=False, max_length=60, help_text=_("For example: Gentile dottoressa")
    )
    public_role = fields.Line(
        label=_("Public office"), required=False, max_length=120, help_text=_("Only public facts: office, body, mandate.")
    )
    tax_code = fields.tax_code()
    municipality = fields.Line(label=_("Municipality"), required=False, max_length=80)
    province = fields.Province()
    language = forms.ChoiceField(label=_("Language"), choices=[("it", "Italiano"), ("en", "English")], initial="it")
    involvement = forms.ChoiceField(label=_("Involvement"), choices=vocab.INVOLVEMENT.choices, initial="informed")
    died_on = fields.Day(label=_("Died on"), required=False)
    tags = fields.Tags(for_people=True)
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, required=False, empty_label=_("nobody"))
    notes = fields.Lines(
        label=_("Notes"), required=False, max_length=10_000,
        help_text=_("Colleagues read them, and whoever asks for their own data receives them."),
    )
    email = fields.Contact(kind="email", label=_("E-mail"))
    phone = fields.Contact(kind="mobile", label=_("Phone"))
    street = fields.Line(label=_("Street"), required=False, max_length=120)
    number = fields.Line(label=_("House number"), required=False, max_length=12)
    postal_code = fields.Checked(check=validators.postal_code, label=_("Postal code"), required=False, max_length=10)
    organization = PickField(kind="organization", label=_("Works at"), required=False)
    role = fields.Line(label=_("Role there"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].queryset = parties.colleagues()
        self.helper = FormHelper()
        self.helper.form_tag = False
        extra = [_row("email", "phone"), _row("organization", "role")]
        self.helper.layout = Layout(
            "seen",
            HTML("{% include 'relations/forms/_warnings.html' %}"),
            _row("first_name", "last_name"),
            *([] if self.party else extra),
            *([] if self.party else [_row("street", "number", "postal_code")]),
            *(["tax_code"] if follows_address(self.party) else [_row("municipality", "province", "tax_code")]),
            Fieldset(_("More about her or him"), _row("salutation", "language"), "public_role", *(["died_on"] if self.party else [])),
            Fieldset(_("For the office"), _row("owner", *([] if self.party else ["involvement"]), "tags"), "notes"),
        )
        if self.party:
            for name in ("email", "phone", "organization", "role", "street", "number", "postal_code", "involvement"):
                self.fields.pop(name, None)

    @classmethod
    def own_of(cls, party: Person | None) -> tuple[str, ...]:
        # A step on the ladder has a day and a cause: it is taken in the box of its own.
        own = cls.own if party is None else tuple(name for name in cls.own if name != "involvement")
        return without_place(own) if follows_address(party) else own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        complete_place(self, cleaned)
        return cleaned

    def look_for_duplicates(self) -> list[duplicates.Like]:
        return duplicates.people(self.cleaned_data, besides=self.party)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))
