"""The rehearsal is the real run: over random people, on a frozen clock, and for days to come. It writes nothing."""
from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from relations.actions import consents, interactions, parties, segments, sequences
from relations.mail import addresses, subscriptions
from relations.models import AttentionBudget, Delivery, Mailing, MailSequence
from relations.queries import rehearsal
from relations.queries import sequences as queries
from relations.segments import Condition, Group
from tests.relations.conftest import AT
from tests.relations.sequences.conftest import CALL, MAIL, SECOND

pytestmark = pytest.mark.django_db

STEPS = st.lists(
    st.builds(
        lambda kind, days, rule, hour: {**(MAIL if kind else CALL), "days": days, "day_rule": rule, "hour": time(hour) if hour else None},
        st.booleans(), st.integers(0, 9), st.sampled_from(["shift", "working", "calendar"]), st.sampled_from([None, 8, 12, 17]),
    ),
    min_size=1, max_size=3,
)  # fmt: skip
PEOPLE = st.lists(
    st.fixed_dictionaries({
        "ago": st.integers(0, 23), "event": st.sampled_from(["confirmed", "granted", "confirmed", "requested", "withdrawn"]),
        "twice": st.booleans(), "address": st.sampled_from(["own", "own", "own", "shared", "none"]),
        "fate": st.sampled_from(["", "", "", "dead", "archived", "blocked", "bounced", "wrote", "left"]),
        "tag": st.booleans(), "got": st.integers(0, 3), "paused": st.sampled_from([None, None, None, 1, 4]),
    }),
    min_size=1, max_size=6,
)  # fmt: skip
# Each example is an office of its own: making a failing one smaller takes longer than reading it.
STEADY = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.explicit, Phase.generate]
)


def populate(people: list[dict], officer) -> None:
    for number, one in enumerate(people):
        at = AT - timedelta(hours=one["ago"], minutes=number)
        email = "casa@posta.example" if one["address"] == "shared" else f"p{number}@posta.example"
        who = parties.add_person(
            first_name=f"P{number}", last_name="Prova", by=None, at=at - timedelta(days=9), tags=["volontari"] if one["tag"] else []
        )
        if one["address"] != "none":
            parties.add_contact_point(party=who, kind="email", value=email, by=None, at=at)
        bare = {} if one["address"] == "none" else {"person": who}
        for turn in range(1 + one["twice"]):
            moment = at + timedelta(minutes=turn)
            consents.record(email=email, purpose="newsletter", event=one["event"], source="m", at=moment, **bare)
        if one["paused"]:
            until = (timezone.localdate(AT) + timedelta(days=one["paused"])).isoformat()
            consents.record(email=email, purpose="newsletter", event="paused", source="m", at=at + timedelta(minutes=5), evidence={"until": until})
        _befall(one["fate"], who, email, at, officer)
        for _turn in range(one["got"]):
            _got(email, who)


def _befall(fate: str, who, email: str, at: datetime, officer) -> None:
    if fate in ("dead", "archived"):
        setattr(who, {"dead": "died_on", "archived": "archived_at"}[fate], AT)
        who.save()
    elif fate in ("blocked", "bounced"):
        subscriptions.block(email=email, at=AT, by=None, reason={"blocked": "manual"}.get(fate, fate))
    elif fate == "wrote":
        interactions.log(channel="email", text="Sì", by=officer, at=at + timedelta(minutes=9), outgoing=False, person=who)
    elif fate == "left":
        consents.record(email=email, purpose="newsletter", event="withdrawn", source="m", at=at + timedelta(minutes=9), person=who)


def _got(email: str, who) -> None:
    at = AT - timedelta(days=2)
    mailing = Mailing.objects.create(
        kind="campaign", purpose="newsletter", title="p", state="sent", created_at=at, approved_at=at, starts_at=at, finished_at=at
    )
    Delivery.objects.create(
        mailing=mailing, is_bulk=True, address=email, email=email, address_hash=addresses.hashed(email), person=who, state="sent",
        due_at=at, created_at=at, settled_at=at,
    )  # fmt: skip


def written(model_labels: tuple[str, ...] = ("relations", "partnerships", "fundraising", "press")) -> Counter:
    """How many rows every table of ours has."""
    return Counter({
        model._meta.label: model._default_manager.count()
        for label in model_labels for model in apps.get_app_config(label).get_models()
    })  # fmt: skip


def plain(lines) -> list[tuple]:
    return sorted((line.who, line.step, line.outcome, line.reason, queries.outcome(line)) for line in lines)


@pytest.fixture
def group(officer):
    return segments.add(name="Volontari", on="person", group=Group("all", [Condition("tag", ["volontari"])]), by=officer, at=AT)


@STEADY
@given(people=PEOPLE, steps=STEPS, ceiling=st.sampled_from([0, 1, 3]), narrow=st.booleans())
def test_the_rehearsal_says_what_the_run_does(people, steps, ceiling, narrow, sequence, officer, group):
    """Same people, same moment: line for line, word for word."""
    with transaction.atomic():
        AttentionBudget.objects.update_or_create(pk=1, defaults={"ceiling": ceiling})
        made = sequence(*steps, segment=group if narrow else None)
        populate(people, officer)
        said = queries.rehearse(made, timezone.localdate(AT), at=AT)
        sequences.run(sequence=made, at=AT)
        end_of_day = timezone.localtime(AT).replace(hour=23, minute=59)
        done = rehearsal.log(made)
        now = [line for line in said if line.when <= AT]
        assert plain(now) == plain(done)
        sequences.run(sequence=made, at=end_of_day)
        assert [row[:4] for row in plain(said)] == [row[:4] for row in plain(rehearsal.log(made))]
        transaction.set_rollback(True)


@settings(STEADY, max_examples=12)
@given(people=PEOPLE, steps=STEPS, ahead=st.integers(1, 9))
def test_the_rehearsal_of_a_day_to_come_is_what_the_clock_will_do(people, steps, ahead, sequence, officer):
    """The clock looks every six hours; on that day it does what was rehearsed today."""
    with transaction.atomic():
        AttentionBudget.objects.update_or_create(pk=1, defaults={"ceiling": 0})
        made = sequence(*steps)
        populate(people, officer)
        day = timezone.localdate(AT) + timedelta(days=ahead)
        said = queries.rehearse(made, day, at=AT)
        moment = AT
        while timezone.localdate(moment) <= day:
            sequences.run(sequence=made, at=moment)
            moment += timedelta(hours=6)
        done = [line for line in rehearsal.log(made) if timezone.localdate(line.when) == day]
        assert plain(said) == plain(done)
        transaction.set_rollback(True)


def test_nothing_is_written(sequence, subscriber):
    made = sequence(MAIL, CALL)
    for number in range(5):
        subscriber(f"P{number}")
    sequences.run_all(at=AT)
    before = written()
    for day in range(0, 60, 7):
        queries.rehearse(made, timezone.localdate(AT) + timedelta(days=day), at=AT)
    assert written() == before


def test_the_database_refuses_to_write_during_a_rehearsal(sequence, subscriber, monkeypatch):
    made = sequence()
    subscriber()

    def careless(*_args, **_options):
        MailSequence.objects.filter(pk=made.pk).update(note="scritto")

    monkeypatch.setattr(rehearsal, "compute", careless)
    with pytest.raises(InternalError, match="read-only"), transaction.atomic():
        queries.rehearse(made, timezone.localdate(AT), at=AT)
    made.note = "dopo"
    made.save()  # and only during it


def test_one_that_is_off_is_rehearsed_as_if_it_had_been_on(sequence, subscriber):
    made = sequence(MAIL, state="draft")
    subscriber(at=AT - timedelta(days=2))
    (line,) = queries.rehearse(made, timezone.localdate(AT), at=AT)
    assert (line.who, line.step, line.outcome) == ("Maria Galli", "Benvenuto", "mail")
    assert sequences.run_all(at=AT) == 0


def test_who_is_in_it_is_rehearsed_to_the_last_step(sequence, subscriber):
    made = sequence(MAIL, SECOND, CALL)
    subscriber()
    sequences.run_all(at=AT)
    days = {
        day: [line.step for line in queries.rehearse(made, timezone.localdate(AT) + timedelta(days=day), at=AT)] for day in range(1, 20)
    }
    assert {day: steps for day, steps in days.items() if steps} == {7: ["Come partecipare"], 13: ["Telefonare a [nome]"]}


def test_it_costs_the_same_for_one_and_for_thirty(sequence, subscriber):
    made, costs = sequence(MAIL, SECOND, CALL), []
    subscriber("Zero")
    sequences.run_all(at=AT)
    for number in (1, 30):
        for place in range(number):
            subscriber(f"N{number}{place}")
        with CaptureQueriesContext(connection) as captured:
            queries.rehearse(made, timezone.localdate(AT) + timedelta(days=7), at=AT)
        costs.append(len(captured))
    assert costs[0] == costs[1]
