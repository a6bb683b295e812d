"""What runs by itself on partnership dates: each thing once."""

from datetime import date, timedelta

import pytest

from partnerships import lifecycle
from partnerships.actions import checklist, dates, partnerships
from partnerships.models import Partnership
from relations.actions import interactions
from relations.mail import testing
from relations.models import FollowUp
from tests.partnerships.conftest import AT

TODAY = date(2026, 11, 24)


def remind(row, officer, days: int) -> None:
    partnerships.set_next_step(partnership=row, text="Incontro a tre", on=TODAY + timedelta(days=days), by=officer, at=AT)


@pytest.mark.parametrize(("days", "words"), [(7, "Tra una settimana"), (0, "Oggi"), (-3, "In ritardo di tre giorni")])
def test_a_date_reminds_seven_days_before_on_the_day_and_three_after_once(partnership, officer, days, words):
    remind(partnership(), officer, days)
    assert [dates.follow(at=AT)["next_steps"] for _turn in range(2)] == [1, 0]
    assert FollowUp.objects.get().title == f"{words}: Incontro a tre (Riso solidale)"


@pytest.mark.parametrize("days", [10, 4, -6])
def test_other_days_remind_nobody(partnership, officer, days):
    remind(partnership(), officer, days)
    assert dates.follow(at=AT)["next_steps"] == 0


def test_a_reminder_missed_by_a_day_is_still_made(partnership, officer):
    remind(partnership(), officer, 7)
    assert dates.follow(at=AT + timedelta(days=1))["next_steps"] == 1


def test_the_partners_are_mailed_once_for_each_date(partnership, officer):
    remind(partnership(), officer, 7)
    assert [dates.follow(at=AT)["mails"] for _turn in range(2)] == [2, 0]
    assert {delivery.email for delivery in testing.waiting()} == {"info@riseria.example", "info@risosolidaleodv.example"}
    assert dates.follow(at=AT + timedelta(days=7))["mails"] == 2


def test_partners_who_want_no_reminders_get_none(partnership, officer):
    row = partnership()
    partnerships.change(partnership=row, tell_partners=False, by=officer, at=AT)
    remind(row, officer, 7)
    assert dates.follow(at=AT)["mails"] == 0


def test_a_line_of_the_checklist_reminds_whom_it_was_given_to(partnership, officer, colleague):
    row, second = partnership(), colleague("relations_officer", "Sara")
    checklist.assign(partnership=row, phase="planning", key="due_diligence", owner=second, due_on=TODAY, by=officer, at=AT)
    assert [dates.follow(at=AT)["deliverables"] for _turn in range(2)] == [1, 0]
    assert FollowUp.objects.filter(owner=second).count() == 1


def test_each_silence_is_told_once_and_a_contact_begins_a_new_one(partnership, officer, company):
    row = partnership()
    later = AT + timedelta(days=15)
    assert [dates.follow(at=later)["silent"] for _turn in range(2)] == [1, 0]
    interactions.log(channel="call", text="Tutto bene", by=officer, at=later, organization=company, subject=row)
    assert dates.follow(at=later + timedelta(days=14))["silent"] == 0
    assert dates.follow(at=later + timedelta(days=15))["silent"] == 1


@pytest.mark.parametrize(("phase", "days"), [(phase.key, phase.contact_days) for phase in lifecycle.PHASES])
def test_a_silence_is_measured_on_the_rhythm_of_its_phase(partnership, phase, days):
    Partnership.objects.filter(pk=partnership().pk).update(phase=phase)
    assert dates.follow(at=AT + timedelta(days=days))["silent"] == 0
    assert dates.follow(at=AT + timedelta(days=days, hours=1))["silent"] == 1


def test_a_paused_partnership_is_left_in_peace(partnership, officer):
    row = partnership()
    remind(row, officer, 0)
    partnerships.pause(partnership=row, why="Ferie", by=officer, at=AT)
    assert {name: count for name, count in dates.follow(at=AT + timedelta(days=30)).items() if count} == {}
