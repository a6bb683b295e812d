"""Logging a contact and putting it right, writing down what is to be done, putting it off."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import closeness, vocab
from relations.forms import fields
from relations.forms.pick import PickField
from relations.models import FollowUp, Interaction, Organization, Person
from relations.queries import parties

# "Risentire": what the buttons say, besides the days of fields.LATER.
NEXT = [*((key, label) for key, (label, _day) in fields.LATER.items()), ("date", _("choose the day")), ("", _("no need"))]
SIDES = [("us", _("we got in touch")), ("them", _("they got in touch"))]
OTHERS = ("also_1", "also_2", "also_3")


def icons(form: forms.Form) -> list[tuple[Any, str]]:
    """The choices of `channel` with their icons."""
    return [(radio, vocab.CHANNELS[radio.data["value"]].icon) for radio in form["channel"]]


class WhenMixin(forms.Form):
    """When a contact took place: a day and an hour, now if neither is given."""

    day = fields.SaidDay(label=_("When"), required=False)
    hour = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour, for example 10:30.")},
    )

    def moment(self, now: datetime) -> datetime | None:
        """Return the moment that was meant; a day without an hour is noon, or now if it is today."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None and hour is None:
            return None
        day = day or timezone.localdate(now)
        if hour is None and day == timezone.localdate(now):
            return now
        return timezone.make_aware(datetime.combine(day, hour or time(12)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        now = timezone.now()
        if not self.errors.keys() & {"day", "hour"}:
            cleaned["happened_at"] = self.moment(now)
            if cleaned["happened_at"] and cleaned["happened_at"] > now:
                self.add_error("day", ValidationError(_("A contact has already taken place: write today or a day before."), code="future"))
        return cleaned


class InteractionForm(WhenMixin):
    """A contact in three fields: how, with whom, what was said; and when to be heard again.

    The rest (when, who sought whom, who else was there) is folded away: it has its usual answer.
    """

    channel = forms.ChoiceField(label=_("How"), choices=vocab.CHANNELS.choices, initial="call", widget=forms.RadioSelect)
    who = PickField(kind="party", label=_("With whom"))
    text = fields.Lines(label=_("What was said"), max_length=10_000)
    again = forms.ChoiceField(label=_("Be in touch again"), choices=NEXT, required=False, initial="", widget=forms.RadioSelect)
    again_on = fields.SaidDay(label=_("On which day"), required=False)
    side = forms.ChoiceField(label=_("Who got in touch"), choices=SIDES, required=False, initial="us", widget=forms.RadioSelect)
    also_1 = PickField(kind="party", label=_("Who else was there"), required=False)
    also_2 = PickField(kind="party", label=_("and"), required=False)
    also_3 = PickField(kind="party", label=_("and"), required=False)
    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    field_order = ("channel", "who", "text", "again", "again_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["again_on"].widget.attrs |= {"class": "form-control", "aria-label": _("On which day")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["due_on"] = fields.later(cleaned.get("again") or "", cleaned.get("again_on"), timezone.localdate())
        if cleaned.get("again") == "date" and not cleaned.get("again_on") and "again_on" not in self.errors:
            self.add_error("again_on", ValidationError(_("Choose the day, for example 24/11/2026."), code="required"))
        return cleaned

    def organization(self, bodies: Sequence[Organization] = ()) -> Organization | None:
        """The body spoken to: the one chosen, or the person's, preferring `bodies` (those the page is about)."""
        who = self.cleaned_data["who"]
        if isinstance(who, Organization):
            return who
        places = [tie.organization for tie in parties.affiliations(who)["now"]]
        common = [body for body in bodies if body in places]
        return next(iter(common or (places if len(places) == 1 else bodies)), None)

    @property
    def person(self) -> Person | None:
        who = self.cleaned_data["who"]
        return who if isinstance(who, Person) else None

    @property
    def others(self) -> list[Organization | Person]:
        """Who else was there."""
        return [party for name in OTHERS if (party := self.cleaned_data.get(name))]

    @property
    def channels(self) -> list[tuple[Any, str]]:
        return icons(self)

    @property
    def folded(self) -> bool:
        """Whether all that is folded away has its usual answer, so that it may stay folded."""
        given = ("day", "hour", *(f"{name}_text" for name in OTHERS))
        return not (self.is_bound and (self.data.get("side") == "them" or any(self.data.get(name) for name in given)))


class CorrectionForm(WhenMixin):
    """What can be put right in a contact: how, when, who sought whom, what was said."""

    channel = forms.ChoiceField(label=_("How"), choices=vocab.CHANNELS.choices, widget=forms.RadioSelect)
    side = forms.ChoiceField(label=_("Who got in touch"), choices=SIDES, widget=forms.RadioSelect)
    text = fields.Lines(label=_("What was said"), max_length=10_000, rows=6)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    field_order = ("channel", "day", "hour", "side", "text")

    def __init__(self, *args: Any, contact: Interaction, **kwargs: Any) -> None:
        self.contact = contact
        at = timezone.localtime(contact.at)
        kwargs["initial"] = {
            "channel": contact.channel, "side": "us" if contact.outgoing else "them", "text": contact.text,
            "day": at.date(), "hour": at.time().replace(second=0, microsecond=0), **kwargs.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)

    @property
    def channels(self) -> list[tuple[Any, str]]:
        return icons(self)

    @property
    def happened_at(self) -> datetime:
        """The moment meant; the seconds of the one that stands are kept when day and hour are the same."""
        given = self.cleaned_data["happened_at"] or self.contact.at
        same = given.replace(second=0, microsecond=0) == self.contact.at.replace(second=0, microsecond=0)
        return self.contact.at if same else given


class FollowUpForm(forms.Form):
    """Something a colleague has to do by a day."""

    title = fields.Line(label=_("What"), max_length=200)
    due_on = fields.SaidDay(label=_("By"))
    due_time = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour, for example 10:30.")},
    )
    owner = forms.ModelChoiceField(label=_("Who"), queryset=None, empty_label=None)
    who = PickField(kind="party", label=_("With whom"), required=False)

    def __init__(self, *args: Any, todo: FollowUp | None = None, **kwargs: Any) -> None:
        if todo is not None:
            kwargs["initial"] = {
                "title": todo.title, "due_on": todo.due_on, "due_time": todo.due_time, "owner": todo.owner_id,
                "who": todo.person or todo.organization,
            }  # fmt: skip
        self.todo = todo
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()

    @property
    def parties(self) -> dict[str, Organization | Person | None]:
        who = self.cleaned_data.get("who")
        if self.todo is not None and who == (self.todo.person or self.todo.organization):
            return {"organization": self.todo.organization, "person": self.todo.person}
        return {
            "organization": who if isinstance(who, Organization) else None,
            "person": who if isinstance(who, Person) else None,
        }


class PostponeForm(forms.Form):
    """To what day."""

    when = forms.ChoiceField(choices=[*((key, label) for key, (label, _day) in fields.LATER.items()), ("date", _("date"))])
    day = fields.SaidDay(label=_("On which day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        today = timezone.localdate()
        until = fields.later(cleaned.get("when") or "", cleaned.get("day"), today)
        if not self.errors and (until is None or until < today):
            self.add_error("day", ValidationError(_("Choose a day from today on, for example 24/11/2026."), code="day"))
        cleaned["until"] = until
        return cleaned


class BulkForm(forms.Form):
    """What to do with the chosen rows."""

    act = forms.ChoiceField(
        choices=[("done", ""), ("drop", ""), ("assign", ""), *((f"postpone:{key}", "") for key in fields.LATER)]
    )
    owner = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        what, _colon, when = (cleaned.get("act") or "").partition(":")
        cleaned |= {"what": what, "until": fields.later(when, None, timezone.localdate())}
        if what == "assign" and not cleaned.get("owner"):
            self.add_error("owner", ValidationError(_("Choose a colleague."), code="required"))
        return cleaned


class RhythmForm(forms.Form):
    """Every how many days somebody is to be heard."""

    days = forms.IntegerField(
        label=_("To be heard every (days)"), required=False, min_value=1, max_value=2000,
        error_messages={"invalid": _("Write a number of days, for example 60; nothing for no rhythm.")},
        help_text=_("Where none is agreed, strength counts %(n)s days and nobody is told of silences.") % {"n": closeness.RHYTHM_DAYS},
    )
