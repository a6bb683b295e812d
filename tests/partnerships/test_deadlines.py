"""The deadlines week by week, and whose they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.actions import checklist, partnerships
from partnerships.queries import figures
from relations.queries import together

PATH = "/partnership/scadenze/"


@pytest.fixture
def today():
    return timezone.localdate()


def test_each_thing_stands_in_its_week_with_who_sees_to_it(partnership, staff, officer, colleague, today):
    row, second = partnership(), colleague("relations_officer", "Sara")
    now = timezone.now()
    monday = today - timedelta(days=today.weekday())
    partnerships.set_next_step(partnership=row, text="Incontro a tre", on=monday + timedelta(days=9), by=officer, at=now)
    checklist.assign(
        partnership=row, phase="planning", key="due_diligence", owner=second, due_on=today - timedelta(days=3), by=officer, at=now
    )
    weeks = {week["title"]: week["lines"] for week in staff.get(PATH).context["weeks"]}
    assert [(line.due.what, line.due.owner) for line in weeks["Prossima settimana"]] == [("Incontro a tre", officer)]
    assert [(line.css, line.due.owner) for line in weeks["In ritardo"]] == [("late", second)]
    only = staff.get(PATH, {"chi": second.pk}).context
    assert only["count"] == 1 and only["late_count"] == 1


def test_partnerships_without_a_next_step_stand_beside_and_paused_ones_nowhere(partnership, staff, officer):
    row, other = partnership(), partnership("Ferma")
    now = timezone.now()
    for each in (row, other):
        partnerships.set_next_step(partnership=each, text="", on=None, by=officer, at=now)
    partnerships.pause(partnership=other, why="Ferie", by=officer, at=now)
    context = staff.get(PATH).context
    assert [each.pk for each in context["without"]] == [row.pk] and context["weeks"] == []


def test_an_odd_filter_shows_nothing_and_breaks_nothing(partnership, staff):
    partnership()
    assert staff.get(PATH, {"chi": "\x00"}).context["count"] == 0


def test_what_has_no_next_step_is_told_to_the_head_on_the_quadro(partnership, officer):
    row = partnership()
    [box] = together.run(figures.portfolio())
    assert box["without"] == []
    partnerships.set_next_step(partnership=row, text="", on=None, by=officer, at=timezone.now())
    [box] = together.run(figures.portfolio())
    assert box["without"] == [row]
