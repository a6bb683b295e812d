"""The common pool: planned, promised, arrived, spent, and never more spent than arrived."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.actions import budget, contributions
from partnerships.models import BudgetUse
from partnerships.queries import budget as queries

from .conftest import AT
from .programme import TODAY, side

pytestmark = pytest.mark.django_db
NUMBERS = count()


@pytest.fixture
def row(partnership):
    return partnership()


@pytest.fixture
def line(row, officer):
    return budget.plan(partnership=row, name="Materiali", planned=Decimal(3000), by=officer, at=AT)


@pytest.fixture
def arrived(row, officer):
    def make(sum_: int, only_for=None):
        gift = contributions.promise(
            partnership=row,
            party=side(row, "company"),
            kind="cash",
            what="Contributo",
            value=Decimal(6000),
            only_for=only_for,
            by=officer,
            at=AT,
        )
        contributions.deliver(contribution=gift, on=TODAY, value=Decimal(sum_), by=officer, at=AT)
        return gift

    return make


def spend(line, officer, amount):
    return budget.spend(line=line, on=TODAY, amount=Decimal(amount), what="Libri", by=officer, at=AT)


def test_the_pool_says_who_brought_what_and_what_is_left(row, line, arrived, officer):
    arrived(2500)
    spend(line, officer, 400)
    pool = queries.pool(row)
    assert (pool.planned, pool.promised, pool.arrived, pool.used, pool.balance, pool.gap) == (
        3000,
        6000,
        2500,
        400,
        2100,
        0,
    )
    assert pool.by_giver == [("Riseria Dosso Verde S.p.A.", 6000, 2500)]


def test_what_is_planned_and_nobody_promised_is_told(row, line):
    assert queries.pool(row).gap == 3000


def test_no_more_is_spent_than_arrived(line, arrived, officer):
    arrived(500)
    with pytest.raises(budget.NotEnough, match="500"):
        spend(line, officer, 501)
    spend(line, officer, 500)
    with pytest.raises(budget.NotEnough):
        spend(line, officer, "0.01")


def test_money_tied_to_one_heading_pays_for_no_other(row, line, arrived, officer):
    other = budget.plan(partnership=row, name="Trasporti", planned=Decimal(500), by=officer, at=AT)
    arrived(300, only_for=line)
    with pytest.raises(budget.NotEnough):
        spend(other, officer, 1)
    arrived(100)
    spend(line, officer, 350)
    assert queries.room_for(row, line) == queries.room_for(row, other) == 50


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["tied", "free", "spend", "spend_other"]), st.integers(1, 90)), max_size=8))
def test_whatever_the_order_the_pool_never_goes_below_zero(partnership, officer, steps):
    row = partnership(f"Insieme {next(NUMBERS)}")
    line = budget.plan(partnership=row, name="A", planned=Decimal(50), by=officer, at=AT)
    other = budget.plan(partnership=row, name="B", planned=Decimal(50), by=officer, at=AT)
    tied = 0
    for what, amount in steps:
        if what in ("tied", "free"):
            gift = contributions.promise(
                partnership=row, party=side(row, "company"), kind="cash", what="x", value=Decimal(amount),
                only_for=line if what == "tied" else None, by=officer, at=AT,
            )  # fmt: skip
            contributions.deliver(contribution=gift, on=TODAY, value=Decimal(amount), by=officer, at=AT)
            tied += amount if what == "tied" else 0
        else:
            try:
                spend(line if what == "spend" else other, officer, amount)
            except budget.NotEnough:
                pass
    pool = queries.pool(row)
    assert pool.balance >= 0 and pool.headings[1].used <= pool.arrived - tied


def test_a_heading_with_expenses_stays(line, arrived, officer):
    arrived(100)
    use = spend(line, officer, 10)
    with pytest.raises(budget.Used):
        budget.remove(line=line, by=officer, at=AT)
    budget.take_back(use=use, by=officer, at=AT)
    budget.remove(line=line, by=officer, at=AT)


def test_two_headings_of_one_name_are_refused(row, line, officer):
    with pytest.raises(budget.SameName):
        budget.plan(partnership=row, name="Materiali", planned=Decimal(1), by=officer, at=AT)


def test_staff_plan_spend_and_are_told_when_it_is_too_much(row, staff, arrived):
    arrived(500)
    base = f"/partnership/{row.code}/budget"
    assert staff.post(f"{base}/nuova/", {"name": "Libri", "planned": "1.000"}).status_code == 302
    twin = staff.post(f"{base}/nuova/", {"name": "Libri", "planned": "1"})
    assert twin.status_code == 422 and "Questa voce c’è già." in twin.content.decode()
    line = row.budget_lines.get()
    data = {"what": "Quaderni", "amount": "600", "on": date.today().isoformat()}
    refused = staff.post(f"{base}/{line.pk}/spesa/", data)
    assert refused.status_code == 422 and "non si può spendere di più" in refused.content.decode()
    assert staff.post(f"{base}/{line.pk}/spesa/", data | {"amount": "120,50"}).status_code == 302
    page = staff.get(f"{base}/").content.decode()
    assert "Quaderni" in page and "120,50" in page
    use = BudgetUse.objects.get()
    assert staff.post(f"{base}/{line.pk}/", {"planned": "900"}).status_code == 302
    assert staff.post(f"{base}/spese/{use.pk}/togli/").status_code == 302
    assert staff.post(f"{base}/{line.pk}/togli/").status_code == 302
    assert staff.get(row.get_absolute_url()).status_code == 200


def test_the_page_costs_the_same_with_one_row_and_with_thirty(
    row, staff, line, arrived, officer, django_assert_max_num_queries
):
    arrived(5000)
    path, costs = f"/partnership/{row.code}/budget/", []
    for times in (1, 29):
        for _turn in range(times):
            spend(line, officer, 1)
        staff.get(path)
        with django_assert_max_num_queries(60) as seen:
            assert staff.get(path).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
