"""A partnership shows its meetings and the promises made there."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from relations.actions import commitments, meetings
from relations.models import Meeting
from tests.partnerships.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(AT, tick=False):
        yield


def test_the_page_shows_meetings_about_it_and_promises_made_there_and_nothing_of_others(staff, officer, partnership, company):
    row, other = partnership(), partnership("Altra cosa")
    starts = AT + timedelta(days=3)
    for about, title in ((row, "Punto sul riso"), (other, "Di altro")):
        meeting = meetings.plan(
            title=title, starts_at=starts, ends_at=starts + timedelta(hours=1), organizer=officer, by=officer, at=AT, subject=about
        )
        commitments.make(
            text=f"Promessa di {title}", due_on=starts.date(), by=officer, at=AT, owner=officer, organization=company, subject=meeting
        )
    page = staff.get(row.get_absolute_url()).content.decode()
    assert "Punto sul riso" in page and "Promessa di Punto sul riso" in page and "Di altro" not in page
    assert f"{reverse('relations:meeting_new')}?about=partnerships.partnership:{row.pk}" in page


def test_a_meeting_planned_from_it_seats_its_parties_and_is_about_it(staff, officer, partnership):
    row = partnership()
    key = f"partnerships.partnership:{row.pk}"
    page = staff.get(f"{reverse('relations:meeting_new')}?about={key}")
    form = page.context["form"]
    who = form.initial["who"]
    staff.post(
        reverse("relations:meeting_new"),
        {"title": "Punto", "kind": "person", "day": "3/12/2026", "start": "10:00", "end": "11:00", "organizer": officer.pk, "about": key,
         "who": f"organization:{who.pk}", "once": "a"},
    )  # fmt: skip
    meeting = Meeting.objects.get()
    assert meeting.subject == row
    bodies = {seat.organization for seat in meeting.attendees.filter(user=None)}
    assert bodies == {part.organization for part in row.parties.all()}
