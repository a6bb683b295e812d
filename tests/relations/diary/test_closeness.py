"""The strength of a tie: bounded, and it moves the way its three words say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.closeness import Contact, measure

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONTACTS = st.lists(
    st.builds(
        lambda days, channel, outgoing: Contact(NOW - timedelta(days=days), channel, outgoing),
        st.integers(0, 500), st.sampled_from(["call", "meeting", "email", "letter", "event"]), st.booleans(),
    ), max_size=30,
)  # fmt: skip
RHYTHM = st.one_of(st.none(), st.integers(1, 2000))


def talk(days: int, channel: str = "call", *, outgoing: bool = True) -> Contact:
    return Contact(NOW - timedelta(days=days), channel, outgoing)


@given(contacts=CONTACTS, rhythm=RHYTHM)
def test_the_strength_is_the_product_of_three_parts_of_one(contacts, rhythm):
    found = measure(contacts, now=NOW, rhythm=rhythm)
    assert all(0 <= part <= 1 for part in (found.recency, found.frequency, found.reciprocity))
    assert found.strength == round(100 * found.recency * found.frequency * found.reciprocity)
    assert found.ours + found.theirs == found.contacts


@given(contacts=CONTACTS, rhythm=RHYTHM, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_contacts_does_not_matter(contacts, rhythm, seed):
    shuffled = list(contacts)
    seed.shuffle(shuffled)
    assert measure(shuffled, now=NOW, rhythm=rhythm) == measure(contacts, now=NOW, rhythm=rhythm)


@given(contacts=CONTACTS, rhythm=RHYTHM)
def test_hearing_from_them_today_never_lowers_recency_and_frequency(contacts, rhythm):
    before, after = (measure(rows, now=NOW, rhythm=rhythm) for rows in (contacts, [*contacts, talk(0)]))
    assert after.recency >= before.recency and after.frequency >= before.frequency and after.recency == 1


@given(contacts=CONTACTS, days=st.integers(1, 300), rhythm=RHYTHM)
def test_recency_and_frequency_never_grow_by_waiting(contacts, days, rhythm):
    now, later = (measure(contacts, now=NOW + timedelta(days=gone), rhythm=rhythm) for gone in (0, days))
    assert later.recency <= now.recency and later.frequency <= now.frequency


@given(contacts=CONTACTS)
def test_it_does_not_matter_which_side_seeks_the_other_more(contacts):
    turned = [Contact(one.at, one.channel, not one.outgoing) for one in contacts]
    assert measure(turned, now=NOW).reciprocity == measure(contacts, now=NOW).reciprocity


@pytest.mark.parametrize(
    ("contacts", "strength"),
    [
        ([], 0),
        ([talk(0, "letter")], 0),  # we wrote, nobody answered
        ([talk(0), talk(10, outgoing=False), talk(20), talk(30, outgoing=False)], 99),
        ([talk(90)], 6),  # half for the rhythm, a quarter of the contacts, one side only: half again
        ([talk(400)], 0),  # older than the window
    ],
)  # fmt: skip
def test_known_ties(contacts, strength):
    assert measure(contacts, now=NOW, rhythm=90).strength == strength


def test_meetings_belong_to_both_and_only_written_words_may_stay_without_an_answer():
    found = measure([talk(3, "meeting"), talk(1, "email")], now=NOW)
    assert (found.ours, found.theirs, found.days) == (1.5, 0.5, 3)
