"""A survey's results: how many, how many did not, what was answered, and where too few answers would tell too much."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import formats
from relations.models import FeedbackItem, NamedResponse, Survey, SurveyQuestion
from relations.vocab.community import LEAST_ANSWERS

_VOICES = UUID("0a3a7c8b-92a8-4f7e-8b7b-1a94f1b1f7aa")
GROUPING = ("one", "yes_no")


def surveys() -> QuerySet[Survey]:
    """Return every survey with its numbers."""
    return Survey.objects.select_related("owner").annotate(
        asked=Count("questions", distinct=True), invited=Count("invitations", distinct=True),
        anonymous=Count("anonymous_responses", distinct=True), named=Count("named_responses", distinct=True),
    )  # fmt: skip


def questions(survey: Survey) -> list[SurveyQuestion]:
    """Return the questions in their order."""
    return list(survey.questions.order_by("position", "pk"))


def answers_of(survey: Survey) -> list[dict[str, Any]]:
    """Return every set of answers; of an anonymous survey in an order that says nothing."""
    if survey.is_anonymous:
        return list(survey.anonymous_responses.order_by("pk").values_list("answers", flat=True))
    return list(survey.named_responses.order_by("at", "pk").values_list("answers", flat=True))


def named(survey: Survey) -> QuerySet[NamedResponse]:
    """Return the named answers, the latest first."""
    return survey.named_responses.select_related("person").order_by("-at", "-pk")


@dataclass(frozen=True)
class Numbers:
    """How many answered, of how many asked by name."""

    answers: int
    invited: int
    by_link: int

    @property
    def silent(self) -> int:
        return self.invited - self.by_link

    @property
    def share(self) -> str:
        return formats.percent(100 * self.by_link / self.invited) if self.invited else ""


def numbers(survey: Survey, answered: int) -> Numbers:
    """Return the numbers of a survey that has `answered` sets of answers."""
    found = survey.invitations.aggregate(n=Count("pk"), ok=Count("pk", filter=Q(answered=True)))
    return Numbers(answered, found["n"], found["ok"])


@dataclass
class Result:
    """What one question was answered with. `labels` and `values` are what is drawn; `texts` are free words."""

    question: SurveyQuestion
    answered: int
    skipped: int
    labels: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    average: str = ""

    @property
    def rows(self) -> list[tuple[str, int, float]]:
        """Label, number, percent of those who answered."""
        whole = self.answered or 1
        return [(label, value, round(100 * value / whole, 1)) for label, value in zip(self.labels, self.values, strict=True)]

    @property
    def sentence(self) -> str:
        best = max(self.rows, key=lambda row: row[1], default=None)
        if best is None or not best[1]:
            return _("%(question)s: no answer yet") % {"question": self.question.label}
        return _("%(question)s: most often “%(label)s”, %(n)s of %(all)s") % {
            "question": self.question.label, "label": best[0], "n": best[1], "all": self.answered,
        }  # fmt: skip

    @property
    def is_text(self) -> bool:
        return self.question.kind in ("short", "long")


def labels_of(question: SurveyQuestion) -> list[str]:
    """Return the answers that can be chosen, in words."""
    if question.kind == "scale":
        return [str(step) for step in question.steps]
    if question.kind == "yes_no":
        return [_("yes"), _("no")]
    return list(question.options)


def indexes(question: SurveyQuestion, value: Any) -> list[int]:
    """Return which of `labels_of` an answer chose."""
    count = len(labels_of(question))
    if question.kind == "scale":
        found = [value - question.steps[0]] if isinstance(value, int) else []
    elif question.kind == "yes_no":
        found = [0 if value else 1] if isinstance(value, bool) else []
    elif question.kind == "many":
        found = [one for one in value if isinstance(one, int)] if isinstance(value, list) else []
    else:
        found = [value] if isinstance(value, int) else []
    return [place for place in found if 0 <= place < count]


def in_words(question: SurveyQuestion, value: Any) -> str:
    """Return an answer as a person reads it."""
    if value is None:
        return ""
    if question.kind in ("short", "long"):
        return str(value)
    labels = labels_of(question)
    return "; ".join(labels[place] for place in indexes(question, value))


def result_of(question: SurveyQuestion, answers: list[dict[str, Any]], *, is_anonymous: bool) -> Result:
    """Return what `question` was answered with."""
    given = [value for one in answers if (value := one.get(str(question.pk))) not in (None, "", [])]
    result = Result(question, len(given), len(answers) - len(given))
    if result.is_text:
        words = [str(value) for value in given]
        if is_anonymous:
            # Sorted by a fingerprint: two texts of the same person never stand at the same place of two lists.
            words.sort(key=lambda text: sha256(f"{question.pk}:{text}".encode("utf-8", "replace")).digest())
        result.texts = [{"text": text, "key": voice_key(question, text)} for text in words]
        return result
    counts = Counter(place for value in given for place in indexes(question, value))
    result.labels = labels_of(question)
    result.values = [counts[place] for place in range(len(result.labels))]
    if question.kind == "scale" and given:
        result.average = formats.plain(round(sum(given) / len(given), 1))
    return result


def voice_key(question: SurveyQuestion, text: str) -> UUID:
    """The mark of a free text: made a feedback item once, and no trace of whose answers it stood in."""
    return uuid5(_VOICES, f"{question.survey_id}:{question.pk}:{text}")


def mark_voices(results: list[Result]) -> None:
    """Say of each free text which feedback item it became, in one statement."""
    keys = [text["key"] for result in results for text in result.texts]
    known = {item.key: item for item in FeedbackItem.objects.filter(key__in=keys)} if keys else {}
    for result in results:
        for text in result.texts:
            text["item"] = known.get(text["key"])


def is_hidden(survey: Survey, answered: int) -> bool:
    """Tell whether there are too few anonymous answers to show any."""
    return survey.is_anonymous and answered < LEAST_ANSWERS


# --- broken down by another question -------------------------------------------
@dataclass
class Group:
    """Those who gave one answer to the question the results are broken down by; `is_hidden` when they are too few."""

    label: str
    count: int | None
    answers: list[dict[str, Any]]
    is_hidden: bool = False


def groups(question: SurveyQuestion, answers: list[dict[str, Any]], *, is_anonymous: bool) -> list[Group]:
    """Return the groups of `answers` by their answer to `question`.

    Of an anonymous survey no group under five is shown; and when just one group is hidden, the next smallest is too,
    or a subtraction from the whole would show it.
    """
    found = [Group(label, 0, []) for label in [*labels_of(question), _("no answer")]]
    for one in answers:
        place = (indexes(question, one.get(str(question.pk))) or [len(found) - 1])[0]
        found[place].answers.append(one)
    found = [Group(one.label, len(one.answers), one.answers) for one in found if one.answers]
    if not is_anonymous:
        return found
    small = [one for one in found if len(one.answers) < LEAST_ANSWERS]
    if len(small) == 1 and len(found) > 1:
        small.append(min((one for one in found if one not in small), key=lambda one: len(one.answers)))
    for one in small:
        one.is_hidden, one.count, one.answers = True, None, []
    return found


def breakdown(survey: Survey, by: SurveyQuestion, asked: list[SurveyQuestion], answers: list[dict]) -> list[dict[str, Any]]:
    """Return, for each other question with choices, a table: its answers by the groups of `by`, in percent."""
    found = groups(by, answers, is_anonymous=survey.is_anonymous)
    tables = []
    for question in asked:
        if question.pk == by.pk or question.kind in ("short", "long"):
            continue
        columns = [result_of(question, one.answers, is_anonymous=survey.is_anonymous) for one in found]
        few = _too_few(found, columns) if survey.is_anonymous else [False] * len(found)
        tables.append({
            "question": question,
            "groups": [{"label": one.label, "count": None if hide else column.answered}
                       for one, column, hide in zip(found, columns, few, strict=True)],
            "rows": [
                (label, [None if hide else column.rows[place] for column, hide in zip(columns, few, strict=True)])
                for place, label in enumerate(labels_of(question))
            ],
        })  # fmt: skip
    return tables


def _too_few(found: list[Group], columns: list[Result]) -> list[bool]:
    """Within a group too somebody may have skipped: say which columns stand on too few answers.

    Never just one: what is missing from the whole would be its answers.
    """
    hidden = [one.is_hidden or column.answered < LEAST_ANSWERS for one, column in zip(found, columns, strict=True)]
    if sum(hidden) == 1 and len(hidden) > 1:
        smallest = min((place for place, hide in enumerate(hidden) if not hide), key=lambda place: columns[place].answered)
        hidden[smallest] = True
    return hidden


# --- files ------------------------------------------------------------------------
def as_rows(survey: Survey, asked: list[SurveyQuestion], answers: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Return (headings, rows) of the file of results.

    Of a named survey one row per person. Of an anonymous one only counts and, each in an order of its own, free texts:
    rows of whole answers would let people be told apart.
    """
    if not survey.is_anonymous:
        heads = [_("When"), _("Name"), _("E-mail"), *(question.label for question in asked)]
        rows = [
            [formats.day_full(one.at), str(one.person or one.name), one.email,
             *(in_words(question, one.answers.get(str(question.pk))) for question in asked)]
            for one in named(survey)
        ]  # fmt: skip
        return heads, rows
    if is_hidden(survey, len(answers)):
        return [_("Question"), _("Answer"), _("Number")], []
    rows = []
    for question in asked:
        result = result_of(question, answers, is_anonymous=True)
        rows += [[question.label, label, value] for label, value, _percent in result.rows]
        rows += [[question.label, text["text"], ""] for text in result.texts]
        rows.append([question.label, _("no answer"), result.skipped])
    return [_("Question"), _("Answer"), _("Number")], rows


def state_words(survey: Survey, today: date) -> str:
    """Return, for a line of state, until when it takes answers."""
    if survey.state != "open":
        return str(survey.get_state_display())
    if survey.opens_on and survey.opens_on > today:
        return _("opens on %(day)s") % {"day": formats.day_full(survey.opens_on)}
    if survey.closes_on is None:
        return str(survey.get_state_display())
    left = (survey.closes_on - today).days
    if left < 0:
        return _("its days are over")
    return ngettext("open, %(n)s day left", "open, %(n)s days left", left) % {"n": left}
