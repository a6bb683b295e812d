"""A sequence that is on, and what begins it."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Permission

from relations.actions import consents, parties, sequences
from relations.models import MailSequence, Person, SequenceVersion, User
from tests.relations.conftest import AT

# A Tuesday, ten in the morning in Rome: the sequence has been on since the day before.
ON_SINCE = AT - timedelta(days=1)
MAIL = {"kind": "mail", "title": "Benvenuto", "days": 0, "day_rule": "shift", "hour": None, "subject": "Benvenuti, [nome]",
        "preheader": "", "body": "<p>[saluto], grazie.</p>"}  # fmt: skip
SECOND = {**MAIL, "title": "Come partecipare", "days": 7, "hour": time(9, 30), "subject": "Tre modi"}
CALL = {"kind": "todo", "title": "Telefonare a [nome]", "days": 4, "day_rule": "working", "hour": None, "subject": "",
        "preheader": "", "body": ""}  # fmt: skip


def rome(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    """A moment in Rome in winter time."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def approver(head) -> User:
    head.user_permissions.add(Permission.objects.get(codename="approve_mailing"))
    return User.objects.get(pk=head.pk)


@pytest.fixture
def sequence(officer, approver) -> Callable[..., MailSequence]:
    """Make a sequence; it stops in the state asked for: draft, in_review, approved, on."""

    def make(*steps: dict, state: str = "on", on_since: datetime = ON_SINCE, **fields) -> MailSequence:
        known = {
            "name": "Benvenuto", "note": "", "owner": officer, "purpose": "newsletter", "basis": "consent",
            "trigger": "subscribed", "value": ["newsletter"], "segment": None, "stops": ["reply"],
        }  # fmt: skip
        version: SequenceVersion = sequences.save(
            sequence=None, steps=steps or (MAIL, SECOND), by=officer, at=on_since, **{**known, **fields}
        )
        made = version.sequence
        if state != "draft":
            sequences.submit(sequence=made, by=officer, at=on_since)
        if state in ("approved", "on"):
            sequences.approve(sequence=made, by=approver, at=on_since)
        if state == "on":
            sequences.switch_on(sequence=made, by=officer, at=on_since)
        return MailSequence.objects.select_related("live", "owner").get(pk=made.pk)

    return make


@pytest.fixture
def subscriber(office) -> Callable[..., Person]:
    """Somebody of the archive who confirms the newsletter."""

    def make(first: str = "Maria", last: str = "Galli", *, at: datetime = AT, email: str = "", purpose: str = "newsletter", **fields) -> Person:
        email = email or f"{first}.{last}@posta.example".lower()
        who = parties.add_person(first_name=first, last_name=last, by=None, at=at, **fields)
        parties.add_contact_point(party=who, kind="email", value=email, by=None, at=at)
        consents.record(email=email, purpose=purpose, event="confirmed", source="modulo", at=at, person=who)
        return who

    return make
