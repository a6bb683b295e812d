"""Positions are only added to, and only for who speaks for a body: the action says so, the form says so, the database says so."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import public_role
from relations.actions import initiatives, interactions, parties, positions
from relations.models import AuditEvent, Position, SearchEntry, Stakeholder, TimelineEntry
from relations.queries import initiatives as queries
from tests.relations.conftest import AT, TODAY

FORM = {"value": "1", "on": TODAY.isoformat(), "source": "Delibera n. 4", "source_on": TODAY.isoformat()}


def hold(row, value=1, on=TODAY, by=None, at=AT, source="Delibera"):
    return positions.record(stakeholder=row, value=value, on=on, by=by, at=at, source=source)


def straight_in(row, **fields) -> Position:
    """Past every action, as a careless script would."""
    return Position.objects.create(**{"stakeholder": row, "value": 1, "on": TODAY, "source": "x", "at": AT, **fields})


# --- only added to -----------------------------------------------------------------
def test_a_new_position_keeps_the_old_one(stakeholder):
    row = stakeholder()
    hold(row, -1, TODAY - timedelta(days=9)), hold(row, 1)
    assert list(row.positions.order_by("pk").values_list("value", flat=True)) == [-1, 1]


@pytest.mark.parametrize("change", [lambda p: Position.objects.filter(pk=p.pk).update(value=2), lambda p: p.delete()])
def test_the_database_refuses_to_change_or_delete_a_position(stakeholder, change):
    row = hold(stakeholder())
    with pytest.raises(InternalError, match="position_is_final"), transaction.atomic():
        change(row)
    assert Position.objects.get().value == 1


def test_the_database_refuses_to_change_old_scores(stakeholder, officer):
    row = stakeholder()
    initiatives.appraise(stakeholder=row, by=officer, at=AT, influence=3)
    with pytest.raises(InternalError, match="position_is_final"), transaction.atomic():
        row.appraisals.update(influence=5)


def test_a_contact_taken_back_leaves_the_position_and_its_words(stakeholder, officer):
    row = stakeholder()
    contact = interactions.log(channel="call", text="Favorevole", by=officer, at=AT, organization=row.organization)
    held = positions.record(stakeholder=row, value=1, on=TODAY, by=officer, at=AT, interaction=contact)
    interactions.undo(interaction=contact, by=officer, at=AT)
    held.refresh_from_db()
    assert (held.interaction, held.source) == (None, "Telefonata, 24 novembre 2026")


def test_a_double_post_makes_one_position(stakeholder):
    row = stakeholder()
    assert hold(row) == hold(row)
    assert Position.objects.count() == 1


def test_a_person_s_right_erases_all_and_the_log_keeps_only_why(stakeholder, head):
    row = stakeholder()
    hold(row), initiatives.appraise(stakeholder=row, by=head, at=AT, influence=3)
    assert positions.erase(stakeholder=row, reason="Richiesta del 24/11/2026", by=head, at=AT) == 2
    event = AuditEvent.objects.get(verb="position.erased")
    assert (Position.objects.count(), event.changes) == (0, {"reason": ["", "Richiesta del 24/11/2026"]})


def test_after_an_erasure_the_door_is_shut_again(stakeholder, head):
    row = stakeholder()
    hold(row), positions.erase(stakeholder=row, reason="x", by=head, at=AT)
    held = hold(row)
    with pytest.raises(InternalError), transaction.atomic():
        held.delete()


# --- only who speaks for a body ------------------------------------------------------
@pytest.mark.parametrize("role", ["volontario", "Donatrice", "socia", "ex presidente", ""])
def test_private_people_are_refused_everywhere(spokesperson, initiative, officer, staff, role):
    someone = spokesperson(role)
    with pytest.raises(initiatives.NeedsARole):
        initiatives.add_stakeholder(
            initiative=initiative(), party=someone, capacity=positions.capacity_of(someone, TODAY), by=officer, at=AT
        )
    page = initiative("Altra")
    answer = staff.post(reverse("relations:stakeholder_new", args=[page.slug]), {"party": f"person:{someone.pk}"})
    assert (answer.status_code, "non ha una carica pubblica" in answer.content.decode()) == (422, True)
    forced = Stakeholder.objects.create(initiative=page, person=someone, capacity="finta", added_at=AT)
    with pytest.raises(positions.Refused):
        hold(forced)
    with pytest.raises(IntegrityError, match="position_needs_a_role"), transaction.atomic():
        straight_in(forced)


def test_a_public_office_or_a_role_in_a_body_is_enough(spokesperson, person, stakeholder, initiative):
    page = initiative()
    mayor = person("Lea", "Sindaca", public_role="Sindaca di Prova")
    rows = [stakeholder(spokesperson(), page), stakeholder(mayor, page)]
    assert [hold(row).capacity for row in rows] == ["presidente · Ente di Rossi", "Sindaca di Prova"]


def test_who_left_the_role_is_refused_from_then_on(spokesperson, stakeholder, officer, staff):
    someone = spokesperson()
    row = stakeholder(someone)
    hold(row)
    parties.end_affiliation(affiliation=someone.affiliations.get(), on=TODAY - timedelta(days=1), by=officer, at=AT)
    with pytest.raises(positions.Refused):
        hold(row, -1)
    with pytest.raises(IntegrityError, match="position_needs_a_role"), transaction.atomic():
        straight_in(row)
    answer = staff.post(reverse("relations:position_story", args=[row.pk]), FORM)
    assert (answer.status_code, Position.objects.count()) == (422, 1)


@pytest.mark.parametrize("gone", [{"died_on": TODAY}, {"erased_at": AT}, {"archived_at": AT}])
def test_the_dead_erased_and_archived_have_no_position(spokesperson, stakeholder, gone):
    someone = spokesperson()
    row = stakeholder(someone)
    type(someone).objects.filter(pk=someone.pk).update(**gone)
    with pytest.raises(positions.Refused):
        hold(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        straight_in(row)


@pytest.mark.parametrize("fields", [{"value": 3}, {"source": ""}, {"on": TODAY + timedelta(days=1)}])
def test_the_database_refuses_a_position_beyond_the_scale_without_evidence_or_to_come(stakeholder, fields):
    row = stakeholder()
    with pytest.raises(IntegrityError), transaction.atomic():
        straight_in(row, **fields)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="abcdeilnorstvxàè .'", max_size=24) | st.sampled_from(["socio", "Volontaria", "presidente", "ex  x", "già"]))
def test_python_and_the_database_agree_on_who_speaks(db, words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT speaks_for_a_body(%s)", [words])
        assert cursor.fetchone()[0] is public_role.speaks(words)


# --- only for those who may see --------------------------------------------------------
def test_where_somebody_stands_is_nowhere_but_on_its_own_pages(stakeholder, officer, staff):
    row = stakeholder()
    hold(row, -2, by=officer)
    hidden = [*AuditEvent.objects.values_list("label", "changes"), *TimelineEntry.objects.values_list("title", "body"),
              *SearchEntry.objects.values_list("title", "body")]  # fmt: skip
    assert [line for line in hidden if "contrari" in str(line) or "-2" in str(line)] == []


@pytest.mark.parametrize(("role", "sees"), [("relations_officer", True), ("office_head", True), ("press_officer", False), ("viewer", False)])
def test_pages_and_files_hide_positions_from_who_may_not_see_them(stakeholder, colleague, sign_in, role, sees):
    row = stakeholder()
    hold(row, -2)
    client = sign_in(colleague(role, "Gina"))
    page = client.get(row.initiative.get_absolute_url()).content.decode()
    file = client.get(reverse("relations:initiative_sheet", args=[row.initiative.slug]), {"formato": "csv"}).content.decode()
    codes = [client.get(reverse(name, args=[key])).status_code for name, key in (
        ("relations:position_story", row.pk), ("relations:initiative_consent", row.initiative.slug))]  # fmt: skip
    assert ("contrario" in page, "contrario" in file, codes) == (sees, sees, [200, 200] if sees else [403, 403])


def test_the_paper_has_positions_only_for_who_may_see_them(stakeholder):
    from relations import initiative_paper

    row = stakeholder()
    hold(row, -2)
    rows = queries.with_positions(queries.sheet(row.initiative))
    papers = [initiative_paper.compose(row.initiative, rows, [], with_positions=may, at=AT) for may in (True, False)]
    assert ["contrario" in str(paper) for paper in papers] == [True, False]


# --- the form --------------------------------------------------------------------------
def test_the_form_writes_a_position_with_its_source(stakeholder, staff):
    row = stakeholder()
    staff.post(reverse("relations:position_story", args=[row.pk]), FORM)
    held = Position.objects.get()
    assert (held.value, held.source, held.capacity) == (1, "Delibera n. 4, 24 novembre 2026", "Comune di Prova")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": "7"}, "value"), ({"on": "domani"}, "on"), ({"on": "ieri l’altro"}, "on"), ({"source": ""}, "evidence"),
        ({"source_on": ""}, "source_on"), ({"evidence": "interaction:999"}, "evidence"), ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "ftp://x.example/a"}, "source_url"), ({"on": "\x00"}, "on"),
    ],
)  # fmt: skip
def test_the_form_says_what_is_wrong_beside_the_field(stakeholder, staff, change, field):
    answer = staff.post(reverse("relations:position_story", args=[stakeholder().pk]), FORM | change)
    assert (answer.status_code, list(answer.context["form"].errors)[0], Position.objects.count()) == (422, field, 0)


def test_a_contact_of_somebody_else_is_no_evidence(stakeholder, organization, officer, staff):
    other = interactions.log(channel="call", text="x", by=officer, at=AT, organization=organization("Altri"))
    answer = staff.post(reverse("relations:position_story", args=[stakeholder().pk]), FORM | {"evidence": f"interaction:{other.pk}"})
    assert answer.status_code == 422


def test_an_erasure_without_a_reason_asks_for_it(stakeholder, head, sign_in):
    row = stakeholder()
    hold(row)
    answer = sign_in(head).post(reverse("relations:position_erase", args=[row.pk]), {"reason": " "})
    assert (answer.status_code, Position.objects.count()) == (422, 1)


# --- the past ----------------------------------------------------------------------------
def test_the_page_of_a_past_day_stays_as_it_was(stakeholder, staff, officer):
    march = datetime(2026, 3, 2, 10, tzinfo=AT.tzinfo)
    row = stakeholder(at=march)
    initiatives.appraise(stakeholder=row, by=officer, at=march, influence=2)
    hold(row, -1, march.date(), at=march)
    url = reverse("relations:initiative_consent", args=[row.initiative.slug])

    def april():
        context = staff.get(url, {"al": "2026-04-01"}).context
        return context["points"], str(context["grid"])

    before = april()
    hold(row, 2), hold(row, 2, date(2026, 3, 20)), initiatives.appraise(stakeholder=row, by=officer, at=AT, influence=5)
    initiatives.take_off(stakeholder=row, by=officer, at=AT)
    assert april() == before


@pytest.mark.parametrize("day", ["2027-01-01", "ieri", "\x00", "9" * 400, "2026-13-01"])
def test_a_day_that_cannot_be_shown_is_told(stakeholder, staff, day):
    answer = staff.get(reverse("relations:initiative_consent", args=[stakeholder().initiative.slug]), {"al": day})
    assert (answer.status_code, bool(answer.context["mistake"]), answer.context["day"]) == (200, True, TODAY)
