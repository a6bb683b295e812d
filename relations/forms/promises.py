"""Promises and decisions, in one line or in a few fields."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import minute_line
from relations.forms import fields
from relations.forms.who import Who, WhoField
from relations.models import AgendaItem, Meeting, Organization, Person, User
from relations.queries import parties


class When(fields.Line):
    """A day in words: "venerdì", "tra due settimane", "24/11"."""

    def clean(self, value: Any) -> date | None:
        words = super().clean(value)
        if not words:
            return None
        day = minute_line.read_day(words, timezone.localdate())
        if day is None:
            raise ValidationError(_("Write the day, for example venerdì, 24/11 or tra due settimane."), code="when")
        return day


class LineForm(forms.Form):
    """One line: a decision, or a promise with who, what and by when between commas."""

    line = fields.Line(label=_("Decision or promise"), max_length=600)
    item = forms.ModelChoiceField(label=_("On the point"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("no point"))
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.items.order_by("position")

    def clean_line(self) -> minute_line.Line:
        read = minute_line.read(self.cleaned_data["line"])
        if not read.text:
            raise ValidationError(_("Write what was decided, for example: si comincia a marzo."), code="required")
        if read.kind == minute_line.DECISION and len(read.text) > 500:
            raise ValidationError(_("Write at most 500 characters."), code="long")
        return read


class PromiseForm(forms.Form):
    """Who promised what, by when."""

    who = WhoField(label=_("Who promises"))
    text = fields.Line(label=_("What"), max_length=300)
    when = When(label=_("By when"), max_length=60)
    item = forms.ModelChoiceField(label=_("On the point"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("no point"))
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].meeting = meeting
        if meeting is None:
            del self.fields["item"]
        else:
            self.fields["item"].queryset = meeting.items.order_by("position")

    def clean_when(self) -> date:
        day = self.cleaned_data["when"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose a day from today on, for example 24/11/2026."), code="past")
        return day

    def sides(self, meeting: Meeting | None = None, about: tuple = ()) -> dict[str, Any]:
        """Return owner, person and organization: ours is made to whom the meeting (or the page) is with."""
        who: Who = self.cleaned_data["who"]
        if isinstance(who, User):
            return {"owner": who, **other_side(meeting, about)}
        if isinstance(who, Organization):
            return {"owner": None, "person": None, "organization": who}
        return {"owner": None, "person": who, "organization": _body_of(who, meeting)}


def other_side(meeting: Meeting | None, about: tuple = ()) -> dict[str, Any]:
    """Whom a promise of ours is made to: the one guest from outside, or what the page is about; nobody when there are several."""
    if meeting is not None:
        seats = list(meeting.attendees.filter(user=None).select_related("person", "organization"))
        if len(seats) == 1:
            return {"person": seats[0].person, "organization": seats[0].organization}
        bodies = {seat.organization for seat in seats}
        return {"person": None, "organization": bodies.pop() if len(bodies) == 1 else None}
    person = next((party for party in about if isinstance(party, Person)), None)
    bodies = [party for party in about if isinstance(party, Organization)]
    return {"person": person, "organization": bodies[0] if len(bodies) == 1 else None}


def _body_of(person: Person, meeting: Meeting | None) -> Organization | None:
    """The body a person promised for: the one they sit for in the meeting, else the only one they work at."""
    if meeting is not None:
        seat = meeting.attendees.filter(person=person).select_related("organization").first()
        if seat is not None:
            return seat.organization
    places = [tie.organization for tie in parties.affiliations(person)["now"]]
    return places[0] if len(places) == 1 else None


class NewPromiseForm(PromiseForm):
    """A promise from outside a meeting: also who follows it, and to whom ours is made."""

    party = WhoField(label=_("To whom (if we promise)"), required=False)
    follower = forms.ModelChoiceField(label=_("Followed by"), queryset=None, empty_label=None)
    field_order = ["who", "text", "when", "party", "follower", "once"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follower"].queryset = parties.colleagues()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if isinstance(cleaned.get("party"), User):
            self.add_error("party", ValidationError(_("Choose a person or an organisation from outside."), code="party"))
        return cleaned


class RenegotiateForm(forms.Form):
    """Another day, and why."""

    when = When(label=_("New day"), max_length=60)
    reason = fields.Lines(label=_("Why"), max_length=2000, rows=3)

    def clean_when(self) -> date:
        day = self.cleaned_data["when"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose a day from today on, for example 24/11/2026."), code="past")
        return day
