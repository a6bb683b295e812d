"""What a page may cost: twelve statements for everything, session, rights and menu included, however full it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.measuring import MOST_STATEMENTS
from fundraising.models import Donation
from press.models import Outlet
from relations.actions import duplicates, interactions, parties
from tests.relations.conftest import AT, TODAY


@pytest.fixture
def fill(organization, person, todo, officer, head):
    """Add so many of everything to one outlet and to one journalist."""
    body, somebody = organization("Radio Lomellina", kind="media", owner=officer), person(owner=officer)
    Outlet.objects.create(organization=body, created_at=AT)

    def more(numbers: range) -> tuple:
        for number in numbers:
            other = person("Paolo", f"Ferraris {number}", works_at=body, owner=head, contacts=[("mobile", "347 0000001")])
            parties.affiliate(person=somebody, organization=organization(f"Radio Lomellina {number}"), role="Socio", by=officer, at=AT)
            parties.add_contact_point(party=body, kind="email", value=f"redazione{number}@radio.example", by=officer, at=AT)
            parties.add_contact_point(party=somebody, kind="email", value=f"paolo{number}@radio.example", by=officer, at=AT)
            interactions.log(channel="call", text="Sentiti", by=officer, at=AT - timedelta(days=number), organization=body, person=somebody)
            todo("Richiamare", organization=body, person=somebody, owner=officer, due_on=TODAY - timedelta(days=number))
            for donor in ({"organization": body}, {"person": somebody}):
                Donation.objects.create(amount=10, given_on=TODAY, by=head, created_at=AT, **donor)
            assert other.pk
        duplicates.scan(at=AT, everything=True)
        return body, somebody

    return more


PAGES = {
    "organisations": lambda body, somebody: reverse("relations:organizations"),
    "organisations of a province": lambda body, somebody: reverse("relations:organizations") + "?tipo=media&provincia=PV&q=radio",
    "people": lambda body, somebody: reverse("relations:people"),
    "organisation": lambda body, somebody: body.get_absolute_url(),
    "person": lambda body, somebody: somebody.get_absolute_url(),
    "Oggi": lambda body, somebody: "/",
    "Oggi of the office": lambda body, somebody: "/?chi=tutti",
    "Quadro": lambda body, somebody: reverse("relations:overview"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_at_most_twelve_statements_with_one_and_thirty_of_everything(fill, head, sign_in, page):
    reader, address = sign_in(head), PAGES[page](*fill(range(1)))
    reader.get(address)
    with CaptureQueriesContext(connection) as one:
        assert reader.get(address).status_code == 200
    fill(range(1, 30))
    with CaptureQueriesContext(connection) as thirty:
        assert reader.get(address).status_code == 200

    assert len(thirty) <= len(one) <= MOST_STATEMENTS, [query["sql"][:150] for query in thirty]
