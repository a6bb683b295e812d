"""A dynamic group is its conditions: counted, listed and denied, it always agrees with itself."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import segments
from relations.actions import consents
from relations.actions import segments as actions
from relations.models import Organization, Person, Segment
from relations.queries import segments as queries
from relations.segments import Condition, Group
from tests.relations.conftest import AT

VALUES = {
    "days": st.sampled_from([1, 30, 90, 400]), "number": st.sampled_from([1, 20, 500]),
    "amount": st.sampled_from([Decimal(1), Decimal("150.50")]), "words": st.just(["Pavia", "Mortara"]), "": st.none(),
}  # fmt: skip


@pytest.fixture
def archive(organization, person, officer):
    """A small archive in which most facts hold for some and not for others."""
    at = AT - timedelta(days=400)
    firms = [
        organization(f"Ditta {n}", kind=kind, province=province, municipality=town, tags=tags, owner=owner, employees=staff)
        for n, (kind, province, town, tags, owner, staff) in enumerate([
            ("company", "PV", "Pavia", ["fiera 2026"], officer, 30), ("company", "MI", "Milano", [], None, None),
            ("nonprofit", "PV", "Mortara", ["rete"], None, 2), ("school", "", "", [], officer, None),
        ])
    ]  # fmt: skip
    people = [
        person("Anna", "Rossi", works_at=firms[0], role="Titolare", contacts=[("email", "anna@uno.example")], province="PV"),
        person("Bruno", "Bianchi", works_at=firms[2], role="Socio", contacts=[("mobile", "347 0000001")], tags=["rete"]),
        person("Carla", "Verdi", involvement="donor", municipality="Pavia", province="PV", public_role="Sindaca"),
        person("Dario", "Neri"),
    ]
    consents.record(email="anna@uno.example", purpose="newsletter", event="granted", source="prova", at=at, person=people[0])
    consents.record(email="anna@uno.example", purpose="events", event="granted", source="prova", at=at, person=None)
    Person.objects.filter(pk=people[0].pk).update(last_contact_at=AT - timedelta(days=10))
    Organization.objects.filter(pk=firms[0].pk).update(last_contact_at=AT - timedelta(days=100))
    return firms, people


def names(on: str, *items, join: str = "all") -> list[str]:
    return [row.name for row in queries.matching(on, Group(join, list(items)), AT).order_by("sort_name")]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("kind", ["company"]), ["Ditta 0", "Ditta 1"]),
        (Condition("kind", ["company"], is_denied=True), ["Ditta 2", "Ditta 3"]),
        (Condition("province", ["PV", "MI"]), ["Ditta 0", "Ditta 1", "Ditta 2"]),
        (Condition("silent", 90), ["Ditta 0", "Ditta 1", "Ditta 2", "Ditta 3"]),
        (Condition("silent", 120), ["Ditta 1", "Ditta 2", "Ditta 3"]),
        (Condition("silent", 120, is_denied=True), ["Ditta 0"]),
        (Condition("tag", ["fiera 2026"]), ["Ditta 0"]),
        (Condition("owner", ["0"]), ["Ditta 1", "Ditta 2"]),
        (Condition("employees", 20), ["Ditta 0"]),
        (Condition("employees", 20, is_denied=True), ["Ditta 1", "Ditta 2", "Ditta 3"]),
        (Condition("municipality", ["pavia", "MORTARA"]), ["Ditta 0", "Ditta 2"]),
    ],
)
def test_a_condition_on_organisations_finds_whom_it_says(archive, condition, found):
    assert names("organization", condition) == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("consent", ["newsletter"]), ["Anna Rossi"]),
        (Condition("consent", ["events"]), ["Anna Rossi"]),
        (Condition("consent", ["newsletter"], is_denied=True), ["Bruno Bianchi", "Dario Neri", "Carla Verdi"]),
        (Condition("works_at", ["nonprofit"]), ["Bruno Bianchi"]),
        (Condition("heard", 30), ["Anna Rossi"]),
        (Condition("email"), ["Anna Rossi"]),
        (Condition("phone", is_denied=True), ["Dario Neri", "Anna Rossi", "Carla Verdi"]),
        (Condition("public_role"), ["Carla Verdi"]),
        (Condition("involvement", ["donor"]), ["Carla Verdi"]),
    ],
)
def test_a_condition_on_people_finds_whom_it_says(archive, condition, found):
    assert names("person", condition) == found


def test_groups_join_all_any_none(archive):
    company, lombard = Condition("kind", ["company"]), Condition("province", ["PV"])
    assert names("organization", company, lombard) == ["Ditta 0"]
    assert names("organization", company, lombard, join="any") == ["Ditta 0", "Ditta 1", "Ditta 2"]
    assert names("organization", company, lombard, join="none") == ["Ditta 3"]
    assert names("organization", company, Group("none", [lombard])) == ["Ditta 1"]


def test_archived_and_erased_are_in_no_group(archive):
    firms, people = archive
    Organization.objects.filter(pk=firms[0].pk).update(archived_at=AT)
    Person.objects.filter(pk=people[0].pk).update(erased_at=AT)
    assert names("organization", Condition("kind", ["company"])) == ["Ditta 1"]
    assert names("person", Condition("email")) == []


def _conditions(on: str):
    def one(fact):
        if fact.kind == "choices":
            keys = [str(key) for key, _label in fact.choices()] or ["x"]
            return st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True).map(lambda keys: (fact.key, keys))
        return VALUES[fact.kind].map(lambda value: (fact.key, value))

    facts = list(queries.facts(on).values())
    leaf = st.sampled_from(facts).flatmap(one).flatmap(lambda pair: st.booleans().map(lambda no: Condition(*pair, is_denied=no)))
    inner = st.builds(Group, st.sampled_from(segments.JOINS), st.lists(leaf, min_size=1, max_size=3))
    return st.builds(Group, st.sampled_from(segments.JOINS), st.lists(st.one_of(leaf, inner), min_size=1, max_size=4))


@pytest.mark.parametrize("on", ["organization", "person"])
def test_a_group_counts_what_it_lists_and_its_denial_is_everybody_else(archive, on):
    everybody = set(queries.living(on).values_list("pk", flat=True))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_conditions(on))
    def agrees(group):
        inside = list(queries.matching(on, group, AT).values_list("pk", flat=True))
        outside = set(queries.matching(on, Group("none", [group]), AT).values_list("pk", flat=True))
        assert len(inside) == len(set(inside)) == queries.matching(on, group, AT).count()
        assert set(inside) | outside == everybody
        assert set(inside) & outside == set()
        assert segments.load(segments.dump(group), queries.kinds(on)) == group

    agrees()


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"version": 2, "join": "all", "items": []}, {"version": 1, "join": "xor", "items": []},
        {"version": 1, "join": "all", "items": [{"fact": "gone", "value": 1}]}, {"version": 1, "join": "all", "items": "x"},
        {"version": 1, "join": "all", "items": [{"join": "any", "items": [{"join": "any", "items": []}]}]},
    ],
)  # fmt: skip
def test_conditions_that_cannot_be_read_hold_for_nobody(archive, data):
    segment = Segment.objects.create(name="Vecchio", on="person", rules=data or {}, created_at=AT, changed_at=AT)
    assert list(queries.members(segment, AT)) == []
    with pytest.raises(segments.Unreadable):
        segments.load(data, queries.kinds("person"))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1234,5", "1234.5"), ("1.234,50", "1234.50"), ("1234.50", "1234.50"), ("1.234", "1234"), ("€ 50", "50"), ("x", None),
     ("-1", None), ("NaN", None), ("Infinity", None), ("9" * 40, None)],
)  # fmt: skip
def test_amounts_are_read_however_they_are_written(typed, amount):
    assert segments.READERS["amount"](typed) == (Decimal(amount) if amount else None)


def test_conditions_read_as_sentences(archive):
    group = Group("all", [Condition("kind", ["company", "school"]), Condition("province", ["PV"], is_denied=True), Condition("silent", 90)])
    lines = [line["text"] for line in queries.outline(group, "organization")["lines"]]
    assert lines == ["il tipo è Azienda o Scuola", "la provincia non è PV", "non è stata sentita da 90 giorni"]


# --- the pages ---------------------------------------------------------------------
def test_a_group_is_built_without_script_and_saved(staff, archive):
    url = reverse("relations:segment_new", args=["organization"])
    page = staff.post(url, {"join": "all", "new": "kind", "do": "add:"})
    assert 'name="c0-fact" value="kind"' in page.content.decode()
    row = {"join": "all", "c0-fact": "kind", "c0-not": "", "c0-value": ["company"]}
    counted = staff.post(url, row, headers={"HX-Request": "true"}).content.decode()
    assert 'id="glance"' in counted and "<b class=\"num\">2</b>" in counted and "<html" not in counted
    saved = staff.post(url, {**row, "name": "Le aziende", "do": "save"})
    segment = Segment.objects.get()
    assert (saved.status_code, saved["Location"]) == (302, segment.get_absolute_url())
    assert [row.name for row in staff.get(segment.get_absolute_url()).context["listing"].rows] == ["Ditta 0", "Ditta 1"]


def test_groups_inside_groups_come_and_go_by_buttons(staff, archive):
    url = reverse("relations:segment_new", args=["organization"])
    rows = {"join": "all", "c0-fact": "kind", "c0-value": ["company"]}
    assert 'name="c1-join"' in staff.post(url, {**rows, "do": "group"}).content.decode()
    rows |= {"c1-join": "any"}
    assert 'name="c1-0-fact" value="province"' in staff.post(url, {**rows, "new-1": "province", "do": "add:1"}).content.decode()
    rows |= {"c1-0-fact": "province", "c1-0-value": ["PV"]}
    assert 'name="c1-0-fact"' not in staff.post(url, {**rows, "do": "remove:1-0"}).content.decode()
    assert 'name="c1-join"' not in staff.post(url, {**rows, "do": "remove:1"}).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [({"c0-fact": "kind"}, "Completate la condizione"), ({}, "Aggiungete almeno una condizione")],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(staff, archive, given, words):
    answer = staff.post(reverse("relations:segment_new", args=["organization"]), {"name": "Prova", "do": "save", **given})
    page = answer.content.decode()
    assert (answer.status_code, words in page, 'value="Prova"' in page, Segment.objects.count()) == (422, True, True, 0)


@pytest.mark.parametrize("hostile", ["\x00", "<script>x</script>", "a" * 10_000, "';DROP TABLE", "\u202eabc", "=1+1", "%(value)s", "{{x}}"])
def test_hostile_values_are_refused_or_escaped_and_never_break_the_page(staff, archive, hostile):
    for fact in ("municipality", "silent", "kind", "employees", hostile):
        row = {"join": hostile, "c0-fact": fact, "c0-value": [hostile], "name": hostile, "note": hostile, "do": "save"}
        answer = staff.post(reverse("relations:segment_new", args=["organization"]), row)
        assert answer.status_code in (302, 422)
        assert "<script>x" not in answer.content.decode()
    assert staff.get(reverse("relations:segments")).status_code == 200


def test_the_second_to_save_is_told(staff, archive, officer):
    group = Group("all", [Condition("kind", ["company"])])
    segment = actions.add(name="Aziende", on="organization", group=group, by=officer, at=AT)
    actions.change(segment=segment, seen=1, name="Tutte le aziende", group=group, note="", by=officer, at=AT)
    answer = staff.post(
        reverse("relations:segment_edit", args=[segment.pk]),
        {"c0-fact": "kind", "c0-value": ["school"], "name": "Scuole", "seen": "1", "do": "save"},
    )
    segment.refresh_from_db()
    assert (answer.status_code, segment.name) == (422, "Tutte le aziende")


def test_a_group_taken_away_comes_back_by_the_toast(staff, archive, officer):
    segment = actions.add(name="Aziende", on="organization", group=Group("all", [Condition("kind", ["company"])]), by=officer, at=AT)
    staff.post(reverse("relations:segment_remove", args=[segment.pk]))
    assert staff.get(segment.get_absolute_url()).status_code == 404
    staff.post(reverse("relations:segment_restore", args=[segment.pk]))
    assert staff.get(segment.get_absolute_url()).status_code == 200


def test_who_may_not_ask_a_fact_may_not_see_the_group(sign_in, colleague, archive, head):
    segment = actions.add(name="Donatori", on="person", group=Group("all", [Condition("gave_within", 365)]), by=head, at=AT)
    editor, fundraiser = sign_in(colleague("editor", "Davide")), sign_in(colleague("fundraiser", "Irene"))
    codes = [client.get(segment.get_absolute_url()).status_code for client in (editor, fundraiser)]
    assert codes == [403, 200]
    assert "Donatori" not in editor.get(reverse("relations:segments")).content.decode()
    assert editor.get(reverse("relations:people"), {"gruppo": segment.pk}).context["listing"].chosen == {}


def test_a_list_is_narrowed_to_a_group(staff, archive, officer):
    segment = actions.add(name="Aziende", on="organization", group=Group("all", [Condition("kind", ["company"])]), by=officer, at=AT)
    listing = staff.get(reverse("relations:organizations"), {"gruppo": segment.pk}).context["listing"]
    assert [row.name for row in listing.rows] == ["Ditta 0", "Ditta 1"]


def test_a_group_costs_the_same_for_one_and_thirty_members(staff, organization, officer, django_assert_max_num_queries):
    segment = actions.add(name="Aziende", on="organization", group=Group("all", [Condition("kind", ["company"])]), by=officer, at=AT)
    organization("Ditta 0")
    staff.get(segment.get_absolute_url())
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        staff.get(segment.get_absolute_url())
    for number in range(1, 30):
        organization(f"Ditta {number}")
    with CaptureQueriesContext(connection) as thirty:
        staff.get(segment.get_absolute_url())
    assert len(thirty) <= len(one) + 1  # one more: nine or more are counted
