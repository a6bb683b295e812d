"""An open meeting, signing up to it, the door, the minutes."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.forms import fields, visitors
from relations.models import Gathering
from relations.queries import parties
from relations.vocab import community as vocab

HOUR = {"invalid": _("Write the hour, for example 20:30."), "required": _("Write the hour, for example 20:30.")}
PLACES = {
    "invalid": _("Write a whole number, for example 40."), "min_value": _("Write a number of at least 1."),
    "max_value": _("Write a number of at most 10,000."),
}  # fmt: skip


def helper(form: forms.Form, *rows: Any) -> None:
    """Give `form` the layout `rows`, without a form tag of its own."""
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(*rows)


def row(*names: str) -> Row:
    """Return fields side by side."""
    return Row(*(Column(name, css_class="col-md") for name in names))


def clock(label: Any) -> forms.TimeField:
    """Return a field for an hour."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), error_messages=HOUR)


def span(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Put `starts_at` and `ends_at` into `cleaned` from its day and hours, in Rome; say when they do not add up."""
    day, begin, end = cleaned.get("day"), cleaned.get("begin"), cleaned.get("end")
    if day is None or begin is None or end is None:
        return
    if end <= begin:
        form.add_error("end", ValidationError(_("It would end before it begins: write a later hour."), code="order"))
        return
    zone = timezone.get_default_timezone()
    cleaned["starts_at"], cleaned["ends_at"] = (datetime.combine(day, hour, zone) for hour in (begin, end))


class GatheringForm(forms.Form):
    """What, where, when, how many."""

    own = ("kind", "title", "summary", "text", "venue", "address", "municipality", "capacity", "owner")

    title = fields.Line(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=vocab.GATHERING_KINDS.choices)
    summary = fields.Line(label=_("In one sentence"), max_length=300, required=False)
    day = fields.Day(label=_("Day"))
    begin = clock(_("Begins at"))
    end = clock(_("Ends at"))
    venue = fields.Line(label=_("Venue"), max_length=160, help_text=_("For example: Biblioteca civica, sala grande"))
    address = fields.Line(label=_("Address"), max_length=160, required=False)
    municipality = fields.Line(label=_("Municipality"), max_length=80, required=False)
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=10_000, help_text=_("Empty: no limit."), error_messages=PLACES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    text = fields.Lines(label=_("What will be talked about"), max_length=10_000, required=False, rows=6)
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, gathering: Gathering | None = None, **kwargs: Any) -> None:
        if gathering is not None:
            begin, end = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
            kwargs["initial"] = {name: getattr(gathering, name) for name in self.own} | {
                "day": begin.date(), "begin": begin.time(), "end": end.time(),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        helper(
            self, "title", row("kind", "capacity"), "summary", row("day", "begin", "end"), row("venue", "address", "municipality"),
            "text", "owner",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        span(self, cleaned)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The values by column."""
        return {name: self.cleaned_data[name] for name in (*self.own, "starts_at", "ends_at")}


class SignupForm(visitors.VisitorForm):
    """Coming to an open meeting."""

    first_name = visitors.line(_("First name"), autocomplete="given-name", max_length=80)
    last_name = visitors.line(_("Last name"), autocomplete="family-name", max_length=80)
    email = visitors.email(help_text=_("We send the confirmation there, and a reminder the day before."))
    phone = visitors.phone(help_text=_("Only if something changes at the last moment."))
    wants_news = forms.BooleanField(label=_("Invitations to events"), required=False)


class CallOffForm(forms.Form):
    """Why it does not take place."""

    reason = fields.Lines(
        label=_("Why"), max_length=1000, help_text=_("Who signed up reads it in the mail."),
        error_messages={"required": _("Write why: who signed up reads it.")},
    )


class WalkInForm(forms.Form):
    """Somebody at the door who had not signed up."""

    first_name = fields.Line(label=_("First name"), max_length=80, error_messages={"required": visitors.FILL_IN})
    last_name = fields.Line(label=_("Last name"), max_length=80, error_messages={"required": visitors.FILL_IN})
    email = fields.Checked(
        check=visitors.validators.email, label=_("E-mail"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class IdeaForm(forms.Form):
    """What is said at the meeting, as it is said."""

    kind = forms.ChoiceField(
        label=_("What it is"), widget=forms.RadioSelect, initial="idea",
        choices=[(key, vocab.FEEDBACK_KINDS[key].label) for key in ("idea", "concern", "question")],
    )  # fmt: skip
    text = fields.Lines(label=_("In the words it was said"), max_length=3000, error_messages={"required": visitors.FILL_IN})
    signup = forms.ModelChoiceField(label=_("Who said it"), queryset=None, required=False, empty_label=_("nobody in particular"))
    is_public = forms.BooleanField(
        label=_("Show it with its answer on the public page"), required=False, initial=True, help_text=_("Never with the name.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = gathering.signups.filter(state="confirmed").order_by("last_name", "first_name", "pk")
        self.fields["signup"].queryset = present
        self.fields["signup"].label_from_instance = lambda signup: signup.name


class MinutesForm(forms.Form):
    """What was said and decided."""

    minutes = fields.Lines(
        label=_("Minutes"), max_length=30_000, rows=14, required=False,
        help_text=_("An empty line begins a new paragraph. They show on the public page once published."),
    )
