"""Registra: a contact in three fields; one save makes contact, reminder and last contact."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from relations.models import FollowUp, Interaction

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def send(client, **fields):
    return client.post(reverse("relations:interaction_new"), {"channel": "call", "text": "Vuole due tirocinanti", **fields})


def test_one_save_makes_the_contact_the_reminder_and_moves_the_last_contact(staff, officer, organization):
    company = organization()
    send(staff, who=f"organization:{company.pk}", again="week")
    company.refresh_from_db()
    contact, reminder = Interaction.objects.get(), FollowUp.objects.get()
    assert (contact.organization, contact.channel, contact.by, contact.at) == (company, "call", officer, NOW)
    assert (reminder.due_on, reminder.owner, reminder.organization) == (date(2026, 12, 1), officer, company)
    assert company.last_contact_at == NOW


def test_without_a_next_time_no_reminder_is_made(staff, organization):
    send(staff, who=f"organization:{organization().pk}")
    assert (Interaction.objects.count(), FollowUp.objects.count()) == (1, 0)


def test_a_person_with_one_position_brings_the_organisation_along(staff, organization, person):
    company = organization()
    somebody = person(works_at=company, role="Titolare")
    send(staff, who=f"person:{somebody.pk}")
    contact = Interaction.objects.get()
    assert (contact.person, contact.organization) == (somebody, company)


def test_the_page_on_screen_is_guessed(staff, organization):
    company = organization()
    page = staff.get(reverse("relations:interaction_new"), {"about": f"organization:{company.pk}"}).content.decode()
    assert f'value="organization:{company.pk}"' in page
    assert company.name in page


def test_without_script_a_whole_name_is_enough(staff, organization):
    company = organization("Officine Garlasco")
    send(staff, who_text="officine garlasco")
    assert Interaction.objects.get().organization == company


def test_a_name_that_fits_several_is_asked_for_and_nothing_typed_is_lost(staff, organization):
    organization("Officine Garlasco"), organization("Officine Garbagna")
    answer = send(staff, who_text="officine gar")
    page = answer.content.decode()
    assert (answer.status_code, Interaction.objects.count()) == (422, 0)
    for words in ("Officine Garlasco", "Officine Garbagna", 'value="officine gar"', "Vuole due tirocinanti"):
        assert words in page


def test_an_unknown_name_says_so_beside_the_field(staff):
    page = send(staff, who_text="Nessuno Qui").content.decode()
    assert "nessuno si chiama «Nessuno Qui»" in page


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01"])
def test_an_empty_text_is_told_and_nothing_is_saved(staff, organization, text):
    answer = send(staff, who=f"organization:{organization().pk}", text=text)
    assert (answer.status_code, Interaction.objects.count()) == (422, 0)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202eabc", "a\x00b", "x" * 10_000, "=1+1", "🙂\ud800"])
def test_hostile_text_is_kept_clean_or_told_never_a_failure(staff, organization, text):
    company = organization()
    answer = send(staff, who=f"organization:{company.pk}", text=text.encode("utf-8", "replace").decode())
    assert answer.status_code in (302, 422)
    assert "<script>alert" not in staff.get(company.get_absolute_url()).content.decode()


def test_too_long_a_text_is_told_and_comes_back(staff, organization):
    answer = send(staff, who=f"organization:{organization().pk}", text="x" * 10_001)
    assert (answer.status_code, "x" * 10_001 in answer.content.decode()) == (422, True)


def test_htmx_gets_the_dialog_and_after_saving_the_way_back(staff, organization):
    company = organization()
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{company.get_absolute_url()}"}
    dialog = staff.get(reverse("relations:interaction_new"), headers=headers).content.decode()
    answer = staff.post(
        reverse("relations:interaction_new"), {"channel": "meeting", "text": "Visto", "who": f"organization:{company.pk}"},
        headers=headers,
    )  # fmt: skip
    assert "<html" not in dialog and 'id="dialog-title"' in dialog
    assert (answer.status_code, answer["HX-Redirect"]) == (204, company.get_absolute_url())


@pytest.mark.parametrize("key", ["organization:0", "organization:x", "user:1", "auth.group:1", "relations.user:1", ":", "x" * 999])
def test_a_made_up_subject_is_ignored(staff, key):
    assert staff.get(reverse("relations:interaction_new"), {"about": key}).status_code == 200


def test_a_reader_may_not_log(sign_in, viewer, organization):
    assert send(sign_in(viewer), who=f"organization:{organization().pk}").status_code == 403


def test_what_was_said_is_in_the_agenda_of_its_day(staff, organization):
    send(staff, who=f"organization:{organization().pk}")
    assert "Vuole due tirocinanti" in staff.get(reverse("relations:agenda")).content.decode()


def test_the_toast_takes_it_all_back(staff, organization):
    company = organization()
    before = company.last_contact_at
    send(staff, who=f"organization:{company.pk}", again="week")
    staff.post(reverse("relations:interaction_undo", args=[Interaction.objects.get().pk]))
    company.refresh_from_db()
    assert (Interaction.objects.count(), FollowUp.objects.get().status, company.last_contact_at) == (0, "cancelled", before)
    assert "Vuole due tirocinanti" not in staff.get(company.get_absolute_url()).content.decode()


def test_taking_back_leaves_the_earlier_contact_as_the_last(staff, organization, officer):
    from datetime import timedelta

    from relations.actions import interactions

    company = organization()
    interactions.log(channel="call", text="prima", by=officer, at=NOW - timedelta(days=3), organization=company)
    second = interactions.log(channel="call", text="poi", by=officer, at=NOW, organization=company)
    staff.post(reverse("relations:interaction_undo", args=[second.pk]))
    company.refresh_from_db()
    assert company.last_contact_at == NOW - timedelta(days=3)


def test_a_colleagues_contact_cannot_be_taken_back(staff, organization, colleague):
    from relations.actions import interactions

    other = interactions.log(
        channel="call", text="sua", by=colleague("fundraiser", "Sara"), at=NOW, organization=organization()
    )
    assert staff.post(reverse("relations:interaction_undo", args=[other.pk])).status_code == 404
    assert Interaction.objects.count() == 1


def test_a_word_said_in_a_call_is_found(staff, officer, organization):
    from relations.queries import search

    company = organization()
    send(staff, who=f"organization:{company.pk}", text="Il capannone di Sannazzaro si libera a marzo")
    hits = search.find(officer, "sannazzaro")
    assert [(hit.kind, hit.url) for hit in hits] == [("interaction", company.get_absolute_url())]


def test_on_a_page_about_two_bodies_a_person_brings_her_own(staff, organization, person):
    from relations.forms.diary import InteractionForm

    company, nonprofit = organization(), organization("Orti Insieme APS", kind="nonprofit")
    somebody = person(works_at=nonprofit, role="Presidente")
    form = InteractionForm({"channel": "call", "text": "x", "who": f"person:{somebody.pk}"})
    assert form.is_valid()
    assert form.organization([company, nonprofit]) == nonprofit
