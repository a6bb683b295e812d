"""An open meeting on a phone: signed up, confirmed by mail, at the door, an idea captured, answered, counted on the Quadro."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from relations import roles
from relations.actions import gatherings, parties
from relations.models import CapturedMessage, OfficeSettings, User
from tests.support.browser import PHONE
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
GUEST = "ginevra@posta.example"


@pytest.fixture
def meeting(transactional_db):
    """An office, its head, one person of the archive, a meeting of tomorrow with one place."""
    now = timezone.now()
    roles.sync()
    OfficeSettings.objects.create(pk=1, name="CSV Prova ETS", short_name="CSV Prova", phone="+390382000000", email="relazioni@csv.example")
    head = User.objects.create_user("marco@csv.example", PASSWORD, first_name="Marco", last_name="Bellinzona", is_staff=True)
    head.groups.add(Group.objects.get(name="office_head"))
    ginevra = parties.add_person(first_name="Ginevra", last_name="Bosio", by=head, at=now)
    parties.add_contact_point(party=ginevra, kind="email", value=GUEST, by=head, at=now)
    begin = now + timedelta(days=1)
    row = gatherings.create(
        owner=head, by=head, at=now, kind="assembly", title="Che cosa manca al quartiere", venue="Centro civico", municipality="Pavia",
        starts_at=begin, ends_at=begin + timedelta(hours=2), capacity=1, summary="Un’assemblea per dire che cosa serve.",
    )
    return gatherings.publish(gathering=row, by=head, at=now)


def mailed_link(page, part: str) -> str:
    """Wait until a message to the guest with `part` in an address has arrived; return the address."""
    for _turn in range(120):
        for row in CapturedMessage.objects.order_by("-pk"):
            message = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            if GUEST in str(message["To"]) and (found := re.search(rf"https?://\S*{part}\S*", text)):
                return found.group(0)
        page.wait_for_timeout(500)
    pytest.fail(f"no message with {part}")


def test_somebody_comes_says_something_and_is_answered(meeting, open_page, axe, mailbox_process, celery_worker_process):
    guest, staff = open_page(PHONE), open_page(PHONE)
    guest.goto("/appuntamenti/")
    axe(guest)
    guest.get_by_role("link", name="Che cosa manca al quartiere").click()
    axe(guest)
    guest.get_by_label("Nome", exact=True).fill("Ginevra")
    guest.get_by_label("Cognome").fill("Bosio")
    guest.get_by_label("E-mail").fill("ginevra")
    guest.wait_for_timeout(2100)  # nobody fills a form in less
    guest.get_by_role("button", name="Iscrivetemi").click()
    expect(guest.locator(".err-sum")).to_contain_text("per esempio nome@azienda.it")
    expect(guest.get_by_label("Cognome")).to_have_value("Bosio")
    axe(guest)
    guest.get_by_label("E-mail").fill(GUEST)
    guest.get_by_role("button", name="Iscrivetemi").click()
    expect(guest.get_by_role("heading", name="guardate la posta")).to_be_visible()
    guest.goto(mailed_link(guest, "/appuntamenti/iscrizione/"))
    axe(guest)
    guest.get_by_role("button", name="Confermate l’iscrizione").click()
    expect(guest.get_by_role("heading", name="Avete il posto")).to_be_visible()
    axe(guest)

    sign_in(staff, "marco@csv.example", PASSWORD)
    staff.goto(f"{meeting.get_absolute_url()}porta/")
    axe(staff)
    staff.get_by_label("Cerca un nome").fill("bos")
    staff.get_by_role("button", name="Bosio Ginevra").click()
    expect(staff.get_by_text("1 presente, 0 da accogliere")).to_be_visible()
    staff.get_by_role("link", name="Raccogli le idee").click()
    staff.get_by_label("Con le parole usate").fill("Più panchine davanti alla scuola.")
    staff.get_by_label("Chi l’ha detto").select_option(label="Ginevra Bosio")
    axe(staff)
    staff.get_by_role("button", name="Raccogli l’idea").click()
    staff.get_by_role("link", name="Più panchine davanti alla scuola.").press("Enter")
    expect(staff.get_by_role("heading", name="Decidi")).to_be_visible()
    axe(staff)
    staff.get_by_label("Accolta", exact=True).check()
    staff.get_by_label("Perché", exact=True).fill("Il Comune le mette a maggio.")
    staff.get_by_role("button", name="Salva la decisione").click()
    expect(staff.get_by_role("button", name="Invia o annota la risposta")).to_be_visible()
    axe(staff)
    staff.get_by_role("button", name="Invia o annota la risposta").click()
    expect(staff.get_by_text("Che cosa abbiamo risposto")).to_be_visible()

    guest.goto(mailed_link(guest, "/scriveteci/"))
    expect(guest.get_by_role("heading", name="La nostra risposta")).to_be_visible()
    expect(guest.get_by_text("Il Comune le mette a maggio.").first).to_be_visible()
    axe(guest)

    staff.goto("/direzione/quadro/")
    tile = staff.get_by_role("link", name="Segnalazioni con risposta entro 30 giorni")
    expect(tile).to_contain_text("100%")
    tile.click()
    expect(staff.get_by_role("link", name="Più panchine davanti alla scuola.")).to_be_visible()
    staff.goto("/persone/")
    staff.get_by_role("link", name="Ginevra Bosio").click()
    expect(staff.get_by_text("Ha partecipato a «Che cosa manca al quartiere»").first).to_be_visible()
    axe(staff)
