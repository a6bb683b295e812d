"""Every kind of mail the product writes obeys the RFCs on the wire; templates are found, not listed."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone

from press.actions import newsletters, sending
from relations.mail import mailings
from relations.mail.deliver import Transport
from relations.mail.post import post_service
from relations.mail.receiver import LocalServer, Received
from relations.mail.sender import Sender
from relations.models import OfficeSettings
from tests.support.mail_rules import broken

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FOLDERS = sorted(str(path.parent.relative_to(TEMPLATES)) for path in TEMPLATES.glob("*/mail/*/body.mjml"))
# A letter has a subject and a text of its own; what has none is the page of a mailing to many.
LETTERS = [folder for folder in FOLDERS if (TEMPLATES / folder / "subject.txt").exists()]
PAGES = [folder for folder in FOLDERS if folder not in LETTERS]
# What a template is given by the engine itself, and what the language of templates is made of.
OWN = {"office", "is_campaign", "language", "subject", "block", "forloop"}
_INSIDE = re.compile(r"\{[{%](.+?)[%}]\}", re.DOTALL)
_ICS = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//it\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x.example\r\n"
        b"DTSTAMP:20261124T090000Z\r\nDTSTART:20261201T090000Z\r\nSUMMARY:Perch\xc3\xa9 no\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


class Anything(datetime):
    """A moment, a text, a list of one, and whatever of it a template asks for: a number where that is counted."""

    counted: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return "perché sì & così"

    def __getitem__(self, key: object) -> Anything | int:
        return 2 if key in self.counted else ANYTHING

    def __iter__(self) -> Iterator[Anything]:
        return iter([ANYTHING])

    def __len__(self) -> int:
        return 1


ANYTHING = Anything(2026, 11, 24, 9, 0, tzinfo=UTC)


def context_of(letter: str) -> dict[str, object]:
    """Something for every name that the files of a letter speak of; a number where it is counted or called."""
    text = "".join(path.read_text() for path in sorted((TEMPLATES / letter).iterdir()))
    names = {name for inside in _INSIDE.findall(text) for name in re.findall(r"[A-Za-z_]\w*", re.sub(r'"[^"]*"', "", inside))}
    counted = set(re.findall(r"\bcount \w+=([A-Za-z_]\w*)(?!\w|\.)", text))
    ANYTHING.counted = frozenset(re.findall(r"\bcount \w+=\w+\.([A-Za-z_]\w*)", text))
    called = set(re.findall(r"(?<![\w.])([A-Za-z_]\w*)\|phone", text))
    return {name: 2 if name in counted else "+39 0382 123456" if name in called else ANYTHING for name in names - OWN}


def sent() -> list[Received]:
    """Let leave what is due, as the mail server receives it."""
    with LocalServer() as server:
        Sender(Transport(host="127.0.0.1", port=server.port)).run()
    return server.received


@pytest.fixture(autouse=True)
def _on_the_open_network(settings) -> None:
    settings.PUBLIC_URL = "https://relazioni.example"


def test_the_letters_are_found():
    assert (len(LETTERS) >= 32, len(PAGES) >= 1) == (True, True)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_the_system_writes(office, letter):
    post_service(purpose="meeting", to="maria@posta.example", template=letter, at=timezone.now(), context=context_of(letter),
                 attachments=[("invito.ics", _ICS, "text/calendar; charset=utf-8; method=REQUEST")])  # fmt: skip
    [message] = sent()
    assert broken(message.raw, mail_from=message.mail_from, is_bulk=False, is_automatic=True) == []


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_a_person_sends(office, author, letter):
    post_service(purpose="meeting", to="maria@posta.example", template=letter, at=timezone.now(), context=context_of(letter),
                 by=author, reply_to=author.email, language="en")  # fmt: skip
    [message] = sent()
    assert broken(message.raw, mail_from=message.mail_from, is_bulk=False, is_automatic=False) == []
    assert message.message["Reply-To"] == author.email


def test_a_mailing_to_many(mailing):
    names = ["a@posta.example", "b+c@posta.example", "o'neill@posta.example"]
    mailing(*names, subject="Perché sì, [nome] — e una parola così lunga che non finisce " + "più" * 40)
    messages = sent()
    assert sorted(message.rcpt_to for message in messages) == names
    for message in messages:
        assert broken(message.raw, mail_from=message.mail_from, is_bulk=True, is_automatic=False) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_mailing_to_many(mailing, author, head, page):
    made, at = mailing("a@posta.example", state="draft"), timezone.now()
    context = {"office": OfficeSettings.current(), "is_campaign": True, "language": "it", "subject": "Un invito"}
    mjml = get_template(f"{page}/body.mjml").render({**context, **context_of(page)})
    mailings.set_content(mailing=made, subject="Un invito", mjml=mjml, by=author, at=at)
    mailings.submit(mailing=made, by=author, at=at)
    mailings.approve(mailing=made, by=head, at=at)
    mailings.start(mailing=made, by=author, at=at)
    [message] = sent()
    assert broken(message.raw, mail_from=message.mail_from, is_bulk=True, is_automatic=False) == []


def test_a_newsletter_of_the_press_office(office, author, head, consent):
    consent("a@posta.example")
    at = timezone.now()
    letter = newsletters.draft(author=author, at=at, title="Dicembre", purpose="newsletter", language="it",
                               subject="Un anno insieme", preheader="Gli auguri", body="<p>Caro [nome], auguri.</p>")  # fmt: skip
    sending.hand_in(newsletter=letter, by=author, at=at)
    sending.decide(newsletter=letter, granted=True, by=head, at=at)
    sending.leave(newsletter=letter, starts_at=None, by=author, at=at, undo_seconds=0)
    [message] = sent()
    assert broken(message.raw, mail_from=message.mail_from, is_bulk=True, is_automatic=False) == []
    assert message.message["Reply-To"] == author.email


# -- the rules themselves can say no ----------------------------------------------


WHOLE = (b"From: CSV <a@x.example>\r\nTo: b@y.example\r\nDate: Tue, 24 Nov 2026 10:05:00 +0100\r\nMessage-ID: <k.7@x.example>\r\n"
         b"Subject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"z\"\r\n\r\n"
         b"--z\r\nContent-Type: text/plain; charset=utf-8\r\n\r\na\r\n--z\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>a\r\n--z--\r\n")
FROM = "rimbalzi+7-ab@x.example"


def test_a_whole_message_breaks_nothing():
    assert broken(WHOLE, mail_from=FROM) == []


@pytest.mark.parametrize(("old", "new"), [
    (b"Subject: s\r\n", b""),
    (b"Subject: s\r\n", b"Subject: s\r\nsubject: t\r\n"),
    (b"Subject: s\r\n", b"Subject: perch\xc3\xa9\r\n"),
    (b"Subject: s\r\n", b"Subject: s\n"),
    (b"Subject: s\r\n", b"Subject: s\r\nBcc: c@z.example\r\n"),
    (b"Subject: s\r\n", b"Subject: s\r\nAuto-Submitted: yes\r\n"),
    (b"Subject: s\r\n", b"Subject: s\r\nList-Unsubscribe: <https://x.example/u>\r\n"),
    (b"Subject: s\r\n", b"Subject: s\r\nList-Id: <n.x.example>\r\nList-Unsubscribe: <http://x.example/u>\r\n"
                        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
    (b"Subject: s\r\n", b"Subject: s\r\nList-Id: <n.x.example>\r\nList-Unsubscribe: <https://x.example/u>\r\n"),
    (b"<k.7@x.example>", b"<k 7@x.example>"),
    (b"<k.7@x.example>", b"<k.8@x.example>"),
    (b"Tue, 24 Nov 2026", b"soon"),
    (b"a@x.example", b"nobody"),
    (b"plain; charset=utf-8", b"plain"),
    (b"\r\n\r\na\r\n", b"\r\n\r\n\xff\r\n"),
    (b"<p>a", b"<p>" + b"a" * 1000),
    (b"text/html", b"text/plain"),
])  # fmt: skip
def test_a_broken_message_is_caught(old, new):
    assert old in WHOLE
    assert broken(WHOLE.replace(old, new, 1), mail_from=FROM) != []


def test_a_return_path_of_somebody_else_is_caught():
    assert broken(WHOLE, mail_from="ufficio@x.example") != []


def test_dates_are_of_now(mailing):
    mailing("a@posta.example")
    [message] = sent()
    assert abs(message.message["Date"].datetime - timezone.now()) < timedelta(minutes=5)
