"""The list of things to do: many at once and back, handed over, put off in words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from relations.models import AuditEvent, FollowUp
from tests.relations.conftest import TODAY
from tests.relations.diary.conftest import NOW

TOGETHER = "relations:followups_together"


def state(rows) -> list[tuple]:
    return [(row.status, row.due_on, row.owner) for row in FollowUp.objects.filter(pk__in=[one.pk for one in rows]).order_by("pk")]


@pytest.fixture
def three(todo) -> list[FollowUp]:
    return [todo(f"Cosa {number}", due_on=TODAY + timedelta(days=number - 1)) for number in range(3)]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("done", ("done", None)), ("drop", ("cancelled", None)), ("postpone:tomorrow", ("open", date(2026, 11, 25))),
        ("postpone:monday", ("open", date(2026, 11, 30))), ("postpone:week", ("open", date(2026, 12, 1))),
    ],
)  # fmt: skip
def test_many_are_dealt_with_at_once_and_the_toast_puts_all_back(staff, three, act, expected):
    before = state(three)
    staff.post(reverse(TOGETHER), {"rows": [one.pk for one in three], "act": act})
    status, day = expected
    assert all(row[0] == status and (day is None or row[1] == day) for row in state(three))
    staff.post(reverse("relations:followups_undo"))
    assert state(three) == before


def test_many_are_handed_over_and_each_change_is_in_the_log(staff, three, colleague):
    sara = colleague("fundraiser", "Sara")
    staff.post(reverse(TOGETHER), {"rows": [one.pk for one in three], "act": "assign", "owner": sara.pk})
    assert [owner for _status, _day, owner in state(three)] == [sara] * 3
    assert AuditEvent.objects.filter(verb="followup.assigned").count() == 3


@pytest.mark.parametrize(
    "data", [{"act": "done"}, {"act": "boh", "rows": ["1"]}, {"act": "assign", "owner": "", "rows": "all"}, {"rows": "all"},
             {"act": "postpone:date", "rows": "all"}, {"act": "done", "rows": ["x", "", "9" * 30]}],
)  # fmt: skip
def test_a_wrong_choice_changes_nothing_and_says_so(staff, three, data):
    before = state(three)
    given = data | ({"rows": [one.pk for one in three]} if data.get("rows") == "all" else {})
    page = staff.post(reverse(TOGETHER), given, follow=True).content.decode()
    assert state(three) == before and "Non è cambiato niente" in page


def test_what_is_done_already_is_left_alone(staff, three, officer):
    from relations.actions import followups

    followups.complete(followup=three[0], by=officer, at=NOW - timedelta(days=3))
    staff.post(reverse(TOGETHER), {"rows": [one.pk for one in three], "act": "postpone:week"})
    three[0].refresh_from_db()
    assert (three[0].status, three[0].due_on) == ("done", TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "day"), [("domani", "2026-11-25"), ("venerdì", "2026-11-27"), ("tra due settimane", "2026-12-08"), ("24/12/26", "2026-12-24")]
)
def test_a_thing_is_put_off_as_one_says_it(staff, todo, said, day):
    one = todo()
    staff.post(reverse("relations:followup_postpone", args=[one.pk]), {"when": "date", "day": said})
    one.refresh_from_db()
    assert one.due_on == date.fromisoformat(day)


def test_it_is_changed_and_handed_over_on_its_page(staff, todo, colleague, organization):
    company, sara = organization(), colleague("fundraiser", "Sara")
    one = todo(organization=company)
    data = {"title": "Far firmare", "due_on": "lunedì", "due_time": "10:30", "owner": sara.pk, "who": f"organization:{company.pk}"}
    staff.post(reverse("relations:followup", args=[one.pk]), data)
    one.refresh_from_db()
    assert (one.title, one.due_on, str(one.due_time), one.owner, one.organization) == (
        "Far firmare", date(2026, 11, 30), "10:30:00", sara, company
    )  # fmt: skip


def test_dropped_it_leaves_oggi_and_the_toast_brings_it_back(staff, todo):
    one = todo("Cosa inutile")
    staff.post(reverse("relations:followup_drop", args=[one.pk]), {"next": "/agenda/"}, follow=True)
    assert ">Cosa inutile<" not in staff.get("/").content.decode()
    staff.post(reverse("relations:followup_reopen", args=[one.pk]), follow=True)
    assert "Cosa inutile" in staff.get("/").content.decode()


def test_at_zero_oggi_says_what_comes_tomorrow(staff, todo):
    todo("Cosa di domani", due_on=TODAY + timedelta(days=1))
    page = staff.get("/").content.decode()
    assert "Per oggi avete fatto tutto." in page and "<p class=\"mb-0 mut\">Domani:</p><ul class=\"mb-0\"><li>Cosa di domani</li></ul>" in page


def test_the_list_costs_the_same_with_one_and_thirty(staff, todo, organization, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("relations:followups")
    todo(organization=organization())
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for number in range(29):
        todo(f"Cosa {number}", organization=organization(f"Ditta {number}"))
    with django_assert_num_queries(len(one)):
        staff.get(address)


def test_oggi_stays_within_thirty_five_statements(staff, todo):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    todo()
    staff.get("/")
    with CaptureQueriesContext(connection) as found:
        staff.get("/")
    assert len(found) <= 35
