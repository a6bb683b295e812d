"""What people tell us: decided with a reason, answered, and how many within thirty days."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from relations.actions import feedback, gatherings
from relations.models import Delivery, FeedbackItem, Interaction
from relations.queries import feedback as queries
from tests.relations.conftest import AT, TODAY


@pytest.fixture
def said(office):
    def make(text="Aprite il sabato", at=AT, **fields):
        return feedback.receive(kind="idea", source="form", text=text, at=at, **fields)

    return make


def test_a_decision_says_why(said, officer):
    with pytest.raises(feedback.NotNow):
        feedback.decide(item=said(), decision="no", reason="  ", by=officer, at=AT)


def test_the_database_refuses_a_decision_without_a_reason(said):
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackItem.objects.filter(pk=said().pk).update(state="decided", decision="no", decided_at=AT)


def test_nobody_is_answered_before_the_decision(said, officer):
    with pytest.raises(feedback.NotNow):
        feedback.answer(item=said(), text="Grazie", way="voice", by=officer, at=AT)


def test_an_answer_by_mail_leaves_once(said, officer):
    item = said(email="anna@posta.example")
    feedback.decide(item=item, decision="accepted", reason="Si fa", by=officer, at=AT)
    for _turn in range(2):
        feedback.answer(item=item, text="Da marzo", way="email", by=officer, at=AT)
    assert Delivery.objects.filter(email="anna@posta.example").count() == 1


def test_without_an_address_the_answer_is_noted_not_mailed(said, officer):
    item = said()
    feedback.decide(item=item, decision="accepted", reason="Si fa", by=officer, at=AT)
    with pytest.raises(feedback.NotNow):
        feedback.answer(item=item, text="Da marzo", way="email", by=officer, at=AT)
    assert feedback.answer(item=item, text="Da marzo", way="voice", by=officer, at=AT).state == "answered"


def test_what_was_answered_is_not_decided_again(said, officer):
    item = said()
    feedback.decide(item=item, decision="accepted", reason="Si fa", by=officer, at=AT)
    feedback.answer(item=item, text="Detto", way="voice", by=officer, at=AT)
    with pytest.raises(feedback.NotNow):
        feedback.decide(item=item, decision="no", reason="Ripensato", by=officer, at=AT)


def test_the_same_form_twice_is_one_item(said):
    key = uuid4()
    assert said(key=key).pk == said(key=key).pk


def test_numbers_of_the_year_have_no_gaps(said):
    assert [said().number for _ in range(3)] == [1, 2, 3]


def test_a_mail_that_one_person_has_ties_it_to_her(said, with_mail):
    known = with_mail(email="anna@posta.example")
    assert said(email="Anna@posta.example").person == known


def test_what_a_colleague_takes_in_from_a_known_person_is_a_contact(with_mail, officer):
    known = with_mail()
    feedback.receive(kind="question", source="social", text="Che orari fate?", at=AT, by=officer, person=known)
    assert list(Interaction.objects.values_list("person", "channel", "outgoing")) == [(known.pk, "message", False)]
    assert known.timeline.filter(body="Che orari fate?").count() == 1


def test_the_share_counts_what_was_answered_or_is_past_its_thirty_days(said, officer):
    def answered(received: int, after: int) -> None:
        item = said(at=AT - timedelta(days=received))
        feedback.decide(item=item, decision="no", reason="No", by=officer, at=AT)
        feedback.answer(item=item, text="No", way="voice", by=officer, at=AT - timedelta(days=received - after))

    answered(100, 30)
    answered(100, 31)
    answered(5, 1)
    said(at=AT - timedelta(days=40))
    said(at=AT - timedelta(days=3))
    found = queries.share(2026, TODAY)
    assert (found.in_time, found.counted, found.percent) == (2, 4, 50.0)


def test_the_tile_leads_to_the_rows_behind_it(said, officer, sign_in, head):
    item = said(at=AT - timedelta(days=40))
    said("Troppo presto per contare", at=AT)
    tile = queries.head_tile(2026, AT)
    assert (tile["value"], tile["url"]) == ("0%", "/comunita/segnalazioni/?anno=2026&risposta=contate")
    import time_machine

    with time_machine.travel(AT, tick=False):
        page = sign_in(head).get(tile["url"])
    assert [row.pk for row in page.context["listing"].rows] == [item.pk]


def test_what_was_said_at_a_meeting_is_answered_on_its_page_without_the_name(gathering, comer, officer, client):
    meeting = gathering()
    signup = comer(meeting, first="Ginevra", last="Riconoscibile")
    after = AT + timedelta(days=8)
    item = gatherings.capture(gathering=meeting, kind="idea", text="Più panchine", signup=signup, by=officer, at=after)
    feedback.decide(item=item, decision="accepted", reason="Ci stiamo", by=officer, at=after)
    feedback.answer(item=item, text="Arrivano a maggio", way="page", by=officer, at=after)
    gatherings.write_minutes(gathering=meeting, text="Verbale", publish=True, by=officer, at=after)
    page = client.get(meeting.public_url).content.decode()
    assert ("Più panchine" in page, "Arrivano a maggio" in page, "Riconoscibile" in page) == (True, True, False)
