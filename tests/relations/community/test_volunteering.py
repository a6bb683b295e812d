"""Volunteering: places, consent by version, hours that are facts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from relations.actions import volunteer_signups as signups
from relations.actions import volunteering
from relations.models import Consent, ConsentText, Delivery, VolunteerHours
from relations.queries import volunteering as queries
from tests.relations.conftest import AT

AFTER = AT + timedelta(days=8)


def test_a_team_takes_as_many_places_as_it_is_and_finds_it_full_otherwise(opportunity, volunteer):
    shift = opportunity(capacity=5).shifts.get()
    assert volunteer(shift, "a@posta.example", people=4, company_name="Alfa").state == "confirmed"
    assert volunteer(shift, "b@posta.example", people=2, company_name="Beta").state == "full"
    assert volunteer(shift, "c@posta.example").state == "confirmed"
    assert volunteering.taken(shift) == 5


def test_who_found_it_full_can_try_again_once_somebody_withdraws(opportunity, volunteer):
    shift = opportunity(capacity=1).shifts.get()
    first, second = volunteer(shift, "a@posta.example"), volunteer(shift, "b@posta.example")
    assert second.state == "full"
    signups.withdraw(signup=first, at=AT)
    assert signups.confirm(signup=second, at=AT).state == "confirmed"


def test_the_consent_keeps_the_version_that_was_read_and_its_withdrawal(opportunity, volunteer):
    shift = opportunity().shifts.get()
    row = volunteer(shift)
    ConsentText.objects.create(purpose="volunteer_data", version=2, language="it", text="Nuovo testo", valid_from=AT.date())
    second = volunteer(shift, "b@posta.example", confirm=False)
    signups.withdraw(signup=row, at=AT)
    assert (row.consent_text.version, second.consent_text.version) == (1, 2)
    assert list(Consent.objects.order_by("pk").values_list("event", "text__version")) == [
        ("requested", 1), ("confirmed", 1), ("withdrawn", 1),
    ]  # fmt: skip


def test_hours_are_confirmed_only_of_this_opportunity_and_once_the_shift_is_over(opportunity, volunteer):
    row, other = opportunity(), opportunity("Altro")
    mine, foreign = volunteer(row.shifts.get()), volunteer(other.shifts.get(), "b@posta.example")
    assert volunteering.confirm_hours(opportunity=row, hours={mine.pk: Decimal(3)}, at=AT) == 0
    assert volunteering.confirm_hours(opportunity=row, hours={mine.pk: Decimal(3), foreign.pk: Decimal(3)}, at=AFTER) == 1
    assert VolunteerHours.objects.get().signup == mine


def test_hours_said_again_are_corrected_not_added(opportunity, volunteer):
    row = opportunity()
    mine = volunteer(row.shifts.get(), people=2, company_name="Alfa")
    for hours in (3, 3, 2):
        volunteering.confirm_hours(opportunity=row, hours={mine.pk: Decimal(hours)}, at=AFTER)
    assert queries.hours(organization=row.organization) == queries.Hours(Decimal(4), 2, 1)


def test_hours_add_up_by_body_person_company_and_period(opportunity, volunteer, organization, with_mail):
    company, known = organization("Alfa S.r.l."), with_mail(email="anna@posta.example")
    row = opportunity(capacity=9)
    shift = row.shifts.get()
    alone, team = volunteer(shift), volunteer(shift, "b@posta.example", people=3, company_name="alfa s.r.l.")
    volunteering.confirm_hours(opportunity=row, hours={alone.pk: Decimal("2.5"), team.pk: Decimal(2)}, at=AFTER)
    assert queries.hours(organization=row.organization).total == Decimal("8.5")
    assert queries.hours(person=known) == queries.Hours(Decimal("2.5"), 1, 1)
    assert queries.hours(company=company) == queries.Hours(Decimal(6), 3, 1)
    assert queries.hours(company=company, since=date(2027, 1, 1)).total == 0
    assert queries.hours(company=company, until=date(2026, 12, 1)).total == 6


def test_who_did_not_come_gives_no_hours(opportunity, volunteer):
    row = opportunity()
    mine = volunteer(row.shifts.get())
    volunteering.confirm_hours(opportunity=row, hours={mine.pk: Decimal(0)}, at=AFTER)
    assert queries.hours(organization=row.organization).occasions == 0


def test_hours_are_in_the_story_of_the_person_and_of_the_body(opportunity, volunteer, with_mail):
    known = with_mail(email="anna@posta.example")
    row = opportunity()
    mine = volunteer(row.shifts.get())
    volunteering.confirm_hours(opportunity=row, hours={mine.pk: Decimal(3)}, at=AFTER)
    for party in (known, row.organization):
        assert party.timeline.filter(event__verb="volunteering.hours_confirmed").count() == 1


def test_the_body_is_asked_once_the_day_after(opportunity, volunteer):
    row = opportunity(days=7)
    volunteer(row.shifts.get())
    same_day = AT + timedelta(days=7, hours=4)
    asked = [volunteering.ask_for_all_hours(at=at) for at in (same_day, same_day + timedelta(days=1), same_day + timedelta(days=2))]
    assert asked == [0, 1, 0]
    assert Delivery.objects.filter(email="mensa@ente.example").count() == 1


def test_volunteers_are_reminded_once_the_day_before(opportunity, volunteer):
    volunteer(opportunity(days=7).shifts.get())
    assert [signups.remind(at=AT + timedelta(days=days)) for days in (5, 6, 6)] == [0, 1, 0]


def test_it_is_not_published_without_a_day(opportunity, officer):
    row = opportunity(publish=False)
    row.shifts.all().delete()
    with pytest.raises(volunteering.NotNow):
        volunteering.set_state(opportunity=row, state="published", by=officer, at=AT)


@pytest.mark.django_db(transaction=True)
def test_teams_that_confirm_at_once_never_take_more_places_than_there_are(opportunity, volunteer):
    shift = opportunity(capacity=7).shifts.get()
    rows = [volunteer(shift, f"p{n}@posta.example", confirm=False, people=2, company_name="Alfa") for n in range(8)]

    def confirm(row):
        try:
            return signups.confirm(signup=row, at=AT).state
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(confirm, rows))
    assert (found.count("confirmed"), found.count("full"), volunteering.taken(shift)) == (3, 5, 6)


def test_the_same_offer_sent_twice_makes_one_row(opportunity):
    shift, key = opportunity().shifts.get(), uuid4()
    text = signups.consent_text(language="it", at=AT)
    for _turn in range(2):
        signups.ask(shift=shift, first_name="A", last_name="B", email="a@posta.example", text=text, key=key, at=AT)
    assert shift.signups.count() == 1
