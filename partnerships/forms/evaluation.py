"""What staff and partners write when a partnership is evaluated."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships import evaluating, terms
from partnerships.models import CaseStudy, Lesson, Partnership, PartnershipParty, Succession, SustainabilityPlan
from relations.forms.fields import Day, Line, Lines
from relations.forms.pick import PickField

NEEDS_ANSWER = _("This question needs an answer.")
SCORE_CHOICES = [(score, str(score)) for score in evaluating.SCORES]


class _Plain(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs.setdefault("initial", {name: getattr(row, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


# --- by link -----------------------------------------------------------------------------------------------------
class QuestionnaireForm(_Plain):
    """The five questions, each from 1 to 5, and two places for words."""

    worked = Lines(label=_("What worked well?"), required=False, max_length=2000)
    to_change = Lines(label=_("What should be done differently next time?"), required=False, max_length=2000)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        if row is not None:
            names = [question.key for question in evaluating.QUESTIONS] + ["worked", "to_change"]
            kwargs.setdefault("initial", {name: getattr(row, name) for name in names})
        super().__init__(*args, **kwargs)
        asked = {
            question.key: forms.TypedChoiceField(
                label=question.label, choices=SCORE_CHOICES, coerce=int, empty_value=None, widget=forms.RadioSelect,
                error_messages={"required": NEEDS_ANSWER, "invalid_choice": NEEDS_ANSWER},
            )
            for question in evaluating.QUESTIONS
        }  # fmt: skip
        self.fields = {**asked, **self.fields}

    @property
    def scales(self) -> list:
        return [self[question.key] for question in evaluating.QUESTIONS]

    @property
    def scores(self) -> dict[str, int]:
        return {question.key: self.cleaned_data[question.key] for question in evaluating.QUESTIONS}


class AssentForm(_Plain):
    """Yes, or no with what should change; `mark` says which words were read."""

    answer = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, we agree")), ("no", _("No, not like this"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two answers."),
            "invalid_choice": _("Choose one of the two answers."),
        },
    )
    note = Lines(label=_("Anything to tell us?"), required=False, max_length=2000)
    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("answer") == "no" and not self.cleaned_data.get("note"):
            self.add_error("note", _("Write what should change: we put it right and ask you again."))
        return self.cleaned_data


# --- by staff ----------------------------------------------------------------------------------------------------
class ReportForm(_Plain):
    """The words of the final report; its figures are counted by the page."""

    text = Lines(
        label=_("Final report"), rows=14, max_length=20000,
        help_text=_("What was wanted, what was done, what came of it, what remains. The figures are in the partnership report."),
        error_messages={"required": _("Write the report: a few honest lines are enough.")},
    )  # fmt: skip


class DecisionForm(_Plain):
    """How it goes on, when that was decided, and why."""

    decision = forms.ChoiceField(
        label=_("How does it go on?"), choices=evaluating.DECISIONS.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes on."), "invalid_choice": _("Choose how it goes on.")},
    )  # fmt: skip
    on = Day(label=_("Decided on"), error_messages={"required": _("Write the day, for example 24/11/2026.")})
    reasons = Lines(
        label=_("Why"), max_length=2000, error_messages={"required": _("Write why: it stays in the history.")}
    )


class ExitForm(_Plain):
    """What is given back when a partnership closes."""

    terms = Lines(
        label=_("How you part: goods, keys, data, what goes on without you"), rows=6, max_length=5000,
        help_text=_("Every party reads these words by its link and says whether it agrees."),
        error_messages={"required": _("Write what is given back, or that there is nothing to give back.")},
    )  # fmt: skip


def _solid(label: str) -> forms.TypedChoiceField:
    choices = [("", _("not said"))] + [
        (score, f"{score} · {evaluating.SCORE_LABELS[score]}") for score in evaluating.SCORES
    ]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False)


class PlanForm(_Plain):
    """The three sections of the sustainability plan."""

    funds = Lines(
        label=_("Funds"), required=False, max_length=4000, help_text=_("Where the money of the next years comes from.")
    )
    funds_score = _solid(_("How solid is it today?"))
    leadership = Lines(
        label=_("Leadership"), required=False, max_length=4000, help_text=_("Who leads on each side, and who will.")
    )
    leadership_score = _solid(_("How solid is it today?"))
    involvement = Lines(
        label=_("Involvement of the community"), required=False, max_length=4000,
        help_text=_("How residents, volunteers and families take part and are heard."),
    )  # fmt: skip
    involvement_score = _solid(_("How solid is it today?"))
    review_on = Day(label=_("To be looked at again on"), required=False)

    def __init__(self, *args: Any, row: SustainabilityPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)


class SuccessionForm(_Plain):
    """One key role, who has it and who takes over."""

    party = forms.ModelChoiceField(label=_("On which side"), queryset=None, empty_label=None)
    role = Line(
        label=_("Role"), max_length=120, help_text=_("For example: coordinator of the volunteers."),
        error_messages={"required": _("Write the role.")},
    )  # fmt: skip
    holder = PickField(kind="person", label=_("Who has it"), required=False)
    deputy = PickField(kind="person", label=_("Who takes over"), required=False)
    ready_on = Day(label=_("Ready by"), required=False)
    note = Line(label=_("What must be handed over"), required=False, max_length=300)

    def __init__(
        self, *args: Any, parties: QuerySet[PartnershipParty], row: Succession | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["party"].queryset = parties

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("holder") and data.get("holder") == data.get("deputy"):
            self.add_error("deputy", _("Somebody else must take over: this one has the role already."))
        return data


class LessonForm(_Plain):
    """One thing learned, and where it should come up again."""

    title = Line(
        label=_("In one line"), max_length=160, error_messages={"required": _("Write the lesson in one line.")}
    )
    text = Lines(label=_("What happened, and what to do next time"), required=False, max_length=4000)
    phase = forms.ChoiceField(label=_("In which phase it helps"), choices=terms.PHASES.choices)
    themes = forms.MultipleChoiceField(
        label=_("Activities of general interest"),
        choices=terms.THEMES.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = forms.MultipleChoiceField(
        label=_("What was put in"), choices=terms.OFFERS.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, row: Lesson | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)


class StoryForm(_Plain):
    """The case study, in three parts."""

    title = Line(label=_("Title"), max_length=160, error_messages={"required": _("Write a title.")})
    challenge = Lines(
        label=_("Where it began"), rows=4, max_length=4000, error_messages={"required": _("Write where it began.")}
    )
    actions = Lines(
        label=_("What you did together"),
        rows=6,
        max_length=6000,
        error_messages={"required": _("Write what was done.")},
    )
    results = Lines(
        label=_("What was reached"), rows=4, max_length=4000, error_messages={"required": _("Write what came of it.")}
    )

    def __init__(self, *args: Any, row: CaseStudy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)


class ThanksForm(_Plain):
    """What each party is thanked for, in the words of its certificate."""

    def __init__(
        self, *args: Any, partnership: Partnership, parties: list[PartnershipParty], proposed: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for party in parties:
            self.fields[f"p{party.pk}"] = Lines(
                label=party.organization.name, rows=4, max_length=900, initial=proposed,
                error_messages={"required": _("Write what they are thanked for.")},
            )  # fmt: skip

    @property
    def texts(self) -> dict[int, str]:
        return {int(name[1:]): text for name, text in self.cleaned_data.items()}
