"""Another name for a tag."""

from django import forms
from django.utils.translation import gettext_lazy as _

from relations.forms import fields


class TagForm(forms.Form):
    """The tag, and what it is to be called."""

    tag = forms.CharField(widget=forms.HiddenInput, max_length=40)
    to = fields.Line(
        label=_("New name"), max_length=40, help_text=_("If there is a tag of this name already, the two become one.")
    )
