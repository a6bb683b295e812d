"""Activities and milestones: one who answers, what waits for what, moved together, closed with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from partnerships.actions import activities, partner_links
from partnerships.models import Activity, Partnership
from partnerships.queries import activities as queries
from partnerships.queries import calendar
from relations.models import TimelineEntry

from .conftest import AT
from .programme import TODAY, link, side, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(partnership) -> Partnership:
    return partnership()


@pytest.fixture
def plan(row, officer):
    def make(title: str = "Corso ai tutor", days: int = 10, **fields: Any) -> Activity:
        milestone = fields.get("kind") == "milestone"
        due = TODAY + timedelta(days=days)
        given = {
            "starts_on": None if milestone else due - timedelta(days=5),
            "due_on": due,
            "accountable": side(row, "company"),
        } | fields
        return activities.plan(partnership=row, title=title, by=officer, at=AT, **given)

    return make


@pytest.fixture
def chain(plan) -> list[Activity]:
    """Room found, then tutors trained, then the first lesson; and a leaflet nobody waits for."""
    room = plan("Sede pronta", 0, kind="milestone")
    course = plan("Corso ai tutor", 10, after=[room])
    lesson = plan("Prima lezione", 20, kind="milestone", after=[course])
    return [room, course, lesson, plan("Volantino", 15)]


def days(*rows: Activity) -> list[int]:
    return [(Activity.objects.get(pk=one.pk).due_on - TODAY).days for one in rows]


def ticked(row) -> bool:
    return row.deliverables.filter(key="milestones").exclude(done_at=None).exists()


def test_a_party_or_a_colleague_answers_and_others_have_their_letters(row, plan, officer):
    made = plan(accountable=officer, roles={"R": [side(row, "company")], "C": [side(row, "nonprofit")], "I": []})
    [line] = queries.page(row, today=TODAY)["lines"]
    assert line.roles == {"A": [str(officer)], "R": ["Riseria Dosso Verde S.p.A."], "C": ["Riso solidale ODV"]}
    activities.change(activity=made, accountable=side(row, "nonprofit"), roles={"R": [officer]}, by=officer, at=AT)
    [line] = queries.page(row, today=TODAY)["lines"]
    assert line.roles == {"A": ["Riso solidale ODV"], "R": [str(officer)]}


def test_moving_one_moves_what_follows_when_asked_to(chain, officer):
    room, course, lesson, leaflet = chain
    moved = activities.move(
        activity=room, to=TODAY + timedelta(days=7), with_rest=True, why="Lavori in ritardo", by=officer, at=AT
    )
    assert [one.pk for one in moved] == [room.pk, course.pk, lesson.pk]
    assert days(*chain) == [7, 17, 27, 15]
    assert Activity.objects.get(pk=course.pk).starts_on == TODAY + timedelta(days=12) and leaflet


def test_moving_only_this_one_leaves_the_rest_and_says_what_no_longer_holds(row, chain, officer):
    activities.move(activity=chain[0], to=TODAY + timedelta(days=7), with_rest=False, why="", by=officer, at=AT)
    assert days(*chain) == [7, 10, 20, 15]
    assert [line.row.title for line in queries.page(row, today=TODAY)["lines"] if line.too_early] == ["Corso ai tutor"]


def test_nothing_waits_for_itself(chain, officer):
    with pytest.raises(activities.Circle, match="Prima lezione"):
        activities.change(activity=chain[0], accountable=officer, after=[chain[2]], by=officer, at=AT)
    assert chain[0].links_earlier.count() == 0


def test_an_activity_of_another_partnership_is_no_predecessor(chain, plan, partnership, officer):
    other = activities.plan(
        partnership=partnership("Altra"),
        title="Altrove",
        starts_on=TODAY,
        due_on=TODAY,
        accountable=officer,
        by=officer,
        at=AT,
    )
    made = plan("Qui", after=[other])
    assert made.links_earlier.count() == 0


def test_all_required_ones_closed_tick_the_line_and_one_opened_again_takes_the_tick_back(row, chain, officer):
    for one in chain[:3]:
        activities.close(activity=one, by=officer, at=AT)
    assert not ticked(row)
    activities.close(activity=chain[3], state="waived", reason="Si usa il passaparola", by=officer, at=AT)
    assert ticked(row)
    activities.reopen(activity=chain[3], by=officer, at=AT)
    assert not ticked(row)


def test_one_that_is_not_needed_holds_nothing_up(row, plan, officer):
    plan("Facoltativa", is_required=False)
    activities.close(activity=plan("Sede pronta", 0, kind="milestone"), by=officer, at=AT)
    assert ticked(row)


def test_what_is_closed_does_not_move(chain, officer):
    activities.close(activity=chain[1], by=officer, at=AT)
    with pytest.raises(activities.Closed):
        activities.move(activity=chain[1], to=TODAY, with_rest=True, why="", by=officer, at=AT)
    activities.move(activity=chain[0], to=TODAY + timedelta(days=7), with_rest=True, why="", by=officer, at=AT)
    assert days(*chain) == [7, 10, 20, 15]


def test_by_link_only_who_answers_says_it_is_done(row, plan):
    made = plan()
    with pytest.raises(activities.NotYours):
        activities.close(activity=made, visitor=visitor(side(row, "nonprofit")), at=AT)
    assert activities.close(activity=made, visitor=visitor(side(row, "company")), at=AT).state == "done"


def test_open_ones_are_in_the_calendar(chain, officer):
    entries = calendar.load(officer, TODAY, TODAY + timedelta(days=30))
    assert [entry.title for entry in entries if entry.key.startswith("activity:")] == [
        f"Riso solidale: {title}" for title in ("Sede pronta", "Corso ai tutor", "Volantino", "Prima lezione")
    ]


# --- pages ------------------------------------------------------------------------
FORM = {"title": "Corso", "kind": "activity", "starts_on": "2026-11-01", "due_on": "2026-12-01", "is_required": "on"}


def test_staff_plan_see_close_and_open_again(row, staff, officer):
    base = f"/partnership/{row.code}/attivita"
    data = FORM | {"accountable": f"u{officer.pk}", "does": [f"p{side(row, 'company').pk}"]}
    assert staff.post(f"{base}/nuova/", data).status_code == 302
    made = row.activities.get()
    page = staff.get(f"{base}/").content.decode()
    assert "Corso" in page and "Riseria Dosso Verde" in page
    assert staff.get(f"{base}/{made.pk}/").status_code == 200
    assert (
        staff.post(f"{base}/{made.pk}/chiudi/", {"state": "waived", "on": "2026-11-20", "reason": ""}).status_code
        == 422
    )
    assert (
        staff.post(
            f"{base}/{made.pk}/chiudi/", {"state": "waived", "on": "2026-11-20", "reason": "Non serve"}
        ).status_code
        == 302
    )
    assert staff.post(f"{base}/{made.pk}/riapri/").status_code == 302
    assert "Corso" in staff.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"accountable": ""}, "accountable"),
        ({"accountable": "p999999"}, "accountable"),
        ({"starts_on": ""}, "starts_on"),
        ({"due_on": "1/1/2020"}, "due_on"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(row, staff, officer, changes, field):
    answer = staff.post(f"/partnership/{row.code}/attivita/nuova/", FORM | {"accountable": f"u{officer.pk}"} | changes)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field] and not row.activities.exists()


def test_the_effect_is_shown_before_anything_moves(row, chain, staff):
    path = f"/partnership/{row.code}/attivita/{chain[0].pk}/sposta/"
    to = (TODAY + timedelta(days=7)).isoformat()
    page = staff.post(path, {"to": to}).content.decode()
    assert "2 attività la aspettano" in page and "Sposta tutte" in page and days(*chain) == [0, 10, 20, 15]
    assert staff.post(path, {"to": to, "how": "all"}).status_code == 302 and days(*chain) == [7, 17, 27, 15]
    assert staff.post(path, {"to": to}).status_code == 422


def test_a_partner_says_in_one_tap_that_it_is_done(row, plan):
    made, token = plan(), link(side(row, "company"))
    assert "È fatto" in Client().get(f"/insieme/{token}/").content.decode()
    assert Client().get(f"/insieme/{token}/fatto/{made.pk}/").status_code == 405
    assert Client().post(f"/insieme/{token}/fatto/{made.pk}/").status_code == 302
    assert Activity.objects.get(pk=made.pk).state == "done"


def test_foreign_and_expired_links_lead_nowhere(row, plan):
    made = plan()
    old = partner_links.issue(party=side(row, "company"), email="a@b.example", at=timezone.now() - timedelta(days=200))
    tokens = [old, "x" * 32, link(side(row, "nonprofit"))]
    assert [Client().post(f"/insieme/{token}/fatto/{made.pk}/").status_code for token in tokens] == [404] * 3


def test_the_timeline_costs_the_same_with_one_row_and_with_thirty(
    row, staff, plan, officer, django_assert_max_num_queries
):
    path, costs = f"/partnership/{row.code}/attivita/", []
    for count in (1, 29):
        for number in range(count):
            plan(f"Attività {number}", number, roles={"R": [side(row, "nonprofit"), officer]})
        staff.get(path)
        with django_assert_max_num_queries(60) as seen:
            assert staff.get(path).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_history_keeps_the_office_s_language_whoever_acts(row, plan):
    with translation.override("en"):
        plan("Corso", 10)
    assert TimelineEntry.objects.filter(title="Riso solidale: In programma: Corso, 4\xa0dic 2026").count() == 2
