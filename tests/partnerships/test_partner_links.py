"""The page of a partner on its phone, what it writes to the officer, and the links as staff handle them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.actions import partner_links, partnerships
from relations.actions import parties as people
from relations.mail import testing
from relations.models import AuditEvent, FollowUp, SecretLink, TimelineEntry

from .conftest import AT


@pytest.fixture
def row(partnership):
    return partnership()


@pytest.fixture
def token(row):
    return partner_links.issue(party=row.parties.get(side="company"), email="silvio@riseria.example", at=timezone.now())


def read(token: str, path: str = "") -> str:
    answer = Client().get(f"/insieme/{token}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


# --- the page -----------------------------------------------------------------------------------------------------
def test_the_page_says_where_it_stands_what_comes_next_and_whom_to_call(row, token, officer):
    partnerships.set_next_step(
        partnership=row, text="Incontro a tre", on=timezone.localdate() + timedelta(days=3), by=officer, at=timezone.now()
    )
    page = read(token)
    for words in ("Fase 1 di 6", "Incontro a tre", "Chiara Prova", 'href="tel:', "Per ora non vi chiediamo nulla", 'aria-current="step"'):
        assert words in page, words


def test_a_partner_who_is_not_to_be_told_of_dates_reads_none(row, token, officer):
    now = timezone.now()
    partnerships.set_next_step(partnership=row, text="Cosa nostra", on=timezone.localdate() + timedelta(days=3), by=officer, at=now)
    partnerships.change(partnership=row, tell_partners=False, by=officer, at=now)
    assert "Cosa nostra" not in read(token)


@pytest.mark.parametrize(("state", "words"), [("paused", "Per ora è sospesa"), ("withdrawn", "È finita prima del tempo")])
def test_the_reason_of_a_pause_or_an_end_stays_in_the_office(row, token, officer, state, words):
    why = {"partnership": row, "why": "La direttrice litiga", "by": officer, "at": timezone.now()}
    partnerships.pause(**why) if state == "paused" else partnerships.end(outcome=state, **why)
    page = read(token)
    assert words in page and "litiga" not in page


def test_looking_writes_nothing_and_sending_is_kept(row, token):
    link = SecretLink.objects.get()
    read(token), read(token, "scrivi/")
    link.refresh_from_db()
    assert link.used_at is None
    assert Client().post(f"/insieme/{token}/scrivi/", {"text": ""}).status_code == 422
    link.refresh_from_db()
    assert link.used_at is None
    Client().post(f"/insieme/{token}/scrivi/", {"text": "Possiamo il 3"})
    link.refresh_from_db()
    assert link.used_at is not None


def test_a_message_lands_on_the_timeline_of_its_side_and_on_the_officer_s_list_and_nowhere_else(row, token, officer):
    other = partner_links.issue(party=row.parties.get(side="nonprofit"), email="x@prova.example", at=timezone.now())
    answer = Client().post(f"/insieme/{token}/scrivi/", {"text": "Tra noi: non li vediamo pronti"})
    assert answer.status_code == 302 and answer.url == f"/insieme/{token}/"
    entries = TimelineEntry.objects.filter(body__contains="non li vediamo pronti")
    assert [entry.organization.name for entry in entries] == ["Riseria Dosso Verde S.p.A."]
    assert FollowUp.objects.get(owner=officer, title__contains="Tra noi").organization.name == "Riseria Dosso Verde S.p.A."
    assert "Tra noi" not in read(other) and "Tra noi" not in read(token)


def test_two_clicks_send_one_message(row, token):
    client = Client()
    for _press in range(2):
        client.post(f"/insieme/{token}/scrivi/", {"text": "Ciao", "csrfmiddlewaretoken": "x" * 32})
    assert AuditEvent.objects.filter(verb="partner.wrote").count() == 1


def test_no_wrong_link_writes(row):
    old = partner_links.issue(party=row.parties.first(), email="a@riseria.example", at=timezone.now() - timedelta(days=400))
    codes = [Client().post(f"/insieme/{each}/scrivi/", {"text": "Ciao"}).status_code for each in (old, "x" * 32)]
    assert codes == [404, 404] and not AuditEvent.objects.filter(verb="partner.wrote").exists()


# --- as staff handle them -----------------------------------------------------------------------------------------
@pytest.fixture
def silvio(company, officer):
    person = people.add_person(first_name="Silvio", last_name="Dossi", by=officer, at=AT)
    people.affiliate(person=person, organization=company, role="Direttore", by=officer, at=AT)
    people.add_contact_point(party=person, kind="email", value="silvio@riseria.example", by=officer, at=AT)
    return person


def test_a_link_is_sent_made_new_and_taken_back_from_the_page(row, silvio, staff):
    party = row.parties.get(side="company")
    path = f"/partnership/{row.code}/collegamenti/"
    page = staff.get(path + "manda/").content.decode()
    assert "Silvio Dossi, silvio@riseria.example" in page and "info@riseria.example" in page
    data = {"to": f"{party.pk}:{silvio.pk}:silvio@riseria.example", "email": "", "words": "A presto"}
    assert staff.post(path + "manda/", data).status_code == 302
    [first] = SecretLink.objects.filter(holder=str(silvio.pk))
    assert staff.post(path + "manda/", data).status_code == 302
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert [delivery.email for delivery in testing.waiting()] == ["silvio@riseria.example"] * 2
    [second] = SecretLink.objects.filter(holder=str(silvio.pk), revoked_at=None)
    assert "Silvio Dossi" in staff.get(path).content.decode()
    assert staff.post(f"{path}{second.pk}/togli/").status_code == 302
    assert not SecretLink.objects.filter(revoked_at=None).exists()
    assert AuditEvent.objects.filter(verb="partner_link.revoked").count() == 1


def test_another_address_is_checked(row, staff):
    party = row.parties.get(side="company")
    path = f"/partnership/{row.code}/collegamenti/manda/"
    for email, code in (("", 422), ("senza chiocciola", 422), ("nuova@riseria.example", 302)):
        assert staff.post(path, {"to": f"{party.pk}::", "email": email, "words": ""}).status_code == code
    assert staff.post(path, {"to": "999::", "email": "a@b.example"}).status_code == 422
    assert SecretLink.objects.get().email == "nuova@riseria.example"


def test_a_link_of_another_partnership_is_not_taken_back_here(row, partnership, staff):
    other = partnership("Altra")
    partner_links.issue(party=other.parties.first(), email="a@prova.example", at=timezone.now())
    assert staff.post(f"/partnership/{row.code}/collegamenti/{SecretLink.objects.get().pk}/togli/").status_code == 404


def test_the_page_of_links_costs_the_same_with_one_and_with_twenty(row, staff, django_assert_max_num_queries):
    path, costs = f"/partnership/{row.code}/collegamenti/", []
    for count in (1, 20):
        for number in range(count):
            partner_links.issue(party=row.parties.first(), email=f"a{count}.{number}@prova.example", at=timezone.now())
        staff.get(path)
        with django_assert_max_num_queries(60) as seen:
            assert staff.get(path).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
