"""A newsletter, from the editor to the mailbox: written by one, approved by another, sent by real workers of which one is
killed in the middle, counted at the mailbox, settled on its report, left in one click."""

import email
import email.policy
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from press import demo as press_demo
from press.models import Newsletter
from press.queries import newsletters as queries
from relations import demo
from relations.mail import demo as post_demo
from relations.mail.tasks import mail_sweep
from relations.models import CapturedMessage
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
# A server's answer is waited for so long here: what a dead worker held is known a little later, not minutes.
IMPATIENT = {"MAIL_STEP_SECONDS": "6", "MAIL_ANSWER_SECONDS": "6"}
BLOCKS = (
    ("Appuntamento", "La festa di fine anno", "Vi aspettiamo alle 18.", "Vengo anch’io"),
    ("Invito a donare", "Un pulmino per la casa famiglia", "Mancano poche corse.", "Dona ora"),
    ("Collegamento", "Il bilancio sociale", "Tutto l’anno in dodici pagine.", "Leggilo"),
)
HEAD, _OFFICER, PRESS = (address for _role, address, _password in demo.LOGINS)


@pytest.fixture
def demo_office(transactional_db) -> datetime:
    """The demo's archive and its press office: more than 200 readers with a confirmed consent; its earlier letters have left."""
    told = demo.Demo(now=timezone.now(), progress=lambda line: None)
    demo.build_relations(told)
    press_demo.build(told)
    post_demo.build(told)
    return told.now


def captured(newsletter: Newsletter) -> list[CapturedMessage]:
    """What the in-app mailbox took in for this newsletter."""
    keys = set(newsletter.mailing.deliveries.values_list("key", flat=True))
    return [one for one in CapturedMessage.objects.order_by("pk") if one.message_id.strip("<>").partition(".")[0] in keys]


def add_blocks(page) -> None:
    """Three blocks from the palette, each with its button, written where they stand; they save themselves."""
    for kind, heading, text, label in BLOCKS:
        number = page.locator("[data-block]").count()
        page.get_by_role("group", name="Aggiungi un blocco").get_by_role("button", name=kind, exact=True).click()
        block = page.locator("[data-block]").nth(number)
        form = block.locator("form.block-form")
        form.get_by_role("textbox", name="Titolo").fill(heading)
        form.get_by_role("textbox", name="Testo").fill(text)
        form.get_by_role("textbox", name="Indirizzo del pulsante").fill("https://csvticino.example/festa")
        form.get_by_role("textbox", name="Parola sul pulsante").fill(label)
        expect(form.get_by_text(re.compile("salvata alle"))).to_be_visible()
        form.get_by_role("button", name="Fatto").click()
        expect(form).to_have_count(0)
        expect(block.get_by_role("button", name=f"Togli: {heading}")).to_be_visible()


@contextmanager
def mailbox_at_a_standstill(letter: Newsletter, *, after: int) -> Iterator[Callable[[], int]]:
    """Once `after` have arrived the mailbox cannot write any more: whoever is handing over a message waits for its answer.

    Yields how many are waiting so.
    """
    deadline = time.monotonic() + 60
    while CapturedMessage.objects.filter(delivery__mailing=letter.mailing).count() < after:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE relations_capturedmessage IN SHARE MODE")
        yield lambda: letter.mailing.deliveries.filter(state="sending").count()


def swept(letter: Newsletter) -> Newsletter:
    """The clock's minute, here: leases that ran out, mailings that ended."""
    mail_sweep.apply_async()
    letter.refresh_from_db()
    return letter


def wait_until(condition: Callable[[], object], *, what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def test_two_hundred_readers_get_the_newsletter_once_each_and_can_leave_in_one_click(
    demo_office, open_page, axe, mailbox_process, start_worker
):
    worker = start_worker(**IMPATIENT)
    elena, marco = open_page(), open_page()
    sign_in(elena, PRESS, demo.PASSWORD)
    letter = Newsletter.objects.get(title="Newsletter di dicembre")

    # Elena writes: the editor is alive, the preview has a real reader's name.
    elena.goto(f"/newsletter/{letter.pk}/")
    editor = elena.get_by_role("textbox").and_(elena.locator(".ProseMirror"))
    expect(editor).to_be_visible()
    editor.click()
    elena.keyboard.press("Control+End")
    elena.keyboard.type(" Buone feste da tutti noi.")
    expect(elena.locator("li.block.open").get_by_text(re.compile("salvata alle"))).to_be_visible()
    elena.fill("#id_subject", "Un anno insieme, in dodici numeri: auguri")
    elena.get_by_role("button", name="Salva la newsletter").click()
    expect(elena.locator("iframe.mail-frame").content_frame.locator("body")).to_contain_text("Buone feste da tutti noi.")
    expect(elena.locator("iframe.mail-frame").content_frame.locator("body")).not_to_contain_text("[nome]")
    axe(elena)
    add_blocks(elena)
    letter_shown = elena.locator("iframe.mail-frame").content_frame.locator("body")
    for _kind, heading, text, label in BLOCKS:
        for words in (heading, text, label):
            expect(letter_shown).to_contain_text(words)
    elena.get_by_role("button", name="Mandami una prova").click()
    wait_until(lambda: CapturedMessage.objects.filter(rcpt_to=PRESS).exists(), what="the test message")
    elena.get_by_role("button", name=re.compile("Avanti: destinatari")).click()
    axe(elena)
    expected = queries.audience("newsletter").included
    assert expected >= 200
    elena.get_by_role("button", name=re.compile("Avanti: controlli")).click()
    axe(elena)
    elena.get_by_role("button", name="Chiedi l’approvazione").click()
    expect(elena.get_by_text("Aspetta l’approvazione di un collega.")).to_be_visible()

    # Marco sees the number and approves.
    sign_in(marco, HEAD, demo.PASSWORD)
    marco.goto("/newsletter/")
    marco.get_by_role("link", name="Newsletter di dicembre").click()
    axe(marco)
    marco.get_by_role("button", name=f"Approva l’invio a {expected} persone").click()
    expect(marco.get_by_text("Newsletter approvata.")).to_be_visible()

    # Elena sends; in the middle the worker is killed while it waits for answers, and another one goes on.
    elena.goto(f"/newsletter/{letter.pk}/invio/")
    elena.get_by_role("button", name=f"Invia a {expected} persone").click()
    elena.get_by_role("button", name="Fai partire subito").click()
    elena.locator("#avanzamento").wait_for()
    letter.refresh_from_db()
    with mailbox_at_a_standstill(letter, after=20) as waiting:
        wait_until(waiting, what="a message that waits for its answer")
        worker.kill()
        doubts = waiting()
    assert len(captured(letter)) < expected
    start_worker(**IMPATIENT)
    wait_until(lambda: swept(letter).mailing.state == "sent", what="the sending to end")

    # The page has followed by itself, and says what is in doubt: one message for each line that was cut, no more.
    elena.locator("#avanzamento[data-state=sent]").wait_for(timeout=15_000)
    expect(elena.locator("[data-sent]")).to_have_text(str(expected - doubts))
    expect(elena.locator("#avanzamento")).to_contain_text(f"{doubts} incerti")
    axe(elena)

    # The report lists them with two buttons: what Elena finds in the mailbox counts as sent, the rest leaves once more.
    report = reverse("relations:mailing", args=[letter.mailing.pk])
    elena.goto(report)
    expect(elena.get_by_role("button", name=re.compile(f"^Ritenta con {doubts} person"))).to_be_visible()
    expect(elena.get_by_role("button", name=re.compile(f"^Considera {doubts} inviat"))).to_be_visible()
    axe(elena)
    arrived = {message.rcpt_to.lower() for message in captured(letter)}
    held = set(letter.mailing.deliveries.filter(state="uncertain").values_list("email", flat=True))
    assert len(held) == doubts
    for address in sorted(held):
        elena.goto(report)
        button = "Considera inviato a" if address in arrived else "Ritenta a"
        elena.get_by_role("button", name=f"{button} {address}").click()
        expect(elena.get_by_role("button", name=re.compile(address))).to_have_count(0)
    wait_until(lambda: swept(letter).mailing.state == "sent", what="the last ones")
    assert letter.mailing.deliveries.filter(state="sent").count() == expected

    # Once each in the mailbox.
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
