"""The boxes of a programme on the office's page and on the partner's: alive, and at the same cost whatever the rows."""

from decimal import Decimal

import pytest
from django.test import Client

from partnerships.actions import activities, budget, contributions, disputes, hours, pulses, readings, risks
from partnerships.models import Partnership

from .conftest import AT
from .programme import TODAY, link, propose, side, visitor

pytestmark = pytest.mark.django_db
MARKS = {"trust": 5, "communication": 4, "promises": 4, "balance": 4}


@pytest.fixture
def row(partnership) -> Partnership:
    return partnership(with_volunteers=True)


def fill(row: Partnership, officer, number: int) -> None:
    """Add one of each noun."""
    company, nonprofit = side(row, "company"), side(row, "nonprofit")
    objective = propose(
        row, officer, measure={"measured_by": nonprofit}, title=f"{number} ragazzi seguiti nei compiti ogni settimana"
    )
    readings.record(indicator=objective.indicators.get(), on=TODAY, value=Decimal(10), by=officer, at=AT)
    line = budget.plan(partnership=row, name=f"Voce {number}", planned=Decimal(100), by=officer, at=AT)
    given = contributions.promise(
        partnership=row, party=company, kind="cash", what=f"Rata {number}", value=Decimal(50), by=officer, at=AT
    )
    contributions.deliver(contribution=given, on=TODAY, value=Decimal(20), by=officer, at=AT)
    budget.spend(line=line, on=TODAY, amount=Decimal(5), what="Libri", by=officer, at=AT)
    hours.record(
        partnership=row, giver=company, host=nonprofit, on=TODAY, people=2, hours_each=Decimal(2), by=officer, at=AT
    )
    activities.plan(
        partnership=row,
        title=f"Tappa {number}",
        kind="milestone",
        due_on=TODAY,
        accountable=nonprofit,
        roles={"R": [company]},
        by=officer,
        at=AT,
    )
    risks.add(partnership=row, kind="other", title=f"Rischio {number}", by=officer, at=AT)
    disputes.open_dispute(partnership=row, subject=f"Punto {number}", severity="light", by=officer, at=AT)


def cost(client: Client, path: str, django_assert_max_num_queries) -> int:
    client.get(path)
    with django_assert_max_num_queries(90) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_both_pages_cost_the_same_with_one_row_of_each_and_with_eight(
    row, staff, officer, django_assert_max_num_queries
):
    pulse, _without = pulses.ask(partnership=row, by=officer, at=AT)
    pulses.answer(pulse=pulse, visitor=visitor(side(row, "company")), marks=MARKS, at=AT)
    paths = [(staff, row.get_absolute_url()), (Client(), f"/insieme/{link(side(row, 'nonprofit'))}/")]
    paths += [(staff, f"/partnership/{row.code}/{page}/") for page in ("salute", "fiducia")]
    costs = []
    for first, last in ((0, 1), (1, 8)):
        for number in range(first, last):
            fill(row, officer, number)
        costs.append([cost(client, path, django_assert_max_num_queries) for client, path in paths])
    assert costs[0] == costs[1]


def test_the_office_s_page_shows_every_box(row, staff, officer):
    fill(row, officer, 1)
    page = staff.get(row.get_absolute_url()).content.decode()
    for words in (
        "Obiettivi misurati",
        "Attività e traguardi",
        "Chi mette che cosa",
        "Fiducia",
        "Punto 1",
        "Rischio 1",
        "Budget e salute",
    ):
        assert words in page, words


def test_an_empty_one_says_what_to_do(row, staff):
    page = staff.get(row.get_absolute_url()).content.decode()
    for words in (
        "Scrivi il primo obiettivo",
        "Non c’è ancora niente in programma",
        "Nessuno ha ancora detto che cosa mette",
    ):
        assert words in page, words
    assert Client().get(f"/insieme/{link(side(row, 'company'))}/").status_code == 200


def test_a_partner_never_reads_risks_disputes_or_the_budget(row, officer):
    fill(row, officer, 1)
    page = Client().get(f"/insieme/{link(side(row, 'nonprofit'))}/").content.decode()
    assert "Tappa 1" in page and not any(words in page for words in ("Rischio 1", "Punto 1", "Voce 1", "Libri"))


def test_a_reader_sees_the_pages_and_no_way_to_change_them(row, colleague, officer):
    fill(row, officer, 1)
    client = Client()
    client.force_login(colleague("viewer", "Vera"))
    pages = ["obiettivi", "apporti", "attivita", "fiducia", "budget", "salute"]
    for page in pages:
        body = client.get(f"/partnership/{row.code}/{page}/").content.decode()
        assert '<form method="post" action="/partnership/' not in body and "/nuov" not in body, page
