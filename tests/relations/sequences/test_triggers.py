"""What begins and ends a sequence on the ground floor."""
from __future__ import annotations

from datetime import date, timedelta

import pytest

from relations.actions import closeness, consents, interactions, sequences
from relations.models import Gathering, GatheringSignup, SequenceRun
from relations.queries import rehearsal
from relations.queries.sequence_triggers import anniversaries, fell_silent, first_meeting_anniversary, subscribed
from tests.relations.conftest import AT

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def test_a_yes_to_something_else_does_not_begin_it(subscriber):
    subscriber("Maria", purpose="events")
    subscriber("Paolo")
    found = list(subscribed(AT - timedelta(days=1), AT, ["newsletter"]))
    assert [(one.email, one.at) for one in found] == [("paolo.galli@posta.example", AT)]


@pytest.mark.parametrize("event", ["requested", "imported", "renewed", "paused", "withdrawn"])
def test_only_a_new_yes_begins_it(event):
    consents.record(email="a@posta.example", purpose="newsletter", event=event, source="m", at=AT)
    assert list(subscribed(AT - timedelta(days=1), AT, ["newsletter"])) == []


def test_an_anniversary_comes_every_year_and_never_on_the_day_itself():
    day = AT.date()
    found = list(anniversaries([("x", day)], AT - timedelta(days=1), AT + timedelta(days=3 * 365 + 2)))
    assert [year for _what, _moment, year in found] == [2027, 2028, 2029]


def test_the_twenty_ninth_of_february_falls_on_the_twenty_eighth():
    ((_what, moment, _year),) = anniversaries([("x", date(2024, 2, 29))], AT, AT + timedelta(days=120))
    assert moment.date() == date(2027, 2, 28)


def test_the_first_meeting_counts_not_the_last(person, officer):
    who = person()
    for days in (400, 300):
        interactions.log(channel="meeting", text="x", by=officer, at=AT - timedelta(days=days), person=who)
    found = list(first_meeting_anniversary(AT - timedelta(days=60), AT + timedelta(days=60), None))
    assert [(one.person_id, one.at.date()) for one in found] == [(who.pk, (AT - timedelta(days=400) + YEAR).date())]


def test_a_silence_begins_it_once_and_is_known_ahead(person, officer):
    who = person()
    closeness.agree_rhythm(party=who, days=30, by=officer, at=AT)
    ahead = list(fell_silent(AT, AT + timedelta(days=60), 0))
    assert [one.person_id for one in ahead] == [who.pk]
    assert ahead[0].at.date() == (AT + timedelta(days=31)).date()
    assert list(fell_silent(AT, AT + timedelta(days=30), 0)) == []
    (later,) = fell_silent(AT, AT + timedelta(days=60), 10)
    assert (later.key, later.at - ahead[0].at) == (ahead[0].key, timedelta(days=10))


def test_a_sign_up_begins_it_with_the_address_it_came_with(office, officer):
    gathering = Gathering.objects.create(
        title="Assemblea", starts_at=AT + timedelta(days=9), ends_at=AT + timedelta(days=9, hours=2), owner=officer, created_at=AT,
        changed_at=AT,
    )
    GatheringSignup.objects.create(
        gathering=gathering, first_name="Anna", last_name="Neri", email="anna@posta.example", state="confirmed", asked_at=AT, confirmed_at=AT
    )
    found = rehearsal.triggers()["signed_up"].happened(AT - timedelta(hours=1), AT, None)
    assert [(one.email, one.name) for one in found] == [("anna@posta.example", "Anna Neri")]


def test_every_registered_trigger_and_stop_answers_for_the_future(office):
    """Of all apps: nothing there is nothing found, and no error."""
    known = rehearsal.triggers()
    assert {"subscribed", "silence", "proposal_made", "request_received", "first_gift_anniversary"} <= set(known)
    for trigger in known.values():
        value = {"choices": [], "days": 0}.get(trigger.kind)
        assert list(trigger.happened(AT, AT + timedelta(days=60), value)) == []
    for rule in rehearsal.stop_rules().values():
        assert list(rule.stops([], AT)) == []


def test_a_trigger_that_no_app_knows_any_more_begins_nothing(sequence, subscriber):
    made = sequence()
    made.live.trigger = "gone"
    made.live.save()
    subscriber()
    assert sequences.run_all(at=AT) == 0
    assert SequenceRun.objects.count() == 0
