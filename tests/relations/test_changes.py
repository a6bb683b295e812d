"""Who changed what, before and after; a value put back; a record as it was."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoCase

from relations.actions import changes as actions
from relations.actions import parties
from relations.models import AuditEvent, Organization, Person
from relations.models.changes import KEPT
from relations.queries import changes as queries
from tests.relations.conftest import AT

IMAGES = KEPT["relations.organization"].images


def edit(client, organization, **fields):
    """Save the edit page as a colleague would."""
    page = client.get(f"{organization.get_absolute_url()}modifica/")
    form = page.context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    return client.post(f"{organization.get_absolute_url()}modifica/", {**data, **fields})


def test_who_changed_what_before_and_after(organization, officer):
    body = organization(notes="Prima")
    Organization.objects.filter(pk=body.pk).update(notes="in blocco")
    parties.change(party=body, by=officer, at=AT, notes="Dopo", employees=12)
    found = queries.History(Organization.objects.get(pk=body.pk)).changes
    assert [[(f.name, f.before, f.after) for f in change.fields] for change in found] == [
        [("notes", "in blocco", "Dopo"), ("employees", "", "12")],
        [("notes", "Prima", "in blocco")],
    ]


def test_a_change_made_on_a_page_carries_its_author(organization, officer, staff):
    body = organization()
    answer = edit(staff, body, name="Meccanica Nuova S.r.l.")
    assert answer.status_code == 302
    (change,) = queries.History(Organization.objects.get(pk=body.pk)).changes
    assert (change.by, change.fields[0].before) == (officer, "Meccanica Lomellina S.r.l.")


def test_nothing_is_kept_when_nothing_changes_nor_for_a_new_row(organization, officer):
    body = organization()
    Organization.objects.filter(pk=body.pk).update(notes="", last_contact_at=AT)
    assert IMAGES.objects.count() == 0


def test_images_can_be_neither_changed_nor_deleted(organization):
    body = organization()
    Organization.objects.filter(pk=body.pk).update(notes="x")
    for attempt in (lambda: IMAGES.objects.update(notes="y"), lambda: IMAGES.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_what_belongs_to_a_record_shows_on_its_page_even_after_it_is_gone(organization, officer):
    body = organization(contacts=[("phone", "0382 123456")])
    point = body.contact_points.get()
    parties.end_contact_point(point=point, by=officer, at=timezone.now())
    body.contact_points.all().delete()
    with translation.override("it"):
        found = queries.History(body).changes
        assert [(str(change.what), change.is_deletion) for change in found] == [("Recapito", True), ("Recapito", False)]


def test_a_former_value_returns_with_its_history(organization, officer, staff):
    body = organization(name="Nome giusto S.r.l.")
    parties.change(party=body, by=officer, at=AT, name="Nome sbagliato")
    page = staff.get(f"/cambiamenti/relations.organization/{body.pk}/")
    (change,) = page.context["changes"]
    answer = staff.post(
        f"/cambiamenti/relations.organization/{body.pk}/rimetti/",
        {"key": change.key, "image": change.image, "field": "name"},
    )
    body.refresh_from_db()
    assert (answer.status_code, body.name) == (302, "Nome giusto S.r.l.")
    last = AuditEvent.objects.filter(verb="organization.changed").latest("pk")
    assert (last.by, last.changes) == (officer, {"name": ["Nome sbagliato", "Nome giusto S.r.l."]})


def test_a_phone_number_returns_with_the_number_it_is_found_by(organization, officer):
    body = organization(contacts=[("phone", "0382 123456")])
    point = body.contact_points.get()
    before = (point.value, point.normalized)
    type(point).objects.filter(pk=point.pk).update(value="0382 999999", normalized="+390382999999")
    image = KEPT["relations.contactpoint"].images.objects.get()
    actions.put_back(key="relations.contactpoint", image=image.pk, field="value", by=officer, at=AT)
    point.refresh_from_db()
    assert (point.value, point.normalized) == before


def test_a_value_another_record_has_by_now_is_refused_with_a_reason(organization, officer):
    first = organization(vat_number="01234567897")
    parties.change(party=first, by=officer, at=AT, vat_number="")
    organization("Altra S.r.l.", vat_number="01234567897")
    image = IMAGES.objects.get()
    with pytest.raises(actions.CannotReturn):
        actions.put_back(key="relations.organization", image=image.pk, field="vat_number", by=officer, at=AT)
    assert Organization.objects.get(pk=first.pk).vat_number == ""


@pytest.mark.parametrize("field", ["id", "archived_at", "created_at", "x\x00", ""])
def test_only_registered_fields_return(field, organization, officer):
    body = organization()
    Organization.objects.filter(pk=body.pk).update(notes="x", archived_at=AT)
    with pytest.raises(actions.CannotReturn):
        actions.put_back(key="relations.organization", image=IMAGES.objects.get().pk, field=field, by=officer, at=AT)


def test_the_image_of_another_kind_of_record_is_not_found(organization, person, staff):
    body = organization()
    person()
    Organization.objects.filter(pk=body.pk).update(notes="x")
    data = {"key": "relations.person", "image": IMAGES.objects.get().pk, "field": "notes"}
    assert staff.post(f"/cambiamenti/relations.organization/{body.pk}/rimetti/", data).status_code == 404
    assert staff.get(f"/cambiamenti/relations.user/{body.pk}/").status_code == 404
    assert staff.get(f"/cambiamenti/x\x00/{body.pk}/").status_code == 404


def test_a_reader_sees_changes_and_puts_nothing_back(organization, viewer, sign_in):
    body = organization()
    Organization.objects.filter(pk=body.pk).update(notes="x")
    client = sign_in(viewer)
    page = client.get(f"/cambiamenti/relations.organization/{body.pk}/")
    data = {"key": "relations.organization", "image": IMAGES.objects.get().pk, "field": "notes"}
    assert (page.status_code, page.context["may_return"]) == (200, False)
    assert client.post(f"/cambiamenti/relations.organization/{body.pk}/rimetti/", data).status_code == 403


def test_a_record_as_it_was_on_a_day_with_those_who_were_there_then(organization, person, officer, staff):
    long_ago = AT - timedelta(days=400)
    body = parties.add_organization(kind="company", name="Prima S.r.l.", by=None, at=long_ago)
    councillor = person()
    tie = parties.affiliate(person=councillor, organization=body, role="direttore", by=None, at=long_ago)
    moment = timezone.now()
    Organization.objects.filter(pk=body.pk).update(name="Dopo S.r.l.")
    tie.delete()
    body.refresh_from_db()
    then = queries.as_of(body, moment)
    assert ("Nome", "Prima S.r.l.") in then[0].rows[0]
    assert [section.title for section in then] == ["Organizzazione", "Incarico"]
    assert [section.title for section in queries.as_of(body, timezone.now())] == ["Organizzazione"]
    assert queries.as_of(body, long_ago - timedelta(days=1)) is None


@pytest.mark.parametrize("typed", ["ieri l'altro", "31/02/2026", "\x00", "9" * 500, ""])
def test_a_day_that_is_none_is_told_beside_it(typed, organization, staff):
    body = organization()
    answer = staff.get(f"/cambiamenti/relations.organization/{body.pk}/com-era/", {"giorno": typed})
    assert (answer.status_code, bool(answer.context["wrong"])) == (422, True)


def test_the_page_costs_the_same_with_one_and_thirty_changes(organization, staff):
    body = organization(contacts=[("phone", "0382 123456")])
    url = f"/cambiamenti/relations.organization/{body.pk}/"

    def cost() -> int:
        with CaptureQueriesContext(connection, ) as seen:
            assert staff.get(url).status_code == 200
        return len(seen)

    # Who looked last is the author of what the test then changes in the same transaction: let it be so from the first change on.
    staff.get(url)
    Organization.objects.filter(pk=body.pk).update(notes="0")
    staff.get(url)
    one = cost()
    for number in range(1, 30):
        Organization.objects.filter(pk=body.pk).update(notes=str(number))
    assert cost() == one


VALUES = st.lists(st.tuples(st.sampled_from(["notes", "mission", "sector"]), st.sampled_from("abc")), max_size=8)


class AnyStory(DjangoCase):
    """Whatever is written, the past can be read again exactly."""

    @settings(max_examples=25, deadline=None)
    @given(VALUES)
    def test_every_moment_is_read_back_as_it_was(self, story):
        body = parties.add_organization(kind="company", name="Prova S.r.l.", by=None, at=AT)
        states = []
        for field, value in story:
            row = Organization.objects.get(pk=body.pk)
            states.append((self._clock(), row.notes, row.mission, row.sector))
            Organization.objects.filter(pk=body.pk).update(**{field: value})
        now = Organization.objects.get(pk=body.pk)
        own = KEPT["relations.organization"]
        for moment, *seen in states:
            then = queries._state(own, queries.Q(pgh_obj=body.pk), [now], moment)[body.pk]
            assert [then.notes, then.mission, then.sector] == seen

    @staticmethod
    def _clock():
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]


def test_a_person_s_changes_open_too(person, staff):
    someone = person()
    Person.objects.filter(pk=someone.pk).update(first_name="Anna")
    page = staff.get(f"/cambiamenti/relations.person/{someone.pk}/")
    assert [(f.before, f.after) for f in page.context["changes"][0].fields] == [("Paolo", "Anna")]
