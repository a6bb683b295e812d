"""An opportunity, its shifts, offering to come, confirming the hours."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations import validators
from relations.forms import fields, visitors
from relations.forms.gatherings import PLACES, clock, helper, row, span
from relations.forms.pick import PickField
from relations.models import VolunteerOpportunity, VolunteerSignup
from relations.queries import parties
from relations.vocab import community as vocab


class OpportunityForm(forms.Form):
    """What is looked for."""

    own = (
        "organization", "title", "summary", "text", "theme", "skills", "venue", "municipality", "minimum_age", "team_allowed",
        "insurance", "contact_name", "contact_email", "owner",
    )  # fmt: skip

    organization = PickField(kind="organization", label=_("Organisation"))
    title = fields.Line(label=_("Title"), max_length=160, help_text=_("For example: Una mattina in mensa"))
    theme = forms.ChoiceField(label=_("Theme"), choices=vocab.THEMES.choices)
    summary = fields.Line(label=_("In one sentence"), max_length=300, required=False)
    text = fields.Lines(label=_("What one does"), max_length=10_000, rows=5, required=False)
    skills = fields.Line(label=_("What helps to know"), max_length=300, required=False)
    venue = fields.Line(label=_("Venue"), max_length=160)
    municipality = fields.Line(label=_("Municipality"), max_length=80)
    minimum_age = forms.IntegerField(
        label=_("Minimum age"), required=False, min_value=1, max_value=99, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Write the age as a number, for example 16."), "min_value": _("Write a number of at least 1."),
                        "max_value": _("Write a number of at most 99.")},
    )  # fmt: skip
    team_allowed = forms.BooleanField(label=_("A company team may come"), required=False)
    insurance = fields.Line(label=_("Insurance"), max_length=300, required=False,
                            help_text=_("For example: volunteers are insured by the body (art. 18 of the Third Sector Code)."))  # fmt: skip
    contact_name = fields.Line(label=_("Who welcomes the volunteers"), max_length=120, required=False)
    contact_email = fields.Checked(
        check=validators.email, label=_("E-mail of who confirms the hours"), max_length=254,
        help_text=_("There goes the link to say who came."),
    )
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, opportunity: VolunteerOpportunity | None = None, **kwargs: Any) -> None:
        if opportunity is not None:
            kwargs["initial"] = {name: getattr(opportunity, name) for name in self.own}
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        helper(
            self, "organization", row("title", "theme"), "summary", "text", "skills", row("venue", "municipality"),
            row("minimum_age", "team_allowed"), "insurance", row("contact_name", "contact_email"), "owner",
        )  # fmt: skip


class ShiftForm(forms.Form):
    """A day, its hours, how many are needed."""

    day = fields.Day(label=_("Day"))
    begin = clock(_("Begins at"))
    end = clock(_("Ends at"))
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=10_000, error_messages=PLACES, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    venue = fields.Line(label=_("Another venue"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helper(self, row("day", "begin", "end"), row("capacity", "venue"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        span(self, cleaned)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The values by column."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "capacity", "venue")}


class OfferForm(visitors.VisitorForm):
    """Offering to come to a shift."""

    shift = forms.ModelChoiceField(
        label=_("When can you come?"), queryset=None, widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Choose a shift."), "invalid_choice": _("This shift is gone: choose another one.")},
    )  # fmt: skip
    first_name = visitors.line(_("First name"), autocomplete="given-name", max_length=80)
    last_name = visitors.line(_("Last name"), autocomplete="family-name", max_length=80)
    email = visitors.email(help_text=_("We send the confirmation there, and a reminder the day before."))
    phone = visitors.phone()
    people = forms.IntegerField(
        label=_("How many are you?"), initial=1, required=False, min_value=1, max_value=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}), error_messages=PLACES,
    )  # fmt: skip
    company_name = visitors.line(_("Name of the company"), autocomplete="organization", max_length=200, required=False)
    message = fields.Lines(label=_("Anything we should know"), max_length=1000, required=False,
                           help_text=_("Nothing about your health, please: tell it in person if it matters."))  # fmt: skip
    old_enough = forms.BooleanField(label=_("Age"), required=True)
    agrees = forms.BooleanField(label=_("Passing on your name"), required=True,
                                error_messages={"required": _("Without this the body cannot know that you come: tick it to go on.")})  # fmt: skip

    def __init__(self, *args: Any, opportunity: VolunteerOpportunity, shifts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shift"].queryset = shifts
        self.fields["agrees"].error_messages["required"] = _(
            "Without this the body cannot know that you come: tick it to go on."
        )
        self.fields["shift"].error_messages["required"] = _("Choose a shift.")
        if not opportunity.team_allowed:
            del self.fields["people"]
            del self.fields["company_name"]
        if not opportunity.minimum_age:
            del self.fields["old_enough"]
        else:
            self.fields["old_enough"].error_messages["required"] = _(
                "One has to be at least %(n)s years old to come: tick it if you are."
            ) % {"n": opportunity.minimum_age}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        people, company = cleaned.get("people") or 1, cleaned.get("company_name") or ""
        shift = cleaned.get("shift")
        if people > 1 and not company and "company_name" not in self.errors:
            self.add_error("company_name", ValidationError(_("Several of you: write the name of the company or group."), code="who"))
        if shift is not None and people > shift.free:
            self.add_error("shift", ValidationError(_("There are fewer places left than you are: choose another shift."), code="full"))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The values as the action wants them."""
        names = ("shift", "first_name", "last_name", "email", "phone", "message", "key")
        found = {name: self.cleaned_data[name] for name in names}
        found["people"] = self.cleaned_data.get("people") or 1
        found["company_name"] = self.cleaned_data.get("company_name") or ""
        return found


class HoursForm(forms.Form):
    """For each who had a place: how many hours (nought: did not come), how many people of a team."""

    def __init__(self, *args: Any, signups: list[VolunteerSignup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signups = signups
        for signup in signups:
            fact = getattr(signup, "confirmed_hours", None)
            self.fields[f"h{signup.pk}"] = forms.DecimalField(
                label=_("Hours of %(name)s") % {"name": signup.name}, required=False, min_value=0, max_value=24, max_digits=5,
                decimal_places=2, localize=True, initial=fact.hours.normalize() if fact else Decimal(str(signup.shift.hours)).normalize(),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={"invalid": _("Write the hours as a number, for example 3 or 2,5; 0 if nobody came."),
                                "min_value": _("Write a number of at least 0."), "max_value": _("A day has 24 hours."),
                                "max_digits": _("Write the hours as a number, for example 3 or 2,5; 0 if nobody came."),
                                "max_decimal_places": _("Two decimals at most, for example 2,25."),
                                "max_whole_digits": _("A day has 24 hours.")},
            )  # fmt: skip
            if signup.people > 1:
                self.fields[f"p{signup.pk}"] = forms.IntegerField(
                    label=_("How many came of %(name)s") % {"name": signup.company_name or signup.name}, required=False,
                    min_value=0, max_value=signup.people, initial=fact.people if fact else signup.people,
                    widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                    error_messages={"invalid": _("Write a whole number, for example 40."), "min_value": _("Write a number of at least 0."),
                                    "max_value": _("They were fewer: write at most %(n)s.") % {"n": signup.people}},
                )  # fmt: skip

    @property
    def hours(self) -> dict[int, Decimal]:
        """Hours by sign-up; what was left empty is not there."""
        found = {signup.pk: self.cleaned_data.get(f"h{signup.pk}") for signup in self.signups}
        return {pk: value for pk, value in found.items() if value is not None}

    @property
    def people(self) -> dict[int, int]:
        """People by sign-up, of teams."""
        found = {signup.pk: self.cleaned_data.get(f"p{signup.pk}") for signup in self.signups}
        return {pk: value for pk, value in found.items() if value is not None}

    @property
    def rows(self) -> list[tuple[VolunteerSignup, Any, Any]]:
        """Each sign-up with its fields, for the page."""
        return [
            (signup, self[f"h{signup.pk}"], self[f"p{signup.pk}"] if f"p{signup.pk}" in self.fields else None)
            for signup in self.signups
        ]
