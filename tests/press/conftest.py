"""A small office: its head, its press officer, an editor, a reader; and a release to work on."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from press.actions import images, releases
from press.models import PressRelease
from relations import roles
from relations.models import OfficeSettings, User

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEXT = {
    "title": "Cento ore per chi resta indietro", "summary": "Undici tutor al doposcuola.", "kicker": "Insieme",
    "body": "<p>Si spengono i torni e si aprono i quaderni.</p>", "topic": "together", "place": "Mortara",
}  # fmt: skip


@pytest.fixture
def office(db) -> OfficeSettings:
    roles.sync()
    return OfficeSettings.objects.get_or_create(
        pk=1, defaults={"name": "CSV Prova ETS", "short_name": "CSV Prova", "email": "ufficio@prova.example"}
    )[0]


def colleague(role: str, name: str) -> User:
    """Make a colleague with one role."""
    user = User.objects.create_user(f"{name.lower()}@prova.example", "una-parola-lunga", first_name=name, last_name="Prova")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def head(office) -> User:
    return colleague("office_head", "Marco")


@pytest.fixture
def officer(office) -> User:
    return colleague("press_officer", "Elena")


@pytest.fixture
def editor(office) -> User:
    return colleague("editor", "Davide")


@pytest.fixture
def reader(office) -> User:
    return colleague("viewer", "Giulia")


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """`sign_in(user)` gives a client of that colleague."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def draft(officer) -> Callable[..., PressRelease]:
    """`draft(title=...)` writes a release."""

    def make(**fields: Any) -> PressRelease:
        return releases.draft(author=officer, at=AT, **{**TEXT, **fields})

    return make


@pytest.fixture
def approved(draft, officer, head) -> Callable[..., PressRelease]:
    """`approved(title=..., picture=(name, content, words))` writes a release and has it approved."""

    def make(picture: tuple[str, bytes, str] | None = None, **fields: Any) -> PressRelease:
        release = draft(**fields)
        if picture:
            name, content, words = picture
            upload = SimpleUploadedFile(name, content)
            images.attach(release=release, upload=upload, alt_text=words, by=officer, at=AT)
        releases.hand_in(release=release, by=officer, at=AT)
        releases.decide(release=release, granted=True, by=head, at=AT)
        return release

    return make


@pytest.fixture
def published(approved, officer) -> Callable[..., PressRelease]:
    """`published(title=...)` writes a release and lets it out at once."""

    def make(**fields: Any) -> PressRelease:
        return releases.let_out(release=approved(**fields), by=officer, at=AT)

    return make
