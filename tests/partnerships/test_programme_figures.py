"""Figures for reports: sums, periods, whose they are, and the rows behind each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from partnerships.actions import contributions, hours, readings
from partnerships.queries import programme_figures as figures

from .conftest import AT
from .programme import TODAY, indicator, side, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(partnership, officer):
    """A partnership in which both sides gave this year and the company gave last year."""
    made = partnership()
    company, nonprofit = side(made, "company"), side(made, "nonprofit")
    promise = lambda party, **fields: contributions.promise(  # noqa: E731
        partnership=made,
        party=party,
        by=officer,
        at=AT,
        **({"kind": "goods", "what": "Riso", "quantity": None, "unit": "", "value": None} | fields),
    )
    money = promise(company, kind="cash", what="Contributo", value=Decimal(6000))
    rice = promise(company, quantity=Decimal(200), unit="kg", value=Decimal(400))
    people = promise(nonprofit, kind="skills", what="Formazione", value=Decimal(300))
    give = lambda what, on, **fields: contributions.deliver(contribution=what, on=on, by=officer, at=AT, **fields)  # noqa: E731
    made.given = [
        give(money, TODAY, value=Decimal(2500)),
        give(rice, TODAY, quantity=Decimal(50)),
        give(people, TODAY, value=Decimal(300)),
        give(money, date(2025, 12, 31), value=Decimal(1000)),
    ]
    entry = hours.record(
        partnership=made,
        giver=company,
        host=nonprofit,
        on=TODAY,
        people=6,
        hours_each=Decimal(2),
        visitor=visitor(nonprofit),
        at=AT,
    )
    waiting = hours.record(
        partnership=made, giver=company, host=nonprofit, on=TODAY, people=9, hours_each=Decimal(9), by=officer, at=AT
    )
    made.entry, made.waiting = entry, waiting
    return made


def numbers(found, *keys: str) -> list[Decimal]:
    return [found.inputs[key].value for key in keys]


def test_a_partnership_adds_up_all_that_arrived(row):
    found = figures.of_partnership(row, last=TODAY)
    assert numbers(found, "delivered_cash", "delivered_goods", "delivered_skills", "delivered", "promised") == [
        3500,
        100,
        300,
        3900,
        6700,
    ]
    assert numbers(found, "hours", "attendances") == [12, 6]


def test_a_company_counts_its_own_of_the_year(row, company):
    found = figures.of_company(company, 2026)
    assert numbers(found, "b4si_cash", "b4si_in_kind", "b4si_time", "b4si_management", "hours") == [2500, 100, 0, 0, 12]
    assert numbers(figures.of_company(company, 2025), "delivered", "hours") == [1000, 0]


def test_every_number_names_its_rows(row, company):
    found = figures.of_company(company, 2026).inputs
    assert (
        found["delivered"].ids == (row.given[0].pk, row.given[1].pk)
        and found["delivered"].model == "partnerships.delivery"
    )
    assert found["hours"].ids == (row.entry.pk,)
    assert sum(figures.worth(one) for one in row.given if one.pk in found["delivered"].ids) == found["delivered"].value


def test_results_go_from_the_starting_value_to_the_last_of_the_period(row, officer):
    measure = indicator(row, officer)
    early = readings.record(indicator=measure, on=TODAY - timedelta(days=40), value=Decimal(30), by=officer, at=AT)
    late = readings.record(indicator=measure, on=TODAY, value=Decimal(62), by=officer, at=AT, is_final=True)
    [result] = figures.of_partnership(row, last=TODAY).results
    assert (result.value, result.ids, result.is_final) == (62, (early.pk, late.pk), True)
    [before] = figures.of_partnership(row, last=TODAY - timedelta(days=1)).results
    assert (before.value, before.ids, before.is_final) == (30, (early.pk,), False)


def test_figures_cost_one_statement_whatever_the_rows(row, company, django_assert_num_queries):
    with django_assert_num_queries(1):
        figures.of_company(company, 2026)


def test_companies_of_a_year_are_those_in_a_partnership_then(row, company):
    assert list(figures.companies(2026)) == [company] and list(figures.companies(2025)) == []
