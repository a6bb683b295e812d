"""A meeting held by keyboard alone: decisions, promises, minutes, a confirmation by link, the promise in its owner's day."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from relations import roles
from relations.actions import agenda, attendance, meetings, parties
from relations.models import CapturedMessage, Commitment, Decision, HeardNote, Meeting, OfficeSettings, User

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
GUEST = "paolo@lomellina.example"


@pytest.fixture
def meeting(transactional_db) -> Meeting:
    """A meeting of today with a company, announced."""
    now = timezone.now()
    roles.sync()
    OfficeSettings.objects.create(pk=1, name="CSV Prova ETS", short_name="CSV Prova", email="relazioni@csv.example")
    chiara = User.objects.create_user("chiara@csv.example", PASSWORD, first_name="Chiara", last_name="Montagna")
    chiara.groups.add(Group.objects.get(name="relations_officer"))
    company = parties.add_organization(kind="company", name="Meccanica Lomellina S.r.l.", by=None, at=now)
    paolo = parties.add_person(first_name="Paolo", last_name="Ferraris", by=None, at=now)
    parties.add_contact_point(party=paolo, kind="email", value=GUEST, by=None, at=now)
    parties.affiliate(person=paolo, organization=company, role="titolare", by=None, at=now, is_main_contact=True)
    row = meetings.plan(
        title="Recupero del cibo", starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(minutes=30), organizer=chiara, by=chiara,
        at=now, parties=[company],
    )  # fmt: skip
    agenda.add_item(meeting=row, title="Ritiri", by=chiara, at=now)
    attendance.invite(meeting=row, by=chiara, at=now)
    return row


def mailed_link(page, part: str) -> str:
    """Wait for a message to the guest, and return the address in it with `part`."""
    for _turn in range(120):
        for row in CapturedMessage.objects.order_by("-pk"):
            message = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            if message["To"] and GUEST in message["To"] and (found := re.search(rf"https?://\S*{part}\S*", text)):
                return found.group(0)
        page.wait_for_timeout(500)
    pytest.fail(f"no message with {part}")


def type_line(page, text: str) -> None:
    """D, the line, Enter; the box is empty and has the focus again."""
    line = page.get_by_label("In una riga")
    line.fill("")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(line).to_have_value("")
    expect(line).to_be_focused()


@pytest.mark.journey
def test_a_meeting_by_keyboard_until_the_promise_stands_in_its_owners_day(page, open_page, axe, meeting, mailbox_process, celery_worker_process):
    page.goto("/account/login/")
    page.get_by_label("Email").fill("chiara@csv.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chiara")

    page.goto(meeting.get_absolute_url())
    axe(page)
    # What is said is kept while it is typed.
    page.get_by_label("Verbale di: Ritiri").press_sequentially("Due ritiri saltati a novembre.")
    expect(page.get_by_text("salvato alle")).to_be_visible()
    # Two decisions and a promise in one line, without the mouse.
    page.get_by_role("heading", level=1).evaluate("el => { el.tabIndex = -1; el.focus(); }")
    page.keyboard.press("d")
    type_line(page, "Decisione: si ritira il martedì e il venerdì")
    type_line(page, "Decisione: il registro si compila al carico")
    type_line(page, "Promessa: Chiara, mandare il registro in bianco, entro domani")
    # And one with the choice of who, by arrow and Enter.
    page.get_by_role("heading", level=1).evaluate("el => { el.tabIndex = -1; el.focus(); }")
    page.keyboard.press("p")
    page.keyboard.type("Ferr")
    expect(page.locator("#promise-form [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("far avere il preventivo del furgone")
    page.keyboard.press("Tab")
    page.keyboard.type("tra due settimane")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Promesse").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("list", name="Decisioni").get_by_role("listitem")).to_have_count(2)
    axe(page)
    assert (Decision.objects.filter(item__title="Ritiri").count(), Commitment.objects.filter(item__title="Ritiri").count()) == (2, 2)

    page.get_by_role("button", name="Riunione tenuta").press("Enter")
    expect(page.get_by_text("il verbale va mandato entro tre giorni")).to_be_visible()
    page.get_by_text("Scrivi che cosa abbiamo capito").press("Enter")
    page.get_by_label("Che cosa abbiamo sentito da Paolo Ferraris").fill("Serve sapere il giorno prima quanti chili arrivano.")
    page.get_by_role("button", name="Manda la nota da confermare").press("Enter")
    expect(page.get_by_text("In attesa di risposta")).to_be_visible()
    page.get_by_role("button", name="Manda il verbale").press("Enter")
    expect(page.get_by_text("Verbale mandato a 2 persone")).to_be_visible()

    guest = open_page({"width": 390, "height": 844})
    guest.goto(mailed_link(guest, "riunioni/sentito"))
    axe(guest)
    guest.get_by_label("Non proprio: io lo direi così").check()
    guest.get_by_label("Come lo direste voi").fill("Serve saperlo due giorni prima.")
    guest.locator("main button[type=submit]").click()
    expect(guest.get_by_text("restano tutti e due i testi")).to_be_visible()
    axe(guest)

    page.goto(meeting.get_absolute_url())
    expect(page.get_by_text("Serve saperlo due giorni prima.")).to_be_visible()
    expect(page.get_by_text("Serve sapere il giorno prima quanti chili arrivano.")).to_be_visible()
    assert HeardNote.objects.get().status == "corrected"
    page.goto("/")
    todo = page.locator("#todos").get_by_role("link", name="Promesso a Paolo Ferraris: mandare il registro in bianco")
    expect(todo).to_be_visible()
    page.get_by_role("button", name="Segna come fatto: Promesso a Paolo Ferraris: mandare il registro in bianco").press("Enter")
    expect(todo).to_have_count(0)
    assert Commitment.objects.get(text="mandare il registro in bianco").status == "kept"
