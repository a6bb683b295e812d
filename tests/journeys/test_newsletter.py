"""A newsletter, from the editor to the mailbox: written by one, approved by another, sent by a real worker, left in one click."""

import email
import email.policy
import re
from collections import Counter
from datetime import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from press import demo as press_demo
from press.models import Newsletter
from press.queries import newsletters as queries
from relations import demo
from relations.models import CapturedMessage

pytestmark = pytest.mark.django_db(transaction=True)
HEAD, _OFFICER, PRESS = (address for _role, address, _password in demo.LOGINS)


@pytest.fixture
def demo_office(transactional_db) -> datetime:
    """The demo's archive and its press office: more than 200 readers with a confirmed consent."""
    told = demo.Demo(now=timezone.now(), progress=lambda line: None)
    demo.build_relations(told)
    press_demo.build(told)
    return told.now


def sign_in(page, address: str) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", address)
    page.fill("input[name=password]", demo.PASSWORD)
    page.click("main button[type=submit], form button[type=submit]")
    page.wait_for_url(re.compile(r"/$"))


def captured(newsletter: Newsletter) -> list[CapturedMessage]:
    """What the in-app mailbox took in for this newsletter."""
    keys = set(newsletter.mailing.deliveries.values_list("key", flat=True))
    return [one for one in CapturedMessage.objects.order_by("pk") if one.message_id.strip("<>").partition(".")[0] in keys]


def test_two_hundred_readers_get_the_newsletter_once_each_and_can_leave_in_one_click(
    demo_office, open_page, axe, mailbox_process, celery_worker_process
):
    elena, marco = open_page(), open_page()
    sign_in(elena, PRESS)
    letter = Newsletter.objects.get(title="Newsletter di dicembre")

    # Elena writes: the editor is alive, the preview has a real reader's name.
    elena.goto(f"/newsletter/{letter.pk}/")
    editor = elena.get_by_role("textbox").and_(elena.locator(".ProseMirror"))
    expect(editor).to_be_visible()
    editor.click()
    elena.keyboard.press("Control+End")
    elena.keyboard.type(" Buone feste da tutti noi.")
    elena.fill("#id_subject", "Un anno insieme, in dodici numeri: auguri")
    elena.get_by_role("button", name="Salva la newsletter").click()
    expect(elena.locator("iframe.mail-frame").content_frame.locator("body")).to_contain_text("Buone feste da tutti noi.")
    expect(elena.locator("iframe.mail-frame").content_frame.locator("body")).not_to_contain_text("[nome]")
    axe(elena)
    elena.get_by_role("button", name="Mandami una prova").click()
    elena.get_by_role("button", name=re.compile("Avanti: destinatari")).click()
    axe(elena)
    expected = queries.audience("newsletter").included
    assert expected >= 200
    elena.get_by_role("button", name=re.compile("Avanti: controlli")).click()
    axe(elena)
    elena.get_by_role("button", name="Chiedi l’approvazione").click()
    expect(elena.get_by_text("Aspetta l’approvazione di un collega.")).to_be_visible()

    # Marco sees the number and approves.
    sign_in(marco, HEAD)
    marco.goto("/newsletter/")
    marco.get_by_role("link", name="Newsletter di dicembre").click()
    axe(marco)
    marco.get_by_role("button", name=f"Approva l’invio a {expected} persone").click()
    expect(marco.get_by_text("Newsletter approvata.")).to_be_visible()

    # Elena sends; a real worker delivers, the page follows by itself.
    elena.goto(f"/newsletter/{letter.pk}/invio/")
    elena.get_by_role("button", name=f"Invia a {expected} persone").click()
    elena.get_by_role("button", name="Fai partire subito").click()
    elena.locator("#avanzamento[data-state=sent]").wait_for(timeout=90_000)
    expect(elena.locator("[data-sent]")).to_have_text(str(expected))
    axe(elena)

    # Once each in the mailbox.
    letter.refresh_from_db()
    messages = captured(letter)
    copies = Counter(message.rcpt_to.lower() for message in messages)
    assert (len(copies), set(copies.values())) == (expected, {1})

    # One click and one is out; a scanner that only looks changes nothing.
    message = email.message_from_bytes(bytes(messages[0].raw), policy=email.policy.default)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip("<>")
    reader = open_page()
    reader.goto(link)
    axe(reader)
    assert queries.audience("newsletter").included == expected
    answer = reader.request.post(link, form={"List-Unsubscribe": "One-Click"})
    assert answer.ok
    assert queries.audience("newsletter").included == expected - 1
    again = reader.request.post(link, form={"List-Unsubscribe": "One-Click"})
    assert (again.ok, queries.audience("newsletter").included) == (True, expected - 1)
