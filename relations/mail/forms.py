"""The public form to subscribe, and the pace of a mailing."""

from datetime import datetime, timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations import validators, vocab
from relations.text import clean, one_line

# Nobody reads and fills the form in less; a program does.
QUICKEST = timedelta(seconds=2)
_SALT = "relations.mail.subscribe"


STAND_PROOFS = (
    ("paper", _("They signed a sheet, which we keep")), ("voice", _("They told a colleague")), ("phone", _("By phone")),
)


def opened(at: datetime) -> str:
    """Return the mark of when a form was opened."""
    return signing.dumps(int(at.timestamp()), salt=_SALT)


class SubscribeForm(forms.Form):
    """Address, name, one unticked box for each purpose."""

    email = forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"max_length": _("This e-mail is too long: at most 254 characters.")},
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("Write at most 120 characters.")},
    )
    purposes = forms.MultipleChoiceField(
        label=_("What you would like to receive"), widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(key, vocab.PURPOSES[key].label) for key in vocab.PUBLIC_PURPOSES],
        error_messages={
            "required": _("Tick at least one line."), "invalid_choice": _("Tick only lines of this list."),
        },
    )  # fmt: skip
    # A field people do not see: whoever fills it in is a program.
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, at: datetime, **kwargs: object) -> None:
        self.at = at
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        return validators.email(self.cleaned_data["email"])

    def clean_name(self) -> str:
        return one_line(clean(self.cleaned_data["name"]))

    def clean_opened(self) -> str:
        try:
            seconds = self.at.timestamp() - signing.loads(self.cleaned_data["opened"], salt=_SALT)
        except (signing.BadSignature, TypeError):
            seconds = 0.0
        if seconds < QUICKEST.total_seconds():
            raise ValidationError(_("That was very quick: check what you wrote and send it again."), code="too_quick")
        return self.cleaned_data["opened"]

    @property
    def is_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class StandForm(forms.Form):
    """Somebody who said yes to a colleague: at a stand, at the desk, by phone."""

    email = forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        error_messages={"max_length": _("This e-mail is too long: at most 254 characters.")},
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Write at most 120 characters.")},
    )
    purposes = forms.MultipleChoiceField(
        label=_("What they would like to receive"), widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(key, vocab.PURPOSES[key].label) for key in vocab.PUBLIC_PURPOSES],
        error_messages={"required": _("Tick at least one line."), "invalid_choice": _("Tick only lines of this list.")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where"), max_length=100, help_text=_("For example: stand at the volunteering fair, 3 October."),
        error_messages={"max_length": _("Write at most 100 characters."), "required": _("Write where they asked: it is part of the proof.")},
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("How they said so"), choices=STAND_PROOFS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the entries in the list."), "invalid_choice": _("Choose one of the entries in the list.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the message"), choices=[("it", _("Italian")), ("en", _("English"))], initial="it")

    def clean_email(self) -> str:
        return validators.email(self.cleaned_data["email"])

    def clean_name(self) -> str:
        return one_line(clean(self.cleaned_data["name"]))

    def clean_source(self) -> str:
        return one_line(clean(self.cleaned_data["source"]))


class PaceForm(forms.Form):
    """How many messages of a mailing may leave in a minute; empty for no limit."""

    per_minute = forms.IntegerField(
        label=_("Messages a minute"), required=False, min_value=1, max_value=100_000,
        error_messages={
            "invalid": _("Write a whole number, or leave it empty."), "min_value": _("At least one: to stop, use the pause."),
            "max_value": _("At most 100,000: leave it empty for no limit."),
        },
    )  # fmt: skip


PAUSES = ((0, _("No pause")), (1, _("One month")), (3, _("Three months")), (6, _("Six months")))
