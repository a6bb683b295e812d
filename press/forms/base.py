"""What the forms of the press office share: fields for a moment, messages that say what to do."""

from copy import copy
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%d/%m/%Y, %H:%M", "%d/%m/%y %H:%M"]
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"]
MESSAGES = {
    "required": _("Write something here: without it we cannot go on."),
    "max_length": _("This is too long: at most %(limit_value)d characters, you wrote %(show_value)d."),
    "invalid_choice": _("Choose one of the entries in the list."),
    "invalid_list": _("Choose from the entries in the list."),
    "invalid_pk_value": _("Choose from the entries in the list."),
    "null_characters_not_allowed": _("Write it with ordinary letters: these characters cannot be kept."),
}
SAYINGS = {
    forms.DateTimeField: {"invalid": _("Write the day and the time, for example 26/11/2026 11:00.")},
    forms.DateField: {"invalid": _("Write the day, for example 26/11/2026.")},
    forms.EmailField: {"invalid": _("Write the e-mail with its at sign, for example nome@azienda.it.")},
    forms.URLField: {"invalid": _("Write the whole address, for example https://www.lavocedelticino.example/articolo.")},
}


class Moment(forms.DateTimeField):
    """A day and an hour in Rome. Of the hour that comes twice in October the first is meant; the one that March leaves
    out is refused, and the next one offered."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"input_formats": MOMENTS, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            moment = error.params["datetime"].replace(tzinfo=timezone.get_current_timezone(), fold=0)
        back = timezone.localtime(moment.astimezone(UTC))
        if back.replace(tzinfo=None) == moment.replace(tzinfo=None):
            return moment
        words = _now("That night the clock jumps ahead: this hour does not exist. Choose %(hour)s or later.")
        raise ValidationError(words % {"hour": f"{back:%H:%M}"}, code="no_such_hour")


class Day(forms.DateField):
    """A day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"input_formats": DAYS, "widget": widget, **kwargs})


class Spoken(forms.Form):
    """Gives every field our messages, and its length check the text as typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak(field)


def speak(field: forms.Field) -> None:
    """Put our own words in the place of the framework's."""
    sayings: dict[str, Any] = dict(MESSAGES)
    for kind, own in SAYINGS.items():
        if isinstance(field, kind):
            sayings |= own
    field.error_messages = {**field.error_messages, **{k: v for k, v in sayings.items() if k in field.error_messages or k == "max_length"}}
    # On copies: the framework shares its validators among all fields of a kind.
    field.validators = [
        _saying(validator, sayings[validator.code]) if getattr(validator, "code", "") in sayings else validator
        for validator in field.validators
    ]


def _saying(validator: Any, message: Any) -> Any:
    """Return a copy of `validator` that says `message`."""
    own = copy(validator)
    own.message = message
    return own


def prose_field(*, extensions: dict, tidy: Any, **kwargs: Any) -> ProseEditorFormField:
    """Return a text field with the editor; what arrives is cleaned by `tidy`. At most 60,000 characters."""
    return ProseEditorFormField(extensions=extensions, sanitize=tidy, max_length=60_000, **kwargs)


def topic_field(choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Return tick boxes over a fixed list."""
    return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)
