"""What the forms of visitors without an account share: a trap, a least time, a mark against double posts."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations import validators
from relations.forms.fields import Checked, Line
from relations.mail.forms import QUICKEST
from relations.text import one_line

_SALT = "relations.visitors"
FILL_IN = _("Fill in this field.")


def marks(at: datetime) -> dict[str, str]:
    """Return the values of the hidden fields of a form that is shown at `at`."""
    return {"key": str(uuid4()), "opened": signing.dumps(int(at.timestamp()), salt=_SALT)}


def line(label: Any, *, autocomplete: str = "", inputmode: str = "", **options: Any) -> Line:
    """Return a one-line field with what a phone's keyboard wants to know."""
    attrs = {key: value for key, value in (("autocomplete", autocomplete), ("inputmode", inputmode)) if value}
    return Line(label=label, widget=forms.TextInput(attrs=attrs), **options)


def email(**options: Any) -> Checked:
    """Return a field for an e-mail address."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    return Checked(check=validators.email, label=_("E-mail"), max_length=254, widget=widget, **options)


def phone(**options: Any) -> Checked:
    """Return a field for a phone number, not asked for."""
    widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    return Checked(check=validators.phone, label=_("Phone"), max_length=40, required=False, widget=widget, **options)


class VisitorForm(forms.Form):
    """A public form. `trap` stays empty when a person fills it in; `key` is the same when it is sent twice."""

    use_required_attribute = False
    trap = forms.CharField(
        label=_("Leave this field empty"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **{"initial": {**marks(at), **kwargs.pop("initial", {})}, **kwargs})
        self.helper = FormHelper()
        self.helper.form_tag = False
        for name, field in self.fields.items():
            if not field.error_messages.get("required_own"):
                field.error_messages["required"] = FILL_IN
            if name not in ("trap", "opened", "key"):
                # A browser that cuts off silently loses words: our own message says how long it may be.
                field.widget.attrs.pop("maxlength", None)

    def clean_opened(self) -> str:
        try:
            seconds = self.at.timestamp() - signing.loads(self.cleaned_data["opened"], salt=_SALT)
        except (signing.BadSignature, TypeError):
            seconds = 0.0
        if seconds < QUICKEST.total_seconds():
            raise ValidationError(_("That was very quick: check what you wrote and send it again."), code="too_quick")
        return self.cleaned_data["opened"]

    def clean_key(self) -> UUID:
        try:
            return UUID(one_line(self.cleaned_data["key"])[:40])
        except ValueError:
            return uuid4()

    @property
    def is_robot(self) -> bool:
        return bool(str(self.data.get("trap", "")).strip())

    @property
    def fresh_opened(self) -> str:
        """The mark to show again: a form that comes back with mistakes counts from now."""
        return marks(self.at)["opened"] if "opened" in self.errors else str(self["opened"].value() or "")

    @property
    def shown(self) -> list:
        """The fields people see."""
        return [field for field in self.visible_fields() if field.name != "trap"]
