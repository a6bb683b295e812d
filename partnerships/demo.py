"""Partnerships' part of the demo office: needs, requests, proposals and fourteen partnerships, all through the actions."""

import random
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from partnerships import (
    demo_agreements,
    demo_communication,
    demo_data,
    demo_evaluation,
    demo_matching,
    demo_programme,
    lifecycle,
)
from partnerships.actions import checklist, drafts, matches, needs, partnerships, phases, proposals, requests
from partnerships.models import Match, PartnerRequest, Partnership
from partnerships.queries import contacts
from relations.actions import consents, interactions
from relations.demo import Demo
from relations.models import User

TALKS = [
    ("meeting", "Incontro a tre: chiariti i ruoli, ognuno torna con i numeri."),
    ("call", "Tutto procede, chiedono il calendario dei prossimi mesi."),
    ("video", "Riviste insieme le attività e fissata la prossima verifica."),
    ("email", "Mandato il verbale con le tre decisioni prese."),
]


def build(demo: Demo) -> None:
    """Build needs and capacity, the partnerships, then what waits today."""
    rng = random.Random(7)
    _needs(demo, rng)
    for number, row in enumerate(demo_data.PARTNERSHIPS):
        _partnership(demo, row, rng, number)
    demo_agreements.build(demo)
    waiting = [_request(demo, row, number) for number, row in enumerate(demo_data.REQUESTS)]
    _proposals(demo, waiting[0])
    _declined(demo)
    demo_matching.build(demo, waiting[0])
    demo_programme.build(demo)
    demo_evaluation.build(demo)
    demo_communication.build(demo)
    demo.progress(
        f"{len(demo_data.PARTNERSHIPS)} partnership, {len(waiting)} richieste, {len(demo_data.NEEDS)} bisogni"
    )


def _needs(demo: Demo, rng: random.Random) -> None:
    officer = demo.colleagues[4]
    for name, title, kind, quantity, unit, days, text in demo_data.NEEDS:
        body = demo.organization(name)
        needs.add_need(
            organization=body,
            title=title,
            kind=kind,
            quantity=Decimal(quantity) if quantity else None,
            unit=unit,
            by_on=demo.today + timedelta(days=days + 90),
            results_text=text,
            targets=[],
            themes=[],
            by=officer,
            at=demo.at(rng.randrange(20, 200), 11),
        )
    for name, (partners, people, notice, insured, gives, paused) in demo_data.CAPACITY.items():
        body = demo.organization(name)
        needs.set_capacity(
            organization=body,
            max_partners=partners,
            people_at_once=people,
            notice_days=notice,
            has_insurance=insured,
            gives=gives,
            paused_until=demo.today + timedelta(days=paused) if paused else None,
            by=officer,
            at=demo.at(rng.randrange(20, 200), 12),
        )
        consents.record(
            email=contacts.address_of(body),
            purpose="partnership",
            event="granted",
            source="Scheda dell’ente",
            organization=body,
            at=demo.at(150, 12),
            by=officer,
        )


def _partnership(demo: Demo, row: tuple, rng: random.Random, number: int) -> None:
    title, company, nonprofit, phase, opened, last, done, step, days, owner, volunteers, together = row
    colleague = demo.colleagues[owner]
    made = partnerships.open_partnership(
        title=title,
        company=demo.organization(company),
        nonprofits=[demo.organization(nonprofit)],
        owner=colleague,
        by=colleague,
        at=demo.at(opened, 10),
        together=together,
        with_volunteers=volunteers,
    )
    reached = lifecycle.phase(phase)
    # The way so far, in even steps from the opening to the last event.
    each = max((opened - last) // (reached.number + 1), 1)
    for earlier in lifecycle.PHASES[: reached.number - 1]:
        day = opened - each * earlier.number
        _tick(demo, made, earlier, len(earlier.deliverables), colleague, day + each // 2)
        phases.advance_phase(
            partnership=made, to=lifecycle.next_phase(earlier.key).key, by=colleague, at=demo.at(max(day, last), 15)
        )
        _talk(demo, made, rng, colleague, max(day, last))
    made.refresh_from_db()
    _tick(demo, made, reached, done, colleague, last)
    partnerships.set_next_step(
        partnership=made,
        text=step,
        on=None if days is None else demo.today + timedelta(days=days),
        by=colleague,
        at=demo.at(last, 16),
    )
    _assign(demo, made, reached, colleague, number)


def _tick(demo: Demo, made: Partnership, phase: lifecycle.Phase, count: int, colleague: User, day: int) -> None:
    items = lifecycle.asked(phase.key, facts=made.facts)
    first = sorted(items, key=lambda item: not item.required) if count == len(phase.deliverables) else list(items)
    for item in first[:count]:
        checklist.tick(partnership=made, phase=phase.key, key=item.key, by=colleague, at=demo.at(max(day, 0), 14))


def _talk(demo: Demo, made: Partnership, rng: random.Random, colleague: User, day: int) -> None:
    channel, text = rng.choice(TALKS)
    party = rng.choice(list(made.parties.select_related("organization", "contact")))
    interactions.log(
        channel=channel,
        text=text,
        by=colleague,
        at=demo.at(day, 17),
        organization=party.organization,
        person=party.contact,
        subject=made,
        url=made.get_absolute_url(),
    )


def _assign(demo: Demo, made: Partnership, phase: lifecycle.Phase, colleague: User, number: int) -> None:
    """Charge somebody with the first line still open; one in four is already late."""
    done = made.done_keys()
    left = next((item for item in lifecycle.asked(phase.key, facts=made.facts) if item.key not in done), None)
    if left is not None:
        checklist.assign(
            partnership=made,
            phase=phase.key,
            key=left.key,
            owner=colleague,
            by=colleague,
            at=made.last_event_at,
            due_on=demo.today + timedelta(days=-5 if number % 4 == 3 else 4 + number),
        )


def _request(demo: Demo, row: tuple, number: int, *, days_ago: int | None = None) -> PartnerRequest:
    """Fill in the public form as a company does, and confirm it."""
    company, contact, role, results, words, offers, provinces, wants, limits, days = row
    at, body = demo.at(days_ago or days, 18, 40), demo.organization(company)
    draft, _token = drafts.begin(
        key=UUID(int=7000 + number),
        language="it",
        at=at - timedelta(minutes=6),
        company_name=body.name,
        vat_number=body.vat_number,
        municipality=body.municipality,
        province=body.province,
        sector=body.sector,
        employees=body.employees,
    )
    drafts.save_step(request=draft, at=at, results=results, results_text=words)
    rows = [
        {"kind": kind, "quantity": Decimal(quantity), "unit": unit, "description": text}
        for kind, quantity, unit, text in offers
    ]
    drafts.save_step(request=draft, at=at, offers=rows)
    first = demo.today + timedelta(days=14)
    drafts.save_step(
        request=draft,
        at=at,
        territory=provinces,
        from_on=first,
        until_on=first + timedelta(days=365),
        wants=wants,
        limits_text=limits,
    )
    address = f"{contact}@{body.name.split()[0]}.example".lower().replace(" ", ".")
    drafts.save_step(
        request=draft,
        at=at,
        contact_name=contact,
        contact_role=role,
        contact_email=address,
        contact_phone=f"0384 000 2{number}0",
        best_call="morning",
        may_be_shown=True,
    )
    drafts.submit(request=draft, at=at)
    return requests.receive(request=draft, at=at + timedelta(minutes=4))[0]


def _proposals(demo: Demo, request: PartnerRequest) -> None:
    """The oldest request: taken, matched, proposed to one body; the company already said yes."""
    officer = demo.colleagues[1]
    requests.take(request=request, by=officer, at=demo.at(5, 9))
    proposals.compute(request=request, by=officer, at=demo.at(5, 9, 12))
    best = Match.objects.filter(request=request).order_by("rank").first()
    matches.invite(match=best, by=officer, at=demo.at(3, 9, 30))
    matches.answer(match=best, side="company", answer="yes", note="", at=demo.at(3, 12))


def _declined(demo: Demo) -> None:
    """An older request that was not accepted."""
    row = (
        "Assistenza Viaggi Aurora",
        "Monica Rescalli",
        "Titolare",
        ["culture"],
        "Cerchiamo chi venda i nostri viaggi ai soci.",
        [("sponsorship", 500, "eur", "")],
        ["PV"],
        ["visibility"],
        "",
        90,
    )
    made = _request(demo, row, 9)
    requests.decline(
        request=made,
        by=demo.colleagues[1],
        at=demo.at(88, 11),
        reason="La proposta è una vendita, non una collaborazione per un risultato comune. "
        "Vi abbiamo indicato gli sportelli della Camera di commercio.",
    )
