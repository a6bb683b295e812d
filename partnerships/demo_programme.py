"""The programmes of the demo's partnerships, all through the actions."""

from datetime import datetime, timedelta
from decimal import Decimal

from partnerships import demo_programme_data as data
from partnerships.actions import (
    activities,
    budget,
    contributions,
    disputes,
    hours,
    objectives,
    partner_links,
    pulses,
    readings,
    risks,
)
from partnerships.models import Activity, BudgetLine, Contribution, Indicator, Partnership, PartnershipParty
from partnerships.queries import contacts
from relations.demo import Demo
from relations.models import User


def build(demo: Demo) -> None:
    """Build what the partnerships under way measure, give, do and risk."""
    for row in data.OBJECTIVES:
        _objective(demo, row)
    for row in data.DRAFTS:
        _draft(demo, row)
    _sent(demo)
    for row in data.BUDGET:
        _heading(demo, row)
    for row in data.CONTRIBUTIONS:
        _contribution(demo, row)
    for row in data.HOURS:
        _hours(demo, row)
    for row in data.ACTIVITIES:
        _activity(demo, row)
    for row in data.PULSES:
        _pulse(demo, row)
    for row in data.DISPUTES:
        _dispute(demo, row)
    for row in data.BUDGET:
        _expenses(demo, row)
    _risks(demo)


def _partnership(title: str) -> Partnership:
    return Partnership.objects.select_related("owner").get(title=title)


def _objective(demo: Demo, row: tuple) -> None:
    (
        title,
        goal,
        what,
        feasible,
        relevant,
        name,
        unit,
        base,
        target,
        level,
        kind,
        source,
        often,
        side,
        since,
        until,
        values,
    ) = row
    made = _partnership(title)
    start, due = demo.today - timedelta(days=since), demo.today + timedelta(days=until)
    parties = {party.side: party for party in made.parties.select_related("organization")}
    objective = objectives.propose(
        partnership=made, title=goal, what=what, feasible=feasible, relevant=relevant, need=None, starts_on=start, due_on=due,
        review_on=start + (due - start) / 2, by=made.owner, at=demo.at(since, 11),
        indicator={
            "name": name, "unit": unit, "baseline": Decimal(base), "target": Decimal(target), "level": level, "kind": kind,
            "source": source, "frequency": often, "measured_by": parties.get(side),
        },
    )  # fmt: skip
    for party in parties.values():
        objectives.endorse(objective=objective, party=party, agrees=True, by=made.owner, at=demo.at(since, 15))
    for days, value in values:
        readings.record(
            indicator=objective.indicators.get(), on=demo.today - timedelta(days=days), value=Decimal(value), by=made.owner,
            at=demo.at(days, 12),
        )  # fmt: skip


def _draft(demo: Demo, row: tuple) -> None:
    title, goal, name, unit, base, target, until = row
    made = _partnership(title)
    objectives.propose(
        partnership=made, title=goal, starts_on=demo.today, due_on=demo.today + timedelta(days=until), by=made.owner, at=demo.at(7, 11),
        indicator={"name": name, "unit": unit, "baseline": Decimal(base), "target": Decimal(target), "level": "output"},
    )  # fmt: skip


def _sent(demo: Demo) -> None:
    title, name, value, days, words = data.SENT
    indicator = Indicator.objects.select_related("measured_by__organization").get(partnership__title=title, name=name)
    at = demo.at(days, 18)
    readings.send(
        visitor=_visitor(indicator.measured_by, at), indicator=indicator, on=demo.today - timedelta(days=days), value=Decimal(value),
        words=words, at=at,
    )  # fmt: skip


def _visitor(party: PartnershipParty, at: datetime) -> partner_links.Visitor:
    """Return the contact person of a party, come by a link of that day."""
    person, email = contacts.addressee(party.organization)
    return partner_links.visitor(token=partner_links.issue(party=party, email=email, person=person, at=at), at=at)


def _parties(made: Partnership) -> dict[str, PartnershipParty]:
    return {party.side: party for party in made.parties.select_related("organization")}


def _heading(demo: Demo, row: tuple) -> None:
    title, name, planned, _spent = row
    made = _partnership(title)
    budget.plan(partnership=made, name=name, planned=Decimal(planned), by=made.owner, at=demo.at(120, 10))


def _expenses(demo: Demo, row: tuple) -> None:
    title, name, _planned, spent = row
    made = _partnership(title)
    line = BudgetLine.objects.select_related("partnership").get(partnership=made, name=name)
    for days, amount, what in spent:
        on = demo.today - timedelta(days=days)
        budget.spend(
            line=line,
            on=on,
            amount=Decimal(amount),
            what=what,
            party=_parties(made)["nonprofit"],
            by=made.owner,
            at=demo.at(days, 12),
        )


def _contribution(demo: Demo, row: tuple) -> None:
    title, side, kind, what, quantity, unit, value, basis, gains, since, due, arrived = row
    made = _partnership(title)
    parties = _parties(made)
    given = contributions.promise(
        partnership=made, party=parties.get(side), kind=kind, what=what, quantity=Decimal(quantity) if quantity else None, unit=unit,
        value=Decimal(value), basis=basis, gains=gains, due_on=None if due is None else demo.today + timedelta(days=due), by=made.owner,
        at=demo.at(since, 10),
    )  # fmt: skip
    other = parties["company" if side == "nonprofit" else "nonprofit"]
    for days, count, sum_, note, confirmed in arrived:
        delivery = contributions.deliver(
            contribution=given, on=demo.today - timedelta(days=days), quantity=Decimal(count) if count else None,
            value=Decimal(sum_) if sum_ else None, note=note, by=made.owner, at=demo.at(days, 12),
        )  # fmt: skip
        if confirmed:
            at = demo.at(days, 17)
            contributions.receive(delivery=delivery, party=other, visitor=_visitor(other, at), at=at)


def _hours(demo: Demo, row: tuple) -> None:
    title, people, each, what, days, answer = row
    made = _partnership(title)
    parties, at = _parties(made), demo.at(days, 18)
    promised = Contribution.objects.filter(partnership=made, unit="hours", party=parties["company"]).first()
    entry = hours.record(
        partnership=made, giver=parties["company"], host=parties["nonprofit"], on=demo.today - timedelta(days=days), people=people,
        hours_each=Decimal(each), what=what, contribution=promised, visitor=_visitor(parties["nonprofit" if answer else "company"], at), at=at,
    )  # fmt: skip
    assert entry.is_waiting is (answer is None)


def _activity(demo: Demo, row: tuple) -> None:
    title, is_milestone, name, what, start, due, answers, does, heard, told, after, closed = row
    made = _partnership(title)
    actors: dict[str, PartnershipParty | User] = {**_parties(made), "us": made.owner}
    days_ago = 175 if made.title == "Officina dei compiti" else 100
    activity = activities.plan(
        partnership=made, title=name, kind="milestone" if is_milestone else "activity", what=what,
        starts_on=None if start is None else demo.today + timedelta(days=start), due_on=demo.today + timedelta(days=due),
        accountable=actors[answers], roles={key: [actors[one] for one in some] for key, some in zip("RCI", (does, heard, told), strict=True)},
        after=Activity.objects.filter(partnership=made, title__in=after), by=made.owner, at=demo.at(days_ago, 11),
    )  # fmt: skip
    if closed:
        activities.close(activity=activity, on=activity.due_on, by=made.owner, at=demo.at(-due, 16))


def _pulse(demo: Demo, row: tuple) -> None:
    title, occasion, days, answers = row
    made = _partnership(title)
    pulse, _without = pulses.ask(partnership=made, occasion=occasion, by=made.owner, at=demo.at(days, 10))
    for number, (side, trust, communication, promises, balance, words) in enumerate(answers):
        at = demo.at(days - 2, 11 + number)
        marks = {"trust": trust, "communication": communication, "promises": promises, "balance": balance}
        pulses.answer(pulse=pulse, visitor=_visitor(_parties(made)[side], at), marks=marks, words=words, at=at)


def _dispute(demo: Demo, row: tuple) -> None:
    title, subject, severity, days, side, steps, ending = row
    made = _partnership(title)
    dispute = disputes.open_dispute(
        partnership=made,
        subject=subject,
        severity=severity,
        reported_by=_parties(made)[side],
        by=made.owner,
        at=demo.at(days, 11),
    )
    disputes.mediate(dispute=dispute, mediator=made.owner, by=made.owner, at=demo.at(days, 12))
    for kind, ago, text in steps:
        disputes.step(
            dispute=dispute,
            kind=kind,
            on=demo.today - timedelta(days=ago),
            text=text,
            by=made.owner,
            at=demo.at(ago, 16),
        )
    if ending:
        state, outcome, ago = ending
        disputes.end(
            dispute=dispute,
            state=state,
            outcome=outcome,
            on=demo.today - timedelta(days=ago),
            by=made.owner,
            at=demo.at(ago, 17),
        )


def _risks(demo: Demo) -> None:
    """Those a colleague wrote, and what the detectors see in two partnerships."""
    for title, kind, name, likelihood, impact, response in data.RISKS:
        made = _partnership(title)
        risks.add(
            partnership=made,
            kind=kind,
            title=name,
            likelihood=likelihood,
            impact=impact,
            response=response,
            by=made.owner,
            at=demo.at(15, 10),
        )
    for title, days in (("Orto in azienda", 5), ("Ultimo miglio", 26)):
        risks.detect(partnership=_partnership(title), at=demo.at(days, 9))
