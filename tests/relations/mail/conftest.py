"""A mailing ready to leave, and a mail server that misbehaves on request."""
from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from relations.actions import consents
from relations.mail import mailings
from relations.mail.audience import Recipient
from relations.mail.deliver import Transport
from relations.mail.receiver import LocalServer
from relations.models import Mailing, OfficeSettings, User
from tests.relations.mail.faulty import Faulty


@pytest.fixture
def office(db) -> OfficeSettings:
    return OfficeSettings.objects.create(
        pk=1, name="CSV Ticino", short_name="CSV Ticino", email="ufficio@csvticino.example", sender_name="CSV Ticino"
    )


@pytest.fixture
def author(db) -> User:
    return User.objects.create_user("anna@csvticino.example", first_name="Anna", last_name="Rossi")


@pytest.fixture
def head(db) -> User:
    head = User.objects.create_user("marco@csvticino.example", first_name="Marco", last_name="Bellinzona")
    head.user_permissions.set(Permission.objects.filter(content_type__app_label="relations"))
    return User.objects.get(pk=head.pk)


@pytest.fixture
def consent(db) -> Callable[..., None]:
    def give(*emails: str, purpose: str = "newsletter", event: str = "confirmed", **fields: object) -> None:
        for email in emails:
            consents.record(email=email, purpose=purpose, event=event, source="modulo", at=timezone.now(), **fields)

    return give


@pytest.fixture
def mailing(office, author, head, consent) -> Callable[..., Mailing]:
    """Make a mailing to `emails`; it stops in the state asked for."""

    def make(*emails: str, state: str = "sending", **content: str) -> Mailing:
        at = timezone.now()
        consent(*emails)
        made = mailings.create(purpose="newsletter", title="Novembre", by=author, at=at)
        mailings.set_content(
            mailing=made, at=at, by=author,
            **{"subject": "Ciao [nome]", "html": "<p>Buongiorno [nome], è ora.</p>", **content},
        )
        mailings.set_audience(
            mailing=made, recipients=[Recipient(email, values={"nome": email.partition("@")[0]}) for email in emails], at=at
        )
        if state == "draft":
            return made
        mailings.submit(mailing=made, by=author, at=at)
        if state == "in_review":
            return made
        mailings.approve(mailing=made, by=head, at=at)
        if state == "approved":
            return made
        return mailings.start(mailing=made, by=author, at=at)

    return make


@pytest.fixture
def faulty() -> Iterator[Faulty]:
    """A server that keeps what it takes and answers as it is told."""
    handler = Faulty()
    with LocalServer(handler) as server:
        handler.transport = Transport(host="127.0.0.1", port=server.port)
        yield handler
