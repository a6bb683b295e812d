"""One box finds what was meant: pieces, accents, typos, codes, numbers; only what the reader may see."""

import pytest
from django.urls import reverse

from relations.actions import search as index
from relations.models import SearchEntry
from relations.queries import search


def titles(user, text: str) -> list[str]:
    return [hit.title for hit in search.find(user, text)]


@pytest.fixture
def archive(organization, person):
    company = organization("Meccanica Lomellina S.r.l.", municipality="Mortara", vat_number="01234560181",
                           contacts=[("phone", "0384 000118"), ("email", "info@meccanicalomellina.example")])  # fmt: skip
    organization("Società Agricola Però", kind="company")
    organization("Orti Insieme APS", kind="nonprofit", mission="Coltiviamo orti con i bambini delle scuole")
    person("Niccolò", "D'Àgata", works_at=company, role="Titolare", contacts=[("mobile", "+39 347 0000001")])
    return company


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mecc", "Meccanica Lomellina S.r.l."),
        ("lomellina mecc", "Meccanica Lomellina S.r.l."),
        ("MECCANICA LOMELLINA SRL", "Meccanica Lomellina S.r.l."),
        ("meccanica s.r.l.", "Meccanica Lomellina S.r.l."),
        ("societa pero", "Società Agricola Però"),
        ("niccolo", "Niccolò D'Àgata"),
        ("d'agata", "Niccolò D'Àgata"),
        ("01234560181", "Meccanica Lomellina S.r.l."),
        ("info@meccanicalomellina.example", "Meccanica Lomellina S.r.l."),
        ("meccanicalomellina.ex", "Meccanica Lomellina S.r.l."),
        ("0384 000 118", "Meccanica Lomellina S.r.l."),
        ("+39 0384000118", "Meccanica Lomellina S.r.l."),
        ("347 0000001", "Niccolò D'Àgata"),
        ("Mecanica Lomelina", "Meccanica Lomellina S.r.l."),
        ("mecanica", "Meccanica Lomellina S.r.l."),
        ("nicolo dagata", "Niccolò D'Àgata"),
        ("coltivare bambino", "Orti Insieme APS"),
    ],
)
def test_what_is_typed_finds_what_is_meant_first(archive, officer, typed, found):
    assert titles(officer, typed)[:1] == [found]


def test_a_name_comes_before_a_text_that_mentions_it(archive, organization, officer):
    organization("Zeta Servizi", mission="Lavora per Meccanica Lomellina")
    assert titles(officer, "lomellina")[0] == "Meccanica Lomellina S.r.l."


@pytest.mark.parametrize("typed", ["", " ", "&|!:*", "'", "\\", "(", "🙂", "\x00", "\ud800", "a" * 10_000, "';DROP", "<b>"])
def test_hostile_words_find_nothing_and_break_nothing(archive, officer, typed):
    assert titles(officer, typed) == []


def test_a_kind_one_may_not_see_is_not_found(archive, colleague):
    from relations.models import User

    nobody = User.objects.create_user("nessuno@prova.example", "una-parola-lunga")
    assert titles(nobody, "meccanica") == []


def test_archived_records_are_not_found(archive, officer):
    from tests.relations.conftest import AT

    archive.archived_at = AT
    archive.save()
    index.index(archive)
    assert "Meccanica Lomellina S.r.l." not in titles(officer, "meccanica lomellina")


def test_searching_costs_the_same_for_one_and_thirty_records(archive, organization, officer, django_assert_max_num_queries):
    for number in range(30):
        organization(f"Meccanica Numero {number}")
    officer = type(officer).objects.get(pk=officer.pk)
    with django_assert_max_num_queries(6):  # two for permissions, at most four for the search
        assert len(search.find(officer, "meccanica", 20)) == 20


def test_a_whole_phone_number_leads_straight_to_the_record(archive, staff):
    answer = staff.get(reverse("relations:search"), {"q": "0384 000118"})
    assert (answer.status_code, answer["Location"]) == (302, archive.get_absolute_url())


def test_the_box_lists_what_was_found_by_kind(archive, staff):
    answer = staff.get(reverse("relations:search"), {"q": "mecc"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert f'href="{archive.get_absolute_url()}"' in page
    assert "<html" not in page


def test_the_empty_box_offers_the_last_five_visited_newest_first(archive, staff, organization):
    visited = [organization(f"Ditta {number}") for number in range(6)]
    for one in visited:
        staff.get(one.get_absolute_url())
    page = staff.get(reverse("relations:search"), headers={"HX-Request": "true"}).content.decode()
    shown = [one.name for one in visited if one.name in page]
    assert shown == [f"Ditta {number}" for number in range(1, 6)]
    assert page.index("Ditta 5") < page.index("Ditta 1")


def test_what_was_typed_is_escaped(archive, staff):
    page = staff.get(reverse("relations:search"), {"q": "<script>x</script>"}).content.decode()
    assert "<script>x" not in page


def test_the_proposals_of_a_form_hold_the_key_to_choose(archive, staff):
    page = staff.get(reverse("relations:pick", args=["organization"]), {"q": "mecc"}).content.decode()
    assert f'data-key="organization:{archive.pk}"' in page


def test_the_proposals_can_be_of_one_kind_of_organisation(archive, staff, organization):
    nonprofit = organization("Meccanici Volontari ODV", kind="nonprofit")
    page = staff.get(reverse("relations:pick", args=["organization"]), {"q": "mecc", "tipo": "nonprofit"}).content.decode()
    assert f"organization:{nonprofit.pk}" in page
    assert f"organization:{archive.pk}" not in page


def test_an_unknown_kind_of_proposals_is_a_404(staff):
    assert staff.get(reverse("relations:pick", args=["user"])).status_code == 404


def test_entries_stay_level_with_the_rows(archive, organization):
    from relations.actions import parties
    from tests.relations.conftest import AT

    parties.change(party=archive, by=None, at=AT, name="Officine Nuove")
    entry = SearchEntry.objects.get(kind="organization", object_id=archive.pk)
    assert entry.title == "Officine Nuove"


def test_the_kind_of_the_best_hit_stands_first(archive, officer):
    groups = search.grouped(search.find(officer, "meccanica lomellina"))
    assert groups[0].hits[0].title == "Meccanica Lomellina S.r.l."


def test_every_hit_is_in_exactly_one_group(archive, officer):
    hits = search.find(officer, "meccanica")
    assert sorted(hit.url for group in search.grouped(hits) for hit in group.hits) == sorted(hit.url for hit in hits)


def test_what_many_actions_touch_is_indexed_once_at_the_end(organization, officer):
    with index.at_the_end():
        body = organization("Ponte ODV")
        gone = organization("Ditta chiusa")
        type(gone).objects.filter(pk=gone.pk).delete()
        assert not SearchEntry.objects.filter(kind="organization", object_id__in=[body.pk, gone.pk]).exists()
        type(body).objects.filter(pk=body.pk).update(name="Ponte Nuovo ODV")
    found = SearchEntry.objects.filter(kind="organization", title__contains="Ponte")
    assert [(entry.object_id, entry.title) for entry in found] == [(body.pk, "Ponte Nuovo ODV")]
    assert not SearchEntry.objects.filter(title="Ditta chiusa").exists()


def test_what_fails_inside_is_not_indexed(organization):
    with pytest.raises(ZeroDivisionError), index.at_the_end():
        organization("Ponte ODV")
        raise ZeroDivisionError
    assert not SearchEntry.objects.filter(title="Ponte ODV").exists()
