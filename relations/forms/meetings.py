"""Planning a meeting, its points, calling it off."""

import secrets
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations import cadence, validators
from relations.forms import fields
from relations.forms.pick import PickField
from relations.forms.who import WhoField
from relations.models import Meeting
from relations.queries import parties
from relations.vocab.meetings import MEETING_KINDS

# What the list "repeats" offers: key → (label, unit, every, last weekday of the month).
REPEATS = {
    "": (_("no, only this time"), "", 0, False),
    "week": (_("every week"), cadence.WEEKS, 1, False),
    "weeks2": (_("every two weeks"), cadence.WEEKS, 2, False),
    "weeks4": (_("every four weeks"), cadence.WEEKS, 4, False),
    "month": (_("every month, on the same weekday of the month"), cadence.MONTHS, 1, False),
    "month_last": (_("every month, on the last such weekday"), cadence.MONTHS, 1, True),
    "quarter": (_("every three months, on the same weekday of the month"), cadence.MONTHS, 3, False),
}


def new_once() -> str:
    """Return a mark that makes a form sent twice count once."""
    return secrets.token_urlsafe(12)


class Hour(forms.TimeField):
    """An hour of the day."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        options.setdefault("error_messages", {"invalid": _("Write the hour, for example 10:30.")})
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"], **options)


def moment(day: Any, hour: time) -> datetime:
    """Return the moment of an hour of a day in Rome."""
    return timezone.make_aware(datetime.combine(day, hour))


class MeetingForm(forms.Form):
    """When, where, what for; with whom is asked only for a new one."""

    title = fields.Line(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("How"), choices=MEETING_KINDS.choices, initial="person", widget=forms.RadioSelect)
    day = fields.Day(label=_("Day"))
    start = Hour(label=pgettext_lazy("hour", "From"))
    end = Hour(label=pgettext_lazy("hour", "To"))
    place = fields.Line(label=_("Place"), required=False, max_length=200)
    link = fields.Checked(check=validators.website, label=_("Link of the video call"), required=False, max_length=480)
    purpose = fields.Lines(label=_("What it is for"), required=False, max_length=5000, rows=2)
    organizer = forms.ModelChoiceField(label=_("Organised by"), queryset=None, empty_label=None)
    colleagues = forms.ModelMultipleChoiceField(
        label=_("Colleagues"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    who = PickField(kind="party", label=_("With whom"), required=False)
    repeats = forms.ChoiceField(
        label=_("Does it repeat?"), required=False, choices=[(key, row[0]) for key, row in REPEATS.items()],
        help_text=_("After each meeting the next one is proposed: holidays are skipped."),
    )
    skips_august = forms.BooleanField(label=_("Not in August"), required=False, initial=True)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        if meeting is not None:
            kwargs["initial"] = _initial_of(meeting)
        super().__init__(*args, **kwargs)
        self.fields["organizer"].queryset = self.fields["colleagues"].queryset = parties.colleagues()
        drop = ("colleagues", "who", "repeats", "skips_august", "once") if meeting is not None else ("version",)
        for name in drop:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", ValidationError(_("The end comes after the beginning, for example 11:30."), code="end"))
        return cleaned

    @property
    def columns(self) -> dict[str, Any]:
        """What the meeting keeps."""
        data = self.cleaned_data
        names = ("title", "kind", "place", "link", "purpose", "organizer")
        return {name: data[name] for name in names} | {
            "starts_at": moment(data["day"], data["start"]), "ends_at": moment(data["day"], data["end"]),
        }  # fmt: skip

    @property
    def rhythm(self) -> cadence.Rhythm | None:
        """The rhythm chosen; the weekday and its place in the month come from the day."""
        _label, unit, every, last = REPEATS[self.cleaned_data["repeats"]]
        day = self.cleaned_data["day"]
        nth = (day.day - 1) // 7 + 1
        nth = cadence.LAST if last or nth == 5 else nth
        return cadence.Rhythm(unit, every, day.weekday(), nth, self.cleaned_data["skips_august"]) if unit else None


def _initial_of(meeting: Meeting) -> dict[str, Any]:
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    names = ("title", "kind", "place", "link", "purpose", "version")
    return {name: getattr(meeting, name) for name in names} | {
        "organizer": meeting.organizer_id, "day": begins.date(), "start": begins.time(), "end": ends.time(),
    }  # fmt: skip


def first_values(user: Any, about: Any) -> dict[str, Any]:
    """Return what a new meeting begins with: tomorrow or the next working day, ten to eleven."""
    day = timezone.localdate() + timedelta(days=1)
    while not cadence.is_working(day):
        day += timedelta(days=1)
    title = str(about.subject) if about.subject else ""
    return {"organizer": user.pk, "day": day, "start": time(10), "end": time(11), "who": about.party, "once": new_once(), "title": title}


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.Lines(label=_("Why"), max_length=2000, rows=3)


class AttendeeForm(forms.Form):
    """Somebody more."""

    who = WhoField(label=_("Add a participant"))


class ItemForm(forms.Form):
    """A point."""

    title = fields.Line(label=_("Point"), max_length=200)


class WriteForm(forms.Form):
    """What was said on a point."""

    minutes = fields.Lines(label=_("Minutes"), required=False, max_length=20_000)
    is_open = forms.BooleanField(label=_("To be taken up again"), required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class NextForm(forms.Form):
    """When the next one is."""

    day = fields.Day(label=_("Day"))
    start = Hour(label=pgettext_lazy("hour", "From"))

    @property
    def starts_at(self) -> datetime:
        return moment(self.cleaned_data["day"], self.cleaned_data["start"])


class HeardForm(forms.Form):
    """What we understood."""

    text = fields.Lines(label=_("What we heard"), max_length=5000, rows=4)
