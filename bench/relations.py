"""The archive with 100,000 contacts: searching, listing, opening, the first pages of the day, importing, exporting,
looking for duplicates."""

import csv
import json
import random
import resource
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import contacts as archive
from bench.measuring import Measure, apart, in_turns, pages, seconds, table
from relations.demo.data import FIRST_NAMES
from relations.models import Import, Organization, Person, User

HEADINGS = ["Nome", "Cognome", "E-mail", "Telefono", "Comune", "Provincia", "Organizzazione", "Ruolo"]


def arguments(parser: ArgumentParser) -> None:
    """Say how large an archive to measure."""
    parser.add_argument("--contacts", type=int, default=100_000, help="how many contacts the archive holds (100000)")
    parser.add_argument("--rounds", type=int, default=2, help="how often imports, export and scan are read (2)")


def run(options: Namespace) -> None:
    """Build the archive if need be, measure, print one table."""
    contacts, only, rounds = options.contacts, options.only, options.rounds
    print(f"Archive of {contacts} contacts: ", end="", flush=True)
    print(f"built in {seconds(lambda: archive.build(contacts)):.1f} s", flush=True)
    archive.settle()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email="misura@misura.example"))
    works: dict[str, Callable[[], list[Measure]]] = {
        "search": lambda: searches(client),
        "lists": lambda: lists(client),
        "record": lambda: records(client),
        "dashboards": lambda: dashboards(client),
        "export": lambda: [export(client, rounds)],
        "import": lambda: imports(rounds),
        "duplicates": lambda: [duplicates(contacts, rounds)],
    }
    found: list[Measure] = []
    for name, work in works.items():
        if not only or name in only:
            print(f"  {name} ...", flush=True)
            found += work()
    print()
    print(table(f"manage.py bench relations, {contacts} contacts", grown(found, contacts)))


def grown(found: list[Measure], contacts: int) -> list[Measure]:
    """Say beside each page how much longer it takes than in the smaller archive measured last; keep the times for the next one."""
    kept = settings.EMBEDDED.state.parent / "bench-times.json"
    times = json.loads(kept.read_text()) if kept.exists() else {}
    smaller = max((int(size) for size in times if int(size) < contacts), default=0)
    times.setdefault(str(contacts), {}).update({row.work: row.ours for row in found})
    kept.write_text(json.dumps(times, indent=1))
    return [_beside(row, times.get(str(smaller), {}).get(row.work), smaller) if row.statements else row for row in found]


def _beside(row: Measure, before: float | None, smaller: int) -> Measure:
    if not before:
        return row
    growth = row.ours / before
    note = f"{row.note}; × {growth:.2f} of {smaller}".removeprefix("; ")
    return replace(row, note=note, target=f"{row.target}, ≤ 1.5 × of {smaller}", is_met=row.is_met and growth <= 1.5)


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


def dashboards(client: Client) -> list[Measure]:
    """Oggi and the Quadro of an office with as many contacts and as many talks."""
    urls = {"Oggi": "/", "Oggi, the whole office": "/?chi=tutti", "Quadro": reverse("relations:overview")}
    return [pages(f"dashboard: {name}", [_get(client, url)], rounds=10, target_median=0.1) for name, url in urls.items()]


def export(client: Client, rounds: int) -> Measure:
    """Every person as CSV, as the list's button asks for it, against COPY of the same table."""
    first: list[float] = []
    memory: list[int] = []
    client.get("/persone/")  # warm: addresses and templates loaded

    def ours() -> None:
        began, before = time.perf_counter(), _resident()
        response = client.post("/persone/", {"formato": "csv"})
        chunks, most = iter(response), before
        next(chunks)
        first.append(time.perf_counter() - began)
        for _chunk in chunks:
            most = max(most, _resident())
        memory.append(most - before)

    def raw() -> None:
        with connection.cursor() as cursor, open("/dev/null", "w") as sink:
            cursor.copy_expert("COPY (SELECT * FROM relations_person ORDER BY sort_name) TO STDOUT (FORMAT csv)", sink)

    took, least = in_turns(rounds, ours, raw)
    is_met = took.best <= 3 * least.best and max(first) < 1
    note = f"first byte {max(first) * 1000:.0f} ms, memory +{max(memory) / 1e6:.0f} MB"
    target = "≤ 3 × COPY, first byte < 1 s"
    return Measure("export of all people, CSV", took.best, least.best, target=target, is_met=is_met, note=note, again=took.worst)


def _resident() -> int:
    """Bytes this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


# --- imports ----------------------------------------------------------------------
SIZES = (10_000, 100_000)
CONTACTS = ("relations_person", "relations_contactpoint")
WRITTEN = (*CONTACTS, "relations_auditevent", "relations_timelineentry", "relations_searchentry", "relations_importrow")


def imports(rounds: int) -> list[Measure]:
    """A spreadsheet of contacts against COPY of the rows it became, indexes and all; nothing is kept."""
    found: dict[tuple[str, int], list[dict]] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = {("csv", count): _csv(Path(folder) / f"fiera-{count}.csv", count) for count in SIZES}
        files["xlsx", SIZES[-1]] = _xlsx(Path(folder) / "fiera.xlsx", SIZES[-1])
        for _round in range(rounds):
            for (kind, count), path in files.items():
                run = apart(lambda path=path: _brought_in(path, Path(folder)))
                print(f"    {count} rows, {kind}: {run['ours']:.1f} s, COPY {run['contacts']:.1f} s", flush=True)
                found.setdefault((kind, count), []).append(run)
    return [_measure(kind, count, found) for kind, count in files]


def _measure(kind: str, count: int, found: dict[tuple[str, int], list[dict]]) -> Measure:
    runs = sorted(found[kind, count], key=lambda run: run["ours"])
    best, raw = runs[0], min(run["contacts"] for run in runs)
    csv_time = min(run["ours"] for run in found["csv", count])
    note = (
        f"{count / best['ours']:,.0f} rows/s, {best['people']} people made, undone in {best['undo']:.1f} s; COPY/ours {raw / best['ours']:.2f}, "
        f"of everything written {min(run['written'] for run in runs) / best['ours']:.2f}; memory +{best['memory'] / 1e6:.0f} MB"
    )
    if kind == "xlsx":
        least, is_met, target = csv_time, best["ours"] <= 2.5 * csv_time, "≤ 2.5 × CSV (here as raw)"
    else:
        grown = best["memory"] - min(run["memory"] for run in found["csv", SIZES[0]])
        least, is_met = raw, raw / best["ours"] >= 0.2 and grown <= 32e6
        target = "COPY/ours ≥ 0.2" + ("" if count == SIZES[0] else ", memory ≤ that of 10,000 + 32 MB")
    work = f"import of {count} rows, {kind.upper()}"
    return Measure(work, best["ours"], least, target=target, is_met=is_met, note=note, again=runs[-1]["ours"])


def _brought_in(path: Path, folder: Path) -> dict:
    """Bring a file in, take it back, then COPY the same rows; nothing is kept."""
    from relations.imports import engine

    by, at, before = User.objects.first(), timezone.now(), _last_numbers()
    try:
        with transaction.atomic():
            took = seconds(lambda: engine.run(path_or_file=path, by=by, at=at))
            people = Person.objects.filter(pk__gt=before["relations_person"]).count()
            _keep(before, folder)
            Import.objects.filter(state="done").update(state="undoing", undone_by=by)
            undo = seconds(lambda: engine.undo(Import.objects.get(state="undoing").pk, at=at))
            raise _Undone
    except _Undone:
        pass
    return {"ours": took, "undo": undo, "people": people, "contacts": _copied(CONTACTS, folder), "written": _copied(WRITTEN, folder)}


class _Undone(Exception):
    """Ends a measure without keeping what it wrote."""


def _last_numbers() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT coalesce(max(id), 0) FROM {name})" for name in WRITTEN))
        return dict(zip(WRITTEN, cursor.fetchone(), strict=True))


def _columns(table_name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns "
            "WHERE table_name = %s AND is_generated = 'NEVER'", [table_name],
        )  # fmt: skip
        return cursor.fetchone()[0]


def _keep(before: dict[str, int], folder: Path) -> None:
    """Put what was written into files, as COPY takes it."""
    with connection.cursor() as cursor:
        for name, number in before.items():
            with (folder / name).open("w") as file:
                cursor.copy_expert(f"COPY (SELECT {_columns(name)} FROM {name} WHERE id > {number}) TO STDOUT", file)


def _copied(names: Sequence[str], folder: Path) -> float:
    """Return the seconds COPY takes for the kept rows of these tables, with their indexes."""

    def work() -> None:
        with connection.cursor() as cursor:
            for name in names:
                with (folder / name).open() as file:
                    cursor.copy_expert(f"COPY {name} ({_columns(name)}) FROM STDIN", file)

    try:
        with transaction.atomic():
            took = seconds(work)
            raise _Undone
    except _Undone:
        return took


def _people(count: int) -> Iterator[list[str]]:
    rng = random.Random(9)
    for number in range(count):
        place, province = rng.choice([("Pavia", "PV"), ("Voghera", "PV"), ("Milano", "MI")])
        mail, phone = f"nuovo{number}@fiera.example", f"0385 {number:06d}"
        yield [rng.choice(FIRST_NAMES), archive.surname(rng), mail, phone, place, province, "", ""]


def _csv(path: Path, count: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([HEADINGS, *_people(count)])
    return path


def _xlsx(path: Path, count: int) -> Path:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADINGS, *_people(count)]):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def duplicates(contacts: int, rounds: int) -> Measure:
    """The nightly look at everything, against reading the same names and addresses out of the database."""
    from relations.actions import duplicates as actions

    found: dict[str, object] = {}

    def ours() -> None:
        found["scan"] = actions.scan(at=timezone.now(), everything=True)

    def raw() -> None:
        with connection.cursor() as cursor:
            for table_name, names in (
                ("relations_organization", "id, sort_name, vat_number, tax_code"),
                ("relations_person", "id, sort_name, tax_code"),
                ("relations_contactpoint", "id, kind, normalized"),
            ):
                cursor.execute(f"SELECT {names} FROM {table_name}")
                cursor.fetchall()

    took, least = in_turns(rounds, ours, raw)
    pairs = getattr(found["scan"], "found", None)
    return Measure(
        f"duplicate scan of {contacts} contacts", took.best, least.best, target="≤ 2 minutes", is_met=took.worst <= 120,
        note=f"{pairs} pairs" if pairs is not None else "", again=took.worst,
    )  # fmt: skip
