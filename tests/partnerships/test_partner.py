"""The page a partner reaches by link, and the lines of the checklist that prove themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.actions import checklist, partner_links, partnerships
from relations.actions import parties as people

from .conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(partnership):
    return partnership().parties.get(side="company")


def get(token: str):
    return Client().get(f"/insieme/{token}/")


def test_the_page_says_with_whom_and_tells_nobody_its_address(party):
    token = partner_links.issue(party=party, email="silvio@riseria.example", at=timezone.now())
    answer = get(token)
    assert answer.status_code == 200
    assert "Riso solidale ODV" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private" and answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_wrong_expired_or_revoked_link_leads_nowhere(party):
    now = timezone.now()
    old = partner_links.issue(party=party, email="a@riseria.example", at=now - partner_links.LIFE - timedelta(days=1))
    gone = partner_links.issue(party=party, email="b@riseria.example", at=now)
    assert partner_links.revoke(party=party, at=now) == 2
    assert [get(token).status_code for token in (old, gone, "x" * 32)] == [404] * 3


def test_the_link_of_somebody_whose_data_were_erased_leads_nowhere(party, officer):
    person = people.add_person(first_name="Silvio", last_name="Dossi", by=officer, at=AT)
    token = partner_links.issue(party=party, email="silvio@riseria.example", person=person, at=timezone.now())
    assert get(token).status_code == 200
    type(person).objects.filter(pk=person.pk).update(erased_at=timezone.now())
    assert get(token).status_code == 404


def test_a_line_proves_itself_only_while_it_is_asked(partnership, officer):
    row = partnership()
    prove = lambda phase, key: checklist.prove(  # noqa: E731
        partnership=row, phase=phase, key=key, by=officer, at=AT, note_text="shown by the archive"
    )
    assert prove("planning", "due_diligence") and prove("agreement", "signed_file")
    assert not prove("agreement", "volunteer_insurance")
    assert set(row.deliverables.exclude(done_at=None).values_list("key", "note")) == {
        ("due_diligence", "shown by the archive"), ("signed_file", "shown by the archive"),
    }  # fmt: skip
    partnerships.end(partnership=row, outcome="withdrawn", why="La ditta ha chiuso.", by=officer, at=AT)
    assert not prove("planning", "data_consent")
