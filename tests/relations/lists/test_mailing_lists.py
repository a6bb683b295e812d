"""Lists kept by hand: filled by name, from ticked rows, from an import; taken off and put back; they survive a merge."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from relations.actions import mailing_lists as actions
from relations.actions import merging
from relations.models import ListMember, MailingList
from relations.queries import mailing_lists as queries
from tests.relations.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def guests(office, officer) -> MailingList:
    return actions.add(name="Invitati", by=officer, at=AT)


def names(mailing_list: MailingList) -> list[str]:
    return sorted(str(row.party) for row in queries.members(mailing_list))


def test_two_lists_of_one_name_are_refused(guests, officer):
    with pytest.raises(actions.Refused):
        actions.add(name=" Invitati ", by=officer, at=AT)


def test_the_database_wants_one_of_the_two(guests):
    with pytest.raises(IntegrityError, match="list_member_is_one"), transaction.atomic():
        ListMember.objects.create(mailing_list=guests, at=AT)


def test_somebody_stands_on_a_list_once(guests, person, organization, officer):
    ada, firm = person("Ada", "Prova"), organization()
    for expected in (2, 0):
        assert actions.put_on(mailing_list=guests, people=[ada.pk], organizations=[firm.pk], by=officer, at=AT) == expected
    assert guests.members.count() == 2


def test_by_name_taken_off_and_put_back(staff, guests, person):
    ada = person("Ada", "Prova")
    staff.post(f"/liste/{guests.pk}/aggiungi/", {"party": f"person:{ada.pk}"})
    assert names(guests) == ["Ada Prova"]
    page = staff.post(f"/liste/{guests.pk}/escludi/", {"rows": str(guests.members.get().pk)}, follow=True)
    assert names(guests) == []
    undo = f"/liste/{guests.pk}/rimetti-righe/?p={ada.pk}"
    assert undo in page.content.decode()
    staff.post(undo)
    assert names(guests) == ["Ada Prova"]


def test_ticked_rows_go_on_a_new_list(staff, person):
    rows = [str(person(first, "Prova").pk) for first in ("Ada", "Bea")]
    page = staff.post("/liste/riempi/person/", {"rows": rows})
    assert (page.status_code, page.context["chosen"]) == (200, 2)
    staff.post("/liste/riempi/person/", {"rows": rows, "go": "1", "name": "Dalla fiera"})
    made = MailingList.objects.get()
    assert (made.name, names(made), {row.source for row in made.members.all()}) == ("Dalla fiera", ["Ada Prova", "Bea Prova"], {"rows"})


def test_without_a_list_or_a_name_it_is_said_beside_the_field(staff, person):
    answer = staff.post("/liste/riempi/person/", {"rows": [str(person().pk)], "go": "1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


@pytest.mark.parametrize("rows", [[], ["x"], ["9" * 30]])
def test_nothing_ticked_leads_back(staff, rows):
    assert staff.post("/liste/riempi/organization/", {"rows": rows}).url == "/organizzazioni/"


def test_removed_and_put_back(staff, guests):
    staff.post(f"/liste/{guests.pk}/togli/")
    assert staff.get(f"/liste/{guests.pk}/").status_code == 404
    staff.post(f"/liste/{guests.pk}/rimetti/")
    assert staff.get(f"/liste/{guests.pk}/").status_code == 200


def test_a_merge_leaves_one_of_two_members(guests, person, officer, head):
    kept, gone = person("Ada", "Prova"), person("Ada", "Prova")
    actions.put_on(mailing_list=guests, people=[kept.pk, gone.pk], by=officer, at=AT)
    merging.merge(kept=kept, gone=gone, by=head, at=timezone.now())
    assert [row.person for row in guests.members.all()] == [kept]


@pytest.mark.parametrize("path", ["/liste/", "one"])
def test_the_pages_cost_the_same_for_one_and_thirty(staff, guests, person, officer, path):
    costs = []
    for number in (1, 29):
        people = [person(f"P{number}{place}", "Prova").pk for place in range(number)]
        actions.put_on(mailing_list=guests, people=people, by=officer, at=AT)
        if number > 1:
            for place in range(number):
                actions.add(name=f"Lista {place}", by=officer, at=AT)
        with CaptureQueriesContext(connection) as captured:
            assert staff.get(f"/liste/{guests.pk}/" if path == "one" else path).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("value", ["\x00", "a" * 300, "<b>x</b>", "=1+1", "\u202ex"])
@pytest.mark.parametrize("field", ["name", "note"])
def test_hostile_names_are_never_a_failure(staff, field, value):
    assert staff.post("/liste/nuova/", {"name": "Nome", field: value}).status_code in (302, 422)
