"""How a partnership goes on after its evaluation: the decision, the agreed exit, and the next cycle."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import evaluating
from partnerships.actions import say
from partnerships.actions.assents import ask_assent, lapse
from partnerships.actions.evaluations import NotYet, evaluation_of, prove, ready
from partnerships.actions.partnerships import add_party, end, locked, note, open_partnership
from partnerships.models import Evaluation, Partnership, PartnershipParty
from partnerships.vocab import N_
from relations.models import User


@transaction.atomic
def decide(*, partnership: Partnership, decision: str, on: date, reasons: str, by: User, at: datetime) -> Evaluation:
    """Write down how it goes on, with the day and the reasons; it may change until it is carried out."""
    row, evaluation = ready(partnership)
    before = evaluation.decision
    evaluation.decision, evaluation.decided_on, evaluation.reasons = decision, on, reasons
    evaluation.save(update_fields=["decision", "decided_on", "reasons"])
    note(
        row,
        verb="evaluation.decided",
        title=say(N_("decided: %(decision)s"), decision=say(evaluating.DECISION_WORDS[decision])),
        body=reasons,
        by=by,
        at=at,
        icon="signpost",
        changes={"decision": [before, decision]} | evaluating.what(say(evaluating.DECISION_WORDS[decision])),
    )
    prove(row, "decision", N_("Decision on the evaluation page"), by=by, at=at)
    return evaluation


@transaction.atomic
def set_exit(*, partnership: Partnership, terms: str, by: User, at: datetime) -> Evaluation:
    """Write down what is given back, and ask every party to agree by its link; other words need a new answer."""
    row, evaluation = ready(partnership)
    if evaluation.exit_terms != terms:
        evaluation.exit_terms = terms
        evaluation.save(update_fields=["exit_terms"])
        lapse(row, "exit", by=by, at=at)
        note(
            row,
            verb="evaluation.exit",
            title=say(N_("exit written down, both are asked")),
            by=by,
            at=at,
            icon="handshake",
        )
        ask_assent(row, "exit", at=at)
    return evaluation


@transaction.atomic
def carry_out(*, partnership: Partnership, by: User, at: datetime) -> Partnership | None:
    """Do what was decided: end this partnership and, unless it closes, open the next cycle and tie the two.

    Return the next cycle. Carried out already, it gives the same one back. CannotEnd says which lines are missing.
    """
    row = locked(partnership)
    evaluation = evaluation_of(row)
    if not evaluation.decision:
        raise NotYet(_("Decide first how it goes on."))
    outcome = evaluating.ENDS_AS[evaluation.decision]
    if row.state == outcome:
        return evaluation.next_cycle
    row = end(partnership=row, outcome=outcome, why=evaluation.reasons, by=by, at=at)
    if evaluation.decision not in evaluating.NEXT_CYCLE:
        return None
    evaluation.next_cycle = _next_cycle(row, by, at)
    evaluation.save(update_fields=["next_cycle"])
    return evaluation.next_cycle


def _next_cycle(row: Partnership, by: User, at: datetime) -> Partnership:
    parties = list(row.parties.select_related("organization").order_by("side", "pk"))
    company = next((party for party in parties if party.side == "company"), parties[0])
    nonprofits = [party for party in parties if party.side == "nonprofit" and party != company]
    number = _cycle(row) + 1
    made = open_partnership(
        title=say(N_("%(title)s, cycle %(number)s"), title=_first_title(row), number=number)[:160],
        company=company.organization,
        nonprofits=[party.organization for party in nonprofits],
        owner=row.owner,
        by=by,
        at=at,
        together=row.together,
        with_volunteers=row.with_volunteers,
    )
    for party in parties:
        if party != company and party not in nonprofits:
            add_party(
                partnership=made, organization=party.organization, side=party.side, brings=party.brings, by=by, at=at
            )
    for party in parties:
        PartnershipParty.objects.filter(partnership=made, organization=party.organization_id).update(
            contact=party.contact_id, brings=party.brings
        )
    for one, other, verb, words in (
        (row, made, "evaluation.next_cycle", N_("goes on as %(code)s")),
        (made, row, "evaluation.previous_cycle", N_("goes on from %(code)s")),
    ):
        title = say(words, code=other.code)
        note(one, verb=verb, title=title, by=by, at=at, icon="refresh-cw", changes=evaluating.what(other.code))
    return made


def _before(row: Partnership) -> Partnership | None:
    found = Evaluation.objects.filter(next_cycle=row).select_related("partnership").first()
    return found.partnership if found else None


def _cycle(row: Partnership) -> int:
    earlier = _before(row)
    return _cycle(earlier) + 1 if earlier else 1


def _first_title(row: Partnership) -> str:
    earlier = _before(row)
    return _first_title(earlier) if earlier else row.title
