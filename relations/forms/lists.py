"""Naming a view, a group; choosing labels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relations.forms import fields
from relations.labels import SHEETS


class ViewForm(forms.Form):
    """A saved view's name and who sees it."""

    name = fields.Line(label=_("Name of the view"), max_length=60, help_text=_("For example: companies to be heard again."))
    is_shared = forms.BooleanField(label=_("The whole office sees it"), required=False)
    pinned = forms.BooleanField(label=_("Keep it in the menu"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Write a name for the view, for example “Companies of Pavia”.")


class SegmentForm(forms.Form):
    """A group's name and purpose; its conditions come from the builder."""

    name = fields.Line(label=_("Name of the group"), max_length=80)
    note = fields.Line(label=_("What it is for"), max_length=200, required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Write a name for the group, for example “Companies of Pavia to be heard”.")


class LabelsForm(forms.Form):
    """Which sheet, from which label on, and whether the office stands on each."""

    sheet = forms.ChoiceField(label=_("Sheet"), choices=[(key, sheet.label) for key, sheet in SHEETS.items()])
    start = forms.IntegerField(
        label=_("First free label"), min_value=1, max_value=65, initial=1,
        help_text=_("Count from the top left, row by row: a sheet already begun is not thrown away."),
    )
    sender = forms.BooleanField(label=_("Print the office as the sender"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sheet, start = SHEETS.get(data.get("sheet", "")), data.get("start")
        if sheet and start and start > sheet.per_page:
            self.add_error("start", _("This sheet has %(n)s labels: write a number from 1 to %(n)s.") % {"n": sheet.per_page})
        return data
