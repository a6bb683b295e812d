"""How a party is reached, and who works where."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations import validators, vocab
from relations.forms import fields
from relations.forms.pick import PickField
from relations.models import ContactPoint
from relations.vocab.places import MUTUAL_TIES, TIES_BACK


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


class ContactValueForm(forms.Form):
    """The value of a contact detail that is there; `seen` is what stood there when the page was filled."""

    value = fields.Line(label=_("Address or number"), max_length=254)
    label = fields.Line(label=_("Note"), required=False, max_length=60)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, *args: Any, point: ContactPoint, **kwargs: Any) -> None:
        self.point = point
        super().__init__(*args, initial={"value": point.value, "label": point.label, "seen": point.value}, **kwargs)

    def clean_value(self) -> str:
        return validators.contact(self.point.kind, self.cleaned_data["value"])[0]

    def see_again(self, point: ContactPoint, message: str) -> None:
        """Say that somebody else wrote there, and let the next save go through."""
        self.add_error("value", ValidationError(message, code="changed"))
        self.data = self.data.copy()
        self.data["seen"] = point.value


class MoveForm(forms.Form):
    """Where a person goes on, from a day: the old position is closed, the new one begins."""

    to = PickField(kind="organization", label=_("To which organisation"))
    role = fields.Line(label=_("Role there"), required=False, max_length=100, help_text=_("Empty: the same role."))
    on = fields.Day(label=_("From which day"))
    is_main_contact = forms.BooleanField(label=_("Main contact"), required=False)


class TieForm(forms.Form):
    """A tie of a body with another, read from this side: "is a member of", "has as a member"."""

    kind = forms.ChoiceField(label=_("Tie"))
    other = PickField(kind="organization", label=_("With whom"))
    started_on = fields.Day(label=_("From"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = tie_readings()

    @property
    def direction(self) -> tuple[str, bool]:
        """The kind of tie, and whether it goes out from this body."""
        kind, _colon, way = self.cleaned_data["kind"].partition(":")
        return kind, way != "back"


def tie_readings() -> list[tuple[str, Any]]:
    """Return every tie as it reads from one body: (key, words)."""
    found: list[tuple[str, Any]] = []
    for term in vocab.TIES:
        found.append((term.key, term.label))
        if term.key not in MUTUAL_TIES:
            found.append((f"{term.key}:back", TIES_BACK[term.key]))
    return found


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
