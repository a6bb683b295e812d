"""An archive of any size, the same for the same size: built with COPY, as fast as the database takes it."""

import csv
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from stdnum import luhn

from relations.actions import search
from relations.demo.data import FIRST_NAMES, LAST_NAMES
from relations.models import Organization

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_STARTS = "Bar Bel Bor Bra Cal Cam Car Cas Cat Cer Col Cor Cre Dal Del Fan Fer Fio Gal Gar Gra Lan Lom Lov Mag Man Mar".split()
_STARTS += "Mel Mon Mor Nav Neg Oli Pag Pal Pel Per Pia Poz Quar Rav Ric Riz Ros Sal San Sar Sca Ser Sol Tar Tor Val Ven Vil".split()
_MIDDLES = "a an ar e el en er i in o ol on or u ati eri ini oli ami ava ezi ian".split()
_ENDS = "bini cini della done fani ghi glia lini lotti meri moni nardi netti nini rello retti roni soni tini tta vini zani zzi".split()
_KINDS = ["company"] * 5 + ["nonprofit"] * 3 + ["public_body", "school", "media", "foundation"]
_PLACES = [("Pavia", "PV"), ("Vigevano", "PV"), ("Voghera", "PV"), ("Mortara", "PV"), ("Milano", "MI"), ("Lodi", "LO")]
_WORDS = "Meccanica Officine Cooperativa Associazione Amici Gruppo Studio Edilizia Cascina Circolo Comitato Fondazione".split()
_TALK = "Sentito al telefono, disponibile a un incontro in gennaio con il referente del progetto doposcuola.".split()


def _name(rng: random.Random) -> str:
    return rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_ENDS)


def vat(number: int) -> str:
    """Return a valid VAT number, one for each `number`."""
    base = f"{number:010d}"
    return base + luhn.calc_check_digit(base)


def surname(rng: random.Random) -> str:
    """Return a surname: a few are very common, most are rare, as among people."""
    return rng.choice(LAST_NAMES) if rng.random() < 0.35 else _name(rng)


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """COPY `rows` into `table`; None is NULL, lists are arrays."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '\\N')", _Lines(rows))


class _Lines(io.TextIOBase):
    """A file of CSV lines made while it is read, so that memory stays flat."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.rows, self.rest = iter(rows), ""

    def read(self, size: int = -1) -> str:
        out = io.StringIO(self.rest)
        out.seek(0, io.SEEK_END)
        writer = csv.writer(out)
        while size < 0 or out.tell() < size:
            row = next(self.rows, None)
            if row is None:
                break
            writer.writerow([_cell(value) for value in row])
        text = out.getvalue()
        self.rest = text[size:] if size >= 0 else ""
        return text[:size] if size >= 0 else text


def _cell(value: object) -> object:
    if value is None:
        return "\\N"
    if isinstance(value, list):
        return "{" + ",".join(str(item) for item in value) + "}"
    return value.isoformat() if isinstance(value, datetime) else value


def settle() -> None:
    """Do what the database does by itself within minutes of a load: sweep, and count what there is."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@transaction.atomic
def build(contacts: int) -> None:
    """Make the archive hold `contacts` organisations (3 in 10) and people (7 in 10), with all that belongs to them."""
    organizations = contacts * 3 // 10
    if Organization.objects.count() == organizations:
        return
    if Organization.objects.exists():
        raise SystemExit("The bench's archive has another size: delete its folder (var/bench) and run again.")
    user = _colleague()
    people = contacts - organizations
    copy("relations_organization", *_organizations(organizations))
    copy("relations_person", *_people(people))
    copy("relations_contactpoint", *_points(organizations, people))
    copy("relations_affiliation", *_ties(organizations, people))
    copy("relations_interaction", *_talks(organizations, people, user))
    for table in ("organization", "person", "contactpoint", "affiliation", "interaction"):
        _renumber(f"relations_{table}")
    search.rebuild()


def _colleague() -> int:
    from relations.models import OfficeSettings, User
    from relations.roles import sync

    sync()
    OfficeSettings.objects.get_or_create(pk=1, defaults={"name": "CSV Misura ETS", "short_name": "CSV Misura"})
    user, _made = User.objects.get_or_create(
        email="misura@misura.example", defaults={"is_superuser": True, "first_name": "Mila"}
    )
    return user.pk


def _renumber(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _filled(model_table: str, own: dict[str, object]) -> tuple[list[str], list[object]]:
    """The columns that must have a value: `own` first, then the others with the empty value of their type."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO' "
            "AND is_generated = 'NEVER' AND column_default IS NULL AND is_identity = 'NO'", [model_table],
        )  # fmt: skip
        empty = {"boolean": False, "ARRAY": [], "jsonb": "{}", "integer": 0, "smallint": 0, "bigint": 0}
        rest = {name: empty.get(kind, "") for name, kind in cursor.fetchall() if name not in own}
    return [*own, *rest], list(rest.values())


def _organizations(count: int) -> tuple[list[str], Iterator[list[object]]]:
    own = ["id", "kind", "name", "vat_number", "municipality", "province", "mission", "created_at", "last_contact_at"]
    columns, rest = _filled("relations_organization", dict.fromkeys(own))

    def rows() -> Iterator[list[object]]:
        rng = random.Random(1)
        for number in range(1, count + 1):
            place, province = rng.choice(_PLACES)
            name = f"{rng.choice(_WORDS)} {_name(rng)} {rng.choice(['S.r.l.', 'S.p.A.', 'ODV', 'APS', ''])}".strip()
            heard = NOW - timedelta(days=rng.randrange(700)) if rng.random() < 0.8 else None
            yield [number, rng.choice(_KINDS), name, vat(number), place, province,
                   f"Lavora a {place} con le scuole e le famiglie.", NOW - timedelta(days=900), heard, *rest]  # fmt: skip

    return columns, rows()


def _people(count: int) -> tuple[list[str], Iterator[list[object]]]:
    own = ["id", "first_name", "last_name", "municipality", "province", "language", "involvement", "created_at", "last_contact_at"]
    columns, rest = _filled("relations_person", dict.fromkeys(own))

    def rows() -> Iterator[list[object]]:
        rng = random.Random(2)
        for number in range(1, count + 1):
            place, province = rng.choice(_PLACES)
            heard = NOW - timedelta(days=rng.randrange(700)) if rng.random() < 0.6 else None
            yield [number, rng.choice(FIRST_NAMES), surname(rng), place, province, "it", "informed",
                   NOW - timedelta(days=900), heard, *rest]  # fmt: skip

    return columns, rows()


def _points(organizations: int, people: int) -> tuple[list[str], Iterator[list[object]]]:
    own = ["organization_id", "person_id", "kind", "value", "normalized", "is_primary"]
    columns, rest = _filled("relations_contactpoint", dict.fromkeys(own))

    def rows() -> Iterator[list[object]]:
        for number in range(1, organizations + people + 1):
            owner = [number, None] if number <= organizations else [None, number - organizations]
            mail = f"contatto{number}@ente{number % 9973}.example"
            yield [*owner, "email", mail, mail, True, *rest]
            phone = f"0382{number:06d}"
            yield [*owner, "phone", phone, f"+39{phone}", True, *rest]

    return columns, rows()


def _ties(organizations: int, people: int) -> tuple[list[str], Iterator[list[object]]]:
    own = ["person_id", "organization_id", "role", "is_main_contact"]
    columns, rest = _filled("relations_affiliation", dict.fromkeys(own))
    rows = ([person, person % organizations + 1, "referente", person <= organizations, *rest] for person in range(1, people + 1))
    return columns, rows


def _talks(organizations: int, people: int, user: int) -> tuple[list[str], Iterator[list[object]]]:
    own = ["channel", "outgoing", "at", "organization_id", "person_id", "text", "by_id", "created_at"]
    columns, rest = _filled("relations_interaction", dict.fromkeys(own))

    def rows() -> Iterator[list[object]]:
        rng = random.Random(3)
        for number in range(organizations + people):
            at = NOW - timedelta(days=rng.randrange(700), minutes=rng.randrange(600))
            text = " ".join(rng.sample(_TALK, 9))
            yield ["call", True, at, number % organizations + 1, number % people + 1, text, user, at, *rest]

    return columns, rows()
