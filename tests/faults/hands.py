"""The hands of the office's staff: verbs told as lines of JSON to a process of the office under fire.

The tests themselves look from outside: at what the mail server took, and at the rows of the database.
"""
from __future__ import annotations

import json
import sys

import django


def found() -> None:
    """Open an office with an author and a head who may approve."""
    from django.contrib.auth.models import Group

    from relations import roles
    from relations.models import OfficeSettings, User

    roles.sync()
    OfficeSettings.objects.create(
        pk=1, name="CSV sotto sforzo", short_name="CSV", email="ufficio@sforzo.example", sender_name="CSV sotto sforzo"
    )
    for name, role in (("anna", "relations_officer"), ("elena", "press_officer"), ("marco", "office_head")):
        user = User.objects.create_user(f"{name}@sforzo.example", PASSWORD, first_name=name.title(), last_name="Prova")
        user.groups.add(Group.objects.get(name=role))


PASSWORD = "girasole-e-tamburo-71"


def _who(name: str):
    from relations.models import User

    return User.objects.get(email=f"{name}@sforzo.example")


def approved(emails: list[str]) -> int:
    """A mailing to these addresses, written by one and approved by another; return its number."""
    from django.utils import timezone

    from relations.mail import mailings
    from relations.mail.audience import Recipient

    at, anna = timezone.now(), _who("anna")
    # No list of consents is made for thousands of invented people: the office writes to its own members.
    made = mailings.create(purpose="newsletter", basis="contract", title="Sotto sforzo", by=anna, at=at)
    mailings.set_content(
        mailing=made, subject="[nome], perché sì", preheader="", by=anna, at=at,
        html="<h2>È dicembre</h2><p>Buongiorno [nome], questa lettera parte una volta sola.</p>",
    )
    mailings.set_audience(
        mailing=made, at=at, by=anna,
        recipients=[Recipient(email, values={"nome": email.partition("@")[0]}) for email in emails],
    )  # fmt: skip
    mailings.submit(mailing=made, by=anna, at=at)
    return mailings.approve(mailing=made, by=_who("marco"), at=at).pk


def _verb(name: str, mailing: int, **also: object) -> str:
    from django.utils import timezone

    from relations.mail import mailings
    from relations.models import Mailing

    row = Mailing.objects.get(pk=mailing)
    done = getattr(mailings, name)(mailing=row, by=_who("anna"), at=timezone.now(), **also)
    return done if isinstance(done, int) else done.state


def start(mailing: int) -> str:
    return _verb("start", mailing)


def pause(mailing: int) -> str:
    return _verb("pause", mailing)


def resume(mailing: int) -> str:
    return _verb("resume", mailing)


def consider_sent(mailing: int) -> str:
    return _verb("consider_sent", mailing)


def retry_uncertain(mailing: int) -> str:
    return _verb("retry_uncertain", mailing)


def service(to: str) -> int:
    """One service message, as the product writes them; return its delivery's number."""
    from django.utils import timezone

    from relations.mail.post import post_service

    return post_service(
        purpose="account", to=to, template="relations/mail/password_reset", context={"url": "https://x.example/"},
        at=timezone.now(),
    ).pk  # fmt: skip


def newsletter(emails: list[str]) -> dict[str, str]:
    """An approved newsletter of the press office; return its title, the page that sends it and its author's session."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from press.actions import newsletters, sending
    from relations.actions import consents

    at, anna = timezone.now(), _who("elena")
    for email in emails:
        consents.record(email=email, purpose="newsletter", event="confirmed", source="modulo", at=at)
    letter = newsletters.draft(author=anna, at=at, title="Premuto venti volte", purpose="newsletter", language="it",
                               subject="Una volta sola", preheader="Arriva una volta", body="<p>Caro [nome], eccoci.</p>")  # fmt: skip
    sending.hand_in(newsletter=letter, by=anna, at=at)
    sending.decide(newsletter=letter, granted=True, by=_who("marco"), at=at)
    client = Client()
    client.force_login(anna)
    return {"title": letter.title, "page": reverse("press:newsletter_sending", args=[letter.pk]),
            "session": client.cookies["sessionid"].value}  # fmt: skip


def demo(whole: bool) -> None:
    """The demo office, a year with all that is due today in it; or its ground floor alone, which is quicker."""
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone, translation

    from relations import demo as made

    if whole:
        call_command("demo_office", stdout=sys.stderr)
        return
    with transaction.atomic(), translation.override("it"):
        made.build_relations(made.Demo(now=timezone.now(), progress=lambda line: None))


def all_jobs() -> None:
    """Do here, one after the other, what the clock would announce."""
    from config.beat import SCHEDULE
    from config.celery import app

    app.loader.import_default_modules()
    for job in SCHEDULE.values():
        app.tasks[job["task"]].apply(throw=True)


VERBS = {verb.__name__: verb for verb in (
    found, approved, start, pause, resume, consider_sent, retry_uncertain, service, newsletter, demo, all_jobs,
)}  # fmt: skip


def main() -> None:
    """Answer each line on standard input with one on standard output."""
    from django.db import close_old_connections

    for line in sys.stdin:
        verb, arguments = json.loads(line)
        close_old_connections()
        print(json.dumps(VERBS[verb](**arguments)), flush=True)


if __name__ == "__main__":
    django.setup()
    main()
