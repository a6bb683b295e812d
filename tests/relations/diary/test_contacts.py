"""One contact: put right with what it said before, told to everybody who was there, listed as its figures say."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from relations.actions import interactions
from relations.models import AuditEvent, FollowUp, Interaction, TimelineEntry
from tests.relations.diary.conftest import NOW


@pytest.fixture
def contact(organization, officer) -> Interaction:
    return interactions.log(
        channel="call", text="Vuole due tirocinanti", by=officer, at=NOW, organization=organization("Tessile Robbio")
    )


def send(client, contact, **changed):
    """Post the correction form as the page fills it."""
    data = {
        "channel": contact.channel, "side": "us" if contact.outgoing else "them", "text": contact.text, "day": "24/11/2026",
        "hour": "10:30", "seen": interactions.seen(contact), **changed,
    }  # fmt: skip
    return client.post(reverse("relations:interaction_correct", args=[contact.pk]), data)


def test_within_the_day_who_logged_it_finishes_it_and_the_story_follows(staff, contact):
    assert send(staff, contact, text="Vuole tre tirocinanti", channel="meeting").status_code == 302
    contact.refresh_from_db()
    line = TimelineEntry.objects.get(event__verb="interaction.logged", organization=contact.organization)
    assert (contact.text, contact.channel, contact.corrected_at, contact.at) == ("Vuole tre tirocinanti", "meeting", None, NOW)
    assert (line.title, line.body) == ("Incontro", "Vuole tre tirocinanti")


def test_on_a_later_day_it_says_that_it_was_put_right_and_shows_what_it_said(staff, contact, officer):
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        send(staff, contact, text="Vuole uno stagista")
        page = staff.get(contact.get_absolute_url()).content.decode()
    contact.refresh_from_db()
    assert (contact.corrected_by, contact.corrected_at) == (officer, NOW + timedelta(days=2))
    assert "Vuole uno stagista" in page and "Vuole due tirocinanti" in page and "Corretto da Chiara Prova" in page
    assert AuditEvent.objects.get(verb="interaction.corrected").changes == {"text": ["Vuole due tirocinanti", "Vuole uno stagista"]}


def test_a_colleague_s_correction_is_never_silent(sign_in, colleague, contact):
    sara = colleague("fundraiser", "Sara")
    send(sign_in(sara), contact, text="Vuole un tirocinante")
    contact.refresh_from_db()
    assert contact.corrected_by == sara


def test_who_saves_second_is_told_and_the_next_save_goes_through(staff, contact, officer):
    old = interactions.seen(contact)
    interactions.correct(
        interaction=contact, by=officer, at=NOW, channel="call", text="Intanto", outgoing=True, happened_at=contact.at
    )
    contact.refresh_from_db()
    answer = send(staff, contact, text="Il mio", seen=old)
    contact.refresh_from_db()
    assert (answer.status_code, contact.text, "Il mio" in answer.content.decode()) == (422, "Intanto", True)
    assert send(staff, contact, text="Il mio").status_code == 302


def test_nothing_changed_writes_nothing(staff, contact):
    send(staff, contact)
    assert not AuditEvent.objects.filter(verb="interaction.corrected").exists()


@pytest.mark.parametrize("changed", [{"day": "domani"}, {"day": "boh"}, {"hour": "25:99"}, {"text": ""}, {"channel": "piccione"}, {"side": ""}])
def test_a_wrong_correction_is_told_beside_the_field_and_changes_nothing(staff, contact, changed):
    assert send(staff, contact, **changed).status_code == 422
    assert Interaction.objects.get().text == "Vuole due tirocinanti"


def test_a_contact_of_last_week_is_logged_with_its_own_day_and_who_sought_whom(staff, organization):
    company = organization()
    data = {"channel": "email", "text": "Ci scrivono", "who": f"organization:{company.pk}", "day": "17/11/26", "side": "them"}
    staff.post(reverse("relations:interaction_new"), data)
    company.refresh_from_db()
    found = Interaction.objects.get()
    assert (found.at.astimezone().date(), found.outgoing, company.last_heard_at) == (date(2026, 11, 17), False, found.at)


def test_others_who_were_there_have_it_in_their_story_once(staff, organization, person):
    company, anna = organization(), person("Anna", "Rossi")
    data = {
        "channel": "meeting", "text": "In tre", "who": f"organization:{company.pk}", "also_1": f"person:{anna.pk}",
        "also_2": f"person:{anna.pk}", "also_3": f"organization:{company.pk}",
    }  # fmt: skip
    staff.post(reverse("relations:interaction_new"), data)
    anna.refresh_from_db()
    assert [row.party for row in Interaction.objects.get().others.all()] == [anna]
    assert TimelineEntry.objects.filter(event__verb="interaction.logged").count() == 2
    assert (anna.last_contact_at, anna.last_heard_at) == (NOW, NOW)
    assert "In tre" in staff.get(anna.get_absolute_url()).content.decode()


def test_taking_it_back_takes_it_from_everybody(staff, organization, person, officer):
    anna = person("Anna", "Rossi")
    contact = interactions.log(channel="call", text="x", by=officer, at=NOW, organization=organization(), also=[anna])
    staff.post(reverse("relations:interaction_undo", args=[contact.pk]))
    anna.refresh_from_db()
    assert (Interaction.objects.count(), anna.last_contact_at, anna.strength) == (0, None, 0)
    assert not TimelineEntry.objects.filter(event__verb="interaction.logged").exists()


def test_each_figure_leads_to_the_contacts_it_came_from(staff, organization, officer):
    from relations.queries import diary

    company, other = organization("Una"), organization("Altra")
    for days, channel, outgoing in ((1, "call", True), (2, "email", True), (3, "email", False), (400, "call", True)):
        interactions.log(
            channel=channel, text=f"{channel} {days}", by=officer, at=NOW - timedelta(days=days), organization=company, outgoing=outgoing
        )
    interactions.log(channel="call", text="altri", by=officer, at=NOW, organization=other)
    lists = diary.bond(company, NOW).lists
    counts = {
        key: staff.get(f"{reverse('relations:interactions')}?{query}").context["listing"].count for key, query in lists.items()
    }
    assert counts == {"all": 3, "heard": 2, "ours": 2, "theirs": 1}


@pytest.mark.parametrize("query", ["di=organization:x", "di=user:1", "di=organization:999999", "verso=su", "quando=mai", "chi=0", "q=%00<b>"])
def test_a_made_up_condition_is_no_failure(staff, contact, query):
    assert staff.get(f"{reverse('relations:interactions')}?{query}").status_code == 200


def test_the_list_costs_the_same_with_one_and_thirty(staff, contact, organization, person, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("relations:interactions")
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for number in range(29):
        interactions.log(
            channel="call", text="x", by=officer, at=NOW, organization=organization(f"Ditta {number}"), person=person("A", f"B{number}")
        )
    with django_assert_num_queries(len(one)):
        staff.get(address)


# --- after a tick ------------------------------------------------------------------------------------------------
def test_a_tick_asks_what_comes_now_and_the_answer_is_one_click(staff, todo, organization):
    one = todo(organization=organization("Tessile Robbio"))
    page = staff.post(reverse("relations:followup_done", args=[one.pk]), {"next": "/"}, follow=True).content.decode()
    again = reverse("relations:followup_again", args=[one.pk])
    assert "E adesso?" in page and f'action="{again}"' in page
    for _click in range(2):
        staff.post(again, {"next": "/"})
    following = FollowUp.objects.exclude(pk=one.pk).get()
    assert (following.title, following.due_on) == ("Risentire Tessile Robbio", date(2026, 12, 1))
