"""Reports: every figure leads to exactly the rows it is the sum of, in Italian and in English, on the page and on paper."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from partnerships.actions import evaluations, partner_links
from partnerships.models import (
    Activity,
    BudgetLine,
    BudgetUse,
    Contribution,
    Delivery,
    HoursEntry,
    Indicator,
    Partnership,
    Reading,
)

from .conftest import AT

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)


class Figures(HTMLParser):
    """What a page says in its data attributes: figures with their address, amounts, total."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.figures: dict[str, tuple[Decimal, str]] = {}
        self.amounts: list[Decimal] = []
        self.total: Decimal | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        if "data-figure" in given:
            self.figures[given["data-figure"]] = (Decimal(given["data-value"]), given["href"])
        if "data-amount" in given:
            self.amounts.append(Decimal(given["data-amount"]))
        if "data-total" in given:
            self.total = Decimal(given["data-total"])


def fill(row: Partnership, by) -> None:
    """Give a partnership one of everything that counts, and beside each something that does not."""
    company, nonprofit = row.parties.get(side="company"), row.parties.get(side="nonprofit")
    kinds = [
        ("cash", company, "6000"), ("cash", company, "2500.50"), ("time", company, "1200"), ("skills", company, "300"), ("goods", company, "800"),
        ("spaces", nonprofit, "450"), ("management", None, "350"), ("visibility", company, None),
    ]  # fmt: skip
    for number, (kind, party, value) in enumerate(kinds):
        made = Contribution.objects.create(
            partnership=row,
            party=party,
            kind=kind,
            what=f"Cosa {number}",
            value=value and Decimal(value) * 2,
            created_at=AT,
        )
        Delivery.objects.create(contribution=made, on=DAY, value=value and Decimal(value), created_at=AT)
    Contribution.objects.create(
        partnership=row,
        party=company,
        kind="goods",
        what="Ritirato",
        value=999,
        withdrawn_at=AT,
        why_withdrawn="Non serve.",
        created_at=AT,
    )
    for people, hours, confirmed in ((4, "2.5", AT), (3, "3", AT), (9, "8", None)):
        HoursEntry.objects.create(
            partnership=row, giver=company, host=nonprofit, on=DAY, people=people, hours_each=Decimal(hours), created_at=AT,
            confirmed_at=confirmed, confirmed_by="Teresa" if confirmed else "",
        )  # fmt: skip
    for kind, state in (("activity", "done"), ("activity", "open"), ("milestone", "done"), ("milestone", "done")):
        Activity.objects.create(
            partnership=row, kind=kind, title=f"{kind} {state}", accountable_user=by, due_on=DAY, created_at=AT, state=state,
            starts_on=DAY if kind == "activity" else None, closed_on=DAY if state == "done" else None,
        )  # fmt: skip
    line = BudgetLine.objects.create(partnership=row, name="Materiali", planned=1000, created_at=AT)
    BudgetUse.objects.create(line=line, on=DAY, amount=Decimal("123.45"), what="Quaderni", created_at=AT)
    for level, target, values in (("output", 25, [8, 19]), ("outcome", 80, [48, 82]), ("outcome", 5, [])):
        indicator = Indicator.objects.create(
            partnership=row, name=f"Misura {level} {target}", level=level, unit="%", baseline=0, target=target, starts_on=date(2026, 1, 1),
            due_on=date(2026, 12, 1), created_at=AT,
        )  # fmt: skip
        for month, value in enumerate(values, 3):
            Reading.objects.create(
                indicator=indicator, on=date(2026, month, 1), value=value, created_at=AT, confirmed_at=AT
            )
        Reading.objects.create(indicator=indicator, on=date(2026, 6, 1), value=77, created_at=AT)


@pytest.fixture
def filled(partnership, officer) -> Partnership:
    row = partnership()
    fill(row, officer)
    return row


EXPECTED = {
    "cash": "8500.50", "time": "1500", "in_kind": "1250", "management": "350", "total": "11600.50", "hours": "19", "turns": "7",
    "activities": "1", "milestones": "2", "measured": "2", "reached": "1", "promised": "23201", "spent": "123.45",
}  # fmt: skip


def test_the_report_counts_what_was_delivered_confirmed_and_read(filled, staff):
    found = Figures(staff.get(f"/partnership/{filled.code}/resoconto/").content.decode()).figures
    assert {key: found[key][0] for key in EXPECTED} == {key: Decimal(value) for key, value in EXPECTED.items()}
    assert [value for key, (value, _url) in found.items() if key.startswith("indicator-")] == [Decimal(19), Decimal(82)]


def assert_every_figure_is_its_rows(client: Client, address: str) -> int:
    figures = Figures(client.get(address).content.decode()).figures
    for key, (value, url) in figures.items():
        answer = client.get(url)
        behind = Figures(answer.content.decode())
        assert answer.status_code == 200, url
        assert sum(behind.amounts, Decimal(0)) == value, f"{key} at {url}"
        assert behind.total in (value, None) and (behind.amounts or not value)
    return len(figures)


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_figure_of_a_partnership_opens_the_rows_that_sum_to_it(filled, staff, language):
    assert assert_every_figure_is_its_rows(staff, f"/partnership/{filled.code}/resoconto/?lingua={language}") == 15


def test_every_figure_of_a_company_s_and_a_non_profit_s_year_opens_its_rows(filled, partnership, officer, staff):
    fill(partnership("Altra insieme"), officer)
    for party in filled.parties.select_related("organization"):
        assert assert_every_figure_is_its_rows(staff, f"/impatto/{party.organization.slug}/2026/") >= 15


def test_a_company_s_year_is_what_it_gave_in_all_its_partnerships(filled, partnership, officer, company, staff):
    fill(partnership("Altra insieme"), officer)
    found = Figures(staff.get(f"/impatto/{company.slug}/2026/").content.decode()).figures
    wanted = {
        "cash": "17001",
        "in_kind": "1600",
        "management": "0",
        "hours": "38",
        "partnerships": "2",
        "partners": "2",
    }
    assert {key: found[key][0] for key in wanted} == {key: Decimal(value) for key, value in wanted.items()}


def test_a_non_profit_s_year_is_what_it_received(filled, staff):
    body = filled.parties.get(side="nonprofit").organization
    found = Figures(staff.get(f"/impatto/{body.slug}/2026/").content.decode()).figures
    wanted = {"cash": "8500.50", "in_kind": "800", "management": "350", "hours": "19"}
    assert {key: found[key][0] for key in wanted} == {key: Decimal(value) for key, value in wanted.items()}


def test_what_has_no_value_of_its_own_counts_its_share_of_what_was_promised(filled, staff):
    made = Contribution.objects.create(
        partnership=filled,
        party=filled.parties.get(side="company"),
        kind="goods",
        what="Riso",
        quantity=3,
        unit="kg",
        value=10,
        created_at=AT,
    )
    Delivery.objects.create(contribution=made, on=DAY, quantity=2, created_at=AT)
    found = Figures(staff.get(f"/partnership/{filled.code}/resoconto/in_kind/").content.decode())
    assert found.total == Decimal("1256.67")


def test_another_year_counts_nothing_of_this_one(filled, company, staff):
    found = Figures(staff.get(f"/impatto/{company.slug}/2025/").content.decode()).figures
    assert {value for value, _url in found.values()} == {Decimal(0)}


def test_the_language_is_the_one_asked_for_whatever_the_reader_s(filled, staff):
    pages = {
        language: staff.get(f"/partnership/{filled.code}/resoconto/?lingua={language}").content.decode()
        for language in ("it", "en")
    }
    assert "Resoconto della partnership" in pages["it"] and "Partnership report" in pages["en"]
    assert "8.500,50" in pages["it"] and "8,500.50" in pages["en"]


@pytest.mark.parametrize(("language", "words"), [("it", "Costi di gestione"), ("en", "Management costs")])
def test_the_paper_is_tagged_and_its_figures_are_links(filled, staff, language, words):
    answer = staff.get(f"/partnership/{filled.code}/resoconto/{language}.pdf")
    reader = PdfReader(BytesIO(answer.content))
    text = "".join(page.extract_text() for page in reader.pages)
    links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])]
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == (language, True)
    assert words in text and any(
        link.endswith(f"/partnership/{filled.code}/resoconto/cash/?lingua={language}") for link in links
    )


@pytest.mark.parametrize(
    "address", ["resoconto/fr.pdf", "resoconto/niente/", "resoconto/indicator-999999/", "resoconto/indicator-x/"]
)
def test_what_is_not_there_is_not_found(filled, staff, address):
    assert staff.get(f"/partnership/{filled.code}/{address}").status_code == 404


def test_a_figure_of_another_partnership_is_not_found_here(filled, partnership, staff):
    other = partnership("Altra insieme")
    key = f"indicator-{filled.indicators.first().pk}"
    assert staff.get(f"/partnership/{other.code}/resoconto/{key}/").status_code == 404


@pytest.mark.parametrize("year", [0, 1999, 2099])
def test_a_strange_year_is_not_found(company, staff, year):
    assert staff.get(f"/impatto/{company.slug}/{year}/").status_code == 404


def test_an_empty_partnership_has_a_report_of_zeros(partnership, staff):
    row = partnership()
    assert assert_every_figure_is_its_rows(staff, f"/partnership/{row.code}/resoconto/") == 13


def test_what_ended_before_the_year_is_not_in_it(filled, company, staff):
    Partnership.objects.filter(pk=filled.pk).update(state="completed", ended_at=datetime(2025, 12, 31, 12, tzinfo=UTC))
    found = Figures(staff.get(f"/impatto/{company.slug}/2026/").content.decode()).figures
    assert found["partnerships"][0] == 0


def test_a_report_costs_the_same_however_much_it_counts(filled, officer, company, staff):
    addresses = [
        f"/partnership/{filled.code}/resoconto/",
        f"/impatto/{company.slug}/2026/",
        f"/partnership/{filled.code}/resoconto/total/",
    ]

    def counted() -> list[int]:
        costs = []
        for address in addresses:
            with CaptureQueriesContext(connection) as found:
                assert staff.get(address).status_code == 200
            costs.append(len(found))
        return costs

    counted()
    first = counted()
    line = BudgetLine.objects.get()
    BudgetUse.objects.bulk_create(
        BudgetUse(line=line, on=DAY, amount=1, what="x", created_at=AT) for _turn in range(30)
    )
    made = Contribution.objects.filter(kind="cash").first()
    Delivery.objects.bulk_create(Delivery(contribution=made, on=DAY, value=1, created_at=AT) for _turn in range(30))
    assert counted() == first


def test_partners_read_the_report_by_link_once_it_is_approved(filled, officer, head):
    Partnership.objects.filter(pk=filled.pk).update(phase="evaluation")
    party = filled.parties.get(side="company")
    address = (
        f"/insieme/{partner_links.issue(party=party, email='x@prova.example', at=timezone.now())}/resoconto/it.pdf"
    )
    assert Client().get(address).status_code == 404
    evaluations.write_report(partnership=filled, text="È andata bene.", by=officer, at=AT)
    evaluations.approve_report(partnership=filled, by=head, at=AT)
    answer = Client().get(address)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert answer.status_code == 200 and "È andata bene." in text
