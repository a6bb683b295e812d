"""Objectives, indicators, readings, and what the parties say of them."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import indicator_seeds, smart
from partnerships import programme_terms as terms
from partnerships.forms.programme import Evidence, PastDay, Plain, columns, evidence_url
from partnerships.forms.quantities import Figure
from partnerships.models import Indicator, Need, Objective, Partnership
from partnerships.queries import objectives as queries
from relations.forms.fields import Day, Line, Lines

# Where each letter's fault is shown.
FIELD_OF = {"S": "title", "M": "target", "A": "feasible", "R": "relevant", "T": "due_on"}


def _indicator_fields() -> dict[str, forms.Field]:
    return {
        "name": Line(
            label=_("Indicator"),
            required=False,
            max_length=160,
            help_text=_("For example: hours of tutoring by employees."),
        ),
        "unit": Line(label=_("Unit"), required=False, max_length=40, help_text=_("hours, children, %, €")),
        "baseline": Figure(label=_("Starting value"), required=False),
        "target": Figure(label=_("Target value"), required=False),
        "level": forms.ChoiceField(label=_("What it looks at"), choices=terms.LEVELS.choices, initial="output"),
        "kind": forms.ChoiceField(label=_("What it is"), choices=terms.INDICATOR_KINDS.choices),
        "frequency": forms.ChoiceField(
            label=_("How often it is measured"), choices=terms.FREQUENCIES.choices, initial="monthly"
        ),
        "source": Line(
            label=_("Where the figure comes from"),
            required=False,
            max_length=200,
            help_text=_("For example: attendance register."),
        ),
        "measured_by": forms.ModelChoiceField(
            label=_("Who measures"), queryset=None, required=False, empty_label=_("our office")
        ),
    }


INDICATOR = ("name", "unit", "baseline", "target", "level", "kind", "frequency", "source", "measured_by")
OBJECTIVE = ("title", "what", "feasible", "relevant", "need", "starts_on", "due_on", "review_on")


class ObjectiveForm(Plain):
    """The words of an objective, judged letter by letter; new ones with their first indicator."""

    title = Line(
        label=_("Objective, in one sentence"),
        max_length=160,
        help_text=_("For example: 25 children helped with their homework every week."),
    )
    what = Lines(label=_("S · What exactly, for whom, where"), required=False, max_length=2000)
    feasible = Lines(
        label=_("A · Why it can be reached"),
        required=False,
        max_length=2000,
        help_text=_("People, money, rooms, experience that are there."),
    )
    relevant = Lines(label=_("R · Which need it answers"), required=False, max_length=2000)
    need = forms.ModelChoiceField(
        label=_("R · Need of the non-profit"), queryset=None, required=False, empty_label=_("none of these")
    )
    starts_on = Day(label=_("From"))
    due_on = Day(label=_("T · By when"), required=False)
    review_on = Day(label=_("Looked at again on"), required=False, help_text=_("Half way is a good day."))

    def __init__(self, *args: Any, partnership: Partnership, row: Objective | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in OBJECTIVE} if row else {"starts_on": timezone.localdate()}
        super().__init__(*args, partnership=partnership, initial=initial, **kwargs)
        self.row = row
        bodies = partnership.parties.values("organization")
        self.fields["need"].queryset = Need.objects.filter(organization__in=bodies).order_by("status", "pk")
        heading = HTML('<h2 class="fs-6 mt-4">{}</h2>'.format(_("M · How it is measured")))
        measure = ()
        if row is None:
            self.fields |= _indicator_fields()
            self.fields["measured_by"].queryset = partnership.parties.select_related("organization")
            measure = (
                heading,
                "name",
                columns("unit", "baseline", "target"),
                columns("level", "kind"),
                columns("frequency", "measured_by"),
                "source",
            )
        self.helper.layout = Layout(
            "title", "what", *measure, HTML('<div class="mt-4"></div>'), "feasible", "need", "relevant",
            columns("starts_on", "due_on", "review_on"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        for verdict in smart.review(self._goal(data)):
            # Without a measure or a day it is no objective; the other letters are told on the page.
            if not verdict.ok and verdict.letter in "MT":
                found = queries.letters([verdict])[0]
                self.add_error(
                    FIELD_OF[verdict.letter] if FIELD_OF[verdict.letter] in self.fields else None,
                    f"{found.letter}: {found.problem} {found.mend}",
                )
        if self.row is None and not data.get("name"):
            self.add_error("name", _("Write what is counted."))
        return data

    def _goal(self, data: dict[str, Any]) -> smart.Goal:
        if self.row is not None:
            measures = tuple(
                smart.Measure(one.unit, one.baseline, one.target, one.due_on) for one in self.row.indicators.all()
            )
        else:
            measures = (smart.Measure(data["unit"], data["baseline"], data["target"]),)
        return smart.Goal(
            title=data["title"], what=data["what"], feasible=data["feasible"], relevant=data["relevant"], has_need=bool(data["need"]),
            starts_on=data["starts_on"], due_on=data["due_on"], measures=measures,
        )  # fmt: skip


class IndicatorForm(Plain):
    """One more measure, or a change of one."""

    def __init__(
        self,
        *args: Any,
        partnership: Partnership,
        row: Indicator | None = None,
        days: tuple[date | None, date | None] = (None, None),
        seed: str = "",
        **kwargs: Any,
    ) -> None:
        known = (
            {name: getattr(row, name) for name in (*INDICATOR, "starts_on", "due_on")}
            if row
            else {"starts_on": days[0], "due_on": days[1], **indicator_seeds.initial(seed)}
        )
        super().__init__(*args, partnership=partnership, initial=known, **kwargs)
        self.fields |= _indicator_fields()
        self.fields["measured_by"].queryset = partnership.parties.select_related("organization")
        for name in ("name", "unit", "baseline", "target"):
            self.fields[name].required = True
        self.fields |= {"starts_on": Day(label=_("From")), "due_on": Day(label=_("By when"))}
        self.helper.layout = Layout(
            "name", columns("unit", "baseline", "target"), columns("level", "kind"), columns("frequency", "measured_by"), "source",
            columns("starts_on", "due_on"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "baseline" in data and data["baseline"] is not None and data["baseline"] == data.get("target"):
            self.add_error("target", _("Write a target that differs from how it is today."))
        if data.get("starts_on") and data.get("due_on") and data["due_on"] <= data["starts_on"]:
            self.add_error("due_on", _("Put the end after the beginning."))
        return data


class LightForm(Plain):
    """How an indicator goes, against what is computed."""

    light = forms.ChoiceField(
        label=_("How it goes"),
        required=False,
        choices=[("", _("as computed")), *((t.key, t.label) for t in terms.LIGHTS if t.key != "unread")],
    )
    why = Line(label=_("Why"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("light") and not self.cleaned_data.get("why"):
            self.add_error("why", _("Write why: it is shown beside the light."))
        return self.cleaned_data


class ReadingForm(Plain):
    """A value on a day, with what shows it. Without `indicators` it is of one already known."""

    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=None)
    value = Figure(label=_("Value"), error_messages={"required": _("Write the value, even zero.")})
    on = PastDay(label=_("Measured on"))
    words = Lines(
        label=_("In words"),
        required=False,
        max_length=2000,
        help_text=_("What explains it, what is not seen in the number."),
    )
    file = Evidence()
    evidence_url = evidence_url()
    is_final = forms.BooleanField(label=_("It is the final value"), required=False)

    def __init__(self, *args: Any, indicators: Any = None, indicator: Indicator | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate(), "indicator": indicator})
        super().__init__(*args, **kwargs)
        if indicators is None:
            del self.fields["indicator"]
            self.fields["value"].help_text = _("in %(unit)s") % {"unit": indicator.unit} if indicator else ""
        else:
            self.fields["indicator"].queryset = indicators
            self.fields["indicator"].label_from_instance = lambda one: f"{one.name} ({one.unit})"


class EndorseForm(Plain):
    """What a party says of an objective."""

    agrees = forms.ChoiceField(
        label=_("Do you share this objective?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, we share it as it is")), ("no", _("We would change something"))],
        error_messages={"required": _("Choose one of the two.")},
    )  # fmt: skip
    words = Lines(label=_("What you would change"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("agrees") == "no" and not data.get("words"):
            self.add_error("words", _("Write what you would change."))
        return data


class StaffEndorseForm(EndorseForm):
    """The same, told to a colleague."""

    parties = ("party",)
    party = forms.ModelChoiceField(label=_("Who said so"), queryset=None)
    field_order = ["party", "agrees", "words"]
