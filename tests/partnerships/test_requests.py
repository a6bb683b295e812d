"""From the first step of the public form to a request in charge of somebody."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from partnerships import workdays
from partnerships.actions import drafts, requests
from partnerships.models import Offer, PartnerRequest
from relations.actions import parties
from relations.mail import testing
from relations.models import Delivery, FollowUp, Organization, Person
from tests.partnerships.conftest import AT, VAT, answers


def test_three_working_days_leap_over_the_weekend_and_the_immaculate_conception():
    assert workdays.after(date(2026, 12, 4), 3) == date(2026, 12, 10)


def test_the_same_press_twice_makes_one_draft(office):
    key = uuid4()
    for name in ("Prima S.r.l.", "Prima S.r.l. corretta"):
        drafts.begin(key=key, language="it", at=AT, company_name=name, vat_number=VAT)
    assert list(PartnerRequest.objects.values_list("company_name", flat=True)) == ["Prima S.r.l. corretta"]


def test_ticked_results_become_themes_goals_and_people(draft):
    row, _token = draft(results=["waste"])
    assert (row.themes, row.sdgs, row.targets) == (["e", "u"], [2, 12], ["poverty"])


def test_a_step_saved_again_replaces_its_offers(draft):
    row, _token = draft()
    drafts.save_step(request=row, at=AT, offers=[{"kind": "cash", "quantity": 5, "unit": "eur", "description": ""}])
    assert list(row.offers.values_list("kind", flat=True)) == ["cash"]


def test_an_incomplete_draft_is_not_sent_and_says_which_steps_lack(draft):
    row, _token = draft(results=[], contact_phone="")
    with pytest.raises(drafts.Incomplete) as error:
        drafts.submit(request=row, at=AT)
    assert error.value.steps == ["risultati", "referente"]
    assert Delivery.objects.count() == 0


def test_a_form_filled_in_a_second_is_not_sent(draft):
    row, _token = draft()
    with pytest.raises(drafts.TooQuick):
        drafts.submit(request=row, at=row.created_at + timedelta(seconds=1))


def test_sending_mails_a_link_and_receives_nothing_yet(draft):
    row, _token = draft()
    drafts.submit(request=row, at=AT)
    row.refresh_from_db()
    assert (row.status, row.code, FollowUp.objects.count()) == ("draft", "", 0)
    assert [delivery.email for delivery in testing.waiting()] == ["silvio.dossi@riseria.example"]


def test_one_address_is_written_to_at_most_twice_a_day(draft):
    row, _token = draft()
    for _press in range(7):
        drafts.submit(request=row, at=AT)
    assert Delivery.objects.count() == 2


def test_confirming_gives_number_officer_day_and_one_follow_up(request_in, officer):
    row = request_in()
    assert (row.code, row.status, row.owner, row.answer_due_on) == ("R-2026-001", "received", officer, date(2026, 11, 27))
    followup = FollowUp.objects.get(origin=f"partner_request:{row.pk}:first_answer")
    assert (followup.owner, followup.due_on, followup.subject) == (officer, date(2026, 11, 27), row)


def test_confirming_twice_changes_nothing(draft, officer):
    row, _token = draft()
    drafts.submit(request=row, at=AT)
    for _press in range(2):
        requests.receive(request=row, at=AT)
    assert list(PartnerRequest.objects.values_list("code", flat=True)) == ["R-2026-001"]
    assert FollowUp.objects.count() == 1
    assert Delivery.objects.filter(mailing__subject__contains="R-2026-001").count() == 1


def test_the_officer_with_the_fewest_open_requests_answers(request_in, officer, colleague):
    second = colleague("relations_officer", "Sara")
    assert [request_in().owner, request_in().owner] == [officer, second]


def test_a_company_known_by_vat_number_is_tied_and_never_overwritten(request_in, officer):
    known = parties.add_organization(kind="company", name="Riseria (nome vero)", by=None, at=AT, vat_number=VAT, owner=officer)
    row = requests.take(request=request_in(), by=officer, at=AT)
    known.refresh_from_db()
    assert (row.organization, known.name, Organization.objects.filter(kind="company").count()) == (known, "Riseria (nome vero)", 1)


def test_taking_adds_the_company_and_its_contact_and_answers_the_follow_up(request_in, officer):
    row = requests.take(request=request_in(), by=officer, at=AT)
    assert (row.status, row.organization.vat_number, row.person.name) == ("screening", VAT, "Silvio Dossi")
    assert row.organization.affiliations.get().is_main_contact is True
    assert FollowUp.objects.get().status == "done"
    assert Offer.objects.get().organization == row.organization


def test_taking_twice_adds_nobody_twice(request_in, officer):
    row = request_in()
    for _press in range(2):
        requests.take(request=row, by=officer, at=AT)
    assert (Organization.objects.count(), Person.objects.count()) == (1, 1)


def test_declining_mails_the_reason_and_closes(request_in, officer):
    row = requests.decline(request=request_in(), reason="Non è una collaborazione.", by=officer, at=AT)
    assert row.status == "declined"
    assert "Non è una collaborazione." in Delivery.objects.latest("pk").mailing.text
    with pytest.raises(requests.Closed):
        requests.decline(request=row, reason="Di nuovo", by=officer, at=AT)


def test_request_received_has_code(draft):
    row, _token = draft()
    with pytest.raises(IntegrityError, match="request_received_has_code"), transaction.atomic():
        PartnerRequest.objects.filter(pk=row.pk).update(status="received")


def test_request_declined_with_reason(request_in):
    with pytest.raises(IntegrityError, match="request_declined_with_reason"), transaction.atomic():
        PartnerRequest.objects.filter(pk=request_in().pk).update(status="declined")


def test_offer_of_someone_with_a_positive_quantity(request_in):
    with pytest.raises(IntegrityError, match="offer_of_someone"), transaction.atomic():
        Offer.objects.create(kind="cash")
    with pytest.raises(IntegrityError, match="offer_quantity_positive"), transaction.atomic():
        Offer.objects.create(kind="cash", quantity=0, request=request_in())


def test_an_expired_or_foreign_draft_link_is_not_found(draft):
    _row, token = draft()
    with pytest.raises(Http404):
        drafts.resolve(token, at=AT + timedelta(days=61))
    with pytest.raises(Http404):
        drafts.resolve(token, at=AT, scope=drafts.STATUS_LINK)


def test_a_link_mailed_to_the_address_written_before_confirms_nothing(draft, client):
    row, _token = draft()
    drafts.submit(request=row, at=AT)
    old = re.search(r"/cerca-un-partner/\S+", testing.waiting()[0].mailing.text).group(0)
    drafts.save_step(request=row, at=AT, contact_email="altra@riseria.example")
    assert (client.post(old).status_code, PartnerRequest.objects.get(pk=row.pk).status) == (404, "draft")


def test_a_second_click_of_a_colleague_writes_one_request_down(officer):
    made = [requests.create(by=officer, at=AT + timedelta(seconds=second), **answers()) for second in (0, 4)]
    assert (made[0], PartnerRequest.objects.count()) == (made[1], 1)
