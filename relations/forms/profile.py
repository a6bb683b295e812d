"""One's own profile."""

from crispy_forms.helper import FormHelper
from django import forms

from relations.forms.fields import Line
from relations.models import User


class ProfileForm(forms.ModelForm):
    """Name, language, theme, shortcuts, morning mail."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "job_title", "phone", "language", "theme", "shortcuts", "wants_digest"]
        field_classes = dict.fromkeys(("first_name", "last_name", "job_title", "phone"), Line)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
