"""Adding and changing an organisation."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from relations import validators, vocab
from relations.forms import fields
from relations.forms.editing import PartyForm, complete_place, follows_address, without_place
from relations.forms.places import Municipalities
from relations.models import Organization, Region
from relations.queries import duplicates, parties
from relations.vocab.initiatives import THEMES


class OrganizationForm(PartyForm):
    """What we write down about an organisation."""

    model = Organization
    # Form fields that are columns of the row, in the order of the page.
    own = (
        "kind", "name", "legal_form", "vat_number", "tax_code", "sdi_code", "foreign_vat", "foreign_country",
        "municipality", "province", "service_area", "service_regions", "service_municipalities", "sector", "employees",
        "is_benefit", "volunteers", "runts_section", "runts_number", "runts_registered_on", "runts_verified_on", "themes",
        "mission", "tags", "contact_rhythm_days", "owner", "notes",
    )  # fmt: skip

    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.ORGANIZATION_KINDS.choices)
    name = fields.Line(label=_("Name"), max_length=200)
    legal_form = forms.ChoiceField(label=_("Legal form"), required=False, choices=[("", "–"), *vocab.LEGAL_FORMS.choices])
    vat_number = fields.vat_number()
    tax_code = fields.tax_code()
    sdi_code = fields.sdi_code(help_text=_("Where its electronic invoices go."))
    foreign_vat = fields.foreign_vat()
    foreign_country = fields.Line(label=_("Country of the VAT number"), required=False, max_length=60)
    municipality = fields.Line(label=_("Municipality"), required=False, max_length=80)
    province = fields.Province()
    service_area = fields.Provinces(
        label=_("Provinces it works in"), required=False, help_text=_("Two letters each, with commas: PV, LO, MI.")
    )
    service_regions = forms.MultipleChoiceField(
        label=_("Regions it works in"), required=False, choices=list, widget=forms.CheckboxSelectMultiple
    )
    service_municipalities = Municipalities(
        label=_("Municipalities it works in"), required=False, max_length=1500,
        help_text=_("Where it does not work in the whole province. With commas: Mortara, Vigevano."),
    )
    sector = fields.Line(label=_("ATECO sector"), required=False, max_length=10)
    employees = forms.IntegerField(label=_("Employees"), required=False, min_value=0, max_value=1_000_000)
    is_benefit = forms.BooleanField(label=_("Benefit company"), required=False)
    volunteers = forms.IntegerField(label=_("Volunteers"), required=False, min_value=0, max_value=1_000_000)
    runts_section = forms.ChoiceField(
        label=_("RUNTS section"), required=False, choices=[("", "–"), *vocab.RUNTS_SECTIONS.choices]
    )
    runts_number = fields.Line(label=_("RUNTS number"), required=False, max_length=20)
    runts_registered_on = fields.Day(label=_("In the RUNTS since"), required=False)
    runts_verified_on = fields.Day(label=_("RUNTS entry checked on"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Activities of general interest"), required=False, choices=THEMES.choices, widget=forms.CheckboxSelectMultiple
    )
    mission = fields.Lines(label=_("What it does"), required=False, max_length=5000)
    tags = fields.Tags()
    contact_rhythm_days = forms.IntegerField(
        label=_("To be heard every (days)"), required=False, min_value=1, max_value=2000
    )
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, required=False, empty_label=_("nobody"))
    notes = fields.Lines(
        label=_("Notes"), required=False, max_length=10_000,
        help_text=_("Colleagues read them, and whoever asks for their own data receives them."),
    )
    email = fields.Contact(kind="email", label=_("E-mail"))
    pec = fields.Contact(kind="pec", label=_("PEC"))
    phone = fields.Contact(kind="phone", label=_("Phone"))
    street = fields.Line(label=_("Street"), required=False, max_length=120)
    number = fields.Line(label=_("House number"), required=False, max_length=12)
    postal_code = fields.Checked(check=validators.postal_code, label=_("Postal code"), required=False, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].queryset = parties.colleagues()
        if "service_regions" in self.fields:
            self.fields["service_regions"].choices = [(row.code, row.name) for row in Region.objects.order_by("name")]
        self.helper = FormHelper()
        self.helper.form_tag = False
        contacts = [] if self.party else [Fieldset(_("How to reach it"), _row("email", "pec", "phone"))]
        self.helper.layout = Layout(
            "seen",
            HTML("{% include 'relations/forms/_warnings.html' %}"),
            _row("kind", "legal_form"),
            "name",
            _row("vat_number", "tax_code", "sdi_code"),
            *([] if follows_address(self.party) else [_row("municipality", "province")]),
            *([] if self.party else [_row("street", "number", "postal_code")]),
            *contacts,
            Fieldset(_("Where it works"), _row("service_area", "service_municipalities"), Div("service_regions", css_class="in-columns")),
            Fieldset(
                _("More about it"),
                _row("sector", "employees", "volunteers"),
                "is_benefit",
                _row("runts_section", "runts_number"),
                _row("runts_registered_on", "runts_verified_on"),
                _row("foreign_vat", "foreign_country"),
                "mission",
                Div("themes", css_class="in-columns"),
            ),
            Fieldset(_("For the office"), _row("owner", "contact_rhythm_days", "tags"), "notes"),
        )
        if self.party:
            for name in ("email", "pec", "phone", "street", "number", "postal_code"):
                self.fields.pop(name, None)

    @classmethod
    def own_of(cls, party: Organization | None) -> tuple[str, ...]:
        return without_place(cls.own) if follows_address(party) else cls.own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        complete_place(self, cleaned)
        return cleaned

    def look_for_duplicates(self) -> list[duplicates.Like]:
        return duplicates.organizations(self.cleaned_data, besides=self.party)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))
