"""The archive with 100,000 contacts: searching, listing, opening, importing, exporting, looking for duplicates."""

import csv
import random
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench import contacts as archive
from bench.measuring import Measure, pages, seconds, table
from relations.demo.data import FIRST_NAMES
from relations.models import Organization, Person, User

HEADINGS = ["Nome", "Cognome", "E-mail", "Telefono", "Comune", "Provincia", "Organizzazione", "Ruolo"]


def arguments(parser: ArgumentParser) -> None:
    """Say how large an archive to measure."""
    parser.add_argument("--contacts", type=int, default=100_000, help="how many contacts the archive holds (100000)")


def run(options: Namespace) -> None:
    """Build the archive if need be, measure, print one table."""
    contacts, only = options.contacts, options.only
    print(f"Archive of {contacts} contacts: ", end="", flush=True)
    print(f"built in {seconds(lambda: archive.build(contacts)):.1f} s", flush=True)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email="misura@misura.example"))
    works: dict[str, Callable[[], list[Measure]]] = {
        "search": lambda: searches(client),
        "lists": lambda: lists(client),
        "record": lambda: records(client),
        "export": lambda: [export(client)],
        "import": imports,
        "duplicates": lambda: [duplicates(contacts)],
    }
    found: list[Measure] = []
    for name, work in works.items():
        if not only or name in only:
            print(f"  {name} ...", flush=True)
            found += work()
    print()
    print(table(f"manage.py bench relations, {contacts} contacts", found))


def _get(client: Client, url: str, part: bool = False) -> Callable[[], object]:
    headers = {"HX-Request": "true"} if part else {}

    def get() -> object:
        response = client.get(url, headers=headers)
        assert response.status_code == 200, (url, response.status_code)
        return response.content

    return get


def searches(client: Client) -> list[Measure]:
    """As a colleague types: beginnings of names, two words, a typing mistake, a number, a word said."""
    rng = random.Random(7)
    people = list(Person.objects.order_by("pk").values_list("first_name", "last_name")[: 4000])
    chosen = rng.sample(people, 60)
    typed = {
        "beginnings": [last[: rng.randrange(2, 6)] for _first, last in chosen],
        "name and surname": [f"{first} {last}" for first, last in chosen],
        "a typing mistake": [_mistyped(last, rng) for _first, last in chosen],
        "numbers and codes": [f"0382{rng.randrange(1, 20000):06d}" for _one in chosen],
    }
    return [
        pages(f"search as you type: {kind}", [_get(client, f"/cerca/?q={text}", part=True) for text in texts], rounds=3, target_p95=0.1)
        for kind, texts in typed.items()
    ]


def _mistyped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, max(len(word) - 1, 2))
    return word[:place] + word[place + 1 :]


def lists(client: Client) -> list[Measure]:
    """First pages, filters that combine, a page far down the list."""
    urls = {
        "organisations, first page": "/organizzazioni/",
        "organisations, kind and province": "/organizzazioni/?tipo=company&provincia=PV",
        "organisations, by last contact": "/organizzazioni/?ordine=contatto",
        "people, first page": "/persone/",
        "people, a name": "/persone/?q=ferr",
    }
    return [pages(f"list: {name}", [_get(client, url)], rounds=15) for name, url in urls.items()]


def records(client: Client) -> list[Measure]:
    """Pages of organisations and people with their story."""
    rng = random.Random(8)
    bodies = [body.get_absolute_url() for body in Organization.objects.filter(pk__in=rng.sample(range(1, 20_000), 20))]
    people = [one.get_absolute_url() for one in Person.objects.filter(pk__in=rng.sample(range(1, 20_000), 20))]
    return [
        pages("record: organisation", [_get(client, url) for url in bodies], rounds=3),
        pages("record: person", [_get(client, url) for url in people], rounds=3),
    ]


def export(client: Client) -> Measure:
    """Every person as CSV against COPY of the same table."""
    def ours() -> None:
        response = client.get("/persone/?formato=csv")
        for _chunk in response:
            pass

    def raw() -> None:
        with connection.cursor() as cursor, open("/dev/null", "w") as sink:
            cursor.copy_expert("COPY (SELECT * FROM relations_person ORDER BY sort_name) TO STDOUT (FORMAT csv)", sink)

    took, least = seconds(ours), seconds(raw)
    return Measure("export of all people, CSV", took, least, target="≤ 3 × COPY", is_met=took <= 3 * least)


def imports() -> list[Measure]:
    """A spreadsheet of contacts against COPY of as many rows into the same tables with their indexes; nothing is kept."""
    return [_import(count) for count in (10_000, 100_000)]


class _Undone(Exception):
    """Ends a measure without keeping what it wrote."""


def _import(count: int) -> Measure:
    from relations.imports import engine

    with tempfile.TemporaryDirectory() as folder:
        path = _spreadsheet(Path(folder) / "fiera.csv", count)
        by, at = User.objects.first(), timezone.now()
        made: dict[str, int] = {}

        def ours() -> None:
            before = Person.objects.count()
            try:
                with transaction.atomic():
                    engine.run(path_or_file=path, by=by, at=at)
                    made["people"] = Person.objects.count() - before
                    raise _Undone
            except _Undone:
                pass

        took = seconds(ours)
    raw = _copied(count)
    return Measure(
        f"import of {count} rows (checked, compared, with history)", took, raw, target="COPY/ours ≥ 0.2",
        is_met=raw / took >= 0.2, note=f"{count / took:,.0f} rows/s, {made.get('people', 0)} people made, COPY/ours {raw / took:.2f}",
    )  # fmt: skip


def _spreadsheet(path: Path, count: int) -> Path:
    rng = random.Random(9)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADINGS)
        for number in range(count):
            place, province = rng.choice([("Pavia", "PV"), ("Voghera", "PV"), ("Milano", "MI")])
            out.writerow([
                rng.choice(FIRST_NAMES), f"{archive.surname(rng)}", f"nuovo{number}@fiera.example", f"0385 {number:06d}",
                place, province, "", "",
            ])  # fmt: skip
    return path


def _copied(count: int) -> float:
    """Return the seconds COPY takes for `count` people with an e-mail and a number each, indexes and all."""
    columns, people = archive._people(count)
    spared = [place for place, name in enumerate(columns) if name != "id"]
    points, rest = archive._filled("relations_contactpoint", dict.fromkeys(["person_id", "kind", "value", "normalized", "is_primary"]))
    first = Person.objects.first().pk

    def work() -> None:
        try:
            with transaction.atomic():
                archive.copy("relations_person", [columns[place] for place in spared], ([row[place] for place in spared] for row in people))
                for kind in ("email", "phone"):
                    archive.copy("relations_contactpoint", points, ([first, kind, f"c{n}", f"c{n}", False, *rest] for n in range(count)))
                raise _Undone
        except _Undone:
            pass

    return seconds(work)


def duplicates(contacts: int) -> Measure:
    """The nightly look at everything, against reading the same names and addresses out of the database."""
    from relations.actions import duplicates as actions

    found: dict[str, object] = {}

    def ours() -> None:
        found["scan"] = actions.scan(at=datetime.now(tz=timezone.get_current_timezone()), everything=True)

    def raw() -> None:
        with connection.cursor() as cursor:
            for table_name, names in (
                ("relations_organization", "id, sort_name, vat_number, tax_code"),
                ("relations_person", "id, sort_name, tax_code"),
                ("relations_contactpoint", "id, kind, normalized"),
            ):
                cursor.execute(f"SELECT {names} FROM {table_name}")
                cursor.fetchall()

    took, least = seconds(ours), seconds(raw)
    pairs = getattr(found["scan"], "found", None)
    return Measure(
        f"duplicate scan of {contacts} contacts", took, least, target="≤ 2 minutes", is_met=took <= 120,
        note=f"{pairs} pairs" if pairs is not None else "",
    )  # fmt: skip
