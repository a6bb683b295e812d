"""Headings of the budget and what is spent on them."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.forms.programme import Evidence, PastDay, Plain, columns, evidence_url
from partnerships.forms.quantities import Quantity
from relations.forms.fields import Line


class HeadingForm(Plain):
    """A heading with what it should cost."""

    name = Line(label=_("Heading"), max_length=160, help_text=_("For example: materials for the laboratories."))
    planned = Quantity(
        label=_("Planned, in euro"), required=True, error_messages={"required": _("Write how much it should cost.")}
    )


class PlannedForm(Plain):
    """Another sum for a heading."""

    planned = Quantity(
        label=_("Planned, in euro"), required=True, error_messages={"required": _("Write how much it should cost.")}
    )


class SpendForm(Plain):
    """Money spent on a heading."""

    parties = ("party",)
    what = Line(label=_("For what"), max_length=200)
    amount = Quantity(label=_("Sum in euro"), required=True, error_messages={"required": _("Write the sum.")})
    on = PastDay(label=_("Spent on"))
    party = forms.ModelChoiceField(label=_("Who spent it"), queryset=None, required=False, empty_label=_("our office"))
    file = Evidence(label=_("Receipt or invoice"))
    evidence_url = evidence_url()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.helper.layout = Layout("what", columns("amount", "on", "party"), "file", "evidence_url")
