"""Recording a gift: the donor is chosen from the archive or added on purpose, never by itself."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fundraising import fingerprint, vocab
from fundraising.actions.donors import NewDonor
from fundraising.forms.fields import Amount
from fundraising.models import Appeal, Donation
from fundraising.queries import donations
from relations import validators
from relations.forms.fields import Checked, Day, Line, Lines, tax_code
from relations.forms.pick import PickField
from relations.models import Organization, Person
from relations.text import fold

OPEN_STATUSES = [(status.key, status.label) for status in vocab.DONATION_STATUS if status.key not in ("refunded", "voided")]
YES_NO = [("no", _("No, nothing in exchange")), ("yes", _("Yes: logo, advertising or other visibility in exchange"))]
NEW_KINDS = [("", _("No: chosen above")), ("person", _("Yes, a person")), ("organization", _("Yes, an organisation"))]
# What the gift itself keeps; the rest of the form is about the donor.
FIELDS = (
    "campaign", "appeal", "amount", "legal_nature", "payment_method", "payment_reference", "given_on", "credited_on",
    "status", "on_wall", "cf_from_payment", "notes",
)  # fmt: skip


class DonationForm(forms.Form):
    """A gift, its donor and how it came."""

    entry_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    donor = PickField(kind="party", required=False, label=_("Donor"), help_text=_("Write a piece of the name."))
    nobody = forms.BooleanField(required=False, label=_("Nobody known (collection box, anonymous offering)"))
    new_kind = forms.ChoiceField(required=False, choices=NEW_KINDS, label=_("Add to the archive"))
    new_first_name = Line(required=False, max_length=80, label=_("First name"))
    new_last_name = Line(required=False, max_length=80, label=_("Last name"))
    new_name = Line(required=False, max_length=200, label=_("Name of the organisation"))
    new_email = Checked(check=validators.email, required=False, max_length=254, label=_("E-mail"))
    new_tax_code = tax_code()
    new_is_other = forms.BooleanField(required=False, label=_("It is another one with the same name"))
    amount = Amount(label=_("Amount in euro"))
    given_on = Day(label=_("Given on"), help_text=_("The day of the gift counts for the tax year."))
    credited_on = Day(required=False, label=_("Credited on"))
    payment_method = forms.ChoiceField(label=_("How it was paid"), choices=vocab.PAYMENT_METHODS.choices, initial="transfer")
    payment_reference = Line(
        required=False, max_length=80, label=_("Payment reference"),
        help_text=_("CRO or TRN, number of the cheque, transaction id."),
    )
    campaign = forms.ModelChoiceField(
        required=False, queryset=donations.campaigns_for_forms(), label=_("Campaign"), empty_label=_("No campaign")
    )
    appeal = forms.ModelChoiceField(
        required=False, queryset=Appeal.objects.none(), label=_("Where it comes from"), empty_label=_("Not known")
    )
    visibility = forms.ChoiceField(
        label=_("Is something given in exchange, such as advertising?"), choices=YES_NO, widget=forms.RadioSelect,
        help_text=_("With an exchange it is a sponsorship: it needs an invoice and can have no gift receipt."),
    )
    legal_nature = forms.ChoiceField(label=_("Legal nature"), choices=vocab.NATURES.choices, initial="gift")
    status = forms.ChoiceField(label=_("State"), choices=OPEN_STATUSES, initial="received")
    on_wall = forms.BooleanField(required=False, label=_("The donor lets us show the name on the public page"))
    cf_from_payment = forms.BooleanField(required=False, label=_("The tax code stands on the payment"))
    notes = Lines(required=False, max_length=2_000, rows=2, label=_("Notes"))

    def __init__(self, *args: Any, donation: Donation | None = None, **options: Any) -> None:
        self.donation = donation
        initial: dict[str, Any] = {"entry_key": uuid.uuid4(), "given_on": timezone.localdate()}
        if donation is not None:
            initial = {name: getattr(donation, name) for name in FIELDS} | {
                "donor": donation.donor, "nobody": donation.donor is None, "seen": fingerprint.of(donation),
                "visibility": "yes" if donation.nature.visibility else "no",
            }  # fmt: skip
        super().__init__(*args, initial=initial | options.pop("initial", {}), **options)
        self.fields["appeal"].queryset = Appeal.objects.select_related("campaign").order_by("campaign__name", "name")
        self.fields["appeal"].label_from_instance = lambda appeal: f"{appeal.campaign.name}: {appeal.name}"
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._clean_donor(values)
        self._clean_nature(values)
        self._clean_days(values)
        campaign, appeal = values.get("campaign"), values.get("appeal")
        if appeal and campaign and appeal.campaign_id != campaign.pk:
            self.add_error("appeal", _("This appeal belongs to another campaign: choose one of the two again."))
        elif appeal:
            values["campaign"] = appeal.campaign
        return values

    def _clean_donor(self, values: dict[str, Any]) -> None:
        """Exactly one of: somebody of the archive, somebody new, nobody."""
        kind = values.get("new_kind")
        if kind:
            # A name typed above and not found is why somebody new is being added.
            self.errors.pop("donor", None)
            values["donor"] = None
            self._clean_new(kind, values)
        chosen = [bool(values.get("donor")), bool(kind), bool(values.get("nobody"))]
        if sum(chosen) == 0 and "donor" not in self.errors:
            self.add_error("donor", _("Choose the donor, add one to the archive, or say that nobody is known."))
        if sum(chosen) > 1:
            self.add_error("nobody", _("Either there is a donor or nobody is known: choose one of the two."))

    def _clean_new(self, kind: str, values: dict[str, Any]) -> None:
        name = values.get("new_last_name" if kind == "person" else "new_name")
        if not name:
            field, text = (
                ("new_last_name", _("Write at least the last name, for example Rossi."))
                if kind == "person"
                else ("new_name", _("Write the name of the organisation, for example Cantine Colle Rovo."))
            )
            self.add_error(field, text)
        elif not values.get("new_is_other") and self._twins(kind, values):
            self.add_error(
                "new_is_other",
                _("Somebody with this name is already in the archive: choose them above, or tick that it is another one."),
            )

    @staticmethod
    def _twins(kind: str, values: dict[str, Any]) -> bool:
        model: type[Model] = Person if kind == "person" else Organization
        name = (
            f"{values['new_last_name']} {values.get('new_first_name', '')}" if kind == "person" else values["new_name"]
        )
        return model.objects.filter(sort_name=fold(name), archived_at=None).exists()

    def _clean_nature(self, values: dict[str, Any]) -> None:
        """The question decides: an exchange is a sponsorship, whatever the list says; without one it cannot be."""
        nature = vocab.NATURES.get(values.get("legal_nature", ""))
        answer = values.get("visibility")
        if answer == "yes" and nature and nature.receipt:
            values["legal_nature"] = "sponsorship"
        if answer == "no" and nature and nature.visibility:
            self.add_error(
                "legal_nature", _("This nature has an exchange: answer yes to the question, or choose another nature.")
            )

    def _clean_days(self, values: dict[str, Any]) -> None:
        given, credited = values.get("given_on"), values.get("credited_on")
        if given and given > timezone.localdate() and values.get("status") != "announced":
            self.add_error("given_on", _("This day is still to come: a promised gift has the state “Announced”."))
        if given and credited and credited < given:
            self.add_error("credited_on", _("The bank credits it on the day of the gift or later: check the two days."))

    def giver(self) -> Person | Organization | NewDonor | None:
        """The donor chosen, the one to add, or nobody."""
        values = self.cleaned_data
        kind = values["new_kind"]
        if not kind:
            return values["donor"]
        name = values["new_last_name" if kind == "person" else "new_name"]
        return NewDonor(kind, name, values["new_first_name"], values["new_email"], values["new_tax_code"])

    def gift(self) -> dict[str, Any]:
        """What the gift itself is made of."""
        return {name: self.cleaned_data.get(name) for name in FIELDS}


class EndForm(forms.Form):
    """Why a gift was given back or cancelled."""

    status = forms.ChoiceField(
        label=_("What happened"), widget=forms.RadioSelect, initial="voided",
        choices=[("voided", _("It was recorded by mistake")), ("refunded", _("The money was given back"))],
    )
    ended_on = Day(label=_("On the day"))
    reason = Line(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial={"ended_on": timezone.localdate(), "status": "voided"}, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ThanksForm(forms.Form):
    """How somebody was thanked."""

    how = forms.ChoiceField(label=_("How"), choices=vocab.THANKS_WAYS.choices, widget=forms.RadioSelect)
    words = Lines(
        required=False, max_length=1_000, rows=3, label=_("A sentence of your own"),
        help_text=_("It goes into the letter before the signature; no request for money in a thank-you."),
    )
    note = Line(required=False, max_length=200, label=_("Note"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


class AnnulForm(forms.Form):
    """Why a receipt is annulled."""

    reason = Line(label=_("Why"), max_length=200, help_text=_("It stays with the receipt, which keeps its number."))
    replace = forms.BooleanField(
        required=False, initial=True, label=_("Issue a new one at once, with the data as they are now")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
