"""A letter from approval to the last copy: what was read is what is approved, ten minutes to undo, one sending."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from press.actions import newsletters, sending
from press.forms.newsletters import LeaveForm
from press.models import Newsletter
from relations.actions import consents
from relations.mail import mailings
from relations.mail import queries as mail_queries
from relations.mail.testing import deliver_due
from relations.models import AuditEvent, Mailing

pytestmark = pytest.mark.django_db


def subscribe(*emails: str, event: str = "confirmed") -> None:
    for email in emails:
        consents.record(email=email, purpose="newsletter", event=event, source="prova", at=timezone.now())


@pytest.fixture
def letter(officer) -> Newsletter:
    subscribe("ada@posta.example", "bea@posta.example", "carla@posta.example")
    return newsletters.draft(
        author=officer, at=timezone.now(), title="Dicembre", subject="Auguri", preheader="Tre righe", body="<p>Gentile [nome],</p><p>auguri.</p>"
    )


@pytest.fixture
def handed(letter, officer) -> Newsletter:
    sending.hand_in(newsletter=letter, by=officer, at=timezone.now())
    return letter


@pytest.fixture
def approved_letter(handed, head) -> Newsletter:
    sending.decide(newsletter=handed, granted=True, by=head, at=timezone.now())
    return handed


def leave(letter: Newsletter, by, **more) -> None:
    sending.leave(newsletter=letter, starts_at=None, by=by, at=timezone.now(), **more)


# --- approval --------------------------------------------------------------------------
def test_what_was_handed_in_anew_is_not_approved_unread(handed, officer, head, sign_in):
    seen = sign_in(head).get(f"/newsletter/{handed.pk}/invio/").context["asked"].pk
    sending.take_back(newsletter=handed, by=officer, at=timezone.now())
    newsletters.revise(newsletter=handed, by=officer, at=timezone.now(), subject="Tutt’altro")
    sending.hand_in(newsletter=handed, by=officer, at=timezone.now())
    sign_in(head).post(f"/newsletter/{handed.pk}/approvazione/", {"answer": "yes", "seen": str(seen)})
    handed.refresh_from_db()
    assert handed.state == "in_review"


def test_taken_back_the_approval_is_worth_nothing(approved_letter, officer):
    sending.take_back(newsletter=approved_letter, by=officer, at=timezone.now())
    with pytest.raises(sending.ENGINE_REFUSALS):
        leave(approved_letter, officer)
    assert (approved_letter.state, approved_letter.mailing.approved_by) == ("draft", None)


def test_a_change_of_audience_after_taking_back_needs_a_new_approval(approved_letter, officer, head):
    sending.take_back(newsletter=approved_letter, by=officer, at=timezone.now())
    subscribe("dora@posta.example")
    sending.hand_in(newsletter=approved_letter, by=officer, at=timezone.now())
    assert (approved_letter.mailing.state, mail_queries.progress(approved_letter.mailing).total) == ("in_review", 4)
    sending.decide(newsletter=approved_letter, granted=True, by=head, at=timezone.now())
    assert approved_letter.state == "approved"


def test_the_page_says_what_changed_since_it_was_handed_in(handed, head, sign_in):
    subscribe("ada@posta.example", event="withdrawn")
    subscribe("nuova@posta.example")
    since = sign_in(head).get(f"/newsletter/{handed.pk}/invio/").context["since"]
    assert ([(one.key, one.number) for one in since.lost], since.joined) == ([("withdrawn", 1)], 1)


def test_nothing_changed_nothing_is_said(handed):
    assert not mail_queries.since_handed_in(handed.mailing, at=timezone.now())


# --- ten minutes ---------------------------------------------------------------------------
def test_for_ten_minutes_nothing_leaves_and_it_can_be_called_back(approved_letter, officer):
    leave(approved_letter, officer)
    assert (approved_letter.state, deliver_due()) == ("leaving", [])
    sending.hold_back(newsletter=approved_letter, by=officer, at=timezone.now())
    approved_letter.refresh_from_db()
    assert (approved_letter.state, deliver_due()) == ("approved", [])


def test_after_ten_minutes_it_leaves_by_itself(approved_letter, officer):
    sending.leave(newsletter=approved_letter, starts_at=None, by=officer, at=timezone.now() - timedelta(minutes=10))
    assert len(deliver_due()) == 3


def test_who_is_in_a_hurry_does_not_wait(approved_letter, officer):
    leave(approved_letter, officer)
    sending.skip_wait(newsletter=approved_letter, by=officer, at=timezone.now())
    sending.skip_wait(newsletter=approved_letter, by=officer, at=timezone.now())
    assert len(deliver_due()) == 3


def test_the_page_counts_the_time_down(approved_letter, officer):
    at = timezone.now()
    sending.leave(newsletter=approved_letter, starts_at=None, by=officer, at=at)
    mailing = Mailing.objects.get(pk=approved_letter.mailing_id)
    clocks = [mail_queries.progress(mailing, at=at + timedelta(seconds=n)).undo_clock for n in (0, 19, 541, 700)]
    assert clocks == ["10:00", "9:41", "0:59", "0:00"]


def test_the_part_loads_the_page_when_the_state_changed(approved_letter, officer, sign_in):
    client = sign_in(officer)
    leave(approved_letter, officer)
    path, part = f"/newsletter/{approved_letter.pk}/invio/", {"HX-Request": "true"}
    assert "HX-Refresh" not in client.get(f"{path}?stato=leaving", headers=part)
    sending.skip_wait(newsletter=approved_letter, by=officer, at=timezone.now())
    assert client.get(f"{path}?stato=leaving", headers=part)["HX-Refresh"] == "true"
    deliver_due()
    ended = client.get(f"{path}?stato=sent", headers=part)
    assert ("every" in ended.content.decode(), "HX-Refresh" in ended) == (False, False)


def test_the_numbers_stand_on_the_buttons(handed, head, officer, sign_in):
    page = sign_in(head).get(f"/newsletter/{handed.pk}/invio/").content.decode()
    assert "Approva l’invio a 3 persone" in page
    sending.decide(newsletter=handed, granted=True, by=head, at=timezone.now())
    assert "Invia a 3 persone" in sign_in(officer).get(f"/newsletter/{handed.pk}/invio/").content.decode()


# --- uncertain -----------------------------------------------------------------------------------
def test_the_two_buttons_for_the_uncertain_stand_on_this_page(approved_letter, officer, sign_in):
    leave(approved_letter, officer, undo_seconds=0)
    approved_letter.mailing.deliveries.update(state="uncertain", settled_at=timezone.now())
    client, path = sign_in(officer), f"/newsletter/{approved_letter.pk}/invio/"
    assert [row.email for row in client.get(path).context["uncertain"]] == ["ada@posta.example", "bea@posta.example", "carla@posta.example"]
    one = approved_letter.mailing.deliveries.get(email="ada@posta.example")
    client.post(f"{path}incerti/", {"che": "inviato", "recapito": str(one.pk)})
    client.post(f"{path}incerti/", {"che": "ritenta"})
    states = dict(approved_letter.mailing.deliveries.values_list("email", "state"))
    assert states == {"ada@posta.example": "sent", "bea@posta.example": "queued", "carla@posta.example": "queued"}


def test_an_uncertain_message_of_another_mailing_is_not_found(approved_letter, officer, sign_in):
    assert sign_in(officer).post(f"/newsletter/{approved_letter.pk}/invio/incerti/", {"recapito": "999999"}).status_code == 404


# --- when ----------------------------------------------------------------------------------------
NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-07-01T10:00", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        ("2026-12-01T10:00", datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
        # The hour that comes twice: the first of the two.
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_an_hour_in_rome(typed, meant):
    form = LeaveForm({"how": "later", "moment": typed}, at=NOW)
    assert (form.is_valid(), form.starts_at.astimezone(UTC)) == (True, meant)


def test_the_hour_that_march_leaves_out_is_refused_beside_the_field():
    form = LeaveForm({"how": "later", "moment": "2026-03-29T02:30"}, at=NOW)
    assert not form.is_valid()
    assert "03:30" in form.errors["moment"][0]


def test_a_past_hour_is_refused_beside_the_field_and_kept(approved_letter, officer, sign_in):
    answer = sign_in(officer).post(
        f"/newsletter/{approved_letter.pk}/invio/comando/", {"what": "leave", "how": "later", "moment": "2020-01-01T10:00"}
    )
    assert (answer.status_code, list(answer.context["leave"].errors)) == (422, ["moment"])
    assert b"2020-01-01T10:00" in answer.content


# --- twenty at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_presses_of_the_button_make_one_sending(approved_letter, officer):
    start, led_to = Barrier(20), []
    page = f"/newsletter/{approved_letter.pk}/invio/"

    def press() -> None:
        client = Client()
        client.force_login(officer)
        start.wait()
        led_to.append(client.post(f"{page}comando/", {"what": "leave", "how": "now"}).url)
        connection.close()

    threads = [Thread(target=press) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert led_to == [page] * 20
    mailing = Mailing.objects.get(pk=approved_letter.mailing_id)
    assert (mailing.state, AuditEvent.objects.filter(verb="mailing.started").count()) == ("leaving", 1)
    mailings.skip_wait(mailing=mailing, by=officer, at=timezone.now())
    assert sorted(message["To"].addresses[0].addr_spec for message in deliver_due()) == [
        "ada@posta.example", "bea@posta.example", "carla@posta.example",
    ]  # fmt: skip
