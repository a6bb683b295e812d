"""A list's name, who comes on it, where ticked rows go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.forms import fields
from relations.forms.pick import PickField
from relations.models import MailingList


class ListForm(forms.Form):
    """A list's name and purpose."""

    name = fields.Line(label=_("Name of the list"), max_length=80, help_text=_("For example: guests of the assembly."))
    note = fields.Line(label=_("What it is for"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Write a name for the list, for example “Guests of the assembly”.")


class MemberForm(forms.Form):
    """Somebody to put on a list."""

    party = PickField(kind="party", label=_("Person or organisation"))


class ChooseListForm(forms.Form):
    """A list there is already, or the name of a new one."""

    mailing_list = forms.ModelChoiceField(
        label=pgettext_lazy("mailing list", "List"), queryset=MailingList.objects.none(), required=False, empty_label=_("a new one"),
        error_messages={"invalid_choice": _("Choose one of the entries in the list.")},
    )  # fmt: skip
    name = fields.Line(label=_("Name of the new list"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mailing_list"].queryset = MailingList.objects.filter(removed_at=None).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("mailing_list") and not data.get("name") and not self.errors:
            self.add_error("name", _("Choose a list, or write a name for a new one."))
        return data
