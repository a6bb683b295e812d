"""What those invited answer by link."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.forms import fields
from relations.forms.meetings import Hour, moment

_CHOOSE = _("Choose one of the three answers.")
_CHOOSE_TWO = _("Choose one of the two answers.")


class AnswerForm(forms.Form):
    """Yes, no, or another time."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Will you come?"), choices=[("yes", ""), ("no", ""), ("other", "")],
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    day = fields.Day(label=_("Which day would suit you"), required=False)
    start = Hour(label=_("At what time"), required=False)
    note = fields.Lines(label=_("Anything to tell us?"), required=False, max_length=2000, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") != "other":
            return cleaned | {"proposed_at": None}
        for name, text in (("day", _("Write the day, for example 24/11/2026.")), ("start", _("Write the hour, for example 10:30."))):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(text, code="required"))
        if self.errors:
            return cleaned
        proposed = moment(cleaned["day"], cleaned["start"])
        if proposed <= timezone.now():
            self.add_error("day", ValidationError(_("Choose a time that is still to come."), code="past"))
        return cleaned | {"proposed_at": proposed}


class ConfirmForm(forms.Form):
    """Right, or better so."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Did we understand?"), choices=[("confirm", ""), ("correct", "")],
        error_messages={"required": _CHOOSE_TWO, "invalid_choice": _CHOOSE_TWO},
    )
    correction = fields.Lines(label=_("How you would put it"), required=False, max_length=5000, rows=5)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == "correct" and not (cleaned.get("correction") or "").strip() and "correction" not in self.errors:
            self.add_error("correction", ValidationError(_("Write here how you would put it."), code="required"))
        return cleaned
