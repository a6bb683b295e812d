"""The calendar: what has a date, on its day; the .ics file behind a secret link."""

from collections.abc import Callable
from datetime import UTC, date, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from relations import calendar_file, panels
from relations.actions import feeds
from relations.models import CalendarFeed, FollowUp
from relations.panels import CalendarEntry
from relations.queries import calendar
from tests.relations.conftest import TODAY
from tests.relations.diary.conftest import NOW


@pytest.fixture
def feed(officer) -> Callable[..., str]:
    """Give out a link; return its path."""

    def make(**options) -> str:
        chosen = {"whole_office": False, "details": False, **options}
        _feed, token = feeds.issue(user=officer, at=NOW, **chosen)
        return reverse("relations:calendar_file", args=[token])

    return make


def events(answer) -> list:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


# --- pages ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", ["mese", "settimana", "giorni", "boh"])
@pytest.mark.parametrize("day", ["2026-11-24", "2028-02-29", "0001-01-01", "9999-12-31", "ieri", "", "\x00"])
def test_every_view_answers_for_every_day(staff, view, day):
    assert staff.get(reverse("relations:agenda"), {"vista": view, "giorno": day}).status_code == 200


@pytest.mark.parametrize("view", ["mese", "settimana", "giorni"])
def test_mine_and_everybody_s(staff, todo, colleague, view):
    todo("Cosa mia")
    todo("Cosa di Sara", owner=colleague("fundraiser", "Sara"))
    mine, everybody = (
        staff.get(reverse("relations:agenda"), {"vista": view, "chi": who}).content.decode() for who in ("", "tutti")
    )
    assert ("Cosa mia" in mine, "Cosa di Sara" in mine, "Cosa di Sara" in everybody) == (True, False, True)


def test_what_lasts_several_days_stands_on_each_and_never_outside_the_month(office):
    entry = CalendarEntry("x:1", date(2026, 11, 28), "Fiera", until=date(2026, 12, 20))
    rows = calendar.by_day([entry], date(2026, 11, 1), date(2026, 11, 30))
    assert [row.date.day for row in rows if row.entries] == [28, 29, 30]


def test_who_may_not_see_a_source_does_not_see_its_dates(officer):
    source = panels.CalendarSource("prova", "Prova", lambda *_a: [CalendarEntry("p:1", TODAY, "Riservata")], permission="relations.view_overview")
    panels.register(source)
    try:
        assert [entry for entry in calendar.entries(officer, TODAY, TODAY, mine=True) if entry.key == "p:1"] == []
    finally:
        del panels.registry.items[panels.CalendarSource]["prova"]


@pytest.mark.parametrize("view", ["mese", "settimana", "giorni"])
def test_a_view_costs_the_same_with_one_and_thirty_things(staff, todo, organization, view, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"{reverse('relations:agenda')}?vista={view}"
    todo(organization=organization())
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for number in range(29):
        todo(f"Cosa {number}", organization=organization(f"Ditta {number}"))
    with django_assert_num_queries(len(one)):
        staff.get(address)


# --- the file ------------------------------------------------------------------------------------------------------
def test_a_whole_day_and_an_hour_in_rome(feed, todo):
    todo("Richiamare", due_on=date(2026, 12, 1))
    todo("Incontro", due_on=date(2027, 7, 1), due_time=time(10, 30))
    whole, hour = sorted(events(Client().get(feed())), key=lambda event: str(event["SUMMARY"]), reverse=True)
    assert (whole.decoded("DTSTART"), whole.decoded("DTEND")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert hour.decoded("DTSTART").isoformat() == "2027-07-01T10:30:00+02:00"
    assert hour["DTSTART"].params["TZID"] == "Europe/Rome"


def test_the_file_carries_rome_with_its_summer(feed, todo):
    todo("Incontro", due_time=time(9))
    found = Calendar.from_ical(Client().get(feed()).content)
    (zone,) = found.walk("VTIMEZONE")
    assert (str(zone["TZID"]), {str(part.name) for part in zone.subcomponents}) == ("Europe/Rome", {"STANDARD", "DAYLIGHT"})


def test_only_what_is_open_and_mine_or_the_office_s(feed, todo, colleague, officer):
    from relations.actions import followups

    todo("Mia")
    followups.complete(followup=todo("Fatta"), by=officer, at=NOW)
    todo("Di Sara", owner=colleague("fundraiser", "Sara"))
    names = [{str(event["SUMMARY"]) for event in events(Client().get(feed(whole_office=whole)))} for whole in (False, True)]
    assert names == [{"Mia"}, {"Mia", "Di Sara"}]


def test_without_details_only_titles_and_days_leave(feed, todo, organization):
    todo("Richiamare", organization=organization("Tessile Robbio"))
    plain = Client().get(feed()).content.decode()
    full = Client().get(feed(details=True)).content.decode()
    assert ("Tessile Robbio" in plain, "URL" in plain) == (False, False)
    assert "Tessile Robbio" in full


def test_nothing_new_is_answered_without_the_file_and_something_new_with_it(feed, todo):
    address = feed()
    todo("Prima")
    first = Client().get(address)
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        same = Client().get(address, headers={"If-None-Match": first["ETag"]})
        todo("Seconda")
        other = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, same.status_code, same.content, other.status_code) == (200, 304, b"", 200)
    assert (first["ETag"] == same["ETag"], first["ETag"] == other["ETag"]) == (True, False)


def test_an_event_keeps_its_uid_when_it_moves(feed, todo):
    address, one = feed(), todo("Richiamare")
    before = events(Client().get(address))[0]["UID"]
    FollowUp.objects.filter(pk=one.pk).update(due_on=TODAY + timedelta(days=9), title="Altro")
    assert events(Client().get(address))[0]["UID"] == before


def test_a_renewed_link_stops_the_one_before_and_a_revoked_one_is_not_found(feed, officer, sign_in):
    first = feed()
    second = feed()
    client = sign_in(officer)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post(reverse("relations:calendar_revoke", args=[CalendarFeed.objects.get().pk]))
    assert Client().get(second).status_code == 404


def test_a_colleague_who_left_has_no_calendar(feed, officer):
    address = feed()
    officer.is_active = False
    officer.save()
    assert Client().get(address).status_code == 404


def test_nobody_takes_a_colleague_s_link_back(feed, head, sign_in):
    address = feed()
    assert sign_in(head).post(reverse("relations:calendar_revoke", args=[CalendarFeed.objects.get().pk])).status_code == 404
    assert Client().get(address).status_code == 200


def test_the_link_is_shown_whole_once(staff):
    page = staff.post(reverse("relations:calendar_issue"), {"whole_office": "0"}, follow=True).content.decode()
    assert page.count('.ics"') == 2  # to read, and to copy
    assert ".ics" not in staff.get(reverse("relations:calendar_feeds")).content.decode()


def test_asking_for_the_file_changes_nothing_but_when_it_was_read(feed, todo):
    address = feed()
    todo("Cosa")
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)(address).status_code == 405
    Client().get(address)
    assert CalendarFeed.objects.get().read_at == NOW


@given(
    title=st.text(max_size=60), day=st.dates(date(2025, 1, 1), date(2030, 12, 31)), at=st.one_of(st.none(), st.times()),
    minutes=st.integers(1, 600),
)  # fmt: skip
def test_any_title_and_hour_make_a_file_that_reads_back(title, day, at, minutes):
    entry = CalendarEntry("followup:1", day, title, at=at, minutes=minutes)
    body = calendar_file.build([entry], name="Prova", site="https://ufficio.example", stamp=NOW, details=True)
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    assert event["UID"] == "followup-1@ufficio.example"
    if at is None:
        assert (start, end - start) == (day, timedelta(days=1))
    else:
        assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=minutes)
        assert (start.hour, start.minute) in {(at.hour, at.minute), ((at.hour + 1) % 24, at.minute)}


def test_a_file_is_the_same_text_for_the_same_things():
    entry = CalendarEntry("followup:1", TODAY, "Riga\r\nBEGIN:VEVENT", at=time(9))
    build = {calendar_file.build([entry], name="x", site="https://u.example", stamp=NOW, details=False) for _turn in range(2)}
    assert len(build) == 1 and build.pop().count(b"\r\nBEGIN:VEVENT\r\n") == 1


def test_every_registered_source_answers_for_one_and_for_all(head):
    for user in (head, None):
        for source in panels.of(panels.CalendarSource):
            rows = source.load(user, TODAY - timedelta(days=400), TODAY + timedelta(days=400))
            assert all(isinstance(row, CalendarEntry) for row in rows)


def test_the_upper_floors_dates_stand_in_the_office_s_calendar(head, sign_in, organization):
    from decimal import Decimal

    from fundraising.actions import campaigns

    campaigns.open_campaign(
        name="Un doposcuola", purpose="Doposcuola", goal=Decimal(1000), starts_on=TODAY, ends_on=TODAY + timedelta(days=3),
        manager=head, by=head, at=NOW,
    )
    page = sign_in(head).get(reverse("relations:agenda"), {"vista": "giorni"}).content.decode()
    assert "Comincia la campagna: Un doposcuola" in page and "Finisce la campagna: Un doposcuola" in page
