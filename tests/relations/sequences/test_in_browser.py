"""Sequences in a real browser: every page accessible, on a desk and on a phone, by day and by night."""
from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from relations import roles
from relations.actions import sequences
from relations.models import MailSequence, OfficeSettings, SequenceRun, User
from tests.relations.sequences.conftest import CALL, MAIL, SECOND
from tests.relations.sequences.test_pages import held
from tests.support.browser import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-parola-lunga-7"


@pytest.fixture
def boss(transactional_db, sequence, subscriber, officer) -> User:
    """An office with a sequence that is on, one that waits, and a full week."""
    now = timezone.now()
    roles.sync()
    OfficeSettings.objects.get_or_create(pk=1, defaults={"name": "CSV Prova ETS", "short_name": "CSV Prova"})
    user = User.objects.create_superuser("capo@prova.example", PASSWORD, first_name="Lucia", last_name="Rota")
    user.groups.add(Group.objects.get(name="office_head"))
    live = sequence(MAIL, SECOND, CALL, on_since=now - timedelta(days=9), note="Chi conferma la newsletter riceve subito il benvenuto.")
    for number, name in enumerate(("Maria", "Paolo", "Sara", "Luca")):
        subscriber(name, at=now - timedelta(days=2 * number, hours=3))
        sequences.run_all(at=now - timedelta(days=2 * number, hours=2))
    sequences.stop(run=SequenceRun.objects.latest("pk"), reason="by_hand", note="Lo ha chiesto", by=officer, at=now)
    subscriber("Anna", at=now - timedelta(minutes=5))
    sequence({**MAIL, "days": 6}, CALL, state="in_review", name="Un promemoria")
    held("maria@posta.example")
    user.live = live
    return user


def sign_in(page, path: str = "/") -> None:
    page.goto(f"/account/login/?next={path}")
    page.fill("input[name=login]", "capo@prova.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action='/account/login/'] button[type=submit]")
    page.wait_for_url(f"**{path}")


def addresses(user: User) -> dict[str, str]:
    waiting = MailSequence.objects.get(name="Un promemoria")
    run = SequenceRun.objects.filter(state="running").first()
    return {
        "elenco": "/sequenze/", "una": f"/sequenze/{user.live.pk}/", "approvazione": f"/sequenze/{waiting.pk}/",
        "scrivi": "/sequenze/nuova/", "modifica": f"/sequenze/{user.live.pk}/modifica/", "prova": f"/sequenze/{user.live.pk}/prova/",
        "ferma": f"/sequenze/persone/{run.pk}/ferma/", "persona": run.person.get_absolute_url(), "attesa": "/in-attesa/",
        "regole": "/in-attesa/regole/",
    }  # fmt: skip


@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_every_page_is_accessible(boss, open_page, axe, viewport, scheme):
    page = open_page(viewport, color_scheme=scheme)
    sign_in(page)
    for name, path in addresses(boss).items():
        page.goto(path)
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=str(Path(shots) / f"{name}-{viewport['width']}-{scheme}.png"), full_page=True)
        axe(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (name, overflow) == (name, 0)


def test_the_editor_asks_only_what_the_step_needs(boss, open_page):
    page = open_page(DESKTOP)
    sign_in(page, "/sequenze/nuova/")
    assert page.locator("#id_steps-0-subject").is_visible()
    page.select_option("#id_steps-0-kind", "todo")
    assert not page.locator("#id_steps-0-subject").is_visible()
    newsletter = page.locator("input[name=value_subscribed][value=newsletter]")
    assert newsletter.is_checked()
    assert newsletter.is_visible()
    page.get_by_label("Un silenzio più lungo del concordato").check()
    assert not newsletter.is_visible()
    assert page.locator("#id_value_silence").is_visible()
