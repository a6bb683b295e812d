"""The pages of fundraising: who may, what they cost, what they say to bad input."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fundraising.actions import receipts
from fundraising.models import Campaign, Donation, Receipt
from relations.models import Person
from tests.fundraising.conftest import AT, IBAN

HOSTILE = ["\x00", "a\x00b", "\u202eevil", "x" * 10_000, "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{ 7*7 }}", "';--"]


@pytest.fixture
def staff(client, irene):
    client.force_login(irene)
    return client


def form(**fields) -> dict:
    """What the donation form posts."""
    return {
        "donor": "", "donor_text": "", "amount": "50", "given_on": "20/11/2026", "payment_method": "transfer",
        "visibility": "no", "legal_nature": "gift", "status": "received",
    } | fields  # fmt: skip


STAFF_PAGES = ["campaigns", "lapsed", "donations", "receipts"]


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_want_a_sign_in(client, db, name):
    assert client.get(reverse(f"fundraising:{name}")).status_code == 302


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_reader_reads(client, viewer, office, name):
    client.force_login(viewer)
    assert client.get(reverse(f"fundraising:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["campaign_new", "donation_new"])
def test_a_reader_cannot_write(client, viewer, office, name):
    client.force_login(viewer)
    assert client.get(reverse(f"fundraising:{name}")).status_code == 403


def test_every_page_of_a_gift_opens(staff, give, campaign, irene):
    donation = give()
    receipt = receipts.issue(donation=donation, by=irene, at=AT)
    pages = [
        donation.get_absolute_url(), receipt.get_absolute_url(), campaign.get_absolute_url(),
        *(reverse(f"fundraising:{name}", args=[donation.code]) for name in ("donation_edit", "donation_thank", "donation_end")),
        reverse("fundraising:receipt_annul", args=[receipt.code]),
        *(reverse(f"fundraising:{name}", args=[campaign.slug]) for name in ("campaign_edit", "appeal_new")),
        reverse("fundraising:donation_new") + f"?campagna={campaign.slug}&donatore=person:{donation.person_id}",
        reverse("fundraising:campaign_new"), campaign.public_url, reverse("fundraising:give_list"),
    ]  # fmt: skip
    assert {page: staff.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("name", ["donations", "receipts", "campaigns"])
def test_one_row_and_thirty_rows_cost_the_same(staff, give, irene, campaign, name):
    def cost() -> int:
        with CaptureQueriesContext(connection, ) as queries:
            assert staff.get(reverse(f"fundraising:{name}")).status_code == 200
        return len(queries)

    receipts.issue(donation=give(), by=irene, at=AT)
    cost()
    one = cost()
    for number in range(29):
        receipts.issue(donation=give(amount=Decimal(number + 1)), by=irene, at=AT)
    for number in range(4):
        Campaign.objects.create(
            name=f"c{number}", slug=f"c{number}", code=f"C{number}", purpose="x", goal=1, starts_on=date(2026, 1, 1),
            manager=irene, created_at=AT,
        )
    assert cost() == one


def test_the_campaign_page_costs_the_same_with_more_gifts(staff, give, campaign, cantine):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            staff.get(campaign.get_absolute_url())
        return len(queries)

    give()
    give(donor=cantine, given_on=date(2025, 3, 3))
    cost()
    one = cost()
    for number in range(20):
        give(amount=Decimal(number + 1))
    assert cost() == one


def test_recording_a_gift_leads_to_its_page(staff, office, giovanna):
    answer = staff.post(reverse("fundraising:donation_new"), form(donor=f"person:{giovanna.pk}", amount="1.234,50"))
    donation = Donation.objects.get()
    assert (answer.status_code, answer["Location"], donation.amount, donation.given_on) == (
        302, donation.get_absolute_url(), Decimal("1234.50"), date(2026, 11, 20),
    )  # fmt: skip


def test_nobody_is_added_silently(staff, office):
    answer = staff.post(reverse("fundraising:donation_new"), form(donor_text="Mario Nessuno"))
    assert (answer.status_code, Person.objects.count(), Donation.objects.count()) == (422, 0, 0)


def test_a_new_donor_is_added_on_purpose(staff, office):
    staff.post(
        reverse("fundraising:donation_new"),
        form(donor_text="Mario Nessuno", new_kind="person", new_first_name="Mario", new_last_name="Nessuno"),
    )
    assert str(Donation.objects.get().person) == "Mario Nessuno"


def test_a_namesake_is_noticed(staff, office, giovanna):
    new = form(new_kind="person", new_first_name="giovanna", new_last_name="RICCI")
    refused = staff.post(reverse("fundraising:donation_new"), new)
    staff.post(reverse("fundraising:donation_new"), new | {"new_is_other": "on"})
    assert (refused.status_code, Person.objects.count()) == (422, 2)


def test_an_exchange_makes_it_a_sponsorship_without_receipt(staff, office, cantine):
    staff.post(reverse("fundraising:donation_new"), form(donor=f"organization:{cantine.pk}", visibility="yes"))
    donation = Donation.objects.get()
    staff.post(reverse("fundraising:receipt_issue", args=[donation.code]))
    page = staff.get(donation.get_absolute_url()).content.decode()
    assert (donation.legal_nature, Receipt.objects.count(), "fattura elettronica" in page) == ("sponsorship", 0, True)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": "molto"}, "amount"), ({"amount": "-3"}, "amount"), ({"given_on": "31/02/2026"}, "given_on"),
        ({"given_on": "2030-01-01"}, "given_on"), ({"credited_on": "1/1/2026"}, "credited_on"),
        ({"visibility": ""}, "visibility"), ({"legal_nature": "sponsorship"}, "legal_nature"),
        ({"payment_method": "baratto"}, "payment_method"), ({"nobody": "on"}, "nobody"),
        ({"new_kind": "person", "new_tax_code": "RSSMRA80A01F205Y"}, "new_tax_code"),
    ],
)  # fmt: skip
def test_bad_input_is_told_beside_its_field_and_kept(staff, office, giovanna, fields, field):
    sent = form(donor=f"person:{giovanna.pk}", notes="da non perdere", **fields)
    answer = staff.post(reverse("fundraising:donation_new"), sent)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert "da non perdere" in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_never_break_a_page(staff, client, campaign, giovanna, text):
    new = staff.post(
        reverse("fundraising:donation_new"),
        form(donor=f"person:{giovanna.pk}", notes=text, payment_reference=text, amount=text, donor_text=text),
    )
    saved = staff.post(reverse("fundraising:donation_new"), form(donor=f"person:{giovanna.pk}", notes=text[:1000]))
    found = staff.get(reverse("fundraising:donations"), {"q": text[:300], "campagna": text[:50], "dopo": text[:50]})
    public = client.get(campaign.public_url, {"importo": text[:300], "altro": text[:300]})
    export = staff.post(reverse("fundraising:donations"), {"formato": "csv"})
    assert (new.status_code, saved.status_code, found.status_code, public.status_code, export.status_code) == (
        422, 302, 200, 200, 200,
    )  # fmt: skip
    assert "<script>alert" not in staff.get(Donation.objects.latest("pk").get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", ["D1", "D999999999999999999999", "x", "D-1", "2026", "%00"])
def test_unknown_codes_are_404(staff, office, code):
    assert {staff.get(f"/donazioni/{code}/").status_code, staff.get(f"/ricevute/{code}/").status_code} == {404}


def test_the_pdf_is_for_those_who_may_and_never_cached(staff, client, give, irene):
    receipt = receipts.issue(donation=give(), by=irene, at=AT)
    address = reverse("fundraising:receipt_pdf", args=[receipt.code])
    answer = staff.get(address)
    assert (answer.content == receipts.content_of(receipt), "no-store" in answer["Cache-Control"]) == (True, True)
    client.logout()
    assert client.get(address).status_code == 302


def test_the_public_page_sets_no_cookie_and_needs_no_script(client, campaign, give):
    give(on_wall=True)
    answer = client.get(campaign.public_url, {"importo": "100"})
    page = answer.content.decode()
    assert (answer.status_code, dict(client.cookies), "style=" in page) == (200, {}, False)
    assert [words in page for words in ("IT55 J999 9911 3000 0000 0012 345", "CSV Prova ETS", "Giovanna R.", f'data-copy="{IBAN}"')] == [
        True
    ] * 4


def test_the_public_page_tells_a_wrong_amount(client, campaign):
    page = client.get(campaign.public_url, {"importo": "altro", "altro": "tanto"}).content.decode()
    assert ("Scrivete l’importo in euro" in page, "<svg role=\"img\"" in page) == (True, True)


def test_a_draft_has_no_public_page(client, campaign):
    Campaign.objects.update(is_public=False)
    assert client.get(campaign.public_url).status_code == 404


def test_thanking_twice_is_told(staff, give):
    donation = give()
    address = reverse("fundraising:donation_thank", args=[donation.code])
    first = staff.post(address, {"how": "call", "words": "", "note": ""})
    assert (first.status_code, staff.post(address, {"how": "call"}).status_code) == (302, 422)
