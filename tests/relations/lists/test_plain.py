"""A long list written by the database says the same, letter by letter, as the rows read one by one."""

import io
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from relations.models import Affiliation, ContactPoint, ListExport, Organization, Person
from relations.views import people
from relations.web import background, exporting, plain
from relations.web.export import ExportColumn
from tests.relations.conftest import AT
from tests.relations.lists.test_exports import HOSTILE, body

CELLS = [
    *HOSTILE, "=", "-", "+", "@", "-3", "-3\n", "+39 0382 1", "+39\u00a00382", "-\u0663", "+\u20031", "%s", "100%", "\\.", "\\N", "\x01", '"',
    "''", ";", "a\r\nb", "\t=1", "\r", "Àlfa", "alfa", "ALFA", "_", "~", "e\u0301", "x" * 70,
]  # fmt: skip
LISTS = ["relations:people", "relations:organizations"]


@pytest.fixture
def crowd(officer, colleague):
    """People and bodies with anything in their columns, several ways to reach them, several positions, or none."""
    rng = random.Random(5)
    nameless = colleague("viewer", "Vera")
    type(nameless).objects.filter(pk=nameless.pk).update(first_name=" ", last_name="")
    owners = [None, officer.pk, nameless.pk]

    def some() -> dict:
        heard = rng.choice([None, AT - timedelta(hours=rng.randrange(9000))])
        tags = [rng.choice(CELLS)[:40] for _tag in range(rng.randrange(3))]
        return {
            "municipality": rng.choice(["", *CELLS]), "province": rng.choice(["", "PV", "=A"]), "tags": tags, "last_contact_at": heard,
            "owner_id": rng.choice(owners), "created_at": AT, "tax_code": rng.choice(["", "=1", "+2"]),
        }  # fmt: skip

    kinds = ["company", "school", "=kind"]
    bodies = Organization.objects.bulk_create(Organization(name=rng.choice(CELLS), kind=rng.choice(kinds), **some()) for _n in range(60))
    people = Person.objects.bulk_create(
        Person(first_name=rng.choice(["", *CELLS]), last_name=rng.choice(CELLS), **some()) for _n in range(60)
    )
    Person.objects.filter(pk=people[0].pk).update(archived_at=AT)
    ContactPoint.objects.bulk_create(
        ContactPoint(
            person=rng.choice(people), kind=kind, value=rng.choice(CELLS), normalized=str(number), is_primary=False,
            ended_at=rng.choice([None, None, AT]),
        )
        for number in range(150)
        for kind in [rng.choice(["email", "mobile", "phone", "pec"])]
    )  # fmt: skip
    Affiliation.objects.bulk_create(
        Affiliation(
            person=rng.choice(people), organization=rng.choice(bodies), role=rng.choice(["", *CELLS]), is_main_contact=rng.random() < 0.3,
            ended_on=rng.choice([None, None, AT.date()]),
        )
        for _number in range(150)
    )  # fmt: skip


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("query", ["", "?ordine=-nome", "?ordine=contatto", "?q=a", "?segue=me"])
@pytest.mark.parametrize("name", LISTS)
def test_both_ways_give_the_same_file(staff, officer, crowd, monkeypatch, name, query, language):
    type(officer).objects.filter(pk=officer.pk).update(language=language)
    files = []
    for rows in (10_000, 0):
        monkeypatch.setattr(exporting, "PLAIN_FROM", rows)
        files.append(body(staff.post(reverse(name) + query, {"formato": "csv"})))
    assert files[0] == files[1]
    assert files[0].count(b"\r\n") > (0 if "q=" in query else 1)


def test_a_long_file_takes_one_statement_however_long(staff, crowd, monkeypatch):
    monkeypatch.setattr(exporting, "PLAIN_FROM", 0)
    monkeypatch.setattr("relations.web.listing.CHUNK", 7)
    answer = staff.post(reverse("relations:people"), {"formato": "csv"})
    with CaptureQueriesContext(connection) as asked:
        rows = body(answer).decode().count("\r\n")
    assert rows > 50
    assert [query["sql"] for query in asked if query["sql"].startswith("SELECT") and "relations_person" in query["sql"]] == []


def test_a_spreadsheet_is_the_same_too(staff, crowd, monkeypatch):
    sheets = []
    for rows in (10_000, 0):
        monkeypatch.setattr(exporting, "PLAIN_FROM", rows)
        book = CalamineWorkbook.from_filelike(io.BytesIO(body(staff.post(reverse("relations:people"), {"formato": "xlsx"}))))
        sheets.append(book.get_sheet_by_index(0).to_python())
    assert sheets[0] == sheets[1]
    assert len(sheets[0]) > 50


def test_the_worker_writes_it_too(staff, crowd, monkeypatch):
    monkeypatch.setattr(exporting, "PLAIN_FROM", 0)
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", 1)
    staff.post(reverse("relations:people"), {"formato": "xlsx"})
    assert background.build(ListExport.objects.get().pk)


def test_a_column_without_a_twin_keeps_the_list_as_it_was(staff, crowd, monkeypatch):
    monkeypatch.setattr(exporting, "PLAIN_FROM", 0)
    monkeypatch.setattr(people, "COLUMNS", [*people.COLUMNS, ExportColumn("Number", lambda row: row.pk)])
    monkeypatch.setattr(plain, "fill", None)
    assert body(staff.post(reverse("relations:people"), {"formato": "csv"})).count(b"\r\n") > 50
