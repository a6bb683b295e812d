"""Asking both sides how it went, asking those who were helped, the final report and its approval."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from partnerships import evaluating, lifecycle
from partnerships.actions import checklist, partner_links, say
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.models import Evaluation, PartnerAnswer, Partnership, PartnershipParty
from partnerships.vocab import N_
from relations.actions import surveys
from relations.models import Person, User

LAST = lifecycle.LAST.key
# So many days pass before a side that did not answer may be written to again.
ASK_AGAIN_DAYS = 3


class NotYet(Exception):
    """This cannot be done now; the message is for the page."""


def evaluation_of(row: Partnership) -> Evaluation:
    """Return the evaluation of a partnership under a lock, begun if there is none."""
    Evaluation.objects.get_or_create(partnership=row)
    return Evaluation.objects.select_for_update(of=("self",)).select_related("partnership").get(partnership=row)


def ready(partnership: Partnership, *, living: bool = True) -> tuple[Partnership, Evaluation]:
    """Return both rows under a lock; NotLiving once it has ended (unless `living` is False), NotYet before the fourth phase."""
    row = locked(partnership)
    if living and not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    if lifecycle.phase(row.phase).number < evaluating.FIRST_PHASE:
        raise NotYet(_("The evaluation begins with the fourth phase."))
    return row, evaluation_of(row)


def prove(row: Partnership, key: str, words: str, *, by: User | None, at: datetime) -> None:
    """Tick a line of the last phase, saying in the office's language what shows it."""
    checklist.prove(partnership=row, phase=LAST, key=key, by=by, at=at, note_text=say(words))


# --- both sides --------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(*, partnership: Partnership, by: User, at: datetime) -> int:
    """Write to every party that has not answered, with its link to the questionnaire; return how many were written to."""
    row, evaluation = ready(partnership)
    if evaluation.asked_at and (at - evaluation.asked_at).days < ASK_AGAIN_DAYS:
        raise NotYet(_("They were written to less than three days ago: give them time, or call them."))
    written = sum(_write(party, at) for party in row.parties.filter(answer=None).select_related("organization"))
    if not written:
        raise NotYet(_("Nobody is left to write to: all have answered, or have no e-mail address."))
    evaluation.asked_at = at
    evaluation.save(update_fields=["asked_at"])
    note(row, verb="evaluation.asked", title=say(N_("questionnaires sent to the partners")), by=by, at=at, icon="send")
    return written


def _write(party: PartnershipParty, at: datetime) -> bool:
    return partner_links.ask(
        party=party, template="partnerships/mail/evaluation", page="partnerships:partner_evaluation", at=at,
        once=f"evaluation:{party.pk}:{at:%Y%m%d}", context={},
    )  # fmt: skip


@transaction.atomic
def answer(
    *, party: PartnershipParty, person: Person | None, scores: dict[str, int], worked: str, to_change: str, at: datetime
) -> PartnerAnswer:
    """Take in what one side answers by its link; answering again changes it while the partnership lives."""
    row, _evaluation = ready(party.partnership)
    given, is_new = PartnerAnswer.objects.update_or_create(
        party=party, defaults={**scores, "worked": worked, "to_change": to_change, "person": person, "at": at}
    )
    if is_new:
        note(
            row,
            verb="evaluation.answered",
            title=say(N_("%(name)s answered the questionnaire"), name=party.organization),
            by=None,
            at=at,
            icon="clipboard-check",
            changes=evaluating.what(party.organization),
        )
    sides = row.parties.aggregate(asked=Count("pk"), answered=Count("answer", filter=Q(answer__isnull=False)))
    if sides["asked"] == sides["answered"]:
        prove(row, "both_questionnaires", N_("Every partner answered by its link"), by=None, at=at)
    return given


# --- those who were helped ---------------------------------------------------------------------------------------
@transaction.atomic
def ask_beneficiaries(*, partnership: Partnership, by: User, at: datetime) -> Evaluation:
    """Open an anonymous survey for those who were helped, with an address to hand out; a second click finds the first."""
    row, evaluation = ready(partnership)
    if evaluation.survey_id:
        return evaluation
    made = surveys.create(
        title=say(N_("How did it go? %(title)s"), title=row.title)[:160],
        intro=say(N_("Four questions, two minutes, no name. They help us to do it better next time.")),
        owner=row.owner,
        is_anonymous=True,
        is_public=True,
        by=by,
        at=at,
    )
    for kind, label, required in evaluating.BENEFICIARY_QUESTIONS:
        surveys.add_question(survey=made, kind=kind, label=say(label), is_required=required, by=by, at=at)
    evaluation.survey = surveys.open_survey(survey=made, by=by, at=at)
    evaluation.save(update_fields=["survey"])
    note(
        row,
        verb="evaluation.survey",
        title=say(N_("survey of those who were helped opened")),
        by=by,
        at=at,
        icon="chart-column",
    )
    return evaluation


# --- the report --------------------------------------------------------------------------------------------------
@transaction.atomic
def write_report(*, partnership: Partnership, text: str, by: User, at: datetime) -> Evaluation:
    """Write the final report; once approved it stays as it is (NotYet)."""
    row, evaluation = ready(partnership)
    if evaluation.is_approved:
        raise NotYet(_("The report is approved: it can be changed again once the approval is taken back."))
    if evaluation.report != text:
        evaluation.report, evaluation.written_by, evaluation.written_at = text, by, at
        evaluation.save(update_fields=["report", "written_by", "written_at"])
        note(
            row, verb="evaluation.report_written", title=say(N_("final report written")), by=by, at=at, icon="file-text"
        )
    return evaluation


@transaction.atomic
def approve_report(*, partnership: Partnership, by: User, at: datetime) -> Evaluation:
    """Approve the final report, as the office head does; approving it twice keeps the first date."""
    row, evaluation = ready(partnership)
    if not evaluation.report.strip():
        raise NotYet(_("There is no report to approve yet."))
    if not evaluation.is_approved:
        evaluation.approved_by, evaluation.approved_at = by, at
        evaluation.save(update_fields=["approved_by", "approved_at"])
        note(
            row,
            verb="evaluation.report_approved",
            title=say(N_("final report approved")),
            by=by,
            at=at,
            icon="badge-check",
        )
        prove(row, "report_approved", N_("Approved on the evaluation page"), by=by, at=at)
    return evaluation


@transaction.atomic
def reopen_report(*, partnership: Partnership, by: User, at: datetime) -> Evaluation:
    """Take the approval back, so that the report can be put right."""
    row, evaluation = ready(partnership)
    if evaluation.is_approved:
        evaluation.approved_by = evaluation.approved_at = None
        evaluation.save(update_fields=["approved_by", "approved_at"])
        note(
            row,
            verb="evaluation.report_reopened",
            title=say(N_("approval of the report taken back")),
            by=by,
            at=at,
            icon="undo-2",
        )
        checklist.untick(partnership=row, phase=LAST, key="report_approved", by=by, at=at)
    return evaluation
