"""From the fourth phase to the close: readings and hours by link, both sides' evaluation, the impact sheet and its rows."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from partnerships import lifecycle
from partnerships.actions import checklist, contributions, hours, objectives, partner_links, partnerships, phases
from partnerships.models import Partnership, Reading
from relations import roles
from relations.actions import parties
from relations.models import OfficeSettings, User
from tests.support.browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga"
SECRET = "Il magazziniere non rispondeva mai al telefono."


@pytest.fixture
def head(transactional_db) -> User:
    """The head of a small office."""
    roles.sync()
    OfficeSettings.objects.create(
        pk=1, name="CSV Prova ETS", short_name="CSV Prova", phone="+390382000000", email="relazioni@csv.example"
    )
    user = User.objects.create_user("marco@csv.example", PASSWORD, first_name="Marco", last_name="Bellinzona")
    user.groups.add(Group.objects.get(name="office_head"))
    return user


@pytest.fixture
def running(head) -> Partnership:
    """A partnership in its fourth phase, with a measure, money that arrived, and hours nobody has confirmed yet."""
    now = timezone.now()
    bodies = []
    for kind, name in (("company", "Riseria Dosso Verde S.p.A."), ("nonprofit", "Mensa Fraterna ODV")):
        body = parties.add_organization(kind=kind, name=name, by=None, at=now, province="PV", municipality="Mortara")
        parties.add_contact_point(
            party=body, kind="email", value=f"info@{name.split()[0].lower()}.example", by=None, at=now
        )
        bodies.append(body)
    row = partnerships.open_partnership(
        title="Riso solidale",
        company=bodies[0],
        nonprofits=[bodies[1]],
        owner=head,
        by=head,
        at=now,
        with_volunteers=True,
    )
    company, canteen = row.parties.get(side="company"), row.parties.get(side="nonprofit")
    today = timezone.localdate()
    goal = objectives.propose(
        partnership=row, title="9.000 pasti di riso", what="Per chi mangia alla mensa.", feasible="Il riso c’è.", relevant="La mensa lo compra.",
        starts_on=today - timedelta(days=90), due_on=today + timedelta(days=30), by=head, at=now,
        indicator={
            "name": "Pasti serviti", "unit": "pasti", "baseline": Decimal(0), "target": Decimal(9000), "level": "outcome", "measured_by": canteen,
        },
    )  # fmt: skip
    assert goal.indicators.count() == 1
    gift = contributions.promise(
        partnership=row, party=company, kind="cash", what="Contributo annuo", value=Decimal(6000), by=head, at=now
    )
    for value in ("2500", "1200.50"):
        contributions.deliver(contribution=gift, on=today, value=Decimal(value), at=now, by=head)
    hours.record(
        partnership=row,
        giver=company,
        host=canteen,
        on=today,
        people=5,
        hours_each=Decimal("3.5"),
        what="Insacchettare",
        at=now,
        by=head,
    )
    pass_to(row, "management", head)
    return row


def pass_to(row: Partnership, phase: str, head: User) -> None:
    """Do what the phases before it require, and pass their gates one by one."""
    row.refresh_from_db()
    while row.phase != phase:
        for item in lifecycle.missing(row.phase, row.done_keys(), facts=row.facts):
            checklist.tick(partnership=row, phase=row.phase, key=item.key, by=head, at=timezone.now())
        row = phases.advance_phase(partnership=row, to=lifecycle.next_phase(row.phase).key, by=head, at=timezone.now())


def link(row: Partnership, side: str) -> str:
    party = row.parties.get(side=side)
    return f"/insieme/{partner_links.issue(party=party, email=f'{side}@prova.example', at=timezone.now())}/"


def sign_in(page) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", "marco@csv.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], form button[type=submit]")
    page.wait_for_url(re.compile(r"/$"))


def answer(phone, axe, home: str, words: str) -> None:
    """Answer the questionnaire, forgetting one question at first."""
    phone.goto(home)
    phone.get_by_role("link", name="Rispondete al questionario").click()
    axe(phone)
    for name in ("results", "understanding", "roles", "office"):
        phone.locator(f"input[name={name}][value='4']").check(force=True)
    phone.get_by_label("Che cosa andrebbe fatto in modo diverso").fill(words)
    phone.get_by_role("button", name="Inviate le risposte").click()
    expect(phone.get_by_role("alert")).to_contain_text("Quanto volentieri lo rifareste")
    expect(phone.get_by_label("Che cosa andrebbe fatto in modo diverso")).to_have_value(words)
    axe(phone)
    phone.locator("input[name=again][value='5']").check(force=True)
    phone.get_by_role("button", name="Inviate le risposte").click()
    expect(phone.get_by_text("Abbiamo le vostre risposte")).to_be_visible()
    axe(phone)


def agree(phone, axe, home: str) -> None:
    phone.goto(home)
    phone.get_by_role("link", name="Leggete come proponiamo di lasciarci").click()
    expect(phone.get_by_text("Il furgone torna alla riseria.")).to_be_visible()
    axe(phone)
    phone.get_by_label("Sì, siamo d’accordo").check(force=True)
    phone.get_by_role("button", name="Inviate la risposta").click()
    expect(phone.get_by_text("Avete detto di sì")).to_be_visible()


def fill_in(staff, section: str, link_name: str, fields: dict[str, str]) -> None:
    """Open the form of a section of the evaluation page and save it."""
    staff.locator(section).get_by_role("link", name=link_name, exact=True).first.click()
    for label, value in fields.items():
        staff.get_by_label(label, exact=True).fill(value)


def test_a_partnership_is_measured_evaluated_by_both_closed_and_told_in_figures(head, running, open_page, axe):
    row, staff, company, canteen = running, open_page(), open_page(PHONE), open_page(PHONE)
    by_company, by_canteen = link(row, "company"), link(row, "nonprofit")

    # The canteen confirms the hours in one tap and sends its final reading.
    canteen.goto(by_canteen)
    axe(canteen)
    canteen.get_by_role("button", name="Sì, è così").click()
    canteen.goto(by_canteen)
    canteen.get_by_role("link", name="Manda una misura").click()
    canteen.locator("input[name=value]").fill("9.300")
    canteen.get_by_label("È il valore finale").check()
    canteen.get_by_role("button", name="Manda la misura").click()
    assert Reading.objects.get().confirmed_at is None
    sign_in(staff)
    staff.goto(f"/partnership/{row.code}/obiettivi/")
    staff.locator("section", has=staff.locator("#attesa")).get_by_role("button").first.click()
    assert Reading.objects.get().confirmed_at is not None

    # Both are asked and answer; neither reads the other.
    pass_to(row, "evaluation", head)
    staff.goto(f"/partnership/{row.code}/valutazione/")
    expect(staff.locator("#valori")).to_contain_text("9.300 pasti")
    axe(staff)
    staff.get_by_role("button", name="Manda i questionari").click()
    answer(company, axe, by_company, "Avvisare prima.")
    answer(canteen, axe, by_canteen, SECRET)
    company.goto(by_company)
    expect(company.get_by_text(SECRET)).to_have_count(0)
    company.goto(f"{by_company}valutazione/")
    expect(company.get_by_text(SECRET)).to_have_count(0)

    # The report is written and approved, the end decided and agreed to.
    staff.goto(f"/partnership/{row.code}/valutazione/")
    expect(staff.locator("#questionari")).to_contain_text(SECRET)
    fill_in(staff, "#relazione", "Scrivi", {"Relazione finale": "Volevamo novemila pasti: sono stati 9.300."})
    axe(staff)
    staff.get_by_role("button", name="Salva").click()
    staff.get_by_role("button", name="Approva la relazione").click()
    fill_in(staff, "#decisione", "Decidi", {"Perché": "Lo scopo è raggiunto."})
    staff.get_by_label("Chiuderla").check()
    axe(staff)
    staff.get_by_role("button", name="Salva").click()
    staff.get_by_role("button", name="Concludi la partnership").click()
    expect(staff.locator(".toast-ur").first).to_contain_text("Uscita concordata")
    fill_in(
        staff,
        "#decisione",
        "Scrivi",
        {"Come vi lasciate: beni, chiavi, dati, che cosa prosegue senza di voi": "Il furgone torna alla riseria."},
    )
    staff.get_by_role("button", name="Salva").click()
    agree(company, axe, by_company)
    agree(canteen, axe, by_canteen)

    # Thanked, then closed.
    staff.goto(f"/partnership/{row.code}/valutazione/")
    staff.get_by_role("link", name="Ringrazia", exact=True).click()
    axe(staff)
    staff.get_by_role("button", name="Consegna e manda").click()
    expect(staff.locator("#grazie")).to_contain_text("(PDF)")
    staff.get_by_role("button", name="Concludi la partnership").click()
    row.refresh_from_db()
    assert row.state == "completed"
    company.goto(by_company)
    expect(company.get_by_role("link", name="Il vostro attestato")).to_be_visible()
    axe(company)

    # The impact sheet: every figure opens its rows, and they sum to it.
    body = row.parties.get(side="company").organization
    staff.goto(f"/impatto/{body.slug}/{timezone.localdate().year}/")
    axe(staff)
    figures = staff.locator("[data-figure]").evaluate_all(
        "all => all.map(a => [a.dataset.figure, a.dataset.value, a.href])"
    )
    values = {key: Decimal(value) for key, value, _url in figures}
    assert (values["cash"], values["hours"], values["turns"], values["reached"]) == (
        Decimal("3700.5"),
        Decimal("17.5"),
        5,
        1,
    )
    for key, value, url in figures:
        staff.goto(url)
        amounts = staff.locator("[data-amount]").evaluate_all("all => all.map(cell => cell.dataset.amount)")
        assert sum(map(Decimal, amounts), Decimal(0)) == Decimal(value), key
    axe(staff)
