"""Saved views, the bar for many rows, Italian order, and what a list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations.actions import bulk, saved_views
from relations.models import AuditEvent, BulkChange, Organization, Person, SavedView, ViewPin
from relations.queries import counting
from relations.text import fold
from tests.relations.conftest import AT

LIST = "relations:organizations"


@pytest.fixture
def view(officer):
    return saved_views.save(page=LIST, name="Aziende", query="tipo=company", is_shared=False, by=officer, at=AT)


# --- saved views -----------------------------------------------------------------------
def test_a_list_is_kept_under_a_name_with_conditions_words_order_and_columns(staff, organization):
    organization()
    query = "?tipo=company&q=mecc&ordine=-nome&colonna=tipo&sconosciuto=1&dopo=x"
    bar = staff.get(reverse(LIST) + query).context["listing"].views
    assert bar.query == "tipo=company&q=mecc&ordine=-nome&colonna=tipo"
    answer = staff.post(bar.save_url, {"name": "Le mie aziende", "pinned": "on"})
    saved = SavedView.objects.get()
    assert (saved.query, saved.page, answer["Location"]) == (bar.query, LIST, saved.url)
    page = staff.get(saved.url)
    assert page.context["listing"].views.current == saved
    assert page.context["listing"].shown == {"tipo"}


def test_a_list_as_it_always_is_offers_nothing_to_save(staff, organization):
    organization()
    assert staff.get(reverse(LIST)).context["listing"].views.save_url == ""


def test_the_same_view_sent_twice_is_one(staff):
    url = f"{reverse('relations:view_new')}?pagina={LIST}&da=tipo%3Dcompany"
    for _time in range(2):
        staff.post(url, {"name": "Aziende"})
    assert SavedView.objects.count() == 1


def test_the_name_of_another_view_is_refused(staff, view):
    answer = staff.post(f"{reverse('relations:view_new')}?pagina={LIST}&da=tipo%3Dschool", {"name": "Aziende"})
    assert (answer.status_code, SavedView.objects.count()) == (422, 1)


def test_a_private_view_is_nobody_else_s_and_a_shared_one_opens_by_its_link(sign_in, view, head, officer):
    reader = sign_in(head)
    assert reader.get(view.get_absolute_url()).status_code == 404
    saved_views.change(view=view, by=officer, at=AT, is_shared=True)
    assert reader.get(view.get_absolute_url())["Location"] == view.url
    assert [reader.post(reverse(f"relations:view_{act}", args=[view.pk])).status_code for act in ("remove", "update")] == [404, 404]


def test_a_view_taken_away_comes_back_by_the_toast(staff, view):
    staff.post(reverse("relations:view_remove", args=[view.pk]))
    assert staff.get(reverse(LIST)).context["listing"].views.rows == []
    staff.post(reverse("relations:view_restore", args=[view.pk]))
    assert staff.get(reverse(LIST)).context["listing"].views.rows == [view]


def test_new_conditions_are_kept_under_the_old_name_and_taken_back(staff, view):
    url = reverse("relations:view_update", args=[view.pk])
    staff.post(url, {"query": "tipo=school"})
    view.refresh_from_db()
    assert view.query == "tipo=school"
    staff.post(url)
    view.refresh_from_db()
    assert view.query == "tipo=company"


def test_pinned_views_stand_under_their_list_in_the_menu(staff, view, officer):
    saved_views.pin(view=view, by=officer, at=AT)
    page = staff.get(reverse("relations:today")).content.decode()
    assert f'<a class="nav sub" href="/organizzazioni/?tipo=company&amp;vista={view.pk}">Aziende</a>' in page


def test_the_menu_holds_five_views_of_a_list(officer):
    views = [saved_views.save(page=LIST, name=str(n), query=f"q={n}", is_shared=False, by=officer, at=AT) for n in range(6)]
    for one in views[:5]:
        saved_views.pin(view=one, by=officer, at=AT)
    with pytest.raises(saved_views.TooManyPins):
        saved_views.pin(view=views[5], by=officer, at=AT)
    assert ViewPin.objects.count() == 5


@pytest.mark.parametrize("page", ["relations:organization", "admin:index", "x", "account_login", "relations:today\x00"])
def test_only_lists_of_ours_can_be_kept(staff, page):
    assert staff.get(reverse("relations:view_new"), {"pagina": page}).status_code == 404


@pytest.mark.parametrize("name", ["partnerships:requests", "partnerships:partnerships", "relations:people"])
def test_lists_of_every_desk_offer_to_be_saved(sign_in, head, name):
    client = sign_in(head)
    page = client.get(reverse(name), {"q": "abc"}).content.decode()
    assert "data-save-view" in page


@pytest.mark.parametrize("hostile", ["<script>x</script>", "\x00", "a" * 10_000, "javascript:alert(1)", "{{x}}"])
def test_hostile_names_and_conditions_stay_words(staff, hostile):
    answer = staff.post(f"{reverse('relations:view_new')}?pagina={LIST}", {"name": hostile}, query_params={"pagina": LIST, "da": "q=x"})
    assert answer.status_code in (302, 422)
    assert "<script>x" not in staff.get(reverse(LIST)).content.decode()


# --- many rows --------------------------------------------------------------------------
@pytest.fixture
def three(organization):
    return [organization(name, tags=tags) for name, tags in (("Alfa", []), ("Beta", ["rete"]), ("Gamma", ["fiera", "rete"]))]


def post(client, verb: str, rows, **more):
    return client.post(reverse("relations:bulk", args=["organization"]), {"verb": verb, "rows": [row.pk for row in rows], **more})


def tags() -> list[list[str]]:
    return list(Organization.objects.order_by("name").values_list("tags", flat=True))


def test_a_tag_is_added_to_those_ticked_and_taken_back(staff, three):
    post(staff, "tag", three, tag="rete")
    assert tags() == [["rete"], ["rete"], ["fiera", "rete"]]
    batch = BulkChange.objects.get()
    assert list(batch.before) == [str(three[0].pk)]
    staff.post(reverse("relations:bulk_undo", args=[batch.pk]))
    assert tags() == [[], ["rete"], ["fiera", "rete"]]


def test_a_tag_is_taken_off_and_put_back_in_its_place(staff, three):
    post(staff, "untag", three, tag="fiera")
    staff.post(reverse("relations:bulk_undo", args=[BulkChange.objects.get().pk]))
    assert tags() == [[], ["rete"], ["fiera", "rete"]]


def test_rows_are_given_to_a_colleague_with_a_line_in_each_story(staff, three, head):
    post(staff, "assign", three[:2], owner=head.pk)
    assert list(Organization.objects.order_by("name").values_list("owner", flat=True)) == [head.pk, head.pk, None]
    assert AuditEvent.objects.filter(verb="organization.changed").count() == 2


def test_rows_archived_leave_the_list_and_the_search_and_come_back(staff, three):
    post(staff, "archive", three[:2])
    assert [row.name for row in staff.get(reverse(LIST)).context["listing"].rows] == ["Gamma"]
    assert [row.name for row in staff.get(reverse(LIST), {"q": "alfa"}).context["listing"].rows] == []
    staff.post(reverse("relations:bulk_undo", args=[BulkChange.objects.get().pk]))
    assert [row.name for row in staff.get(reverse(LIST), {"q": "alfa"}).context["listing"].rows] == ["Alfa"]


def test_what_a_colleague_changed_since_is_spared_by_the_undo(staff, three, officer, head):
    post(staff, "assign", three, owner=officer.pk)
    Organization.objects.filter(pk=three[0].pk).update(owner=head)
    staff.post(reverse("relations:bulk_undo", args=[BulkChange.objects.get().pk]))
    assert list(Organization.objects.order_by("name").values_list("owner", flat=True)) == [head.pk, None, None]


def test_an_undo_pressed_twice_undoes_once(three, officer):
    batch = bulk.change(model="organization", rows=[row.pk for row in three], verb="tag", given="nuova", by=officer, at=AT)
    assert [bulk.undo(batch=batch, by=officer, at=AT), bulk.undo(batch=batch, by=officer, at=AT)] == [3, 0]


@pytest.mark.parametrize(
    "data", [{}, {"verb": "x"}, {"verb": "tag", "tag": ""}, {"verb": "tag", "tag": "\x00"}, {"verb": "assign", "owner": "99"},
             {"verb": "assign", "owner": "x"}, {"verb": "tag", "tag": ",,"}],
)  # fmt: skip
def test_a_change_that_says_nothing_changes_nothing(staff, three, data):
    before = tags()
    staff.post(reverse("relations:bulk", args=["organization"]), {"rows": [row.pk for row in three], **data})
    assert (tags(), BulkChange.objects.count()) == (before, 0)


def test_a_tag_people_may_not_have_is_refused(staff, person):
    somebody = person()
    staff.post(reverse("relations:bulk", args=["person"]), {"verb": "tag", "rows": [somebody.pk], "tag": "cattolico"})
    assert Person.objects.get().tags == []


def test_a_reader_changes_no_rows(sign_in, viewer, three):
    assert post(sign_in(viewer), "archive", three).status_code == 403


def test_only_its_author_or_the_head_takes_a_change_back(sign_in, colleague, officer, head, three):
    batch = bulk.change(model="organization", rows=[row.pk for row in three], verb="tag", given="nuova", by=officer, at=AT)
    url = reverse("relations:bulk_undo", args=[batch.pk])
    assert [sign_in(who).post(url).status_code for who in (colleague("editor", "Davide"), head)] == [404, 302]


# --- Italian order ----------------------------------------------------------------------
def test_lists_are_in_italian_order(staff, organization):
    names = ["Ética", "etna", "«Il Girasole» ODV", "il gelso", "D’Agata S.r.l.", "D'Alba", "Zeta", "àncora", "Ancona", "Łódź", "Livorno"]
    for name in names:
        organization(name)
    shown = [row.name for row in staff.get(reverse(LIST)).context["listing"].rows]
    assert shown == ["Ancona", "àncora", "D’Agata S.r.l.", "D'Alba", "Ética", "etna", "il gelso", "«Il Girasole» ODV", "Livorno", "Łódź", "Zeta"]


def test_the_rule_is_the_same_in_python_and_in_the_database(organization):
    for name in ("L’Età «d’oro»", "Łódź Ő", 'Le "virgolette"', "D`Àgata", "E\u0301tna", "a\u00a0b"):
        row = organization(name)
        row.refresh_from_db()
        assert row.sort_name == fold(row.name)


def test_the_order_is_turned_round_by_its_heading(staff, organization):
    organization("Alfa"), organization("Beta")
    page = staff.get(reverse(LIST), {"ordine": "-nome"})
    assert [row.name for row in page.context["listing"].rows] == ["Beta", "Alfa"]
    assert 'aria-sort="descending"' in page.content.decode()


# --- cost -------------------------------------------------------------------------------
@pytest.mark.parametrize("model", ["organizations", "people"])
def test_a_list_costs_the_same_for_one_and_thirty_rows(staff, organization, person, model):
    make = organization if model == "organizations" else lambda name: person("Anna", name)
    url = reverse(f"relations:{model}")
    make("Ditta")
    staff.get(url)
    with CaptureQueriesContext(connection) as one:
        staff.get(url)
    for number in range(29):
        make(f"Ditta {number}")
    with CaptureQueriesContext(connection) as thirty:
        staff.get(url)
    assert len(thirty) == len(one)


def test_counting_stops_at_a_thousand_and_takes_one_statement(organization, django_assert_num_queries):
    for number in range(4):
        organization(f"Ditta {number}")
    rows = Organization.objects.order_by("name")
    wanted = {"all": rows, "none": rows.none(), "one": rows.filter(name="Ditta 1")}
    with django_assert_num_queries(1):
        assert counting.capped(wanted, cap=2) == {"all": 3, "none": 0, "one": 1}
