"""Building a survey, and answering it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.actions.surveys import ends_before
from relations.forms import fields, visitors
from relations.forms.pick import PickField
from relations.models import Survey, SurveyQuestion
from relations.queries import parties
from relations.vocab import community as vocab


def _helper(form: forms.Form, *rows: Any) -> None:
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(*rows)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-md") for name in names))


class SurveyForm(forms.Form):
    """What is said around the questions."""

    own = ("title", "intro", "thanks", "is_anonymous", "is_public", "opens_on", "closes_on", "owner")

    title = fields.Line(label=_("Title"), max_length=160)
    intro = fields.Lines(label=_("Introduction"), max_length=3000, required=False,
                         help_text=_("Why you ask, and how long it takes."))  # fmt: skip
    thanks = fields.Lines(label=_("Thanks at the end"), max_length=1000, required=False)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"), required=False, initial=True,
        help_text=_("Nothing is kept that could say who answered what; results show from five answers on."),
    )
    is_public = forms.BooleanField(
        label=_("Whoever has the address may answer"), required=False, initial=True,
        help_text=_("Otherwise only those who receive a link of their own."),
    )
    opens_on = fields.Day(label=_("Open from"), required=False)
    closes_on = fields.Day(label=_("Open until"), required=False)
    owner = forms.ModelChoiceField(label=_("Followed by"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, survey: Survey | None = None, **kwargs: Any) -> None:
        if survey is not None:
            kwargs["initial"] = {name: getattr(survey, name) for name in self.own}
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.colleagues()
        if survey is not None and survey.state != "draft":
            self.fields["is_anonymous"].disabled = True
        _helper(self, "title", "intro", "is_anonymous", "is_public", _row("opens_on", "closes_on"), "thanks", "owner")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if ends_before(cleaned.get("opens_on"), cleaned.get("closes_on")):
            self.add_error("closes_on", ValidationError(_("It would close before it opens: choose a later day."), code="order"))
        return cleaned


class QuestionForm(forms.Form):
    """One question."""

    kind = forms.ChoiceField(label=_("Kind of question"), choices=vocab.QUESTION_KINDS.choices)
    label = fields.Line(label=_("The question"), max_length=300)
    help = fields.Line(label=_("A line of help"), max_length=300, required=False)
    options = fields.Lines(
        label=_("Answers to choose from"), max_length=3000, required=False,
        help_text=_("One a line, at least two: for “one answer” and “several answers”."),
    )
    top = forms.TypedChoiceField(
        label=_("Points of the scale"), choices=[(5, "1–5"), (10, "0–10")], coerce=int, required=False, empty_value=5
    )
    low_label = fields.Line(label=_("The lowest means"), max_length=60, required=False)
    high_label = fields.Line(label=_("The highest means"), max_length=60, required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)

    def __init__(self, *args: Any, question: SurveyQuestion | None = None, **kwargs: Any) -> None:
        if question is not None:
            names = ("kind", "label", "help", "top", "low_label", "high_label", "is_required")
            kwargs["initial"] = {name: getattr(question, name) for name in names} | {"options": "\n".join(question.options)}
        super().__init__(*args, **kwargs)
        _helper(self, "label", _row("kind", "is_required"), "help", "options", _row("top", "low_label", "high_label"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lines = [" ".join(line.split()) for line in (cleaned.get("options") or "").splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        wants = cleaned.get("kind") in ("one", "many")
        if "options" not in self.errors and wants:
            self._check(options)
        cleaned["options"] = options if wants else []
        return cleaned

    def _check(self, options: list[str]) -> None:
        if len(options) < 2:
            self.add_error("options", ValidationError(_("Write at least two different answers, one a line."), code="few"))
        if len(options) > vocab.MOST_OPTIONS:
            self.add_error("options", ValidationError(_("Twenty answers at most: put the rare ones together."), code="many"))
        if any(len(option) > 120 for option in options):
            self.add_error("options", ValidationError(_("Each answer may have at most 120 characters."), code="long"))


class InviteForm(forms.Form):
    """Chosen contacts, one at a time."""

    person = PickField(kind="person", label=_("Whom to invite"))


class AnswersForm(visitors.VisitorForm):
    """The questions of a survey as fields; of a named survey with an open address, also who answers."""

    def __init__(self, *args: Any, questions: list[SurveyQuestion], asks_name: bool = False, **kwargs: Any) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q{question.pk}"] = _field_of(question)
        if asks_name:
            self.fields["name"] = visitors.line(_("Your name"), autocomplete="name", max_length=120, required=False)
            self.fields["email"] = visitors.email(required=False)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by the number of their question; questions left out are not there."""
        found = {}
        for question in self.questions:
            value = self.cleaned_data.get(f"q{question.pk}")
            if value not in (None, "", []):
                found[str(question.pk)] = value
        return found

    @property
    def asked(self) -> list[tuple[SurveyQuestion, Any]]:
        """Each question with its field, for the page."""
        return [(question, self[f"q{question.pk}"]) for question in self.questions]

    @property
    def about_you(self) -> list:
        return [self[name] for name in ("name", "email") if name in self.fields]


def _field_of(question: SurveyQuestion) -> forms.Field:
    own = {
        "label": question.label, "help_text": question.help, "required": question.is_required,
        "error_messages": {"required": _("This question needs an answer.")},
    }  # fmt: skip
    choose = {**own, "error_messages": {**own["error_messages"], "invalid_choice": _("Choose one of the answers listed.")}}
    if question.kind == "short":
        return fields.Line(max_length=300, widget=forms.TextInput(), **_sized(own, 300))
    if question.kind == "long":
        return fields.Lines(max_length=3000, rows=4, **_sized(own, 3000))
    if question.kind == "yes_no":
        return forms.TypedChoiceField(
            choices=[("1", _("yes")), ("0", _("no"))], coerce=lambda value: value == "1", empty_value=None,
            widget=forms.RadioSelect, **choose,
        )  # fmt: skip
    if question.kind == "scale":
        steps = [(str(step), str(step)) for step in question.steps]
        return forms.TypedChoiceField(choices=steps, coerce=int, empty_value=None, widget=forms.RadioSelect, **choose)
    options = [(str(place), label) for place, label in enumerate(question.options)]
    if question.kind == "many":
        return forms.TypedMultipleChoiceField(
            choices=options, coerce=int, empty_value=[], widget=forms.CheckboxSelectMultiple, **choose
        )
    return forms.TypedChoiceField(choices=options, coerce=int, empty_value=None, widget=forms.RadioSelect, **choose)


def _sized(own: dict[str, Any], most: int) -> dict[str, Any]:
    words = _("Write at most %(n)s characters.") % {"n": most}
    return {**own, "error_messages": {**own["error_messages"], "max_length": words}}
