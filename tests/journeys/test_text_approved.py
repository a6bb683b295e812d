"""A text goes out: the officer writes it, one partner asks for a change on a phone, both say yes to the new one, then it is out."""

import re

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.actions import partnerships
from partnerships.models import CommunicationPiece, Partnership
from relations import roles
from relations.actions import parties
from relations.models import Delivery, FollowUp, OfficeSettings, User
from tests.support.browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
BAKERY, CANTEEN = "info@forno.example", "info@mensa.example"


@pytest.fixture
def partnership(transactional_db) -> Partnership:
    """An office, its officer, and a partnership of a bakery and a canteen."""
    now = timezone.now()
    roles.sync()
    OfficeSettings.objects.create(pk=1, name="CSV Prova ETS", short_name="CSV Prova", phone="+390382000000", email="relazioni@csv.example")
    chiara = User.objects.create_user("chiara@csv.example", PASSWORD, first_name="Chiara", last_name="Montagna")
    chiara.groups.add(Group.objects.get(name="relations_officer"))
    bodies = [
        parties.add_organization(kind=kind, name=name, by=None, at=now)
        for kind, name in (("company", "Forno Due Ponti"), ("nonprofit", "Mensa Fraterna ODV"))
    ]
    for body, address in zip(bodies, (BAKERY, CANTEEN), strict=True):
        parties.add_contact_point(party=body, kind="email", value=address, by=None, at=now)
    return partnerships.open_partnership(
        title="Pane e cena", company=bodies[0], nonprofits=bodies[1:], owner=chiara, by=chiara, at=now
    )


def link(address: str) -> str:
    """The last link mailed to `address`."""
    texts = Delivery.objects.filter(email=address).order_by("-pk").values_list("mailing__text", flat=True)
    return next(found.group(0) for text in texts if (found := re.search(r"https?://\S+/comunicazione/\S+", text)))


def test_a_text_goes_out_only_after_both_said_yes_to_its_last_version(partnership, open_page, axe):
    staff, bakery, canteen = open_page(), open_page(PHONE), open_page(PHONE)
    staff.goto("/account/login/")
    staff.get_by_label("Email").fill("chiara@csv.example")
    staff.get_by_label("Password").fill(PASSWORD)
    staff.get_by_label("Password").press("Enter")
    staff.wait_for_url("**/")

    # Planned and written; words of a sponsorship are doubted in a gift.
    staff.goto(f"/partnership/{partnership.code}/comunicazione/")
    axe(staff)
    staff.get_by_role("link", name="Prevedi un’uscita").first.click()
    staff.get_by_label("Che cosa diciamo").fill("Il pane che diventa cena")
    staff.get_by_label("Tipo").select_option("post")
    axe(staff)
    staff.get_by_role("button", name="Salva").click()
    staff.get_by_role("link", name="Il pane che diventa cena").click()
    staff.get_by_role("link", name="Scrivi il testo").click()
    staff.get_by_label("Testo").fill("Il forno, nostro sponsor, porta il pane.")
    staff.get_by_role("button", name="Salva").click()
    expect(staff.get_by_role("main")).to_contain_text("Queste parole non vanno con la natura scelta: sponsor")
    axe(staff)
    staff.get_by_label("Testo").fill("Il forno dona il pane di ieri ai poveri.")
    staff.get_by_role("button", name="Salva").click()
    staff.get_by_role("link", name="Chiedi il sì a entrambi").click()
    staff.get_by_role("button", name="Manda i collegamenti").click()
    expect(staff.get_by_role("link", name="È uscito")).to_have_count(0)

    # The canteen asks for a change; the bakery says yes to a text that is about to change.
    canteen.goto(link(CANTEEN))
    axe(canteen)
    canteen.get_by_label("Non ancora: c’è qualcosa da cambiare").check()
    canteen.get_by_role("button", name="Inviate la risposta").click()
    expect(canteen.get_by_role("main")).to_contain_text("Scrivete che cosa c’è da cambiare")
    axe(canteen)
    canteen.get_by_label("Che cosa c’è da cambiare").fill("Non «poveri»: ospiti.")
    canteen.get_by_role("button", name="Inviate la risposta").click()
    expect(canteen.get_by_text("Grazie: abbiamo la vostra risposta.")).to_be_visible()
    axe(canteen)
    bakery.goto(link(BAKERY))
    bakery.get_by_label("Sì, può uscire così").check()

    # The officer reads it and writes the next version; the bakery's yes to the old one is not taken.
    staff.reload()
    expect(staff.get_by_role("main")).to_contain_text("«Non «poveri»: ospiti.»")
    staff.get_by_role("link", name="Cambia il testo").click()
    staff.get_by_label("Testo").fill("Il forno dona il pane di ieri agli ospiti.")
    staff.get_by_role("button", name="Salva").click()
    expect(staff.locator(".diff ins")).to_have_text(["agli", "ospiti."])
    axe(staff)
    staff.get_by_role("link", name="Chiedi il sì a entrambi").click()
    piece = CommunicationPiece.objects.get()
    staff.get_by_role("button", name="Manda i collegamenti").click()
    bakery.get_by_role("button", name="Inviate la risposta").click()
    expect(bakery.get_by_role("alert").first).to_contain_text("Il testo è cambiato da quando l’avete aperto")
    axe(bakery)
    bakery.get_by_role("button", name="Inviate la risposta").click()
    expect(bakery.get_by_text("Grazie: abbiamo la vostra risposta.")).to_be_visible()

    canteen.goto(link(CANTEEN))
    canteen.get_by_text("Che cosa è cambiato da quando avete risposto").click()
    expect(canteen.locator(".diff del")).to_have_text(["ai", "poveri."])
    canteen.get_by_label("Sì, può uscire così").check()
    canteen.get_by_role("button", name="Inviate la risposta").click()
    expect(canteen.get_by_text("Grazie: abbiamo la vostra risposta.")).to_be_visible()

    # Both said yes: out, and the checklist of the phase has filled itself.
    assert FollowUp.objects.filter(title="Tutti hanno detto sì: «Il pane che diventa cena» può uscire").count() == 1
    staff.goto(piece.get_absolute_url())
    staff.get_by_role("link", name="È uscito").click()
    staff.get_by_label("Dove si vede").fill("www.forno.example/pane")
    staff.get_by_role("button", name="Salva").click()
    expect(staff.get_by_role("link", name="Guarda")).to_have_attribute("href", "https://www.forno.example/pane")
    axe(staff)
    assert partnership.done_keys("communication") == {"approved_by_both", "image_consents", "one_publication", "gift_wording"}

    # The bakery writes to the officer from its page.
    bakery.get_by_role("link", name="Scrivete a Chiara").click()
    axe(bakery)
    bakery.get_by_label("Il vostro messaggio").fill("Bello, lo mettiamo anche in vetrina.")
    bakery.get_by_role("button", name="Inviate il messaggio").click()
    expect(bakery.get_by_text("Inviato: Chiara Montagna lo legge e vi risponde.")).to_be_visible()
    axe(bakery)
