"""What is to be done: ticked, undone, put off; nothing is lost on the way."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from relations.models import AuditEvent, FollowUp, TimelineEntry
from tests.relations.conftest import TODAY

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def test_ticking_marks_it_done_and_the_toast_undoes_it(staff, todo):
    one = todo()
    page = staff.post(reverse("relations:followup_done", args=[one.pk]), {"next": "/"}, follow=True).content.decode()
    one.refresh_from_db()
    assert (one.status, one.done_at) == ("done", NOW)
    undo = reverse("relations:followup_reopen", args=[one.pk])
    assert f'action="{undo}' in page
    staff.post(undo)
    one.refresh_from_db()
    assert (one.status, one.done_at) == ("open", None)


def test_ticking_twice_writes_one_line_in_the_story(staff, todo, organization):
    company = organization()
    one = todo(organization=company)
    for _time in range(2):
        staff.post(reverse("relations:followup_done", args=[one.pk]))
    assert TimelineEntry.objects.filter(organization=company, event__verb="followup.done").count() == 1


def test_htmx_gets_the_box_again_with_the_toast_and_no_frame(staff, todo):
    one = todo()
    headers = {"HX-Request": "true"}
    answer = staff.post(reverse("relations:followup_done", args=[one.pk]), {"next": "/"}, headers=headers, follow=True)
    page = answer.content.decode()
    assert 'id="todos"' in page and 'hx-swap-oob="beforeend:#toasts"' in page
    assert "<html" not in page and one.title not in page.split("hx-swap-oob")[0]


@pytest.mark.parametrize(("when", "days"), [("tomorrow", 1), ("monday", 6), ("week", 7)])
def test_putting_off_moves_the_day_and_counts(staff, todo, when, days):
    one = todo()
    staff.post(reverse("relations:followup_postpone", args=[one.pk]), {"when": when})
    one.refresh_from_db()
    assert (one.due_on, one.times_postponed, one.status) == (TODAY + timedelta(days=days), 1, "open")


@pytest.mark.parametrize("written", ["30/11/2026", "2026-11-30", "30-11-26", "30.11.2026"])
def test_a_day_may_be_written_as_one_likes(staff, todo, written):
    one = todo()
    staff.post(reverse("relations:followup_postpone", args=[one.pk]), {"when": "date", "day": written})
    one.refresh_from_db()
    assert one.due_on.isoformat() == "2026-11-30"


@pytest.mark.parametrize("written", ["", "ieri", "31/02/2027", "23/11/2026", "99/99/9999", "\x00", "1" * 5000])
def test_a_day_that_is_none_or_past_is_told_and_nothing_moves(staff, todo, written):
    one = todo()
    answer = staff.post(reverse("relations:followup_postpone", args=[one.pk]), {"when": "date", "day": written})
    one.refresh_from_db()
    assert (answer.status_code, one.due_on) == (422, TODAY)


def test_a_new_one_appears_on_oggi_of_its_owner(staff, officer, organization):
    company = organization()
    staff.post(
        reverse("relations:followup_new"),
        {"title": "Far firmare l'accordo", "due_on": "domani", "owner": officer.pk, "who": f"organization:{company.pk}"},
    )
    one = FollowUp.objects.get()
    assert (one.title, one.due_on, one.organization, one.owner) == (
        "Far firmare l'accordo", TODAY + timedelta(days=1), company, officer
    )  # fmt: skip


def test_oggi_parts_late_from_today_and_hides_what_is_others(staff, todo, colleague):
    todo("Cosa vecchia", due_on=TODAY - timedelta(days=5))
    todo("Cosa di oggi")
    todo("Cosa lontana", due_on=TODAY + timedelta(days=30))
    todo("Cosa di Sara", owner=colleague("fundraiser", "Sara"))
    mine = staff.get("/").content.decode()
    office = staff.get("/?chi=tutti").content.decode()
    assert mine.index("Cosa vecchia") < mine.index("Cosa di oggi")
    assert "Cosa lontana" not in mine and "Cosa di Sara" not in mine
    assert "Cosa di Sara" in office
    assert "5 giorni fa" in mine


def test_getting_never_ticks(staff, todo):
    one = todo()
    assert staff.get(reverse("relations:followup_done", args=[one.pk])).status_code == 405
    one.refresh_from_db()
    assert one.status == "open"


def test_a_reader_may_not_tick(sign_in, viewer, todo):
    one = todo()
    assert sign_in(viewer).post(reverse("relations:followup_done", args=[one.pk])).status_code == 403


def test_the_return_address_stays_on_this_site(staff, todo):
    answer = staff.post(reverse("relations:followup_done", args=[todo().pk]), {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_oggi_costs_the_same_for_one_and_thirty_things(staff, todo, organization, person, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    todo(organization=organization(), person=person())
    staff.get("/")
    with CaptureQueriesContext(connection) as one:
        staff.get("/")
    for number in range(29):
        todo(f"Cosa {number}", organization=organization(f"Ditta {number}"), person=person("Anna", f"Rossi {number}"))
    with django_assert_num_queries(len(one)):
        staff.get("/")


def test_every_change_leaves_its_entry_in_the_log(staff, todo):
    one = todo()
    staff.post(reverse("relations:followup_postpone", args=[one.pk]), {"when": "week"})
    event = AuditEvent.objects.get(verb="followup.postponed")
    assert event.changes == {"due_on": ["2026-11-24", "2026-12-01"]}
