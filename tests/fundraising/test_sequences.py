"""What begins and ends a sequence in fundraising."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fundraising.actions import donations
from fundraising.queries.sequence_triggers import first_gift, first_gift_anniversary, gave_again, gift
from relations.panels import Follower
from tests.fundraising.conftest import AT

pytestmark = pytest.mark.django_db
BEFORE = AT - timedelta(days=1)


def test_a_gift_begins_it_and_only_the_first_is_the_first(give, giovanna):
    give()
    give(at=AT + timedelta(hours=2))
    until = AT + timedelta(days=1)
    assert [one.person_id for one in gift(BEFORE, until, None)] == [giovanna.pk] * 2
    (first,) = first_gift(BEFORE, until, None)
    assert (first.at, first.person_id) == (AT, giovanna.pk)


def test_a_gift_given_back_begins_nothing(give, irene):
    made = give()
    donations.end(donation=made, status="refunded", reason="Errore", ended_on=date(2026, 11, 21), by=irene, at=AT)
    assert list(gift(BEFORE, AT + timedelta(days=1), None)) == []


def test_the_anniversary_of_the_first_gift_is_known_ahead(give, giovanna):
    give(given_on=date(2025, 1, 10))
    give(given_on=date(2025, 12, 20))
    found = list(first_gift_anniversary(AT, AT + timedelta(days=60), None))
    assert [(one.person_id, one.at.date(), one.key) for one in found] == [
        (giovanna.pk, date(2027, 1, 10), f"first_gift:person:{giovanna.pk}:2027")
    ]


def test_another_gift_ends_it_and_the_one_it_began_with_does_not(give, giovanna, cantine):
    give()
    inside = [Follower(giovanna.pk, None, "", AT), Follower(None, cantine.pk, "", AT)]
    assert list(gave_again(inside, AT + timedelta(days=1))) == []
    give(donor=cantine, amount=Decimal(500), at=AT + timedelta(hours=5))
    assert list(gave_again(inside, AT + timedelta(days=1))) == [1]
    assert list(gave_again(inside, AT + timedelta(hours=4))) == []


def test_the_cost_is_fixed(give, giovanna, cantine, django_assert_num_queries):
    for number in range(5):
        give(at=AT + timedelta(minutes=number))
    with django_assert_num_queries(2):
        list(gave_again([Follower(giovanna.pk, None, "", AT), Follower(None, cantine.pk, "", AT)] * 10, AT))
    with django_assert_num_queries(1):
        list(gift(BEFORE, AT + timedelta(days=1), None))
