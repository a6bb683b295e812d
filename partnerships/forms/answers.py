"""What each side answers to a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relations.forms.fields import Lines


class AnswerForm(forms.Form):
    """Yes, a question first, or not now; with a few words."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Would you like to talk about it?"),
        choices=[("yes", ""), ("later", ""), ("no", "")],
        error_messages={
            "required": _("Choose one of the three answers."),
            "invalid_choice": _("Choose one of the three answers."),
        },
    )
    note = Lines(label=_("Anything to tell us?"), required=False, max_length=2000, rows=3)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("answer") == "later" and not self.cleaned_data.get("note"):
            self.add_error("note", _("Write your question here: we answer within two days."))
        return self.cleaned_data
