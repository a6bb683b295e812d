"""A step on the ladder, by hand."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.forms import fields


class StepForm(forms.Form):
    """To which step, since when, why."""

    to = forms.ChoiceField(label=_("Step"), choices=vocab.INVOLVEMENT.choices, widget=forms.RadioSelect)
    on = fields.Day(label=_("Since"))
    note = fields.Lines(
        label=_("Why"), max_length=1000, help_text=_("For example: she leads the school visits since September."),
        error_messages={"required": _("Write why: the ladder keeps the cause of each step.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("The day is still to come: write the day on which it happened."), code="future")
        return self.cleaned_data["on"]
