"""The main job, end to end: a company asks on a phone, staff propose, both say yes, the partnership passes a gate."""

import email
import email.policy
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.actions import needs
from partnerships.models import Partnership
from relations import roles
from relations.actions import parties
from relations.models import CapturedMessage, OfficeSettings, User
from tests.support.browser import PHONE
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
COMPANY, CANTEEN = "silvio.dossi@riseria.example", "teresa@mensafraterna.example"


@pytest.fixture
def office(transactional_db) -> OfficeSettings:
    """An office with one officer and three non-profits; one refuses the company's sector."""
    now = timezone.now()
    roles.sync()
    made = OfficeSettings.objects.create(
        pk=1, name="CSV Prova ETS", short_name="CSV Prova", phone="+390382000000", email="relazioni@csv.example"
    )
    chiara = User.objects.create_user("chiara@csv.example", PASSWORD, first_name="Chiara", last_name="Montagna")
    chiara.groups.add(Group.objects.get(name="relations_officer"))
    for name, themes, kind, refused in [
        ("Mensa Fraterna ODV", ["u"], "food", []),
        ("Sport Senza Barriere APS", ["t"], "premises", []),
        ("Contadini Puri APS", ["u"], "food", ["sector:10"]),
    ]:
        body = parties.add_organization(
            kind="nonprofit", name=name, by=None, at=now, province="PV", municipality="Mortara", themes=themes,
            sdgs=[2, 12] if kind == "food" else [3], service_area=["PV"], refused=refused,
            mission="Distribuisce pasti e recupera il cibo invenduto contro lo spreco." if kind == "food" else "Basket.",
        )  # fmt: skip
        parties.add_contact_point(party=body, kind="email", value=f"info@{name.split()[0].lower()}.example", by=None, at=now)
        needs.add_need(organization=body, title="Aiuto per l’anno", kind=kind, quantity=Decimal(1000), unit="kg", by=None, at=now)
        if name.startswith("Mensa"):
            teresa = parties.add_person(first_name="Teresa", last_name="Angeleri", by=None, at=now)
            parties.add_contact_point(party=teresa, kind="email", value=CANTEEN, by=None, at=now)
            parties.affiliate(person=teresa, organization=body, role="presidente", by=None, at=now, is_main_contact=True)
    return made


def mailed_link(page, to: str, part: str) -> str:
    """Wait until a message to `to` has been taken in by the mailbox, and return the address in it with `part`."""
    for _turn in range(120):
        for row in CapturedMessage.objects.order_by("-pk"):
            message = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            if message["To"] and to in message["To"] and (found := re.search(rf"https?://\S*{part}\S*", text)):
                return found.group(0)
        page.wait_for_timeout(500)
    pytest.fail(f"no message to {to} with {part}")


def ask(phone, axe) -> None:
    """The five steps, with one mistake put right and one step gone back."""
    phone.goto("/cerca-un-partner/")
    axe(phone)
    phone.get_by_label("Nome dell’azienda").fill("Riseria Dosso Verde S.p.A.")
    phone.get_by_label("Partita IVA").fill("07777770187")
    phone.get_by_label("Comune della sede").fill("Mortara")
    phone.get_by_label("Di che cosa vi occupate").select_option("10")
    phone.get_by_role("button", name="Continua").click()
    expect(phone.get_by_role("alert")).to_contain_text("Questa partita IVA ha una cifra sbagliata")
    expect(phone.get_by_label("Nome dell’azienda")).to_have_value("Riseria Dosso Verde S.p.A.")
    axe(phone)
    phone.get_by_label("Partita IVA").fill("07777770186")
    phone.get_by_role("button", name="Continua").click()

    expect(phone.get_by_role("heading", name="Che risultato cercate?")).to_be_visible()
    axe(phone)
    phone.get_by_label("Ridurre gli sprechi").check()
    phone.get_by_label("Coinvolgere i nostri dipendenti").check()
    phone.get_by_label("Con parole vostre").fill("Il riso invenduto deve arrivare a chi ha fame, senza sprechi.")
    phone.get_by_role("button", name="Continua").click()

    expect(phone.get_by_role("heading", name="Che cosa potete dare?")).to_be_visible()
    phone.get_by_label("Beni in natura").check()
    phone.locator("#id_goods_what").fill("due tonnellate di riso")
    phone.get_by_label("Denaro").check()
    phone.locator("#id_cash_quantity").fill("8.000")
    axe(phone)
    phone.go_back()
    expect(phone.get_by_label("Ridurre gli sprechi")).to_be_checked()
    phone.go_forward()
    phone.get_by_label("Beni in natura").check()
    phone.locator("#id_goods_what").fill("due tonnellate di riso")
    phone.locator("#id_cash_quantity").fill("8.000")
    phone.get_by_role("button", name="Continua").click()

    expect(phone.get_by_role("heading", name="Dove, quando, con quali limiti?")).to_be_visible()
    phone.get_by_label("Pavia").check()
    axe(phone)
    phone.get_by_role("button", name="Continua").click()

    phone.get_by_label("Nome e cognome").fill("Silvio Dossi")
    phone.locator("#id_contact_email").fill(COMPANY)
    phone.get_by_label("Telefono").fill("0384 000 240")
    phone.get_by_label("Mattina, dalle 9 alle 12").check()
    phone.get_by_label("Potete mostrare la richiesta agli enti compatibili").check()
    axe(phone)
    phone.get_by_role("button", name="Controllate le risposte").click()

    expect(phone.get_by_text("due tonnellate di riso")).to_be_visible()
    axe(phone)
    phone.get_by_role("button", name="Inviate la richiesta").click()
    expect(phone.get_by_role("heading", name="guardate la posta")).to_be_visible()
    axe(phone)


def answer(phone, axe, address: str, hidden: str) -> None:
    """Open a proposal on a phone, see no name, say yes."""
    phone.goto(address)
    expect(phone.get_by_text(hidden)).to_have_count(0)
    axe(phone)
    phone.get_by_label("Sì, parliamone").check()
    phone.get_by_role("button", name="Inviate la risposta").click()


def test_a_request_becomes_a_partnership_that_passes_its_first_gate(
    office, open_page, axe, mailbox_process, celery_worker_process
):
    company, staff, canteen = open_page(PHONE), open_page(), open_page(PHONE)
    ask(company, axe)
    company.goto(mailed_link(company, COMPANY, "/conferma/"))
    axe(company)
    company.get_by_role("button", name="Confermate la richiesta").click()
    expect(company.get_by_text("R-20")).to_be_visible()
    expect(company.get_by_text("Chiara Montagna").first).to_be_visible()
    axe(company)

    sign_in(staff, "chiara@csv.example", PASSWORD)
    expect(staff.get_by_text("Rispondere alla richiesta di Riseria Dosso Verde")).to_be_visible()
    axe(staff)
    new = staff.locator("section", has=staff.get_by_role("heading", name="Richieste nuove"))
    new.get_by_role("link", name="Riseria Dosso Verde").click()
    axe(staff)
    staff.get_by_role("button", name="Prendi in carico").click()
    staff.get_by_role("link", name="Abbinamenti", exact=True).last.click()
    staff.get_by_role("button", name="Cerca gli enti più vicini").click()

    best = staff.locator("article.match").first
    expect(best.get_by_role("heading", name="Mensa Fraterna ODV")).to_be_visible()
    expect(best.locator(".reasons .y").first).to_be_visible()
    expect(staff.get_by_text("Contadini Puri")).to_have_count(0)
    axe(staff)
    staff.get_by_role("link", name="1 escluso: vedi perché").click()
    expect(staff.get_by_text("Contadini Puri APS")).to_be_visible()
    axe(staff)
    staff.go_back()
    best.get_by_role("button", name="Proponi a entrambi").click()
    expect(best.get_by_text("Azienda: in attesa")).to_be_visible()

    answer(canteen, axe, mailed_link(canteen, CANTEEN, "/proposta/"), hidden="Riseria")
    expect(canteen.get_by_text("Avete detto sì. Aspettiamo l’altra parte")).to_be_visible()
    assert Partnership.objects.count() == 0
    answer(company, axe, mailed_link(company, COMPANY, "/proposta/"), hidden="Mensa Fraterna")
    expect(company.get_by_text("Mensa Fraterna ODV")).to_be_visible()
    axe(company)

    made = Partnership.objects.get()
    assert made.phase == "planning"
    staff.goto("/partnership/")
    expect(staff.locator(".bcol[data-phase=planning] .bcard")).to_have_count(1)
    axe(staff)
    staff.locator(".bcard .ti").click()
    axe(staff)

    # Refused: lines are missing, and a post by hand is refused too.
    staff.get_by_role("link", name="Passa alla fase 2").click()
    dialog = staff.get_by_role("dialog")
    expect(dialog).to_contain_text("4 punti su 5")
    expect(dialog.get_by_role("button", name="Completa e passa")).to_be_disabled()
    axe(staff)
    refused = staff.evaluate(
        "async url => (await fetch(url, {method: 'POST', body: new URLSearchParams({phase: 'negotiation', "
        "csrfmiddlewaretoken: document.querySelector('[name=csrfmiddlewaretoken]').value})})).status",
        made.get_absolute_url() + "fase/",
    )
    assert refused == 422
    made.refresh_from_db()
    assert made.phase == "planning"

    # Done line by line in the dialog, saying where the proof is of what the archive could show, then passed.
    to_mark = dialog.get_by_label(re.compile("^Segna come fatto"))
    dialog.get_by_role("link", name="Segna come fatto").first.click()
    axe(staff)
    dialog.get_by_role("button", name="È fatto").click()
    expect(dialog).to_contain_text("Scrivete dove si trova la prova")
    dialog.get_by_label("Dove si trova la prova").fill("Visura del 12 novembre, nella cartella")
    dialog.get_by_role("button", name="È fatto").click()
    expect(to_mark).to_have_count(3)
    expect(dialog).to_contain_text("Visura del 12 novembre")
    for left in range(3, 0, -1):
        needs_proof = to_mark.first.evaluate("mark => mark.tagName") == "A"
        to_mark.first.click()
        if needs_proof:
            dialog.get_by_label("Dove si trova la prova").fill("Verbale del primo incontro")
            dialog.get_by_role("button", name="È fatto").click()
        expect(to_mark).to_have_count(left - 1)
    dialog.get_by_role("button", name="Passa alla fase 2").click()
    expect(staff.get_by_role("link", name="Passa alla fase 3")).to_be_visible()
    made.refresh_from_db()
    assert made.phase == "negotiation"
    axe(staff)
