"""Tags: renamed, merged and deleted over the whole archive, and taken back to what was."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from relations import tagging
from relations.actions import parties, tags
from relations.models import AuditEvent, OfficeSettings, Organization, Person
from relations.queries import tags as queries
from tests.relations.conftest import AT


def state() -> dict:
    return {
        model.__name__: {row.pk: sorted(row.tags) for row in model.objects.all()} for model in (Organization, Person)
    }


@pytest.fixture
def archive(organization, person):
    organization("Uno", tags=["soci", "festa"]), organization("Due", tags=["festa"]), organization("Tre", tags=["feste"])
    person("Anna", "Uno", tags=["festa", "feste"]), person("Luca", "Due", tags=["altro"])


def test_renaming_reaches_everybody_and_is_taken_back(archive, officer):
    before = state()
    event = tags.rename(tag="festa", to="Festa del volontariato", by=officer, at=AT)
    counts = {tag.name: (tag.organizations, tag.people) for tag in queries.all_tags()}
    assert counts == {"Festa del volontariato": (2, 1), "feste": (1, 1), "soci": (1, 0), "altro": (0, 1)}
    tags.undo(event=event, by=officer, at=AT)
    assert state() == before


def test_merging_leaves_one_tag_once_and_is_taken_back_whole(archive, officer):
    before = state()
    event = tags.rename(tag="festa", to="feste", by=officer, at=AT)
    counts = {tag.name: (tag.organizations, tag.people) for tag in queries.all_tags()}
    assert counts == {"feste": (3, 1), "soci": (1, 0), "altro": (0, 1)}
    assert all(len(row.tags) == len(set(row.tags)) for row in [*Organization.objects.all(), *Person.objects.all()])
    tags.undo(event=event, by=officer, at=AT)
    assert state() == before


def test_deleting_is_taken_back_only_where_it_was(archive, officer):
    before = state()
    event = tags.delete(tag="festa", by=officer, at=AT)
    assert "festa" not in {tag.name for tag in queries.all_tags()}
    tags.undo(event=event, by=officer, at=AT)
    tags.undo(event=event, by=officer, at=AT)
    assert state() == before


def test_the_page_counts_renames_and_offers_the_way_back(staff, archive):
    page = staff.get(reverse("relations:tags")).content.decode()
    assert page.count('<tr><th scope="row"') == 4
    answer = staff.post(reverse("relations:tag_rename"), {"tag": "festa", "to": "soci"}, follow=True)
    event = AuditEvent.objects.get(verb="tag.renamed")
    assert reverse("relations:tag_undo", args=[event.pk]) in answer.content.decode()
    staff.post(reverse("relations:tag_undo", args=[event.pk]))
    assert Organization.objects.filter(tags__contains=["festa"]).count() == 2


@pytest.mark.parametrize("to", ["", "festa", "x" * 41, ",", "\x00"])
def test_a_name_that_is_none_is_told(staff, archive, to):
    answer = staff.post(reverse("relations:tag_rename"), {"tag": "festa", "to": to})
    assert (answer.status_code, Organization.objects.filter(tags__contains=["festa"]).count()) == (422, 2)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=cmd", "'; DROP TABLE x", "🙂", "\u202eevil", "a\ud800"])
def test_hostile_names_are_no_failure(staff, archive, text):
    staff.post(reverse("relations:tag_rename"), {"tag": text.encode("utf-8", "replace").decode(), "to": "a"})
    answer = staff.post(reverse("relations:tag_rename"), {"tag": "festa", "to": text.encode("utf-8", "replace").decode()}, follow=True)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("tag", ["cattolico", "Elettori PD", "di sinistra", "malati oncologici", "Disabilità", "Ebrei", "comunità gay"])
def test_beliefs_health_and_origin_are_refused_for_people_and_not_for_bodies(office, organization, person, tag):
    with pytest.raises(ValidationError):
        person("Anna", "Rossi", tags=[tag])
    assert organization("Ente", tags=[tag]).tags == [tag]


@pytest.mark.parametrize("tag", ["relatore", "tavolo sociale", "romanzi", "scuola materna", "festa del volontariato", "politecnico", "ateneo"])
def test_ordinary_words_are_not_refused(tag):
    assert tagging.refused([tag], tagging.DENIED) == []


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=5))
def test_any_text_may_be_asked_about(tag, denied):
    assert set(tagging.refused([tag], denied)) <= {tag}


def test_the_form_tells_the_refused_tag_and_keeps_what_was_typed(staff, office):
    answer = staff.post(
        reverse("relations:person_new"),
        {"first_name": "Anna", "last_name": "Rossi", "language": "it", "involvement": "informed", "tags": "festa, cattolica"},
    )
    assert (answer.status_code, Person.objects.count()) == (422, 0)
    assert "«cattolica»" in answer.content.decode() and "festa, cattolica" in answer.content.decode()


def test_a_tag_cannot_become_a_refused_one_where_people_have_it(archive, officer):
    with pytest.raises(ValidationError):
        tags.rename(tag="festa", to="cattolici", by=officer, at=AT)


def test_the_office_s_own_list_counts(office, person):
    OfficeSettings.objects.update(denied_tags=["golf"])
    assert person("Anna", "Rossi", tags=["cattolica"]).tags == ["cattolica"]
    with pytest.raises(ValidationError):
        person("Luca", "Rossi", tags=["golfisti"])


def test_an_old_tag_does_not_block_other_changes(person, officer):
    somebody = person("Anna", "Rossi")
    Person.objects.filter(pk=somebody.pk).update(tags=["cattolica"])
    parties.change(party=somebody, by=officer, at=AT, tags=["cattolica", "festa"])
    assert Person.objects.get().tags == ["cattolica", "festa"]


def test_tags_are_proposed_by_any_of_their_words(staff, archive, organization):
    organization("Quattro", tags=["grande festa"])
    page = staff.get(reverse("relations:tag_proposals"), {"q": "fes"}).content.decode()
    assert [name for name in ("festa", "feste", "grande festa", "soci") if f'data-name="{name}"' in page] == ["festa", "feste", "grande festa"]
