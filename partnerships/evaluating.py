"""The fixed lists of the evaluation: what both sides are asked, how a partnership may go on, what is asked of whom it helped."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.vocab import N_
from relations.vocab import Term, Terms

# From the sixth phase the evaluation is due; from the fourth it may begin, since the last three overlap in life.
FIRST_PHASE = 4
SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Question:
    """One question both sides answer from 1 to 5: a column of PartnerAnswer."""

    key: str
    label: str
    short: str


QUESTIONS = (
    Question("results", _("How far were the results you wanted reached?"), _("Results")),
    Question("understanding", _("How well did you understand each other?"), _("Understanding")),
    Question("roles", _("How clear was who did what?"), _("Roles")),
    Question("office", _("How much did our office help?"), _("Our office")),
    Question("again", _("How gladly would you do it again together?"), _("Again together")),
)
SCORE_LABELS = {1: _("not at all"), 2: _("little"), 3: _("enough"), 4: _("much"), 5: _("fully")}

# What follows from a decision: the end it leads to, and whether a next cycle opens.
DECISION_WORDS = {
    "renew": N_("Renew it as it is"), "enlarge": N_("Enlarge it"), "replicate": N_("Replicate it elsewhere"), "close": N_("Close it"),
}  # fmt: skip
DECISIONS = Terms(
    Term("renew", _(DECISION_WORDS["renew"]), "verde", "refresh-cw"),
    Term("enlarge", _(DECISION_WORDS["enlarge"]), "verde", "expand"),
    Term("replicate", _(DECISION_WORDS["replicate"]), "ticino", "copy"),
    Term("close", _(DECISION_WORDS["close"]), "line", "flag"),
)
NEXT_CYCLE = frozenset({"renew", "enlarge"})
ENDS_AS = {"renew": "renewed", "enlarge": "renewed", "replicate": "completed", "close": "completed"}

SUBJECTS = Terms(
    Term("case", _("The case study may be published"), icon="globe"),
    Term("exit", _("The exit is agreed"), icon="handshake"),
)
YES_NO = Terms(Term("yes", _("Agreed"), "verde"), Term("no", _("Not agreed"), "rosso"))

# The survey for those who were helped: kind, question, whether it must be answered.
BENEFICIARY_QUESTIONS = (
    ("scale", N_("How useful was it to you?"), True),
    ("scale", N_("How well were you received?"), True),
    ("yes_no", N_("Would you like it to go on?"), False),
    ("long", N_("What would you change?"), False),
)

# What the history of a partnership says of each verb.
VERBS = {
    "evaluation.asked": _("Questionnaires sent"),
    "evaluation.answered": _("Questionnaire answered"),
    "evaluation.survey": _("Survey of those who were helped opened"),
    "evaluation.report_written": _("Final report written"),
    "evaluation.report_approved": _("Final report approved"),
    "evaluation.report_reopened": _("Approval of the report taken back"),
    "evaluation.decided": _("Decided how it goes on"),
    "evaluation.exit": _("Exit written down"),
    "evaluation.next_cycle": _("Goes on as"),
    "evaluation.previous_cycle": _("Goes on from"),
    "assent.given": _("Agreed"),
    "assent.refused": _("Not agreed"),
    "sustainability.changed": _("Sustainability plan written"),
    "succession.set": _("Who takes over written down"),
    "succession.removed": _("Role taken off the list"),
    "lesson.set": _("Lesson written down"),
    "lesson.removed": _("Lesson taken away"),
    "case_study.written": _("Case study written"),
    "case_study.asked": _("Asked whether the case study may be published"),
    "case_study.published": _("Case study published"),
    "case_study.withdrawn": _("Case study taken off the public pages"),
    "recognition.given": _("Certificates given"),
}


def what(words: object) -> dict[str, list[object]]:
    """Return the change that says of what a verb is, as the history's sentences read it."""
    return {"what": [None, str(words)]}
