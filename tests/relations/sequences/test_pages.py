"""The pages of sequences and of who waits: written, approved by another, switched on, rehearsed, stopped."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from relations.actions import sequences
from relations.mail import addresses
from relations.models import AttentionBudget, Delivery, Mailing, MailPriority, MailSequence, SequenceRun
from tests.relations.conftest import AT

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"relations:{name}", args=args)


def fields(by, **changes) -> dict[str, str]:
    """What the editor posts for a sequence with a mail and a thing to do."""
    return {
        "name": "Benvenuto", "note": "", "owner": str(by.pk), "purpose": "newsletter", "basis": "consent",
        "trigger": "subscribed", "value_subscribed": ["newsletter"], "segment": "", "stops": ["reply"],
        "steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "0", "steps-0-title": "Benvenuto", "steps-0-kind": "mail",
        "steps-0-days": "0", "steps-0-hour": "", "steps-0-day_rule": "shift", "steps-0-subject": "Benvenuti, [nome]",
        "steps-0-preheader": "", "steps-0-body": "<p>[saluto]</p>", "steps-0-ORDER": "2",
        "steps-1-title": "Telefonare a [nome]", "steps-1-kind": "todo", "steps-1-days": "4", "steps-1-hour": "09:30",
        "steps-1-day_rule": "working", "steps-1-subject": "", "steps-1-preheader": "", "steps-1-body": "", "steps-1-ORDER": "1",
        **changes,
    }  # fmt: skip


def test_from_the_editor_to_the_switch(staff, officer, approver, sign_in):
    """Written in another order than numbered, approved by somebody else, switched on."""
    response = staff.post(url("sequence_new"), fields(officer))
    made = MailSequence.objects.latest("pk")
    assert response.url == made.get_absolute_url()
    version = made.versions.get()
    assert [(step.title, step.kind, step.days) for step in version.steps.all()] == [
        ("Telefonare a [nome]", "todo", 4), ("Benvenuto", "mail", 0)
    ]
    staff.post(url("sequence_submit", made.pk))
    assert "In approvazione" in staff.get(made.get_absolute_url()).content.decode()
    staff.post(url("sequence_on", made.pk))
    made.refresh_from_db()
    assert not made.is_on
    assert staff.post(url("sequence_decide", made.pk), {"approve": "1"}).status_code == 403
    boss = sign_in(approver)
    assert made.name in boss.get(url("approvals")).content.decode()
    boss.post(url("sequence_decide", made.pk), {"approve": "1"})
    staff.post(url("sequence_on", made.pk))
    made.refresh_from_db()
    assert (made.is_on, made.live.approved_by) == (True, approver)
    staff.post(url("sequence_off", made.pk))
    made.refresh_from_db()
    assert not made.is_on


def test_nobody_approves_what_they_wrote(sequence, approver, sign_in):
    made = sequence(state="draft")
    sequences.submit(sequence=made, by=approver, at=AT)
    sign_in(approver).post(url("sequence_decide", made.pk), {"approve": "1"})
    made.refresh_from_db()
    assert made.live is None


def test_sent_back_with_a_reason_and_mended(sequence, approver, sign_in, staff):
    made = sequence(state="in_review")
    boss = sign_in(approver)
    assert boss.post(url("sequence_decide", made.pk), {"reason": ""}).status_code == 422
    boss.post(url("sequence_decide", made.pk), {"reason": "Troppo lunga"})
    assert made.versions.get().state == "draft"
    assert staff.get(url("sequence_edit", made.pk)).status_code == 200


@pytest.mark.parametrize(("changes", "said"), [
    ({"name": ""}, "Compilate questo campo"),
    ({"steps-0-subject": "Ciao [nmoe]"}, "[nmoe]"),
    ({"steps-0-body": "<p>[pippo]</p>"}, "[pippo]"),
    ({"steps-0-days": "tre"}, "numero di giorni"),
    ({"steps-1-hour": "25:99"}, "Scrivete l’ora"),
    ({"value_subscribed": []}, "Sceglietene almeno una"),
    ({"trigger": "invented"}, "Scegli"),
    ({"steps-0-title": "", "steps-1-title": "", "steps-0-subject": "", "steps-0-body": ""}, "almeno un passo"),
    ({"steps-0-title": ""}, "Date un titolo"),
    ({"owner": "999999"}, "Scegli"),
])  # fmt: skip
def test_bad_input_is_said_beside_its_field_and_nothing_typed_is_lost(staff, officer, changes, said):
    response = staff.post(url("sequence_new"), fields(officer, **{"note": "Una nota lunga", **changes}))
    page = response.content.decode()
    assert (response.status_code, "Una nota lunga" in page) == (422, True)
    assert said in page
    assert not MailSequence.objects.filter(key="").exists()


def test_a_script_in_the_text_is_taken_out(staff, officer):
    staff.post(url("sequence_new"), fields(officer, **{"steps-0-body": '<p onclick="x()">Ciao</p><script>alert(1)</script>'}))
    step = MailSequence.objects.latest("pk").versions.get().steps.get(kind="mail")
    assert step.body == "<p>Ciao</p>"
    frame = staff.get(url("sequence_mail", step.pk))
    assert "<script" not in frame.content.decode()
    assert "alert(1)" not in frame.content.decode()
    assert "sandbox" in frame["Content-Security-Policy"]


def test_one_more_line_keeps_what_was_typed(staff, officer):
    page = staff.post(url("sequence_new"), fields(officer, more="1", name="Quasi pronta")).content.decode()
    assert "Quasi pronta" in page
    assert "steps-2-title" in page


def test_what_waits_for_approval_cannot_be_changed(sequence, staff, officer):
    made = sequence(state="in_review")
    response = staff.post(url("sequence_edit", made.pk), fields(officer))
    assert response.status_code == 422
    assert "ritiratela" in response.content.decode()
    staff.post(url("sequence_take_back", made.pk))
    assert staff.post(url("sequence_edit", made.pk), fields(officer)).status_code == 302


# --- the rehearsal, the box ---------------------------------------------------------------------------------------------
def test_the_rehearsal_says_who_and_why_not(sequence, subscriber, staff):
    now = timezone.now()
    made = sequence(on_since=now - timedelta(days=1))
    subscriber("Maria", at=now - timedelta(hours=1))
    gone = subscriber("Paolo", at=now - timedelta(hours=1))
    gone.archived_at = now
    gone.save()
    page = staff.get(url("sequence_rehearsal", made.pk)).content.decode()
    assert "Maria Galli" in page
    assert "la mail" in page
    assert "no: la scheda è archiviata" in page
    assert SequenceRun.objects.count() == 0


@pytest.mark.parametrize("day", ["2026-02-30", "ieri", "1999-01-01", "2999-01-01", "\x00"])
def test_a_day_that_cannot_be_rehearsed(sequence, staff, day):
    assert staff.get(url("sequence_rehearsal", sequence().pk), {"giorno": day}).status_code == 422


def test_the_box_on_a_person_s_page_and_its_button(sequence, subscriber, staff):
    sequence()
    maria = subscriber()
    sequences.run_all(at=AT)
    page = staff.get(maria.get_absolute_url()).content.decode()
    assert "In queste sequenze" in page
    run = SequenceRun.objects.get()
    assert staff.post(url("sequence_leave", run.pk), {"reason": ""}).status_code == 422
    response = staff.post(url("sequence_leave", run.pk), {"reason": "Lo ha chiesto", "next": maria.get_absolute_url()})
    assert response.url == maria.get_absolute_url()
    run.refresh_from_db()
    assert (run.state, run.reason, run.note) == ("stopped", "by_hand", "Lo ha chiesto")
    assert "Sequenza fermata" in staff.get(maria.get_absolute_url()).content.decode()


def test_put_away_and_brought_back(sequence, staff):
    made = sequence(state="approved")
    staff.post(url("sequence_retire", made.pk))
    assert "Messe via" in staff.get(url("sequences")).content.decode()
    staff.post(url("sequence_on", made.pk))
    made.refresh_from_db()
    assert not made.is_on
    staff.post(url("sequence_back", made.pk))
    made.refresh_from_db()
    assert made.retired_at is None


# --- who waits ------------------------------------------------------------------------------------------------------------
def held(email: str, number: int = 0) -> Delivery:
    at = timezone.now()
    mailing = Mailing.objects.create(
        kind="campaign", purpose="events", title="Invito", subject="Invito", state="sending", created_at=at, approved_at=at, starts_at=at
    )
    return Delivery.objects.create(
        mailing=mailing, is_bulk=True, address=email, email=email, address_hash=addresses.hashed(email), state="deferred",
        reason="attention", due_at=at + timedelta(days=2, minutes=number), created_at=at,
    )  # fmt: skip


def test_the_head_lets_one_pass_and_says_why(sign_in, head, staff):
    row = held("maria@posta.example")
    assert "maria@posta.example" in staff.get(url("attention")).content.decode()
    assert staff.get(url("attention_pass", row.pk)).status_code == 403
    boss = sign_in(head)
    assert boss.post(url("attention_pass", row.pk), {"reason": ""}).status_code == 422
    boss.post(url("attention_pass", row.pk), {"reason": "È domani"})
    row.refresh_from_db()
    assert (row.due_at <= timezone.now(), row.attention_pass.reason) == (True, "È domani")


def test_the_head_sets_the_ceiling(sign_in, head):
    boss = sign_in(head)
    page = boss.get(url("attention_rules"))
    data = {name: value for name, value in page.context["form"].initial.items() if value is not False}
    assert boss.post(url("attention_rules"), {**data, "ceiling": "-1"}).status_code == 422
    boss.post(url("attention_rules"), {**data, "ceiling": "5", "weight_fundraising": "95", "free_events": "on"})
    assert AttentionBudget.current().ceiling == 5
    assert MailPriority.objects.get(purpose="fundraising").weight == 95
    assert MailPriority.objects.get(purpose="events").never_waits


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_cost_the_same_for_one_and_for_thirty(sequence, subscriber, staff):
    made = sequence()
    pages = [url("sequences"), url("sequence", made.pk), url("sequence_rehearsal", made.pk), url("attention")]
    costs = []
    for number in (1, 30):
        for place in range(number):
            subscriber(f"P{number}{place}")
            held(f"p{number}{place}@posta.example", place)
        sequences.run_all(at=AT + timedelta(minutes=number))
        costs.append([cost(staff, page) for page in pages])
    assert costs[0] == costs[1]


def test_the_list_costs_the_same_for_three_and_for_ten_sequences(sequence, staff):
    sequence()
    first = cost(staff, url("sequences"))
    for number in range(7):
        sequence(name=f"Sequenza {number}")
    assert cost(staff, url("sequences")) == first
