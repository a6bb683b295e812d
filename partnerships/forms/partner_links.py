"""Sending a partner its link, and what a partner writes back."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.queries import partner_links as queries
from relations import validators
from relations.forms.fields import Line, Lines


class SendLinkForm(forms.Form):
    """To whom of which party: somebody we know the address of, or another address."""

    use_required_attribute = False
    to = forms.ChoiceField(
        label=_("To whom"), widget=forms.RadioSelect, error_messages={"required": _("Choose to whom."), "invalid_choice": _("Choose to whom.")}
    )  # fmt: skip
    email = Line(
        label=_("Another address"), required=False, max_length=254, help_text=_("Only when you chose “another address”.")
    )  # fmt: skip
    words = Lines(label=_("A few words"), required=False, max_length=2000)

    def __init__(self, *args: Any, parties: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.known = {choice.key: choice for item in parties for choice in item["choices"]}
        self.fields["to"].choices = [
            (str(item["party"]), [(choice.key, str(choice)) for choice in item["choices"]]) for item in parties
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen: queries.Choice | None = self.known.get(data.get("to", ""))
        if chosen is None:
            return data
        if not chosen.email:
            try:
                data["email"] = validators.email(data.get("email") or "")
            except ValidationError as error:
                self.add_error("email", error)
        data["chosen"] = chosen
        return data


class MessageForm(forms.Form):
    """A message to the officer."""

    use_required_attribute = False
    text = Lines(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}), error_messages={"required": _("Write your message here.")}
    )  # fmt: skip
