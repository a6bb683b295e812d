"""Activities and milestones: days, ties, and who does what."""

from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import programme_terms as terms
from partnerships.forms.programme import PastDay, Plain, columns
from partnerships.models import Activity, Objective, Partnership, PartnershipParty
from relations.forms.fields import Day, Line, Lines
from relations.models import User
from relations.queries import parties

ROLES = {"R": "does", "C": "heard", "I": "told"}
FIELDS = ("title", "what", "objective", "is_required")


class Actors:
    """The parties and the colleagues of a form, by the values of its choices."""

    def __init__(self, partnership: Partnership) -> None:
        sides = partnership.parties.select_related("organization")
        self.known: dict[str, PartnershipParty | User] = {f"p{one.pk}": one for one in sides}
        self.known |= {f"u{one.pk}": one for one in parties.colleagues()}

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(key, str(one)) for key, one in self.known.items()]


def key_of(party_id: int | None, user_id: int | None) -> str:
    """Return the value by which an actor is chosen."""
    return f"p{party_id}" if party_id else f"u{user_id}"


def _several(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class ActivityForm(Plain):
    """One activity or milestone; its days are asked only of a new one."""

    title = Line(label=_("Title"), max_length=160, help_text=_("For example: tutors trained."))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=terms.ACTIVITY_KINDS.choices,
        help_text=_("A milestone is a day on which something is there."),
    )
    what = Lines(label=_("What is done"), required=False, max_length=2000)
    starts_on = Day(label=_("From"), required=False, help_text=_("Not for a milestone."))
    due_on = Day(label=_("By when"))
    objective = forms.ModelChoiceField(
        label=_("For the objective"), queryset=None, required=False, empty_label=_("none in particular")
    )
    accountable = forms.ChoiceField(label=_("A · Who answers for it"), help_text=_("One alone."))
    does = _several(_("R · Who does it"))
    heard = _several(_("C · Who is heard"))
    told = _several(_("I · Who is told"))
    after = forms.ModelMultipleChoiceField(
        label=_("Comes after"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_required = forms.BooleanField(label=_("Needed to leave the phase"), required=False, initial=True)

    def __init__(self, *args: Any, partnership: Partnership, row: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, partnership=partnership, initial=_initial(partnership, row), **kwargs)
        self.actors = Actors(partnership)
        for name in ("accountable", *ROLES.values()):
            self.fields[name].choices = self.actors.choices
        # The parties and the officer are who has a role as a rule; other colleagues only where they have one already.
        usual = [pair for pair in self.actors.choices if pair[0] in self._usual(row)]
        for name in ROLES.values():
            self.fields[name].choices = usual
        self.fields["objective"].queryset = Objective.objects.filter(partnership=partnership, dropped_at=None).order_by(
            "pk"
        )
        others = partnership.activities.exclude(pk=row.pk if row else None).order_by("due_on", "pk")
        self.fields["after"].queryset = others
        if row:
            for name in ("kind", "starts_on", "due_on"):
                del self.fields[name]
        if not others.exists():
            del self.fields["after"]
        days = () if row else ("kind", columns("starts_on", "due_on"))
        after = ("after",) if "after" in self.fields else ()
        self.helper.layout = Layout(
            "title", *days, "what", "objective", HTML('<h2 class="fs-6 mt-4">{}</h2>'.format(_("Who does what"))), "accountable",
            columns("does", "heard", "told"), *after, "is_required",
        )  # fmt: skip

    def _usual(self, row: Activity | None) -> set[str]:
        mine = {key for key in self.actors.known if key.startswith("p")} | {f"u{self.partnership.owner_id}"}
        return mine | {key_of(one.party_id, one.user_id) for one in (row.roles.all() if row else ())}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "kind" in self.fields and data.get("due_on"):
            if data.get("kind") == "milestone":
                data["starts_on"] = None
            elif not data.get("starts_on"):
                self.add_error("starts_on", _("Write the day on which it begins, or make it a milestone."))
            elif data["starts_on"] > data["due_on"]:
                self.add_error("due_on", _("Put the end after the beginning."))
        return data

    def values(self, *names: str) -> dict[str, Any]:
        data = self.cleaned_data
        roles = {role: [self.actors.known[key] for key in data[name]] for role, name in ROLES.items()}
        return {
            **{name: data[name] for name in (*FIELDS, "kind", "starts_on", "due_on") if name in self.fields},
            "accountable": self.actors.known[data["accountable"]],
            "roles": roles,
            "after": list(data.get("after") or []),
        }


def _initial(partnership: Partnership, row: Activity | None) -> dict[str, Any]:
    if row is None:
        return {"starts_on": timezone.localdate(), "is_required": True, "accountable": f"u{partnership.owner_id}"}
    given: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
    given["accountable"] = key_of(row.accountable_party_id, row.accountable_user_id)
    roles = list(row.roles.all())
    given |= {
        name: [key_of(one.party_id, one.user_id) for one in roles if one.role == role] for role, name in ROLES.items()
    }
    return given | {"after": [link.earlier_id for link in row.links_earlier.all()]}


class MoveForm(Plain):
    """Another day, and why."""

    to = Day(label=_("New day"), error_messages={"required": _("Write the day, for example 24/11/2026.")})
    why = Line(label=_("Why"), required=False, max_length=300)


class CloseForm(Plain):
    """Done, or waived with the reason."""

    state = forms.ChoiceField(
        label=_("How"),
        choices=[("done", _("Done")), ("waived", _("Not done, and not needed any more"))],
        widget=forms.RadioSelect,
    )
    on = PastDay(label=_("On"))
    reason = Lines(label=_("How it went, or why it is not done"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate(), "state": "done"}, **kwargs)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("state") == "waived" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Write why it is not done: the parties read it."))
        return self.cleaned_data
