"""What the evaluation of a partnership reads: its page, its boxes, the lessons that come up elsewhere."""

from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from partnerships import evaluating, lifecycle, terms
from partnerships.actions.partner_links import Visitor
from partnerships.models import (
    Assent,
    Evaluation,
    Indicator,
    Lesson,
    Partnership,
    PartnershipParty,
    Reading,
    Recognition,
    Succession,
)
from partnerships.models.recognition import mark_of
from relations.models import User
from relations.queries import together
from relations.web.urls import absolute

MOST_LESSONS = 5


def _first(rows: list) -> Any:
    return rows[0] if rows else None


def is_due(row: Partnership) -> bool:
    """Whether the evaluation may have begun."""
    return lifecycle.phase(row.phase).number >= evaluating.FIRST_PHASE


def with_all() -> QuerySet[Partnership]:
    """Partnerships with what their evaluation shows."""
    parties = PartnershipParty.objects.select_related("organization", "answer__person", "recognition").prefetch_related(
        "assents", Prefetch("successions", Succession.objects.select_related("holder", "deputy").order_by("role"))
    )
    return Partnership.objects.select_related(
        "owner", "evaluation__survey", "evaluation__written_by", "evaluation__approved_by", "evaluation__next_cycle",
        "sustainability", "case_study", "opened_by__partnership",
    ).prefetch_related(
        Prefetch("parties", parties.order_by("side", "pk")), "lessons__by", Prefetch("indicators", _finals(), to_attr="to_end")
    )  # fmt: skip


def _finals() -> QuerySet[Indicator]:
    """The indicators with their final value, where it is confirmed."""
    final = Reading.objects.filter(indicator=OuterRef("pk"), is_final=True).exclude(confirmed_at=None)
    return (
        Indicator.objects.filter(objective__dropped_at=None)
        .annotate(final=Subquery(final.values("value")[:1]), final_on=Subquery(final.values("on")[:1]))
        .order_by("due_on", "pk")
    )


def _or_none(row: Any, name: str) -> Any:
    """A one-to-one row that may not be there."""
    return getattr(row, name, None)


def page(row: Partnership, *, user: User) -> dict[str, Any]:
    """Everything the evaluation's own page shows; `row` comes from `with_all`."""
    evaluation, story, plan = _or_none(row, "evaluation"), _or_none(row, "case_study"), _or_none(row, "sustainability")
    parties = list(row.parties.all())
    answers = [party.answer for party in parties if _or_none(party, "answer")]
    survey = evaluation.survey if evaluation else None
    return {
        "partnership": row,
        "evaluation": evaluation,
        "parties": [_party(party) for party in parties],
        "indicators": row.to_end,
        "finals": sum(one.final is not None for one in row.to_end),
        "means": _means(answers),
        "answered": len(answers),
        "asked": len(parties),
        "survey": survey,
        "survey_address": absolute(survey.public_url) if survey else "",
        "survey_answers": survey.anonymous_responses.count() if survey else 0,
        "lessons": sorted(row.lessons.all(), key=lambda lesson: (lesson.at, lesson.pk)),
        "plan": plan,
        "sections": _sections(plan),
        "successions": [one for party in parties for one in party.successions.all()],
        "without_deputy": sum(one.deputy_id is None for party in parties for one in party.successions.all()),
        "story": story,
        "story_assents": _assents(parties, "case", story.words if story else ""),
        "exit_assents": _assents(parties, "exit", evaluation.exit_terms if evaluation else ""),
        "recognitions": [party.recognition for party in parties if _or_none(party, "recognition")],
        "previous": row.opened_by.partnership if _or_none(row, "opened_by") else None,
        "follows_on": bool(evaluation and evaluation.decision in evaluating.NEXT_CYCLE),
        "can_change": user.has_perm("partnerships.change_partnership"),
        "can_approve": user.has_perm("partnerships.approve_report"),
        "is_due": is_due(row),
    }


def _party(party: PartnershipParty) -> dict[str, Any]:
    return {"party": party, "answer": _or_none(party, "answer"), "recognition": _or_none(party, "recognition")}


def _means(answers: list) -> list[dict[str, Any]]:
    """Each question with the scores given and their mean."""
    if not answers:
        return []
    return [
        {"label": question.short, "mean": sum(getattr(one, question.key) for one in answers) / len(answers)}
        for question in evaluating.QUESTIONS
    ]


def _sections(plan: Any) -> list[dict[str, Any]]:
    labels = {"funds": _("Funds"), "leadership": _("Leadership"), "involvement": _("Involvement of the community")}
    return [
        {"label": label, "text": getattr(plan, key), "score": getattr(plan, f"{key}_score")}
        for key, label in labels.items()
        if plan
    ]


def _assents(parties: list[PartnershipParty], subject: str, text: str) -> list[dict[str, Any]]:
    """What each party said to the text as it is now; "old" when it answered to other words."""
    mark = mark_of(text)
    found = []
    for party in parties:
        given = next((one for one in party.assents.all() if one.subject == subject), None)
        state = "waiting" if given is None else "old" if given.mark != mark else given.answer
        found.append({"party": party, "given": given, "state": state})
    return found


# --- boxes -------------------------------------------------------------------------------------------------------
def box(row: Partnership, user: User) -> together.Reader:
    """Where the evaluation stands, from the fourth phase on."""
    if not is_due(row):
        return None
    found = yield {
        "evaluation": Evaluation.objects.filter(partnership=row).select_related("next_cycle"),
        "parties": PartnershipParty.objects.filter(partnership=row).annotate(has_answered=Count("answer")),
        "lessons": Lesson.objects.filter(partnership=row).order_by("-at")[:3],
    }
    evaluation = _first(found["evaluation"])
    return {
        "partnership": row,
        "evaluation": evaluation,
        "answered": sum(party.has_answered for party in found["parties"]),
        "asked": len(found["parties"]),
        "lessons": found["lessons"],
    }


def lessons_box(row: Partnership, user: User) -> together.Reader:
    """What was learned in partnerships like this one: all of it while it is planned, later what helps in its phase."""
    facts = yield {
        "parties": PartnershipParty.objects.filter(partnership=row).select_related("organization"),
        "offers": row.request.offers.all() if row.request_id else PartnershipParty.objects.none(),
    }
    bodies = [party.organization for party in facts["parties"]]
    themes = {theme for body in bodies for theme in body.themes or []} | set(
        row.request.themes or [] if row.request_id else []
    )
    kinds = {offer.kind for offer in facts["offers"]} | ({"volunteers"} if row.with_volunteers else set())
    near = (
        Q(themes__overlap=list(themes))
        | Q(kinds__overlap=list(kinds))
        | Q(partnership__parties__organization__in=bodies)
    )
    rows = Lesson.objects.filter(near).exclude(partnership=row).select_related("partnership").distinct()
    if lifecycle.phase(row.phase).number > 1:
        rows = rows.filter(phase=row.phase)
    found = yield rows.order_by("-at")[:40]
    scored = sorted(found, key=lambda lesson: (-_nearness(lesson, themes, kinds), -lesson.at.timestamp(), lesson.pk))
    return {"lessons": [_shown(lesson, themes, kinds) for lesson in scored[:MOST_LESSONS]]} if scored else None


def _nearness(lesson: Lesson, themes: set[str], kinds: set[str]) -> int:
    return len(themes & set(lesson.themes)) + len(kinds & set(lesson.kinds))


def _shown(lesson: Lesson, themes: set[str], kinds: set[str]) -> dict[str, Any]:
    """A lesson with why it comes up here."""
    why = [str(terms.THEMES[key].label) for key in lesson.themes if key in themes]
    why += [str(terms.OFFERS[key].label) for key in lesson.kinds if key in kinds]
    return {"lesson": lesson, "why": ", ".join(why) or _("the same partner")}


def partner_box(visitor: Visitor) -> together.Reader:
    """What the evaluation asks of this side, and what it thanks it for."""
    party = visitor.party
    found = yield {
        "evaluation": Evaluation.objects.filter(partnership=visitor.partnership),
        "answer": PartnershipParty.objects.filter(pk=party.pk).annotate(has_answered=Count("answer")),
        "story": type(visitor.partnership).objects.filter(pk=visitor.partnership.pk).select_related("case_study"),
        "assents": Assent.objects.filter(party=party),
        "recognition": Recognition.objects.filter(party=party),
    }
    evaluation, recognition = _first(found["evaluation"]), _first(found["recognition"])
    context = {
        "visitor": visitor,
        "asked": bool(evaluation and evaluation.asked_at),
        "answered": bool(found["answer"] and found["answer"][0].has_answered),
        "pending": _pending(visitor, evaluation, _or_none(_first(found["story"]), "case_study"), found["assents"]),
        "recognition": recognition,
        "has_report": bool(evaluation and evaluation.is_approved),
    }
    is_empty = not (
        context["asked"] or context["answered"] or context["pending"] or recognition or context["has_report"]
    )
    return None if is_empty else context


def _pending(visitor: Visitor, evaluation: Any, story: Any, assents: list[Assent]) -> list[dict[str, Any]]:
    """The texts that wait for this side's answer, or have it."""
    given = {one.subject: one for one in assents}
    texts = {
        "case": story.words if story and story.asked_at else "",
        "exit": evaluation.exit_terms if evaluation and visitor.partnership.is_living else "",
    }
    return [
        {
            "term": evaluating.SUBJECTS[subject],
            "given": given[subject] if subject in given and given[subject].mark == mark_of(text) else None,
        }
        for subject, text in texts.items()
        if text
    ]
