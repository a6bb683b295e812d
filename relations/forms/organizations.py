"""Adding and changing an organisation."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.forms import fields
from relations.forms.editing import PartyForm
from relations.models import Organization
from relations.queries import duplicates, parties


class OrganizationForm(PartyForm):
    """What we write down about an organisation."""

    model = Organization
    # Form fields that are columns of the row, in the order of the page.
    own = (
        "kind", "name", "legal_form", "vat_number", "tax_code", "municipality", "province", "service_area", "sector",
        "employees", "volunteers", "runts_section", "runts_number", "mission", "tags", "contact_rhythm_days", "owner", "notes",
    )  # fmt: skip

    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.ORGANIZATION_KINDS.choices)
    name = fields.Line(label=_("Name"), max_length=200)
    legal_form = forms.ChoiceField(label=_("Legal form"), required=False, choices=[("", "–"), *vocab.LEGAL_FORMS.choices])
    vat_number = fields.vat_number()
    tax_code = fields.tax_code()
    municipality = fields.Line(label=_("Municipality"), required=False, max_length=80)
    province = fields.Province()
    service_area = fields.Provinces(
        label=_("Provinces it works in"), required=False, help_text=_("Two letters each, with commas: PV, LO, MI.")
    )
    sector = fields.Line(label=_("ATECO sector"), required=False, max_length=10)
    employees = forms.IntegerField(label=_("Employees"), required=False, min_value=0, max_value=1_000_000)
    volunteers = forms.IntegerField(label=_("Volunteers"), required=False, min_value=0, max_value=1_000_000)
    runts_section = forms.ChoiceField(
        label=_("RUNTS section"), required=False, choices=[("", "–"), *vocab.RUNTS_SECTIONS.choices]
    )
    runts_number = fields.Line(label=_("RUNTS number"), required=False, max_length=20)
    mission = fields.Lines(label=_("What it does"), required=False, max_length=5000)
    tags = fields.Words(label=_("Tags"), required=False, max_length=400, help_text=_("Words parted by commas."))
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        self.helper = FormHelper()
        self.helper.form_tag = False
        contacts = [] if self.party else [Fieldset(_("How to reach it"), _row("email", "pec", "phone"))]
        self.helper.layout = Layout(
            "seen",
            HTML("{% include 'relations/forms/_warnings.html' %}"),
            _row("kind", "legal_form"),
            "name",
            _row("vat_number", "tax_code"),
            _row("municipality", "province", "service_area"),
            *contacts,
            Fieldset(
                _("More about it"),
                _row("sector", "employees", "volunteers"),
                _row("runts_section", "runts_number"),
                "mission",
            ),
            Fieldset(_("For the office"), _row("owner", "contact_rhythm_days", "tags"), "notes"),
        )
        if self.party:
            for name in ("email", "pec", "phone"):
                del self.fields[name]

    def look_for_duplicates(self) -> list[duplicates.Like]:
        return duplicates.organizations(self.cleaned_data, besides=self.party)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))
