"""An agreement signed by both by link with a mailed code, a tampered file refused, then an addendum."""

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.actions import agreements, clauses
from partnerships.actors import Actor
from partnerships.models import Agreement, Signature
from tests.partnerships import accords

from .accord_steps import ADDRESSES, PHONE, mailed, office, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
CODE = r"(?<=: )\d{3} \d{3}\b"


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def sign(window, address: str, number: int, axe) -> None:
    """Read, have the code sent, sign."""
    window.goto(mailed(window, address, rf"https?://\S+/accordo/{number}/firma/"))
    axe(window)
    with window.expect_download() as got:
        window.locator("a", has_text=".pdf").click()
    shown = window.locator(".hash").first.inner_text()
    assert hashlib.sha256(open(got.value.path(), "rb").read()).hexdigest() == shown
    window.get_by_role("button", name="Inviate il codice").click()
    expect(window.get_by_text(f"Abbiamo inviato un codice a {address}")).to_be_visible()
    window.get_by_label("Ho letto il file e lo firmo").check()
    window.get_by_label("Codice di sei cifre").fill("000000")
    window.get_by_role("button", name="Firmate", exact=True).click()
    expect(window.get_by_role("alert").first).to_contain_text("codice non è giusto")
    axe(window)
    window.get_by_label("Ho letto il file e lo firmo").check()
    window.get_by_label("Codice di sei cifre").fill(mailed(window, address, CODE))
    window.get_by_role("button", name="Firmate", exact=True).click()


@pytest.mark.journey
def test_signed_by_both_tampering_refused_and_an_addendum(
    transactional_db, open_page, axe, mailbox_process, celery_worker_process
):
    row = office()
    now = timezone.now()
    accords.accepted(accords.begun(row, row.owner, now), now)
    staff, company, nonprofit = open_page(), open_page(PHONE), open_page(PHONE)
    sign_in(staff)
    base = f"{row.get_absolute_url()}accordo/0/"

    # What comes back is asked, and a sponsorship is not written as a gift.
    staff.goto(f"{base}dati/")
    staff.get_by_label("Logo, nome o pubblicità per l’azienda").check()
    staff.get_by_label("Tipo di accordo").select_option("gift")
    for name, days in (("starts_on", 1), ("ends_on", 300), ("review_on", 150)):
        staff.locator(f"[name={name}]").fill(day(days))
    staff.get_by_role("button", name="Salva").click()
    expect(staff.get_by_role("alert").first).to_contain_text("È una sponsorizzazione")
    axe(staff)
    staff.get_by_label("Solo un ringraziamento pubblico").check()
    staff.get_by_role("button", name="Salva").click()
    expect(staff.get_by_text("Resta un dono")).to_be_visible()
    for side, name in (("company", "Meccanica Lomellina S.r.l."), ("nonprofit", "Doposcuola Senza Confini ODV")):
        staff.goto(f"{base}firmatari/nuovo/")
        staff.get_by_label("Firma per").select_option(label=name)
        staff.get_by_label("Nome e cognome").fill({"company": "Paolo Ferraris", "nonprofit": "Teresa Angeleri"}[side])
        staff.get_by_label("Qualifica nell’ente o nell’azienda").fill("presidente")
        staff.get_by_label("E-mail").fill(ADDRESSES[side])
        staff.get_by_role("button", name="Salva").click()
    agreement = row.agreements.get()
    # The nature changed two clauses: both sides read and accept them, and confirm the whole.
    assert len(clauses.open_clauses(agreement)) == 2
    accords.confirmed(accords.accepted(agreement, timezone.now()), timezone.now())
    staff.goto(base)
    axe(staff)
    staff.get_by_role("button", name="Prepara il testo da firmare").click()
    staff.get_by_role("button", name="Chiedi le firme").click()
    expect(staff.get_by_text("Firme chieste per e-mail")).to_be_visible()

    sign(company, ADDRESSES["company"], 0, axe)
    expect(company.get_by_text("Avete firmato")).to_be_visible()
    sign(nonprofit, ADDRESSES["nonprofit"], 0, axe)
    expect(nonprofit.get_by_text("Firmato", exact=True).first).to_be_visible()
    axe(nonprofit)
    agreement.refresh_from_db()
    assert agreement.status == "signed" and Signature.objects.count() == 2
    assert row.deliverables.filter(key="signed_file").exclude(done_at=None).exists()

    # What was signed cannot be changed in the database, and a changed file is told and handed to nobody.
    with pytest.raises(DatabaseError, match="agreement_is_final"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(sha256="0" * 64)
    nonprofit.get_by_role("link", name="Verifica che nulla sia cambiato").click()
    expect(nonprofit.get_by_text("Nulla è cambiato.")).to_be_visible()
    axe(nonprofit)
    with agreement.pdf.open("rb") as file:
        content = file.read()
    with agreement.pdf.storage.open(agreement.pdf.name, "wb") as file:
        file.write(content.replace(b"%%EOF", b"%%EOF "))
    nonprofit.reload()
    expect(nonprofit.get_by_text("Qualcosa non corrisponde.")).to_be_visible()
    axe(nonprofit)
    staff.goto(f"{base}pdf/")
    expect(staff.get_by_text("Il file conservato non è quello preparato")).to_be_visible()
    with agreement.pdf.storage.open(agreement.pdf.name, "wb") as file:
        file.write(content)
    nonprofit.reload()
    expect(nonprofit.get_by_text("Nulla è cambiato.")).to_be_visible()

    # A change is an addendum, which goes the same way.
    staff.goto(base)
    staff.get_by_role("link", name="Nuova integrazione").click()
    staff.get_by_label("Che cosa cambia, in un titolo").fill("Venti ore in più")
    staff.get_by_role("button", name="Salva").click()
    expect(staff.get_by_role("heading", level=1)).to_contain_text("Venti ore in più")
    addendum = row.agreements.get(number=1)
    clauses.add(
        agreement=addendum,
        topic="resources",
        title="Risorse",
        text="Centoquaranta ore.",
        actor=Actor(user=row.owner),
        at=timezone.now(),
    )
    accords.confirmed(accords.accepted(addendum, timezone.now()), timezone.now())
    agreements.prepare(agreement=addendum, by=row.owner, at=timezone.now())
    staff.reload()
    staff.get_by_role("button", name="Chiedi le firme").click()
    expect(staff.get_by_text("Firme chieste per e-mail")).to_be_visible()
    sign(company, ADDRESSES["company"], 1, axe)
    expect(company.get_by_text("Avete firmato")).to_be_visible()
    sign(nonprofit, ADDRESSES["nonprofit"], 1, axe)
    staff.goto(row.get_absolute_url())
    expect(staff.get_by_text("con 1 integrazione")).to_be_visible()
    axe(staff)
