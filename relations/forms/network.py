"""Giving prospects to a colleague, introductions, deputies."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.forms import fields
from relations.models import Organization
from relations.queries import parties

MOST = 200


class AssignForm(forms.Form):
    """Whom to give the chosen prospects to, what to do with each, by when."""

    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, empty_label=None)
    title = fields.Line(label=_("What"), max_length=200)
    due_on = fields.Day(label=_("By"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"title": _("First contact"), "due_on": timezone.localdate() + timedelta(days=14)}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose a day from today on, for example 24/11/2026."), code="past")
        return day

    @property
    def chosen(self) -> list[Organization]:
        """The living bodies ticked on the page."""
        given = self.data.getlist("scelte")[:MOST]
        ids = [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 19]
        return list(Organization.objects.filter(pk__in=ids, archived_at=None).order_by("pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.chosen:
            raise ValidationError(_("Tick at least one prospect in the table."), code="none")
        return cleaned
