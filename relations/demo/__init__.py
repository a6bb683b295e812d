"""The demo office: an invented year of an invented service centre, built through the actions."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from stdnum import luhn
from stdnum.it import codicefiscale

from relations import panels
from relations.actions import consents, followups, interactions, office, parties, search
from relations.demo import data as demo_data
from relations.models import ConsentText, OfficeSettings, Organization, Person, User

PASSWORD = "volontariato-2026"
# (role, first name, last name, job title); the first three are printed when the demo starts.
COLLEAGUES = [
    ("office_head", "Marco", "Bellinzona", "Capo ufficio"),
    ("relations_officer", "Chiara", "Montagna", "Relazioni con le imprese"),
    ("press_officer", "Elena", "Zanotti", "Ufficio stampa"),
    ("fundraiser", "Irene", "Gallo", "Raccolta fondi"),
    ("relations_officer", "Sara", "Malinverni", "Relazioni con le associazioni"),
    ("editor", "Davide", "Corti", "Redazione di LiberaMente"),
    ("viewer", "Giulia", "Pozzi", "Presidenza"),
]
LOGINS = [
    (role, f"{first}.{last}@csvticino.example".lower(), PASSWORD) for role, first, last, _title in COLLEAGUES[:3]
]
ROME = ZoneInfo("Europe/Rome")


@dataclass
class Demo:
    """What every part of the demo shares. The year ends at `now`; the same day gives the same office."""

    now: datetime
    progress: Callable[[str], None]
    rng: random.Random = field(default_factory=lambda: random.Random(1891))
    colleagues: list[User] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.astimezone(ROME).date()

    def at(self, days_ago: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment `days_ago` days before today, at Rome's `hour`; never later than now."""
        moment = datetime.combine(self.today - timedelta(days=days_ago), time(hour, minute), ROME)
        return min(moment, self.now)

    def colleague(self, role: str) -> User:
        """Return the first colleague with `role`."""
        index = next(number for number, (key, *_rest) in enumerate(COLLEAGUES) if key == role)
        return self.colleagues[index]

    def organizations(self, kind: str) -> list[Organization]:
        """Return the demo's bodies of `kind`, in the order they were added."""
        return list(Organization.objects.filter(kind=kind).order_by("pk"))

    def organization(self, name: str) -> Organization:
        """Return the body whose name begins with `name`."""
        return Organization.objects.get(name__startswith=name)

    def people(self) -> list[Person]:
        """Return the demo's people, in the order they were added."""
        return list(Person.objects.order_by("pk"))

    def contact_of(self, organization: Organization) -> Person | None:
        """Return the main contact of a body."""
        tie = organization.affiliations.filter(ended_on=None).order_by("-is_main_contact", "pk").first()
        return tie.person if tie else None


@transaction.atomic
def build(*, progress: Callable[[str], None], now: datetime | None = None) -> bool:
    """Build the demo office, whole or not at all; return False (and do nothing) where an office exists already."""
    if OfficeSettings.objects.exists():
        return False
    demo = Demo(now=now or timezone.now(), progress=progress)
    for part in panels.of(panels.DemoPart):
        with search.at_the_end():
            part.build(demo)
    return True


def build_relations(demo: Demo) -> None:
    """Found the office, then its archive, its diary and its to-do lists."""
    _found(demo)
    organizations = _organizations(demo)
    people = _people(demo, organizations)
    _diary(demo, organizations, people)
    _todos(demo, organizations)
    demo.progress(f"{len(organizations)} organizzazioni, {len(people)} persone")


def _found(demo: Demo) -> None:
    at = demo.at(372, 9)
    (_role, first, last, title), *others = COLLEAGUES
    head = office.found(
        name="CSV Ticino ETS", short_name="CSV Ticino", tagline="Centro Servizi per il Volontariato",
        head_first_name=first, head_last_name=last, head_email=LOGINS[0][1], password=PASSWORD, at=at,
        legal_nature="Ente del Terzo settore", tax_code="96000000180", runts_section="g", runts_number="000000",
        legal_representative="Lucia Ferrabosco", address="Via dei Mille 12", postal_code="27100", municipality="Pavia",
        province="PV", phone="+390382000000", email="relazioni@csvticino.example", pec="csvticino@pec.example",
        iban="IT55J9999911300000000012345", account_holder="CSV Ticino ETS", sender_name="CSV Ticino", is_demo=True,
    )
    head.job_title = title
    head.save(update_fields=["job_title"])
    demo.colleagues = [head]
    for role, first, last, title in others:
        demo.colleagues.append(
            office.add_colleague(
                email=f"{first}.{last}@csvticino.example".lower(), first_name=first, last_name=last, role=role, at=at,
                password=PASSWORD, by=head, job_title=title,
            )
        )
    texts = {
        "newsletter": "Desidero ricevere la newsletter di CSV Ticino.",
        "journal": "Desidero ricevere il giornale LiberaMente.",
        "events": "Desidero ricevere gli inviti agli eventi di CSV Ticino.",
        "fundraising": "Desidero ricevere informazioni sulle campagne di raccolta fondi.",
        "surveys": "Accetto di essere invitato ai sondaggi di CSV Ticino.",
    }
    for purpose, text in texts.items():
        ConsentText.objects.create(purpose=purpose, version=1, language="it", text=text, valid_from=at.date())


def _vat(number: int) -> str:
    body = f"0{number:06d}018"
    return body + luhn.calc_check_digit(body)


def _organizations(demo: Demo) -> list[Organization]:
    found = []
    officers = [demo.colleagues[1], demo.colleagues[4]]

    def add(kind: str, name: str, municipality: str, **fields) -> None:
        number = len(found)
        at = demo.at(365 - number, 11)
        organization = parties.add_organization(
            kind=kind, name=name, municipality=municipality, by=officers[number % 2], at=at,
            owner=officers[number % 2], **fields,
        )
        slug = "".join(c for c in name.lower() if c.isascii() and c.isalnum())[:18]
        parties.add_contact_point(party=organization, kind="email", value=f"info@{slug}.example", by=None, at=at)
        parties.add_contact_point(party=organization, kind="phone", value=f"0382 000 {100 + number}", by=None, at=at)
        if kind in ("public_body", "school", "company") and number % 2:
            parties.add_contact_point(party=organization, kind="pec", value=f"{slug}@pec.example", by=None, at=at)
        found.append(organization)

    for name, place, province, sector, employees, mission in demo_data.COMPANIES:
        add("company", name, place, province=province, sector=sector, employees=employees, mission=mission,
            vat_number=_vat(len(found) + 31), contact_rhythm_days=60)
    for name, form, section, place, volunteers, themes, sdgs, targets, mission in demo_data.NONPROFITS:
        refused = ["sector:92"] if "addiction" in targets or "minors" in targets else []
        add("nonprofit", name, place, province="PV", legal_form=form, runts_section=section,
            runts_number=f"{10400 + len(found)}", volunteers=volunteers, themes=list(themes), sdgs=sdgs,
            targets=targets, service_area=["PV"], refused=refused, mission=mission, contact_rhythm_days=45)
    for kind, name, place in demo_data.OTHERS:
        add(kind, name, place, province="MI" if place == "Milano" else "PV", contact_rhythm_days=90)
    return found


def _tax_code(demo: Demo, first: str, last: str) -> str:
    """Return a formally right code of an invented person: letters of the name, an invented birth, its check letter."""

    def letters(word: str) -> str:
        word = "".join(c for c in word.upper() if c.isalpha() and c.isascii())
        consonants = [c for c in word if c not in "AEIOU"]
        return ("".join(consonants + [c for c in word if c in "AEIOU"]) + "XXX")[:3]

    year, month, day = demo.rng.randrange(48, 99), demo.rng.choice("ABCDEHLMPRST"), demo.rng.randrange(1, 29)
    body = f"{letters(last)}{letters(first)}{year:02d}{month}{day:02d}G388"
    return body + codicefiscale.calc_check_digit(body)


def _people(demo: Demo, organizations: list[Organization]) -> list[Person]:
    rng, found, taken = demo.rng, [], set()
    firsts, lasts = demo_data.FIRST_NAMES, demo_data.LAST_NAMES

    def name() -> tuple[str, str]:
        while True:
            pair = rng.choice(firsts), rng.choice(lasts)
            if pair not in taken:
                taken.add(pair)
                return pair

    def add(at: datetime, **fields) -> Person:
        first, last = name()
        person = parties.add_person(
            first_name=first, last_name=last, by=demo.colleagues[1], at=at, owner=demo.colleagues[1],
            tax_code=_tax_code(demo, first, last) if rng.random() < 0.6 else "", **fields,
        )
        address = f"{first}.{last}@posta.example".lower().replace("ò", "o").replace("à", "a")
        parties.add_contact_point(party=person, kind="email", value=address, by=None, at=at)
        if rng.random() < 0.7:
            number = f"333 000 {1000 + len(found):04d}"
            parties.add_contact_point(party=person, kind="mobile", value=number, by=None, at=at)
        found.append(person)
        return person

    for organization in organizations:
        for place in range(2 if organization.kind in ("company", "nonprofit") and rng.random() < 0.4 else 1):
            at = organization.created_at + timedelta(days=1)
            role = rng.choice(demo_data.ROLES[organization.kind])
            office_held = rng.choice(demo_data.PUBLIC_OFFICES) if organization.kind == "political_group" else ""
            person = add(at, public_role=office_held, municipality=organization.municipality, province=organization.province)
            parties.affiliate(
                person=person, organization=organization, role=role, by=None, at=at, started_on=at.date(),
                is_main_contact=place == 0,
            )
    while len(found) < 120:
        at = demo.at(rng.randrange(20, 330), 15)
        person = add(at, municipality=rng.choice(["Pavia", "Vigevano", "Voghera", "Mortara", "Stradella"]), province="PV",
                     involvement=rng.choice(["informed", "sympathiser", "volunteer", "donor"]))
        email = person.contact_points.get(kind="email").normalized
        if rng.random() < 0.6:
            consents.record(email=email, purpose="events", event="confirmed", source="Festa del volontariato", at=at, person=person)
    return found


def _diary(demo: Demo, organizations: list[Organization], people: list[Person]) -> None:
    rng = demo.rng
    ties = {o.pk: demo.contact_of(o) for o in organizations}
    days = sorted((rng.randrange(1, 360) for _number in range(400)), reverse=True)
    for day in days:
        organization = rng.choice(organizations[:38] if rng.random() < 0.8 else organizations)
        channel, text = rng.choice(demo_data.TALKS)
        moment = demo.at(day, rng.randrange(9, 18), rng.choice([0, 10, 20, 30, 45]))
        interactions.log(
            channel=channel, text=text, by=rng.choice(demo.colleagues[:5]), at=max(moment, organization.created_at),
            organization=organization, person=ties[organization.pk], outgoing=rng.random() < 0.6,
        )


def _todos(demo: Demo, organizations: list[Organization]) -> None:
    rng = demo.rng
    # The first fifteen fall around today, so that Oggi has something late, due and coming.
    near = [-5, -1, 0, 0, 0, 1, 2, 3, 4, 6, 7, 9, 11, 12, 0]
    for number in range(44):
        organization = rng.choice(organizations)
        title, icon = rng.choice(demo_data.TODOS)
        owner = demo.colleagues[number % 5]
        days = near[number] if number < len(near) else rng.randrange(-120, 15)
        due = demo.today + timedelta(days=days)
        followup = followups.create(
            title=title.format(who=organization.name), owner=owner, due_on=due, at=demo.at(max(1, (demo.today - due).days + 9)),
            by=owner, organization=organization, icon=icon, url=organization.get_absolute_url(),
            due_time=time(10, 30) if number == 2 else None,
        )
        if due < demo.today - timedelta(days=6):
            followups.complete(followup=followup, by=owner, at=demo.at((demo.today - due).days, 16))
