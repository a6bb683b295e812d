"""Logging a contact, writing down what is to be done, putting it off."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.forms import fields
from relations.forms.pick import PickField
from relations.models import Organization, Person
from relations.queries import parties

# "Risentire": what the buttons say, besides the days of fields.LATER.
NEXT = [*((key, label) for key, (label, _day) in fields.LATER.items()), ("date", _("choose the day")), ("", _("no need"))]


class InteractionForm(forms.Form):
    """A contact in three fields: how, with whom, what was said; and when to be heard again."""

    channel = forms.ChoiceField(label=_("How"), choices=vocab.CHANNELS.choices, initial="call", widget=forms.RadioSelect)
    who = PickField(kind="party", label=_("With whom"))
    text = fields.Lines(label=_("What was said"), max_length=10_000)
    again = forms.ChoiceField(label=_("Be in touch again"), choices=NEXT, required=False, initial="", widget=forms.RadioSelect)
    again_on = fields.Day(
        label=_("On which day"), required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control", "aria-label": _("On which day")}, format="%Y-%m-%d"),
    )
    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

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
    def channels(self) -> list[tuple[Any, str]]:
        """The choices of `channel` with their icons."""
        return [(radio, vocab.CHANNELS[radio.data["value"]].icon) for radio in self["channel"]]


class FollowUpForm(forms.Form):
    """Something a colleague has to do by a day."""

    title = fields.Line(label=_("What"), max_length=200)
    due_on = fields.Day(label=_("By"))
    due_time = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": _("Write the hour, for example 10:30.")},
    )
    owner = forms.ModelChoiceField(label=_("Who"), queryset=None, empty_label=None)
    who = PickField(kind="party", label=_("With whom"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()

    @property
    def parties(self) -> dict[str, Organization | Person | None]:
        who = self.cleaned_data.get("who")
        return {
            "organization": who if isinstance(who, Organization) else None,
            "person": who if isinstance(who, Person) else None,
        }


class PostponeForm(forms.Form):
    """To what day."""

    when = forms.ChoiceField(choices=[*((key, label) for key, (label, _day) in fields.LATER.items()), ("date", _("date"))])
    day = fields.Day(label=_("On which day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        today = timezone.localdate()
        until = fields.later(cleaned.get("when") or "", cleaned.get("day"), today)
        if not self.errors and (until is None or until < today):
            self.add_error("day", ValidationError(_("Choose a day from today on, for example 24/11/2026."), code="day"))
        cleaned["until"] = until
        return cleaned
