"""A small office: colleagues of each role, and helpers to make parties and things to do."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from relations import roles
from relations.actions import followups, parties
from relations.models import FollowUp, OfficeSettings, Organization, Person, User

# A Tuesday, ten in the morning in Rome.
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def office(db) -> OfficeSettings:
    roles.sync()
    return OfficeSettings.objects.get_or_create(pk=1, defaults={"name": "CSV Prova ETS", "short_name": "CSV Prova"})[0]


@pytest.fixture
def colleague(office) -> Callable[..., User]:
    def make(role: str = "relations_officer", name: str = "Chiara") -> User:
        user = User.objects.create_user(
            f"{name.lower()}@prova.example", "una-parola-lunga", first_name=name, last_name="Prova"
        )
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def officer(colleague) -> User:
    return colleague("relations_officer", "Chiara")


@pytest.fixture
def head(colleague) -> User:
    return colleague("office_head", "Marco")


@pytest.fixture
def viewer(colleague) -> User:
    return colleague("viewer", "Vera")


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def staff(officer, sign_in) -> Client:
    return sign_in(officer)


@pytest.fixture
def organization(office) -> Callable[..., Organization]:
    def make(name: str = "Meccanica Lomellina S.r.l.", kind: str = "company", **fields: Any) -> Organization:
        return parties.add_organization(kind=kind, name=name, by=None, at=AT, **fields)

    return make


@pytest.fixture
def person(office) -> Callable[..., Person]:
    def make(first: str = "Paolo", last: str = "Ferraris", **fields: Any) -> Person:
        return parties.add_person(first_name=first, last_name=last, by=None, at=AT, **fields)

    return make


@pytest.fixture
def todo(officer) -> Callable[..., FollowUp]:
    def make(title: str = "Richiamare Paolo", due_on: date = TODAY, owner: User = officer, **fields: Any) -> FollowUp:
        return followups.create(title=title, owner=owner, due_on=due_on, at=AT, by=owner, **fields)

    return make
