"""A gift, from the phone call to the letter: recorded, receipted, thanked; and a visitor who gives from a phone."""

import email
import email.policy
import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from fundraising.actions import campaigns, donations, tax
from fundraising.models import Donation
from relations import roles
from relations.actions import parties
from relations.models import CapturedMessage, OfficeSettings, User
from tests.support.browser import PHONE
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
IBAN = "IT55J9999911300000000012345"


@pytest.fixture
def office(transactional_db):
    """A small office with one campaign and one donor."""
    now = timezone.now()
    roles.sync()
    tax.load_rules()
    OfficeSettings.objects.create(
        pk=1, name="CSV Prova ETS", short_name="CSV Prova", tax_code="96000000180", runts_section="g", runts_number="000123",
        address="Via dei Mille 12", postal_code="27100", municipality="Pavia", province="PV", phone="+390382000000",
        email="relazioni@csv.example", iban=IBAN, account_holder="CSV Prova ETS", legal_representative="Lucia Prova",
    )  # fmt: skip
    irene = User.objects.create_user("irene@csv.example", PASSWORD, first_name="Irene", last_name="Gallo")
    irene.groups.add(Group.objects.get(name="fundraiser"))
    giovanna = parties.add_person(first_name="Giovanna", last_name="Ricci", by=irene, at=now)
    parties.add_contact_point(party=giovanna, kind="email", value="giovanna@posta.example", by=irene, at=now)
    today = timezone.localdate()
    campaign = campaigns.open_campaign(
        name="Un doposcuola per la Lomellina", purpose="Teniamo aperto il doposcuola fino a giugno.", goal=Decimal(25000),
        starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=40), manager=irene, by=irene, at=now,
        story="Ogni giorno diciannove ragazzi arrivano con lo zaino pieno.",
        amounts=[(Decimal(20), "una merenda"), (Decimal(50), "i libri di un mese"), (Decimal(100), "un pomeriggio")],
    )
    campaigns.publish(campaign=campaign, by=irene, at=now)
    donations.record(
        donor=giovanna, amount=Decimal(80), given_on=today - timedelta(days=30), by=irene, at=now, campaign=campaign,
        status="reconciled", on_wall=True,
    )
    return campaign


def arrived(page, subject: str) -> email.message.EmailMessage:
    """Wait until the outbox page says it left, then read it as the mailbox took it in."""
    for _turn in range(60):
        rows = [email.message_from_bytes(bytes(row.raw), policy=email.policy.default) for row in CapturedMessage.objects.all()]
        found = [message for message in rows if message["Subject"] == subject]
        if found:
            assert len(found) == 1
            return found[0]
        page.wait_for_timeout(500)
    pytest.fail(f"“{subject}” did not arrive")


def test_a_gift_is_recorded_receipted_and_thanked(office, page, axe, mailbox_process, celery_worker_process):
    sign_in(page, "irene@csv.example", PASSWORD)
    page.goto(office.get_absolute_url())
    axe(page)
    page.get_by_role("link", name="Registra donazione").click()

    # Nothing chosen, nothing answered: told beside the fields, and what was typed stays.
    page.fill("#id_amount", "tanto")
    page.fill("#id_notes", "ha telefonato lunedì")
    page.get_by_role("button", name="Salva donazione").click()
    expect(page.locator(".err-sum")).to_be_focused()
    expect(page.locator("#div_id_amount .err-msg")).to_contain_text("per esempio 50 oppure 1.234,50")
    expect(page.locator("#id_notes")).to_have_value("ha telefonato lunedì")
    axe(page)

    # The donor comes from the archive, by a piece of the name.
    page.locator("#id_donor").press_sequentially("giov")
    page.get_by_role("option", name=re.compile("Giovanna Ricci")).click()
    page.fill("#id_amount", "1.234,50")
    page.get_by_label("No, nulla in cambio").check()
    page.get_by_role("button", name="Salva donazione").click()
    page.wait_for_url(re.compile(r"/donazioni/D\d{6}/$"))
    donation = Donation.objects.latest("pk")
    assert (donation.amount, donation.campaign, donation.donor_name) == (Decimal("1234.50"), office, "Giovanna Ricci")
    axe(page)

    # The receipt, and its file.
    page.get_by_role("button", name="Emetti la ricevuta").click()
    number = f"{date.today().year}/00001"
    page.get_by_role("link", name=number, exact=True).click()
    axe(page)
    page.get_by_role("button", name="Invia al donatore").click()
    expect(page.get_by_text("è in partenza")).to_be_visible()
    letter = arrived(page, f"Ricevuta {number} per il vostro dono")
    (attached,) = letter.iter_attachments()
    paper = PdfReader(BytesIO(attached.get_content())).pages[0].extract_text()
    assert "milleduecentotrentaquattro/50" in paper

    # The thank-you.
    page.goto(donation.get_absolute_url())
    page.get_by_role("link", name="Ringrazia", exact=True).first.click()
    axe(page)
    page.fill("#id_words", "A presto in via Cassolo.")
    page.get_by_role("button", name="Ringrazia Giovanna Ricci").click()
    expect(page.get_by_text("Grazie detto a Giovanna Ricci.")).to_be_visible()
    thanks = arrived(page, "Grazie per «Un doposcuola per la Lomellina»")
    assert "A presto in via Cassolo." in thanks.get_body(("plain",)).get_content()

    # The list knows.
    page.goto("/donazioni/?q=ricci")
    expect(page.locator("tbody tr").first).to_contain_text(number)
    axe(page)


def test_a_visitor_gives_from_a_phone(office, open_page, axe):
    phone = open_page(PHONE)
    phone.goto("/sostieni/")
    axe(phone)
    phone.get_by_role("link", name="Un doposcuola per la Lomellina").click()
    expect(phone.get_by_text("Giovanna R.")).to_be_visible()
    axe(phone)
    phone.get_by_role("link", name="Donate ora").click()
    expect(phone.get_by_text("IT55 J999 9911 3000 0000 0012 345")).to_be_in_viewport()

    # Another amount changes the code in place.
    phone.get_by_role("radio", name="€\u00a0100").click()
    expect(phone.get_by_role("img", name="Codice QR per un bonifico di €\u00a0100,00")).to_be_visible()
    phone.fill("#altro", "35,5")
    phone.get_by_role("button", name="Preparate il codice").click()
    expect(phone.get_by_role("img", name="Codice QR per un bonifico di €\u00a035,50")).to_be_visible()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.context.cookies() == []


def test_the_page_works_without_scripts(office, open_page):
    phone = open_page(PHONE, java_script_enabled=False)
    phone.goto(office.public_url)
    phone.fill("#altro", "70")
    phone.get_by_role("button", name="Preparate il codice").click()
    expect(phone.get_by_role("img", name="Codice QR per un bonifico di €\u00a070,00")).to_be_visible()
