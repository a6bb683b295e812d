"""The programmes of the demo's partnerships, all through the actions."""

from datetime import timedelta
from decimal import Decimal

from partnerships import demo_programme_data as data
from partnerships.actions import objectives, partner_links, readings
from partnerships.models import Indicator, Partnership
from partnerships.queries import contacts
from relations.demo import Demo


def build(demo: Demo) -> None:
    """Build what the partnerships under way measure, give, do and risk."""
    for row in data.OBJECTIVES:
        _objective(demo, row)
    for row in data.DRAFTS:
        _draft(demo, row)
    _sent(demo)


def _partnership(title: str) -> Partnership:
    return Partnership.objects.select_related("owner").get(title=title)


def _objective(demo: Demo, row: tuple) -> None:
    (title, goal, what, feasible, relevant, name, unit, base, target, level, kind, source, often, side, since, until, values) = row
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
    person, email = contacts.addressee(indicator.measured_by.organization)
    at = demo.at(days, 18)
    token = partner_links.issue(party=indicator.measured_by, email=email, person=person, at=at)
    readings.send(
        visitor=partner_links.visitor(token=token, at=at), indicator=indicator, on=demo.today - timedelta(days=days), value=Decimal(value),
        words=words, at=at,
    )  # fmt: skip
