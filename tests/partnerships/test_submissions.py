"""Needs written by non-profits themselves: by our link, or on the public page with a confirmation and a reader."""

import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from partnerships.actions import submissions
from partnerships.models import Need, NeedSubmission
from relations.actions import parties
from relations.mail import testing
from relations.models import Consent, FollowUp, Organization
from tests.partnerships.conftest import AT
from tests.partnerships.test_pages import statements

pytestmark = pytest.mark.django_db
TAX_CODE = "01234560181"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def typed(**changes) -> dict:
    return {
        "key": str(uuid4()), "trap": "", "need1_title": "Venti tutor", "need1_kind": "skilled_volunteers", "need1_quantity": "20",
        "need1_unit": "people", "need1_by_on": "15/3/2027", "need1_results_text": "Doposcuola il giovedì", "need1_limits_text": "Non in agosto",
        "people_at_once": "8", "notice_days": "10", "has_insurance": "true", "supervision_cost": "120,50", "gives": ["visibility"],
        "refused": ["ethical:gambling"], "may_propose": "on",
    } | changes  # fmt: skip


def who(**changes) -> dict:
    return {
        "name": "Doposcuola Nuovo ODV", "tax_code": TAX_CODE, "municipality": "Mortara", "province": "PV", "contact_name": "Anna Riva",
        "contact_email": "anna@doposcuola.example", "contact_phone": "0384 000 222", "themes": ["l"], "targets": ["children"],
    } | changes  # fmt: skip


def mailed(word: str) -> str:
    texts = [d.mailing.text for d in testing.waiting() if word in d.mailing.text]
    return re.search(rf"{word}\S+", texts[-1]).group(0)


# --- by our link -------------------------------------------------------------------------------------------------
@pytest.fixture
def asked(nonprofit, officer):
    body = nonprofit()
    submissions.ask(organization=body, by=officer, at=AT)
    return body, mailed("/raccontate-un-bisogno/ente/")


def test_what_a_body_writes_by_our_link_is_in_the_archive_at_once(asked, officer):
    body, path = asked
    page = Client().get(path)
    assert (page.status_code, "Riso e volontari" in page.content.decode()) == (200, True)
    assert Client().post(path, typed()).status_code == 302
    need = Need.objects.get(title="Venti tutor")
    assert (need.organization, need.quantity, need.unit, need.by_on, need.limits_text) == (
        body, Decimal(20), "people", date(2027, 3, 15), "Non in agosto",
    )  # fmt: skip
    body.refresh_from_db()
    room = body.capacity
    assert (room.people_at_once, room.notice_days, room.has_insurance, room.supervision_cost, room.gives) == (
        8, 10, True, Decimal("120.50"), ["visibility"],
    )  # fmt: skip
    assert body.refused == ["ethical:gambling"]
    assert Consent.objects.filter(organization=body, purpose="partnership").get().event == "granted"
    assert FollowUp.objects.get(origin__startswith="needs:").owner == officer


def test_the_same_form_twice_is_taken_once(asked):
    _body, path = asked
    form = typed()
    for _turn in range(2):
        assert Client().post(path, form).status_code == 302
    assert Need.objects.filter(title="Venti tutor").count() == 1


def test_what_is_left_empty_overwrites_nothing(asked):
    body, path = asked
    Client().post(path, typed())
    Client().post(
        path, typed(need1_title="Altro", people_at_once="", has_insurance="", supervision_cost="", gives=[], refused=[])
    )
    body.refresh_from_db()
    assert (body.capacity.people_at_once, body.capacity.has_insurance, body.refused) == (8, True, ["ethical:gambling"])


def test_looking_writes_nothing_and_wrong_expired_or_foreign_links_are_not_found(asked, client):
    _body, path = asked
    Client().get(path)
    assert not NeedSubmission.objects.exists()
    assert client.get("/raccontate-un-bisogno/ente/non-esiste/").status_code == 404
    foreign = path.replace("/ente/", "/conferma/")
    assert client.get(foreign).status_code == 404
    with time_machine.travel(AT + timedelta(days=61), tick=False):
        assert client.get(path).status_code == 404
        assert client.post(path, typed()).status_code == 404


def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(asked):
    _body, path = asked
    answer = Client().post(
        path, typed(need1_kind="", need2_results_text="Solo il perché", need1_by_on="1/1/2020", people_at_once="molte")
    )
    assert (answer.status_code, set(answer.context["form"].errors)) == (
        422, {"need1_kind", "need1_by_on", "need2_title", "need2_kind", "people_at_once"},
    )  # fmt: skip
    assert "Solo il perché" in answer.content.decode()
    empty = Client().post(path, {"key": str(uuid4())})
    assert set(empty.context["form"].errors) == {"need1_title", "need1_kind"}


def test_without_an_address_nobody_is_asked(nonprofit, officer, staff):
    body = nonprofit(email=False)
    with pytest.raises(submissions.NoAddress):
        submissions.ask(organization=body, by=officer, at=AT)
    assert staff.post(reverse("partnerships:needs_ask", args=[body.slug])).status_code == 302


# --- the public page ---------------------------------------------------------------------------------------------
@pytest.fixture
def sent(officer):
    answer = Client().post(reverse("partnerships:tell_needs"), who() | typed())
    assert answer["Location"] == reverse("partnerships:needs_mail")
    return NeedSubmission.objects.get()


@pytest.fixture
def received(sent):
    path = mailed("/raccontate-un-bisogno/conferma/")
    Client().post(path)
    sent.refresh_from_db()
    return sent


def test_nothing_reaches_the_office_before_the_button_of_the_mail_is_pressed(sent, staff):
    path = mailed("/raccontate-un-bisogno/conferma/")
    assert Client().get(path).status_code == 200
    sent.refresh_from_db()
    assert sent.status == "draft" and not FollowUp.objects.filter(origin__startswith="needs:").exists()
    assert staff.get(reverse("partnerships:submission", args=[sent.pk])).status_code == 404
    for _turn in range(2):
        assert Client().post(path).status_code == 302
    sent.refresh_from_db()
    assert (sent.status, FollowUp.objects.filter(origin=f"needs:{sent.pk}").count()) == ("received", 1)


def test_taking_it_in_makes_the_body_its_needs_its_room_and_its_consent_and_ends_the_reminder(received, staff, officer):
    answer = staff.post(reverse("partnerships:submission", args=[received.pk]), {"organization": ""})
    body = Organization.objects.get(tax_code=TAX_CODE)
    assert answer["Location"] == body.get_absolute_url()
    assert (body.kind, body.name, body.owner, body.refused) == (
        "nonprofit",
        "Doposcuola Nuovo ODV",
        officer,
        ["ethical:gambling"],
    )
    assert body.needs.get().themes == ["l"]
    assert {point.kind for point in body.contact_points.all()} == {"email", "phone"}
    assert FollowUp.objects.get(origin=f"needs:{received.pk}").status == "done"
    assert Consent.objects.filter(organization=body, purpose="partnership", event="granted").exists()


def test_a_body_known_by_its_tax_code_gets_the_needs_and_stays_as_it_is(received, staff, officer):
    body = parties.add_organization(kind="nonprofit", name="Nome vero ODV", by=officer, at=AT, tax_code=TAX_CODE)
    staff.post(reverse("partnerships:submission", args=[received.pk]), {"organization": ""})
    body.refresh_from_db()
    assert (body.name, body.needs.count(), body.themes) == ("Nome vero ODV", 1, [])


def test_staff_may_choose_another_body(received, staff, nonprofit):
    body = nonprofit("Altra ODV")
    staff.post(reverse("partnerships:submission", args=[received.pk]), {"organization": f"organization:{body.pk}"})
    assert (
        body.needs.filter(title="Venti tutor").exists() and not Organization.objects.filter(tax_code=TAX_CODE).exists()
    )


def test_it_is_decided_once_and_declined_only_with_a_reason(received, staff, officer):
    path = reverse("partnerships:submission_decline", args=[received.pk])
    assert staff.post(path, {"reason": ""}).status_code == 422
    assert staff.post(path, {"reason": "Non è un ente."}).status_code == 302
    with pytest.raises(submissions.Decided):
        submissions.accept(submission=received, organization=None, by=officer, at=AT)
    assert staff.post(reverse("partnerships:submission", args=[received.pk]), {"organization": ""}).status_code == 422
    assert not Need.objects.exists()


def test_a_program_that_fills_the_hidden_field_leaves_nothing(officer):
    answer = Client().post(reverse("partnerships:tell_needs"), who() | typed(trap="x"))
    assert answer["Location"] == reverse("partnerships:needs_mail")
    assert not NeedSubmission.objects.exists()


def test_the_same_public_form_twice_is_kept_and_mailed_once(officer):
    form = who() | typed()
    for _turn in range(2):
        Client().post(reverse("partnerships:tell_needs"), form)
    assert NeedSubmission.objects.count() == 1
    assert len([d for d in testing.waiting() if "/conferma/" in d.mailing.text]) == 1


def test_hostile_words_are_words(officer, staff):
    nasty = "<script>alert(1)</script> & 'figli' \x00"
    Client().post(
        reverse("partnerships:tell_needs"),
        who(name=nasty, contact_name=nasty) | typed(need1_title=nasty, need1_results_text=nasty),
    )
    row = NeedSubmission.objects.get()
    submissions.confirm(submission=row, at=AT)
    page = staff.get(reverse("partnerships:submission", args=[row.pk])).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page
    assert staff.post(reverse("partnerships:submission", args=[row.pk]), {"organization": ""}).status_code == 302


def test_the_list_costs_the_same_with_one_form_and_with_many(officer, staff, django_assert_max_num_queries):
    costs = []
    for count in (1, 12):
        for _n in range(count):
            row = submissions.send(
                key=uuid4(), language="it", at=AT, name="Ente", tax_code="", municipality="", province="", contact_name="A",
                contact_email="a@ente.example", contact_phone="", themes=[], targets=[], refused=[], may_propose=False, capacity={}, needs=[],
            )  # fmt: skip
            submissions.confirm(submission=row, at=AT)
        path = reverse("partnerships:submissions")
        staff.get(path)
        costs.append(statements(staff, path, django_assert_max_num_queries))
    assert costs[0] == costs[1]
