"""Fundraising's part of the demo office: two campaigns and a year of gifts, all through the actions."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fundraising.actions import campaigns, donations, receipts, tax, thanks
from fundraising.models import Appeal, Campaign
from relations import formats
from relations.demo import Demo
from relations.models import Organization, Person

SCHOOL = {
    "name": "Un doposcuola per la Lomellina",
    "purpose": "Con 25.000 euro teniamo aperto il doposcuola di Mortara quattro pomeriggi a settimana, fino a giugno.",
    "story": "Ogni giorno diciannove ragazzi arrivano in via Cassolo con lo zaino pieno e nessuno a casa fino a sera. "
    "Trovano una merenda, un volontario e qualcuno che ci crede.",
    "update": "I ragazzi seguiti sono 19, erano 8. I promossi senza debiti sono il 61%, ne vogliamo l’80%.",
    "goal": Decimal(25000),
    "channels": ["newsletter", "companies", "personal", "events", "website"],
    "amounts": [
        (Decimal(20), "la merenda di una settimana per un ragazzo"),
        (Decimal(50), "i libri e i quaderni di un mese"),
        (Decimal(100), "un pomeriggio intero con l’educatrice"),
    ],
}
VAN = {
    "name": "Il furgone della spesa",
    "purpose": "Con 18.000 euro il furgone porta la spesa a chi non può uscire, in dodici comuni dell’Oltrepò.",
    "story": "Il furgone parte il martedì e il venerdì. Chi aspetta la spesa aspetta anche due parole: i volontari si "
    "fermano il tempo di un caffè.",
    "goal": Decimal(18000),
    "channels": ["direct_mail", "events", "personal", "collection_box"],
    "amounts": [
        (Decimal(15), "il gasolio di un giro"),
        (Decimal(40), "la spesa di una settimana per una persona"),
        (Decimal(120), "il tagliando del furgone"),
    ],
}
# Appeals of each campaign: name, channel, how often a gift comes from it.
APPEALS = {
    "school": [
        ("Newsletter di settembre", "newsletter", 9), ("Incontro con le imprese", "companies", 4),
        ("Passaparola dei volontari", "personal", 5), ("Cena di ottobre", "events", 3), ("Articolo sul giornale", "website", 1),
    ],
    "van": [("Lettera di Natale", "direct_mail", 5), ("Banco al mercato", "events", 3), ("Passaparola", "personal", 4)],
}  # fmt: skip
PERSON_AMOUNTS = [20, 20, 25, 30, 30, 40, 50, 50, 50, 75, 100, 100, 150, 200]
COMPANY_AMOUNTS = [250, 300, 500, 500, 750, 1000, 1500]
METHODS = ["transfer"] * 8 + ["card", "card", "direct_debit", "postal", "cheque", "cash"]


@dataclass(frozen=True)
class Plan:
    """One gift to come, before it is recorded in its turn."""

    days_ago: int
    campaign: str
    donor: Person | Organization | None
    amount: Decimal
    nature: str = "gift"
    status: str = "reconciled"


def build(demo: Demo) -> None:
    """Load the tax rules, open two campaigns and record a year of gifts in the order in which they came."""
    tax.load_rules()
    rng = random.Random(1861)
    rows = {"van": _campaign(demo, VAN, demo.today - timedelta(days=330), None)}
    start = min(demo.today - timedelta(days=80), date(demo.today.year, 9, 1))
    rows["school"] = _campaign(demo, SCHOOL, start, start + timedelta(days=121))
    appeals = {key: _appeals(demo, campaign, APPEALS[key]) for key, campaign in rows.items()}
    plans = sorted(_plans(demo, rng, start), key=lambda plan: -plan.days_ago)
    for number, plan in enumerate(plans):
        _record(demo, rng, plan, number, rows[plan.campaign], appeals[plan.campaign])
    demo.progress(f"{len(rows)} campagne, {len(plans)} donazioni")


def _campaign(demo: Demo, facts: dict, starts: date, ends: date | None) -> Campaign:
    fundraiser = demo.colleague("fundraiser")
    at = demo.at((demo.today - starts).days, 9)
    campaign = campaigns.open_campaign(starts_on=starts, ends_on=ends, manager=fundraiser, by=fundraiser, at=at, **facts)
    return campaigns.publish(campaign=campaign, by=fundraiser, at=at)


def _appeals(demo: Demo, campaign: Campaign, rows: list) -> list[Appeal]:
    """Each appeal as often as gifts come from it."""
    found = []
    for name, channel, weight in rows:
        appeal = campaigns.add_appeal(
            campaign=campaign, name=name, channel=channel, by=campaign.manager, at=campaign.created_at,
            made_on=campaign.starts_on + timedelta(days=len(found)),
        )
        found += [appeal] * weight
    return found


def _plans(demo: Demo, rng: random.Random, start: date) -> list[Plan]:
    people = [person for person in demo.people() if not person.public_role]
    companies = demo.organizations("company")[:10] + demo.organizations("foundation")
    since = (demo.today - start).days
    plans = [Plan(rng.randrange(4, since), "school", rng.choice(people), _person(rng)) for _number in range(96)]
    plans += [Plan(rng.randrange(6, since), "school", company, _company(rng)) for company in companies]
    plans += [Plan(rng.randrange(10, 330), "van", rng.choice(people), _person(rng)) for _number in range(58)]
    plans += [Plan(rng.randrange(330, 366), "van", person, _person(rng)) for person in people[30:46]]
    plans += [Plan(day, "van", None, Decimal(rng.randrange(60, 260))) for day in (200, 120, 61, 9)]
    # The last days: thanks late, thanks owed, a promise, a sponsorship.
    plans += [Plan(3, "school", people[3], Decimal(50), status="received"), Plan(3, "van", people[9], Decimal(40), status="received")]
    plans += [Plan(0, "school", people[12], Decimal(30), status="received"), Plan(1, "school", people[20], Decimal(100))]
    plans += [Plan(2, "school", companies[-1], Decimal(2100), status="announced")]
    return [*plans, Plan(40, "school", companies[2], Decimal(1200), nature="sponsorship")]


def _person(rng: random.Random) -> Decimal:
    return Decimal(rng.choice(PERSON_AMOUNTS))


def _company(rng: random.Random) -> Decimal:
    return Decimal(rng.choice(COMPANY_AMOUNTS))


def _record(demo: Demo, rng: random.Random, plan: Plan, number: int, campaign: Campaign, appeals: list[Appeal]) -> None:
    by, at = demo.colleague("fundraiser"), demo.at(plan.days_ago, 11, number % 60)
    given = formats.only_day(at)
    method = "box" if plan.donor is None else "transfer" if isinstance(plan.donor, Organization) else rng.choice(METHODS)
    donation = donations.record(
        donor=plan.donor, amount=plan.amount, given_on=given, by=by, at=at, campaign=campaign,
        appeal=rng.choice(appeals) if rng.random() < 0.9 else None, legal_nature=plan.nature, payment_method=method,
        payment_reference=f"CRO {7_000_000_000 + number * 7919}" if method == "transfer" else "",
        credited_on=given if plan.status == "reconciled" else None, status=plan.status, on_wall=rng.random() < 0.4,
    )
    if donation.donor is None or plan.status == "announced" or plan.days_ago <= 3:
        return
    how = ["email" if number % 12 == 0 else "call" if number % 3 else "letter", "letter"][plan.days_ago > 60]
    _thank(demo, donation, how, plan.days_ago)
    if number % 3 == 0 and donation.nature.receipt:
        receipt = receipts.issue(donation=donation, by=by, at=at + timedelta(minutes=30))
        if number % 60 == 0:
            receipts.replace(
                receipt=receipt, reason="Codice fiscale del donatore corretto", by=by, at=at + timedelta(minutes=50)
            )


def _thank(demo: Demo, donation, how: str, days_ago: int) -> None:
    by, at = demo.colleague("fundraiser"), demo.at(days_ago - 1, 15)
    if how == "email":
        thanks.send(donation=donation, by=by, at=at)
    else:
        thanks.mark(donation=donation, how=how, by=by, at=at)
