"""What a page is about may be a thing of an upper floor: read by its key, with permission, without knowing it."""

from types import SimpleNamespace

import pytest

from relations.models import Approval, User
from relations.web import subjects
from tests.relations.conftest import AT


@pytest.fixture
def thing(office, officer, organization, monkeypatch):
    """An approval stands for a row of an upper floor: it is given parties as those have."""
    company = organization()
    row = Approval.objects.create(object=company, title="x", url="/x/", permission="x.y", requested_by=officer, requested_at=AT)
    monkeypatch.setattr(Approval, "parties", [SimpleNamespace(organization=company), company], raising=False)
    return row, company


def test_a_thing_brings_its_parties_once_each(thing, officer):
    row, company = thing
    about = subjects.read(f"relations.approval:{row.pk}", officer)
    assert (about.subject, about.parties) == (row, (company,))


def test_who_may_not_view_it_gets_nothing(thing):
    row, _company = thing
    stranger = User.objects.create_user("x@prova.example", "una-parola-lunga")
    assert subjects.read(f"relations.approval:{row.pk}", stranger) == subjects.About(None, ())


def test_the_key_of_a_thing_is_read_back(thing, officer):
    row, company = thing
    assert subjects.read(subjects.key_of(row), officer).subject == row
    assert subjects.read(subjects.key_of(company), officer).party == company


@pytest.mark.parametrize("key", ["", ":", "organization:", "organization:-1", "organization:٣", "nothing.here:1", "relations.approval:999999", "a" * 500])
def test_any_other_key_is_nothing(office, officer, key):
    assert subjects.read(key, officer) == subjects.About(None, ())


def test_a_subject_with_a_nul_is_nothing(officer):
    assert subjects.read("\x00.x:1", officer).parties == ()
