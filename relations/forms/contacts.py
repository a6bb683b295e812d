"""How a party is reached, and who works where."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations import validators, vocab
from relations.forms import fields
from relations.forms.pick import PickField


class ContactPointForm(forms.Form):
    """One address, number or site."""

    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.CONTACT_KINDS.choices)
    value = fields.Line(label=_("Address or number"), max_length=254)
    label = fields.Line(label=_("Note"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "kind" in cleaned and cleaned.get("value"):
            try:
                validators.contact(cleaned["kind"], cleaned["value"])
            except ValidationError as wrong:
                self.add_error("value", wrong)
        return cleaned


class AffiliationForm(forms.Form):
    """A person's role in an organisation; `other` is which of the two is still to be chosen."""

    role = fields.Line(label=_("Role"), max_length=100)
    started_on = fields.Day(label=_("From"), required=False)
    is_main_contact = forms.BooleanField(label=_("Main contact"), required=False)

    def __init__(self, *args: Any, other: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Person") if other == "person" else _("Organisation")
        self.fields = {"other": PickField(kind=other, label=label), **self.fields}
        self.helper = FormHelper()
        self.helper.form_tag = False


class EndForm(forms.Form):
    """The day on which a tie ends."""

    on = fields.Day(label=_("Until"))
