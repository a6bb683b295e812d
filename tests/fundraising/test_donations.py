"""Recording gifts: with their thanks, once, and never half."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from fundraising import fingerprint
from fundraising.actions import donations, receipts
from fundraising.actions.donors import NewDonor
from fundraising.models import Donation, Thanks
from relations.models import Person, TimelineEntry
from tests.fundraising.conftest import AT


def test_a_gift_owes_thanks_within_48_hours(give):
    thanks = give().thanks
    assert (thanks.state, thanks.due_at - AT) == ("owed", timedelta(hours=48))


@pytest.mark.parametrize("fields", [{"donor": None}, {"status": "announced"}])
def test_nobody_is_thanked_for_what_nobody_gave_or_did_not_arrive(give, fields):
    assert give(**fields).thanks.state == "not_needed"


def test_gift_and_thanks_are_written_together_or_not_at_all(give, monkeypatch):
    monkeypatch.setattr(Thanks.objects, "create", lambda **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        give()
    assert Donation.objects.count() == 0


def test_the_same_page_posted_twice_makes_one_gift(give):
    key = uuid.uuid4()
    assert give(entry_key=key).pk == give(entry_key=key).pk


def test_a_new_donor_is_added_with_the_gift(give):
    donation = give(donor=NewDonor("person", "Nuova", "Maria", "maria@posta.example"))
    assert (str(donation.person), donation.person.contact_points.get().value) == ("Maria Nuova", "maria@posta.example")


def test_the_gift_stands_on_the_donor_s_timeline(give, giovanna):
    donation = give()
    entry = TimelineEntry.objects.filter(person=giovanna).latest("pk")
    assert (entry.title, entry.url) == ("Erogazione liberale di €\u00a050,00", donation.get_absolute_url())


def test_a_gift_with_a_receipt_cannot_be_changed_or_cancelled(give, irene):
    donation = give()
    receipts.issue(donation=donation, by=irene, at=AT)
    with pytest.raises(donations.HasReceipt):
        donations.change(donation=donation, by=irene, at=AT, amount=Decimal(60))
    with pytest.raises(donations.HasReceipt):
        donations.end(donation=donation, status="voided", reason="errore", ended_on=date(2026, 11, 24), by=irene, at=AT)


def test_the_second_editor_is_told(give, irene):
    donation = give()
    seen = fingerprint.of(Donation.objects.get(pk=donation.pk))
    donations.change(donation=donation, by=irene, at=AT, seen=seen, amount=Decimal(60))
    with pytest.raises(fingerprint.ChangedMeanwhile):
        donations.change(donation=donation, by=irene, at=AT, seen=seen, amount=Decimal(70))
    assert Donation.objects.get(pk=donation.pk).amount == Decimal(60)


def test_a_cancelled_gift_owes_no_thanks(give, irene):
    donation = donations.end(
        donation=give(), status="voided", reason="errore", ended_on=date(2026, 11, 24), by=irene, at=AT
    )
    assert (donation.status, Thanks.objects.get(donation=donation).state) == ("voided", "not_needed")


def test_reconciling_an_announced_gift_asks_for_thanks(give, irene):
    donation = give(status="announced")
    donations.reconcile(donation=donation, credited_on=date(2026, 11, 23), by=irene, at=AT)
    assert Thanks.objects.get(donation=donation).state == "owed"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"amount": Decimal(0)}, "donation_amount_positive"),
        ({"credited_on": date(2026, 11, 1)}, "donation_credited_after_given"),
        ({"status": "refunded"}, "donation_ended_with_reason"),
    ],
)
def test_the_database_refuses(give, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        give(**fields)


def test_the_database_refuses_two_donors(give, cantine):
    donation = give()
    with pytest.raises(IntegrityError, match="donation_of_one_donor"), transaction.atomic():
        Donation.objects.filter(pk=donation.pk).update(organization=cantine)


def test_the_database_refuses_nobody_on_the_wall(give):
    donation = give(donor=None)
    with pytest.raises(IntegrityError, match="nobody_is_not_on_wall"), transaction.atomic():
        Donation.objects.filter(pk=donation.pk).update(on_wall=True)


def test_hostile_words_are_kept_harmless(give):
    donation = give(notes="a\x00b\ud800c" + "x" * 10_000, payment_reference="=1+1\r\nBcc: x")
    donation.refresh_from_db()
    assert (donation.notes[:3], donation.payment_reference) == ("abc", "=1+1 Bcc: x")


def test_nobody_is_added_to_the_archive_by_a_known_donor(give):
    give()
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_record_one_gift(give):
    key = uuid.uuid4()

    def click(_number: int) -> int:
        try:
            return give(entry_key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(click, range(4)))
    assert (len(made), Donation.objects.filter(entry_key=key).count()) == (1, 1)
