"""The demo's templates in use, its communication plans, and what partners wrote by link."""

from datetime import timedelta

from partnerships.actions import checklist, communication, partner_links, partner_messages, templates
from partnerships.models import CommunicationPiece, Partnership, PartnershipTemplate
from partnerships.queries import contacts
from relations.demo import Demo

# What is said: title, kind, audience, channel, side that says it ("" the office), nature, text, how far it got, days from today.
PIECES = {
    "Borse per l’officina": [
        ("Dodici borse per imparare un mestiere", "release", "testate della provincia", "conferenza stampa in banca", "", "gift",
         "Dodici persone cominciano a febbraio un percorso di formazione e lavoro nella cooperativa Il Telaio. "
         "La Banca del Confluente dona le borse, la cooperativa mette i tutor e il laboratorio.", "approved", 6),
        ("Le storie di chi lavora al Telaio", "post", "chi abita a Pavia", "pagina della cooperativa", "nonprofit", "gift",
         "Ogni settimana una persona racconta che cosa ha imparato al telaio.", "asked", 12),
    ],
    "Boschi di città": [
        ("Duecento alberi in via Riviera", "article", "lettori di LiberaMente", "LiberaMente", "", "gift",
         "Duecento alberi messi a dimora da trenta volontari in due sabati: il vivaio li ha donati e insegna a curarli.", "out", -10),
        ("Adottate un albero", "print", "famiglie del quartiere", "scuole e biblioteche", "nonprofit", "gift", "", "planned", 20),
    ],
    "Officina dei compiti": [
        ("Gli operai che fanno i compiti", "video", "dipendenti e famiglie", "rete interna dell’azienda", "company", "gift",
         "Otto operai, dopo il turno, seguono venticinque ragazzi: il racconto di un giovedì pomeriggio.", "change", 15),
    ],
}  # fmt: skip
# Lines of their own: partnership, phase, words, needed to pass, owner (place among the colleagues), in how many days.
LINES = [
    ("Officina dei compiti", "management", "Obiettivi rivisti dopo sei mesi", True, 1, 9),
    ("Officina dei compiti", "management", "Piano di successione del coordinatore", True, 4, -5),
    ("Vigna aperta", "negotiation", "Autorizzazione della direzione del carcere", True, 4, 14),
]


def build(demo: Demo) -> None:
    """Build what partnerships say outside, lines of their own, a template in use, and a message by link."""
    officer = demo.colleagues[1]
    for title, phase, words, required, owner, days in LINES:
        checklist.add_line(
            partnership=_row(title), phase=phase, title=words, required=required, owner=demo.colleagues[owner],
            due_on=demo.today + timedelta(days=days), by=officer, at=demo.at(9, 11),
        )  # fmt: skip
    for title, rows in PIECES.items():
        for number, piece in enumerate(rows):
            _piece(demo, _row(title), piece, number)
    template = PartnershipTemplate.objects.get(key="company_school")
    templates.use(template=template, partnership=_row("Palestra aperta"), by=officer, at=demo.at(60, 9))
    party = _row("Orto in azienda").parties.get(side="nonprofit")
    words = "Per l’incontro di oggi portiamo anche la responsabile degli orti: va bene se siamo in quattro?"
    partner_messages.write(visitor=_visitor(demo, party, 1), text=words, at=demo.at(1, 18))


def _row(title: str) -> Partnership:
    return Partnership.objects.get(title=title)


def _visitor(demo: Demo, party, days_ago: int) -> partner_links.Visitor:
    at = demo.at(days_ago, 12)
    person, email = contacts.addressee(party.organization)
    token = partner_links.issue(party=party, email=email, person=person, at=at)
    return partner_links.visitor(token=token, at=at)


def _piece(demo: Demo, row: Partnership, given: tuple, number: int) -> CommunicationPiece:
    title, kind, audience, channel, side, nature, text, reached, days = given
    owner = row.owner
    piece = communication.plan(
        partnership=row, kind=kind, title=title, audience=audience, channel=channel, nature=nature, owner=owner,
        speaker=row.parties.get(side=side) if side else None, due_on=demo.today + timedelta(days=days), pictures="none",
        by=owner, at=demo.at(20 + number, 10),
    )  # fmt: skip
    if not text:
        return piece
    communication.write(
        piece=piece, text=text, logos="I due loghi in fondo, della stessa misura", by=owner, at=demo.at(18, 11)
    )
    communication.ask(piece=piece, by=owner, at=demo.at(17, 9))
    answers = {"approved": ("yes", "yes"), "out": ("yes", "yes"), "asked": ("yes",), "change": ("change",)}[reached]
    for party, answer in zip(row.parties.order_by("side", "pk"), answers, strict=False):
        communication.answer(
            visitor=_visitor(demo, party, 16), piece=piece, number=1, given=answer, at=demo.at(15, 16),
            note_text="" if answer == "yes" else "I nomi dei ragazzi no, per favore: solo l’età e la classe.",
        )  # fmt: skip
    if reached == "out":
        communication.put_out(
            piece=piece, url="", on=demo.today + timedelta(days=days), by=owner, at=demo.at(-days, 18)
        )
    return piece
