"""The table of what has a day: a line more is reminded, mailed and shown; the clock runs it for real."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config import beat
from partnerships import reminders
from partnerships.actions import checklist, dates, partner_links, partnerships
from partnerships.models import Partnership
from partnerships.reminders import Due, Reminder
from relations.mail import testing
from relations.models import AuditEvent, FollowUp, TimelineEntry
from relations.queries import together
from tests.partnerships.conftest import AT
from tests.support.processes import until

TODAY = date(2026, 11, 24)


@pytest.fixture
def review(monkeypatch):
    """One more kind of day: the review of something, sixty and thirty days before, a mail to the company at sixty."""
    days: dict[str, date] = {"on": TODAY}

    def read(first: date, last: date):
        rows = yield Partnership.objects.filter(state="active").select_related("owner")
        if not first <= days["on"] <= last:
            return []
        return [
            Due(row, "revisione dell’accordo", days["on"], "review", row.owner, party=row.parties.get(side="company")) for row in rows
        ]

    kind = Reminder("reviews", "Revisione", "refresh-cw", read, days=(-60, -30), mails=(-60,))
    monkeypatch.setattr(reminders, "REMINDERS", (*reminders.REMINDERS, kind))
    return days


@pytest.mark.parametrize(("ahead", "made", "asked"), [(61, 0, 0), (60, 1, 1), (58, 1, 1), (57, 0, 0), (30, 1, 0), (27, 0, 0), (0, 0, 0)])
def test_a_line_more_in_the_table_reminds_at_its_days_once(partnership, review, ahead, made, asked):
    partnership()
    review["on"] = TODAY + timedelta(days=ahead)
    done = [dates.follow(at=AT) for _turn in range(2)]
    assert [(each["reviews"], each["asked"]) for each in done] == [(made, asked), (0, 0)]
    if made:
        title = FollowUp.objects.get(origin__contains="review").title
        assert title == f"Tra {60 if ahead > 30 else 30} giorni: revisione dell’accordo (Riso solidale)"


def test_it_stands_among_the_deadlines_too(partnership, review, staff):
    partnership()
    review["on"] = timezone.localdate() + timedelta(days=2)
    assert "Revisione dell’accordo" in staff.get("/partnership/scadenze/").content.decode()


def test_the_mail_to_a_party_leads_to_its_page_and_is_listed_on_the_record(partnership, review):
    row = partnership()
    review["on"] = TODAY + timedelta(days=60)
    dates.follow(at=AT)
    [delivery] = [each for each in testing.waiting() if "revisione" in each.mailing.text]
    token = delivery.mailing.text.split("/insieme/")[1].split("/")[0]
    assert partner_links.visitor(token=token, at=AT).party.side == "company"
    titles = AuditEvent.objects.filter(verb="partnership.reminded", object_id=row.pk).values_list("changes__mark", flat=True)
    assert len([mark for mark in titles if ":review:" in mark]) == 1
    assert "Promemoria inviato: revisione dell’accordo" in {entry.title for entry in TimelineEntry.objects.all()}


def test_a_partner_who_wants_no_reminders_is_not_asked(partnership, review, officer):
    row = partnership()
    partnerships.change(partnership=row, tell_partners=False, by=officer, at=AT)
    review["on"] = TODAY + timedelta(days=60)
    assert dates.follow(at=AT)["asked"] == 0


def test_a_line_of_its_own_reminds_with_its_words(partnership, officer):
    row = partnership()
    checklist.add_line(partnership=row, phase="planning", title="Visita in forno", due_on=TODAY, by=officer, at=AT)
    dates.follow(at=AT)
    assert FollowUp.objects.get(origin__contains="own-1").title == "Oggi: Visita in forno (Riso solidale)"


def test_all_kinds_are_read_in_few_statements(partnership, officer, django_assert_max_num_queries):
    for number in range(12):
        row = partnership(f"Insieme {number}")
        checklist.add_line(partnership=row, phase="planning", title="Visita", due_on=TODAY + timedelta(days=5), by=officer, at=AT)
    with django_assert_max_num_queries(2):
        found = together.run(*(kind.read(TODAY, TODAY + timedelta(days=7)) for kind in reminders.REMINDERS))
    assert sum(map(len, found)) == 24


@pytest.mark.parametrize("kind", reminders.REMINDERS, ids=lambda kind: kind.key)
def test_each_kind_reads_nothing_from_an_empty_office(db, kind: Reminder):
    assert together.run(kind.read(TODAY, TODAY)) == [[]]
    assert replace(kind).page.startswith("partnerships:partner")


@pytest.fixture
def due_today(transactional_db, partnership, officer) -> Partnership:
    row, now = partnership(), timezone.now()
    partnerships.set_next_step(partnership=row, text="Incontro a tre", on=timezone.localdate(), by=officer, at=now)
    return row


def test_the_clock_s_own_task_run_twice_by_a_real_worker_reminds_once_and_the_record_lists_it(due_today, officer, start_worker):
    from config.celery import app

    worker = start_worker()
    name = beat.SCHEDULE["partnership-dates"]["task"]
    wanted = {"title": "Oggi: Incontro a tre (Riso solidale)"}
    app.send_task(name)
    until(lambda: FollowUp.objects.filter(**wanted).exists(), what="the reminder", of=[worker])
    until(lambda: AuditEvent.objects.filter(verb="partnership.reminded").exists(), what="the mails", of=[worker])
    # A second turn, then something that comes after it in the line: both are done when the last one is.
    later = timezone.localdate() + timedelta(days=7)
    partnerships.set_next_step(partnership=due_today, text="Altro passo", on=later, by=officer, at=timezone.now())
    app.send_task(name), app.send_task(name)
    until(lambda: FollowUp.objects.filter(title__contains="Altro passo").exists(), what="the second turn", of=[worker])
    assert FollowUp.objects.filter(**wanted).count() == 1
    staff = Client()
    staff.force_login(officer)
    page = staff.get(due_today.get_absolute_url()).content.decode()
    assert wanted["title"] in page and "Promemoria" in page
