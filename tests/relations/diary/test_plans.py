"""Plans: steps come one after the other, a delay moves what follows, nothing is lost by pausing or stopping."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from relations.actions import followups, plans
from relations.models import FollowUp, FollowUpPlan, OfficeSettings, PlanRun, TimelineEntry
from relations.queries import plans as queries
from tests.relations.conftest import TODAY
from tests.relations.diary.conftest import NOW


def start(plan, party, by, at=NOW, on=TODAY) -> PlanRun:
    return plans.start(plan=plan, party=party, by=by, at=at, start_on=on)


def open_todos(run) -> list[tuple[str, date]]:
    return list(FollowUp.objects.filter(plan_step__run=run, status="open").order_by("due_on").values_list("title", "due_on"))


def tick(run, by, at=NOW) -> None:
    followups.complete(followup=FollowUp.objects.get(plan_step__run=run, status="open"), by=by, at=at)


def test_only_the_first_step_turns_up_and_carries_the_name(plan, organization, officer):
    run = start(plan, organization("Panificio Due Ponti"), officer)
    assert open_todos(run) == [("Ringraziare Panificio Due Ponti della visita e mandare la scheda del servizio", date(2026, 11, 26))]


def test_the_next_step_turns_up_when_the_one_before_is_done_counted_from_that_day(plan, organization, officer):
    run = start(plan, organization(), officer)
    tick(run, officer, at=NOW + timedelta(days=9))  # 3 December, a week late
    assert [day for _title, day in open_todos(run)] == [date(2026, 12, 10)]


def test_a_day_that_falls_on_the_patron_or_a_holiday_moves_on(plan, organization, officer):
    OfficeSettings.objects.update(patron_day="26/11")
    assert open_todos(start(plan, organization(), officer))[0][1] == date(2026, 11, 27)


def test_the_last_tick_closes_the_plan_and_the_story_tells_it(plan, organization, officer):
    company = organization()
    run = start(plan, company, officer)
    for _step in range(3):
        tick(run, officer)
    run.refresh_from_db()
    titles = set(TimelineEntry.objects.filter(organization=company).values_list("title", flat=True))
    assert (run.state, open_todos(run)) == ("finished", [])
    assert {"Piano avviato: Dopo una fiera", "Piano finito: Dopo una fiera"} <= titles


def test_taking_a_tick_off_takes_the_step_that_had_followed_back(plan, organization, officer):
    run = start(plan, organization(), officer)
    first = FollowUp.objects.get(plan_step__run=run)
    tick(run, officer)
    followups.reopen(followup=first, by=officer, at=NOW)
    assert open_todos(run) == [(first.title, first.due_on)]
    tick(run, officer)
    assert len(open_todos(run)) == 1


def test_a_step_no_longer_needed_is_left_out_and_the_plan_goes_on(plan, organization, officer):
    run = start(plan, organization(), officer)
    followups.cancel(followup=FollowUp.objects.get(plan_step__run=run), by=officer, at=NOW)
    assert list(run.steps.values_list("state", flat=True)) == ["skipped", "open", "waiting"]


def test_a_pause_takes_the_step_off_the_agenda_and_gives_the_days_back(plan, organization, officer):
    run = start(plan, organization(), officer)
    plans.pause(run=run, reason="Chiusi per ferie", by=officer, at=NOW)
    assert open_todos(run) == []
    plans.resume(run=run, by=officer, at=NOW + timedelta(days=14))
    assert [day for _title, day in open_todos(run)] == [date(2026, 12, 10)]


def test_a_stop_says_why_and_drops_what_was_left(plan, organization, officer):
    company = organization()
    run = plans.stop(run=start(plan, company, officer), reason="Non rispondono più", by=officer, at=NOW)
    assert (run.state, run.reason, open_todos(run)) == ("stopped", "Non rispondono più", [])
    assert TimelineEntry.objects.filter(organization=company, body="Non rispondono più").count() == 1
    with pytest.raises(plans.NotRunning):
        plans.stop(run=run, reason="di nuovo", by=officer, at=NOW)


def test_the_same_plan_does_not_run_twice_with_the_same_party(staff, plan, organization):
    company = organization()
    data = {"plan": plan.pk, "who": f"organization:{company.pk}", "start_on": "oggi"}
    answers = [staff.post(reverse("relations:plan_start"), data).status_code for _click in range(2)]
    assert (answers, PlanRun.objects.count(), FollowUp.objects.count()) == ([302, 422], 1, 1)


def test_a_plan_changed_leaves_the_running_ones_alone(plan, organization, officer):
    run = start(plan, organization(), officer)
    step = {"title": "Altro", "days": 1, "counted_from": "start", "owner_kind": "starter", "owner": None}
    plans.save(plan=plan, name="Nuovo nome", purpose="", day_rule="shift", steps=[step], by=officer, at=NOW)
    run.refresh_from_db()
    assert (run.name, run.steps.count(), plan.steps.count()) == ("Dopo una fiera", 3, 1)


def test_who_follows_the_party_gets_the_step_and_who_starts_it_where_nobody_does(plan, organization, officer, colleague):
    sara = colleague("relations_officer", "Sara")
    company = organization(owner=sara)
    last = queries.preview(plan, company, officer, TODAY)[-1]
    alone = queries.preview(plan, organization("Altra"), officer, TODAY)[-1]
    assert (last.owner, alone.owner) == (sara, officer)


def test_the_preview_shows_the_days_the_plan_will_have(plan, organization, officer):
    company = organization()
    preview = queries.preview(plan, company, officer, TODAY)
    run = start(plan, company, officer)
    shown = queries.running(list(queries.of_party(company)), TODAY)[0]
    assert [line.day for line in shown.steps] == [line.day for line in preview] == [
        date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 24)
    ]  # fmt: skip
    assert run.steps.count() == 3


def test_seeding_twice_adds_nothing_and_leaves_changes_alone(plan):
    FollowUpPlan.objects.filter(pk=plan.pk).update(name="La nostra fiera")
    assert (plans.seed(at=NOW), FollowUpPlan.objects.count()) == (0, 4)
    assert FollowUpPlan.objects.get(key="fair").name == "La nostra fiera"


# --- pages ---------------------------------------------------------------------------------------------------------
def steps(*rows: dict, **more: str) -> dict[str, str]:
    data = {"name": "Dopo il convegno", "purpose": "", "day_rule": "working", "steps-TOTAL_FORMS": str(len(rows)), "steps-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        filled = {"title": "", "days": "3", "counted_from": "previous", "owner_kind": "starter", "owner": "", "ORDER": "", **row}
        data |= {f"steps-{number}-{key}": value for key, value in filled.items()}
    return data | more


def test_a_plan_is_written_with_its_steps_in_the_order_of_their_numbers(staff, office):
    data = steps({"title": "Secondo", "ORDER": "2"}, {"title": "Primo", "ORDER": "1"}, {"title": ""}, {"title": "Via", "DELETE": "on"})
    assert staff.post(reverse("relations:plan_new"), data).status_code == 302
    plan = FollowUpPlan.objects.get(name="Dopo il convegno")
    assert list(plan.steps.values_list("position", "title")) == [(1, "Primo"), (2, "Secondo")]


@pytest.mark.parametrize(
    "row", [{"title": ""}, {"title": "Passo", "days": "tanti"}, {"title": "Passo", "owner_kind": "named"},
            {"title": "Passo", "counted_from": "boh"}, {"title": "x" * 161}],
)  # fmt: skip
def test_a_plan_with_a_wrong_step_is_told_and_what_was_typed_stays(staff, office, row):
    answer = staff.post(reverse("relations:plan_new"), steps(row))
    assert (answer.status_code, FollowUpPlan.objects.filter(name="Dopo il convegno").count()) == (422, 0)
    assert "Dopo il convegno" in answer.content.decode()


def test_asking_for_more_lines_saves_nothing(staff, office):
    answer = staff.post(reverse("relations:plan_new"), steps({"title": "Primo"}, more="1"))
    page = answer.content.decode()
    assert (answer.status_code, page.count('<select name="steps-') // 3, "Primo" in page) == (200, 3, True)


@pytest.mark.parametrize("total", ["x", "-1", "99999999", ""])
def test_a_tampered_count_of_lines_is_no_failure(staff, office, total):
    assert staff.post(reverse("relations:plan_new"), steps({"title": "Primo"}) | {"steps-TOTAL_FORMS": total}).status_code in (200, 302, 422)


def test_the_page_of_plans_costs_the_same_with_one_and_thirty_running(staff, plan, organization, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    start(plan, organization(), officer)
    staff.get(reverse("relations:plans"))
    with CaptureQueriesContext(connection) as one:
        staff.get(reverse("relations:plans"))
    for number in range(29):
        start(plan, organization(f"Ditta {number}"), officer)
    with django_assert_num_queries(len(one)):
        staff.get(reverse("relations:plans"))
    with CaptureQueriesContext(connection) as shell:
        staff.get(reverse("relations:guide"))
    assert len(one) - len(shell) <= 8
