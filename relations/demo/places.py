"""Where the demo's bodies are and work, how they are tied, what they are called by."""

from datetime import timedelta

from relations.actions import addresses, parties, ties
from relations.demo import Demo
from relations.models import Organization
from relations.queries import places

STREETS = (
    "Via Garibaldi", "Corso Cavour", "Via Roma", "Piazza del Popolo", "Via dei Mille", "Strada per il Ticino", "Via Mazzini",
    "Viale della Libertà", "Via San Giovanni", "Via Dante", "Vicolo del Mulino", "Strada Cassolo",
)  # fmt: skip
# An ABI that belongs to no bank, with right check digits (CIN and modulo 97).
BANK = "99999"


def build(demo: Demo) -> None:
    """Addresses, service areas, ties, accounts, tags; a councillor who changed group."""
    bodies = list(Organization.objects.order_by("pk"))
    for number, body in enumerate(bodies):
        _address(demo, number, body)
    _areas(demo)
    _ties(demo)
    _accounts(demo, bodies)
    _tags(demo, bodies)
    _councillor(demo)
    demo.progress(f"{len(bodies)} indirizzi")


def _address(demo: Demo, number: int, body: Organization) -> None:
    at = body.created_at + timedelta(hours=1)
    town = places.municipality(body.municipality, body.province)
    street = STREETS[number % len(STREETS)]
    if town is None:  # an invented municipality
        return
    addresses.add_address(
        party=body, kind="seat", by=demo.colleagues[1], at=at, municipality=town, street=street, number=str(3 + number * 2),
        postal_code=town.postal_code or "27100",
    )  # fmt: skip
    if body.kind == "company" and number % 4 == 0:
        addresses.add_address(
            party=body, kind="operational", by=demo.colleagues[1], at=at, municipality=places.municipality("Vigevano", "PV"),
            street="Via dell’Industria", number=str(10 + number), postal_code="27029",
        )  # fmt: skip


def _areas(demo: Demo) -> None:
    by = demo.colleagues[1]
    for name, fields in (
        ("Fondazione Comunità", {"service_regions": ["03"]}),
        ("Soccorso Valle Versa", {"service_area": ["PV", "PC"]}),
        ("Nonni in Rete", {"service_area": ["PV", "LO"]}),
        ("Ludoteca Volante", {"service_area": [], "service_municipalities": ["018037", "018153", "018024"]}),
        ("Banca del Confluente", {"service_area": ["PV", "LO", "AL"]}),
        ("Meccanica Lomellina", {"sdi_code": "M5UXCR1", "is_benefit": True}),
        ("Software Naviglio", {"sdi_code": "KRRH6B9", "is_benefit": True}),
        ("Comune di Castelrovo", {"sdi_code": "UF9C0X", "tax_code": "80001230183"}),
    ):
        parties.change(party=demo.organization(name), by=by, at=demo.at(60, 9), **fields)
    for number, body in enumerate(demo.organizations("nonprofit")):
        first = demo.today.replace(year=2022, month=1 + number % 12, day=1 + number)
        parties.change(party=body, by=by, at=demo.at(40, 9), runts_registered_on=first, runts_verified_on=demo.at(40).date())


def _ties(demo: Demo) -> None:
    by, at = demo.colleagues[1], demo.at(200, 11)
    for source, kind, target, days in (
        ("Mensa Fraterna", "works_with", "Banco delle Cose", 700),
        ("Fondazione Banca", "funds", "Doposcuola Senza", 400),
        ("Banca del Confluente", "founded", "Fondazione Banca", 4000),
        ("Cooperativa Sociale Il Telaio", "supplies", "Tessile Robbio", 300),
        ("Centro civico", "hosts", "Memoria Viva", 900),
        ("Comune di Castelrovo", "agreement", "Amici del Ticino", 500),
        ("Gruppo consiliare", "member_of", "Comune di Castelrovo", 1000),
        ("Ufficio di Piano", "works_with", "La Lanterna", 250),
    ):
        ties.tie(source=demo.organization(source), target=demo.organization(target), kind=kind, by=by, at=at,
                 started_on=demo.today - timedelta(days=days))  # fmt: skip
    old = ties.tie(source=demo.organization("Riseria Dosso"), target=demo.organization("Mensa Fraterna"), kind="supplies",
                   by=by, at=at, started_on=demo.today - timedelta(days=800))  # fmt: skip
    ties.end_tie(tie=old, on=demo.today - timedelta(days=120), by=by, at=demo.at(120, 12))


def iban(number: int) -> str:
    """Return a formally right IBAN of no real bank."""
    from schwifty import IBAN

    return str(IBAN.generate("IT", bank_code=BANK, branch_code="11300", account_code=f"{number:012d}"))


def _accounts(demo: Demo, bodies: list[Organization]) -> None:
    for number, body in enumerate(body for body in bodies if body.kind in ("nonprofit", "foundation")):
        if number % 3 == 0:
            addresses.add_bank_account(
                organization=body, iban=iban(70_000 + number), holder=body.name[:70], by=demo.colleague("fundraiser"),
                at=demo.at(90, 15),
            )  # fmt: skip


def _tags(demo: Demo, bodies: list[Organization]) -> None:
    by, words = demo.colleagues[1], ("festa del volontariato", "tavolo povertà", "scuole aperte", "rete lomellina", "bilancio sociale")
    for number, body in enumerate(bodies):
        chosen = [words[number % len(words)]] if number % 2 else []
        if body.province == "PV" and body.municipality in ("Mortara", "Garlasco", "Robbio"):
            chosen.append("rete lomellina")
        if chosen:
            parties.change(party=body, by=by, at=demo.at(50, 9), tags=sorted({*body.tags, *chosen}))
    for number, person in enumerate(demo.people()[::6]):
        parties.change(party=person, by=by, at=demo.at(50, 10), tags=["relatrice o relatore" if number % 2 else "festa del volontariato"])


def _councillor(demo: Demo) -> None:
    """Row 2 of what must be seen: a councillor changes group, the old tie closed, the story readable."""
    at = demo.at(150, 9)
    by = demo.colleagues[1]
    new = parties.add_organization(
        kind="political_group", name="Gruppo misto di Castelrovo", municipality="Castelrovo", province="PV", by=by, at=at
    )
    old = demo.organization("Gruppo consiliare").affiliations.filter(ended_on=None).order_by("pk").first()
    if old is not None:
        ties.move_affiliation(affiliation=old, to=new, role="consigliere", on=demo.at(30).date(), by=by, at=demo.at(30, 11))
