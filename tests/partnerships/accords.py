"""A room, an agreement ready to be signed, a signed one: made through the actions."""

import re
from datetime import date, datetime, timedelta

from partnerships.actions import agreements, clauses, library, signing
from partnerships.actors import Actor
from partnerships.models import Agreement, Partnership, PartnershipParty, Signatory
from relations.models import Mailing, User

NAMES = {
    "company": ("Silvio Dossi", "silvio@riseria.example"),
    "nonprofit": ("Teresa Angeleri", "teresa@mensa.example"),
}


def party(row: Partnership, side: str) -> PartnershipParty:
    return row.parties.select_related("partnership__owner", "organization").get(side=side)


def actor(row: Partnership, side: str) -> Actor:
    return Actor(party=party(row, side))


def begun(row: Partnership, by: User, at: datetime) -> Agreement:
    """An agreement with the clauses of the library."""
    library.begin()
    return agreements.begin(partnership=row, by=by, at=at)


def accepted(agreement: Agreement, at: datetime) -> Agreement:
    """Every clause accepted by both."""
    for side in NAMES:
        who = actor(agreement.partnership, side)
        for version in clauses.open_clauses(agreement):
            clauses.answer(clause=version.clause, answer="accepted", seen=version.number, actor=who, at=at)
    return agreement


def confirmed(agreement: Agreement, at: datetime) -> Agreement:
    """The same version confirmed by both."""
    for side in NAMES:
        clauses.confirm(
            agreement=agreement, digest=clauses.digest_of(agreement), actor=actor(agreement.partnership, side), at=at
        )
    return agreement


def with_facts(agreement: Agreement, by: User, at: datetime, **changes: object) -> Agreement:
    """Kind, nature, dates and who signs."""
    values = {
        "kind": "partnering", "gives_back": "nothing", "starts_on": date(2026, 12, 1), "ends_on": date(2027, 11, 30),
        "review_on": date(2027, 6, 1), "title": agreement.title,
    } | changes  # fmt: skip
    row = agreements.set_facts(agreement=agreement, by=by, at=at, **values)
    for side, (name, email) in NAMES.items():
        if not row.signatories.filter(email=email).exists():
            agreements.set_signatory(
                agreement=row, signatory=None, party=party(row.partnership, side), name=name, role="presidente", powers="legal",
                powers_note="", email=email, by=by, at=at,
            )  # fmt: skip
    return row


def ready(row: Partnership, by: User, at: datetime) -> Agreement:
    """The paper is made, nobody has signed."""
    agreement = with_facts(begun(row, by, at), by, at)
    return agreements.prepare(agreement=confirmed(accepted(agreement, at), at), by=by, at=at)


def code_of(signatory: Signatory, at: datetime) -> str:
    """Have a code sent, and read it in the mail."""
    signing.send_code(signatory=signatory, at=at)
    text = Mailing.objects.filter(once__startswith="sign-code:").latest("pk").text
    return re.search(r"\d{3} \d{3}", text)[0]


def sign_all(agreement: Agreement, at: datetime) -> Agreement:
    """Both sign by link."""
    for signatory in agreement.signatories.select_related("party__organization", "agreement__partnership"):
        signing.sign(
            signatory=signatory,
            code=code_of(signatory, at),
            sha256=agreement.sha256,
            ip="192.0.2.7",
            user_agent="Prova",
            at=at + timedelta(minutes=1),
        )
    agreement.refresh_from_db()
    return agreement
