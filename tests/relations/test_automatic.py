"""What happens by itself: the morning mail once a day, the nightly upkeep, the state of the system."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from relations.actions import digest, links, upkeep
from relations.models import Delivery, SearchEntry, SecretLink, SubscriptionRequest
from tests.relations.conftest import AT, TODAY

MORNING = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def test_the_morning_mail_goes_once_to_who_has_something_to_do(todo, officer, colleague):
    colleague("fundraiser", "Sara")
    todo("Cosa vecchia", due_on=TODAY - timedelta(days=5)), todo("Cosa di oggi"), todo("Lontana", due_on=TODAY + timedelta(days=1))
    sent = [digest.send_all(at=MORNING), digest.send_all(at=MORNING + timedelta(minutes=1))]
    delivery = Delivery.objects.get()
    assert (sent, delivery.email) == ([1, 0], officer.email)
    text = delivery.mailing.text
    assert "Cosa vecchia" in text and "Cosa di oggi" in text and "Lontana" not in text


def test_the_next_day_has_its_own_mail(todo):
    todo()
    assert [digest.send_all(at=MORNING), digest.send_all(at=MORNING + timedelta(days=1))] == [1, 1]


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 22), date(2026, 12, 8), date(2026, 12, 25), date(2027, 3, 29)])
def test_the_office_rests_on_weekends_and_holidays(day):
    assert digest.is_working_day(day) is False


def test_who_switched_it_off_gets_none(todo, officer):
    todo()
    officer.wants_digest = False
    officer.save()
    assert digest.send_all(at=MORNING) == 0


def test_hostile_titles_stay_text_in_the_mail(todo):
    todo("<script>alert(1)</script> [link_disiscrizione]")
    digest.send_all(at=MORNING)
    assert "<script>alert" not in Delivery.objects.get().mailing.html


def test_upkeep_levels_the_search_and_drops_what_is_dead(organization):
    company = organization()
    SearchEntry.objects.filter(object_id=company.pk).delete()
    SearchEntry.objects.create(kind="person", object_id=10**6, title="Fantasma", url="/")
    links.issue(scope="test", target=company, at=AT, expires_at=AT - timedelta(days=200))
    links.issue(scope="test", target=company, at=AT, expires_at=AT - timedelta(days=2))
    SubscriptionRequest.objects.create(email="x@prova.example", source="x", requested_at=AT - timedelta(days=31))
    done = upkeep.nightly(at=AT)
    assert (done["entries_mended"], done["links_dropped"], done["unconfirmed_dropped"]) == (2, 1, 1)
    assert list(SearchEntry.objects.values_list("title", flat=True)) == [company.name]
    assert SecretLink.objects.count() == 1
    assert set(upkeep.nightly(at=AT).values()) == {0}


def test_health_says_503_while_mail_does_not_move(client, todo, officer):
    from django.utils import timezone

    todo()
    digest.send_all(at=MORNING)
    Delivery.objects.update(due_at=timezone.now() - timedelta(minutes=6))
    answer = client.get(reverse("relations:health"))
    assert (answer.status_code, answer.json()["parts"]) == (503, {"database": True, "mail": False})


def test_the_state_page_says_in_words_what_is_not_well(staff):
    page = staff.get(reverse("relations:status")).content.decode()
    assert "Nessun lavoratore risponde" in page or "al lavoro" in page


def test_a_profile_is_changed_and_the_next_page_speaks_its_language(staff, officer):
    answer = staff.post(
        reverse("relations:profile"),
        {"first_name": "Chiara", "last_name": "Montagna", "language": "en", "theme": "dark", "wants_digest": "on"},
        follow=True,
    )
    officer.refresh_from_db()
    page = answer.content.decode()
    assert (officer.last_name, officer.theme, officer.shortcuts) == ("Montagna", "dark", False)
    assert 'data-bs-theme="dark"' in page and 'data-keys="off"' in page and "Your profile" in page
