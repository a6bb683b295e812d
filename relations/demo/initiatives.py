"""The demo's initiatives with their stakeholders and positions, prospects, ties, one introduction."""

from datetime import timedelta

from relations.actions import initiatives, interactions, network, parties, positions, ties
from relations.demo import Demo
from relations.models import Initiative, Organization, Person, Stakeholder
from relations.queries.initiatives import usual_contributions

CASA = {
    "title": "Casa aperta a Mortara",
    "aim": "Una casa di quartiere con mensa, doposcuola e sportello: un luogo dove chi è solo trova qualcuno, aperto sei giorni su sette.",
    "state": "running", "municipalities": ["Mortara", "Vigevano", "Garlasco", "Robbio"], "provinces": ["PV"], "themes": ["a", "l", "u"],
    "strengths": "Tre associazioni abituate a lavorare insieme\nLocali del Comune già a norma",
    "weaknesses": "Nessun addetto pagato per il coordinamento",
    "opportunities": "Bando della Fondazione in uscita a febbraio\nAziende che cercano volontariato d’impresa",
    "threats": "Elezioni comunali in primavera",
}  # fmt: skip
QUARTIERI = {
    "title": "Un doposcuola in ogni quartiere",
    "aim": "Dieci doposcuola gratuiti nelle scuole della provincia, con tutor volontari e universitari.",
    "state": "preparing", "municipalities": ["Pavia", "Vigevano", "Voghera"], "provinces": ["PV"], "themes": ["d", "l"],
}  # fmt: skip
ORTI = {
    "title": "Orti sociali lungo il Ticino",
    "aim": "Sei orti condivisi su terreni pubblici non usati, affidati ad anziani, famiglie e scuole.",
    "state": "idea", "municipalities": ["Vigevano", "Pavia"], "provinces": ["PV"], "themes": ["e", "s"],
}  # fmt: skip
# Body, (resources, competences, influence), note on influence, speaks for beneficiaries, [(days ago, position, source)].
CASA_BODIES = (
    ("Comune di Castelrovo", (4, 3, 5), "mette i locali e firma la convenzione", False, [(210, -1, ""), (120, 0, ""), (40, 1, "")]),
    ("Mensa Fraterna", (3, 5, 4), "senza di lei la mensa non parte", True, [(225, 2, "")]),
    ("Doposcuola Senza", (2, 5, 3), "conosce le famiglie", True, [(200, 1, ""), (90, 2, "")]),
    ("Riseria Dosso", (4, 2, 3), "fornirebbe il riso tutto l’anno", False, [(150, 0, ""), (60, 1, "")]),
    ("Fondazione Comunità", (5, 3, 5), "può coprire metà dei costi", False, [(100, 0, "")]),
    ("Lomellina Oggi", (1, 3, 4), "orienta l’opinione in paese", False, [(180, -2, "Editoriale di Lomellina Oggi"), (70, -1, "")]),
    ("Azienda Sanitaria", (3, 4, 4), "decide sullo sportello salute", False, []),
    ("Calzaturificio Bellaria", (3, 1, 2), "", False, [(80, 1, "")]),
)
QUARTIERI_BODIES = (
    ("Università del Confluente", (3, 5, 4), "manda i tutor", False, [(60, 1, "")]),
    ("Istituto comprensivo Ada", (3, 4, 4), "apre le aule il pomeriggio", False, [(45, 0, "")]),
    ("Doposcuola Senza", (2, 5, 3), "ha il metodo", True, [(50, 2, "")]),
    ("Provincia del Confluente", (3, 2, 5), "coordina i trasporti", False, [(30, -1, "")]),
    ("Meccanica Lomellina", (4, 2, 2), "pagherebbe i libri", False, []),
)
# Bodies known from registers and never heard: kind, name, municipality, themes, people, tied to.
PROSPECTS = (
    ("nonprofit", "Biblioteca dei Ragazzi APS", "Mortara", ["d", "l"], ["minors"], "Doposcuola Senza"),
    ("nonprofit", "Emporio Solidale della Lomellina ODV", "Garlasco", ["a", "u"], ["poverty", "families"], "Banco delle Cose"),
    ("nonprofit", "Anziani Attivi di Robbio APS", "Robbio", ["a"], ["elderly"], ""),
    ("company", "Forneria Lomellina S.r.l.", "Mortara", [], [], "Mensa Fraterna"),
    ("company", "Cartolibreria Il Quaderno", "Vigevano", [], [], "Doposcuola Senza"),
    ("school", "Scuola primaria di Garlasco Nuova", "Garlasco", ["d"], ["minors"], ""),
    ("facility", "Oratorio di San Lorenzo, sala grande", "Mortara", [], [], ""),
    ("nonprofit", "Terre di Risaia ODV", "Vigevano", ["e", "s"], ["families"], "Orti Insieme"),
)


def build(demo: Demo) -> None:
    """Prospects first, then three initiatives, ties, an introduction and one refused."""
    officer = demo.colleague("relations_officer")
    _prospects(demo)
    casa = _initiative(demo, CASA, 240, owner=officer)
    for line in CASA_BODIES:
        _stakeholder(demo, casa, line, 238)
    _people(demo, casa)
    quartieri = _initiative(demo, QUARTIERI, 75, owner=demo.colleagues[4])
    for line in QUARTIERI_BODIES:
        _stakeholder(demo, quartieri, line, 70)
    orti = _initiative(demo, ORTI, 12, owner=officer)
    _stakeholder(demo, orti, ("Orti Insieme", (2, 5, 3), "ha già due orti a Vigevano", True, [(10, 2, "")]), 11)
    _introductions(demo)
    demo.progress(f"{Initiative.objects.count()} iniziative, {Stakeholder.objects.count()} portatori di interesse")


def _prospects(demo: Demo) -> None:
    for number, (kind, name, town, themes, targets, near) in enumerate(PROSPECTS):
        at = demo.at(25 - number, 9)
        body = parties.add_organization(
            kind=kind, name=name, municipality=town, province="PV", themes=themes, targets=targets, by=None, at=at,
            service_area=["PV"] if kind == "nonprofit" else [],
        )  # fmt: skip
        if near:
            ties.tie(source=body, target=demo.organization(near), kind="works_with", by=None, at=at)


def _initiative(demo: Demo, fields: dict, days: int, owner) -> Initiative:
    at = demo.at(days, 10)
    return initiatives.add(
        by=owner, owner=owner, at=at, starts_on=(at + timedelta(days=30)).date(), ends_on=(at + timedelta(days=520)).date(), **fields
    )


def _stakeholder(demo: Demo, initiative: Initiative, line: tuple, days: int) -> Stakeholder:
    name, scores, note, beneficiaries, stances = line
    return _put(demo, initiative, demo.organization(name), scores, note, beneficiaries, stances, days)


def _put(demo: Demo, initiative: Initiative, party: Organization | Person, scores, note, beneficiaries, stances, days) -> Stakeholder:
    at, by = demo.at(days, 11), initiative.owner
    row = initiatives.add_stakeholder(
        initiative=initiative, party=party, capacity=positions.capacity_of(party, demo.today), by=by, at=at,
        contributions=usual_contributions(party), for_beneficiaries=beneficiaries,
    )  # fmt: skip
    resources, competences, influence = scores
    initiatives.appraise(
        stakeholder=row, by=by, at=at, resources=resources, competences=competences, influence=influence, influence_note=note
    )
    for ago, value, source in stances:
        _stance(demo, row, ago, value, source)
    return row


def _stance(demo: Demo, row: Stakeholder, ago: int, value: int, source: str) -> None:
    """The evidence is the last contact before that day, or the written source."""
    day = demo.at(ago, 12)
    by = row.initiative.owner
    contact = row.party.interactions.filter(at__lte=day).order_by("-at").first()
    if contact is None and not source:
        side = {"organization": row.organization} if row.organization else {"person": row.person}
        contact = interactions.log(
            channel="meeting", text=f"Presentata l’iniziativa «{row.initiative}»: ascoltate le ragioni.", by=by, at=day, **side
        )
    positions.record(
        stakeholder=row, value=value, on=day.date(), by=by, at=day, source=source, interaction=None if source else contact
    )


def _people(demo: Demo, casa: Initiative) -> None:
    """A councillor and a mayor's deputy, who speak for those who elected them."""
    found = Person.objects.exclude(public_role="").filter(archived_at=None, died_on=None).order_by("pk")[:2]
    for person, stances in zip(found, ([(160, -1, ""), (30, 0, "")], [(110, 1, "")]), strict=False):
        _put(demo, casa, person, (2, 2, 4), "voto in consiglio", False, stances, 190)


def _introductions(demo: Demo) -> None:
    by = demo.colleague("relations_officer")
    riseria, banco = demo.organization("Riseria Dosso"), demo.organization("Banco delle Cose")
    network.propose(
        one=riseria, other=banco, due_on=demo.today + timedelta(days=6), why="Entrambe legate a Mensa Fraterna", by=by, at=demo.at(5)
    )
    sala, minori = demo.organization("Sala Giochi"), demo.organization("Ludoteca Volante")
    network.dismiss(one=sala, other=minori, by=by, at=demo.at(20), reason="Attività non compatibili")
