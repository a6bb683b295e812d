"""The agreements of the demo office: one being negotiated, one to be signed, some in force, one expiring, one expired."""

import re
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.actions import agreements, clauses, rooms, signing
from partnerships.actors import Actor
from partnerships.models import Agreement, Partnership, PartnershipParty, Signatory
from partnerships.queries import contacts
from relations.demo import Demo
from relations.models import Mailing

# partnership, kind, what comes back, signed days ago, begins (days from today), ends, review, signed by link
SIGNED = [
    ("Officina dei compiti", "volunteering", "thanks", 110, -106, 218, 8, True),
    ("Orto in azienda", "partnering", "nothing", 92, -90, 45, 20, False),
    ("Ultimo miglio", "loan_of_goods", "no_transfer", 115, -112, -12, -60, False),
    ("Borse per l’officina", "sponsorship", "visibility", 162, -160, 150, 40, False),
]
# clause, side that proposes, its text, why, days ago
ROUNDS = [
    ("goals", "company", "Le parti formano dodici persone in vendemmia e potatura; almeno otto arrivano alla fine del corso. I numeri si "
     "verificano a dicembre.", "Servono numeri", 12),
    ("goals", "nonprofit", "Le parti formano dieci persone in vendemmia e potatura; almeno otto arrivano alla fine del corso. I numeri si "
     "verificano a dicembre e a marzo.", "Dodici sono troppe per i permessi", 10),
    ("insurance", "nonprofit", "I volontari, anche occasionali, sono assicurati contro infortuni e malattie e per la responsabilità verso "
     "i terzi: la polizza è a carico dell’azienda. Chi ospita le attività informa dei rischi del luogo.", "", 9),
]  # fmt: skip
INTERESTS = [
    ("company", "interest", "Trovare manodopera formata per la prossima vendemmia."),
    ("company", "red_line", "Non parliamo di singole persone con i giornali."),
    ("nonprofit", "interest", "Un lavoro vero, con un contratto, dopo la pena."),
    ("nonprofit", "proposal", "Un tutor della cantina per ogni tre persone."),
]


def build(demo: Demo) -> None:
    """Build every agreement, each where its partnership stands."""
    for title, *row in SIGNED:
        _signed(demo, Partnership.objects.get(title=title), *row)
    _addendum(demo, Partnership.objects.get(title="Officina dei compiti"))
    _negotiation(demo, Partnership.objects.get(title="Vigna aperta"))
    _half_signed(demo, Partnership.objects.get(title="Spesa che unisce"))
    draft = _begun(demo, Partnership.objects.get(title="Magazzino condiviso"), 30)
    _facts(demo, draft, "loan_of_goods", "no_transfer", 15, 380, 200, 13)
    _accept(draft, demo.at(12, 11))


def _party(row: Partnership, side: str) -> PartnershipParty:
    return row.parties.select_related("organization", "partnership__owner").get(side=side)


def _begun(demo: Demo, row: Partnership, days: int) -> Agreement:
    return agreements.begin(partnership=row, by=row.owner, at=demo.at(days, 10))


def _facts(demo: Demo, made: Agreement, kind: str, back: str, begins: int, ends: int, review: int, days: int) -> None:
    """Write kind, nature and dates, and who signs for each party."""
    at, by, row = demo.at(days, 11), made.partnership.owner, made.partnership
    day = lambda number: demo.today + timedelta(days=number)  # noqa: E731
    agreements.set_facts(
        agreement=made, kind=kind, gives_back=back, starts_on=day(begins), ends_on=day(ends), review_on=day(review), title=made.title,
        by=by, at=at,
    )  # fmt: skip
    if made.signatories.exists():
        return
    for party in row.parties.select_related("organization"):
        person, email = contacts.addressee(party.organization)
        agreements.set_signatory(
            agreement=made, signatory=None, party=party, person=person, name=str(person or party.organization), powers="legal", powers_note="",
            role="amministratore" if party.side == "company" else "presidente", email=email or f"firma{party.pk}@partner.example", by=by, at=at,
        )  # fmt: skip


def _accept(made: Agreement, at: datetime) -> None:
    for side in ("company", "nonprofit"):
        who = Actor(party=_party(made.partnership, side))
        for version in clauses.open_clauses(made):
            clauses.answer(clause=version.clause, answer="accepted", seen=version.number, actor=who, at=at)


def _prepared(made: Agreement, at: datetime) -> Agreement:
    """Accepted, confirmed by both, on paper."""
    made.refresh_from_db()
    _accept(made, at)
    for side in ("company", "nonprofit"):
        clauses.confirm(
            agreement=made, digest=clauses.digest_of(made), actor=Actor(party=_party(made.partnership, side)), at=at
        )
    return agreements.prepare(agreement=made, by=made.partnership.owner, at=at)


def _sign(signatory: Signatory, at: datetime) -> None:
    """Sign by link, as whoever reads the code in the mailbox does."""
    signing.send_code(signatory=signatory, at=at)
    text = Mailing.objects.filter(once__startswith="sign-code:").latest("pk").text
    code = re.search(r"\d{3} \d{3}", text)[0]
    signing.sign(
        signatory=signatory, code=code, sha256=signatory.agreement.sha256, ip="192.0.2.18", user_agent="Mozilla/5.0 (Android 16; Mobile)",
        at=at + timedelta(minutes=2),
    )  # fmt: skip


def _signed(
    demo: Demo, row: Partnership, kind: str, back: str, days: int, begins: int, ends: int, review: int, by_link: bool
) -> None:
    made = _begun(demo, row, days + 12)
    _facts(demo, made, kind, back, begins, ends, review, days + 8)
    made = _prepared(made, demo.at(days + 4, 15))
    if by_link:
        for number, signatory in enumerate(
            made.signatories.select_related("party__organization", "agreement__partnership")
        ):
            _sign(signatory, demo.at(days, 10 + number, 20))
        return
    at = demo.at(days, 16)
    paper = SimpleUploadedFile("accordo firmato.pdf", signing.content_of(made), content_type="application/pdf")
    signing.upload(
        agreement=made, file=paper, signed_on=at.date(), signatories=list(made.signatories.all()), by=row.owner, at=at
    )


def _addendum(demo: Demo, row: Partnership) -> None:
    """The company proposes twenty hours more."""
    made = agreements.begin_addendum(
        partnership=row, title="Venti ore di tutoraggio in più", by=row.owner, at=demo.at(5, 9)
    )
    rooms.invite(agreement=made, by=row.owner, at=demo.at(5, 9, 5))
    made.refresh_from_db()
    clauses.add(
        agreement=made, topic="resources", title="Risorse di ciascuna parte",
        text="L’azienda mette a disposizione centoquaranta ore di tutoraggio invece di centoventi. Il resto non cambia.",
        actor=Actor(party=_party(row, "company")), at=demo.at(4, 12),
    )  # fmt: skip


def _negotiation(demo: Demo, row: Partnership) -> None:
    """Some rounds done, one open disagreement, each side's interests and private notes."""
    made = _begun(demo, row, 20)
    rooms.invite(agreement=made, by=row.owner, at=demo.at(18, 9))
    made.refresh_from_db()
    for side, kind, text in INTERESTS:
        rooms.add_interest(
            partnership=row, kind=kind, text=text, actor=Actor(party=_party(row, side)), at=demo.at(15, 11)
        )
    for side, text in (
        ("company", "Possiamo arrivare a quattordici persone."),
        ("nonprofit", "La polizza è il punto su cui non cedere."),
    ):
        rooms.add_note(partnership=row, text=text, actor=Actor(party=_party(row, side)), at=demo.at(14, 11))
    for topic, side, text, why, days in ROUNDS:
        clause = made.clauses.get(topic=topic)
        clauses.propose(
            clause=clause,
            text=text,
            why=why,
            seen=clause.latest,
            actor=Actor(party=_party(row, side)),
            at=demo.at(days, 17),
        )
    company, nonprofit = (Actor(party=_party(row, side)) for side in ("company", "nonprofit"))
    for topic in ("parties", "purposes", "roles", "governance", "monitoring", "confidentiality", "disputes"):
        for who in (company, nonprofit):
            clauses.answer(
                clause=made.clauses.get(topic=topic), answer="accepted", seen=1, actor=who, at=demo.at(8, 18)
            )
    clauses.answer(
        clause=made.clauses.get(topic="insurance"), answer="objected", words="La polizza la divideremmo a metà.", seen=2, actor=company,
        at=demo.at(7, 18),
    )  # fmt: skip


def _half_signed(demo: Demo, row: Partnership) -> None:
    """The company has signed, the non-profit has the link."""
    made = _begun(demo, row, 25)
    _facts(demo, made, "memorandum", "thanks", 10, 375, 190, 20)
    made = _prepared(made, demo.at(8, 15))
    signing.ask(agreement=made, by=row.owner, at=demo.at(7, 10))
    _sign(
        made.signatories.select_related("party__organization", "agreement__partnership").get(party__side="company"),
        demo.at(5, 12),
    )
