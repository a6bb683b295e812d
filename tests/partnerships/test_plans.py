"""The plan of all matches: it proposes within the room of each side, people decide; whose turn it is; uncovered needs."""

import pytest
import time_machine
from django.urls import reverse

from partnerships.actions import matches, needs, plans, proposals, requests
from partnerships.models import Match, MatchPlan
from partnerships.queries import coverage
from partnerships.queries import plans as screens
from tests.partnerships.conftest import AT
from tests.partnerships.test_pages import statements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def companies(request_in, officer):
    def make(*numbers: int):
        return [
            requests.take(
                request=request_in(vat_number=f"{n:011d}", company_name=f"Azienda {n}", contact_email=f"a{n}@azienda.example"),
                by=officer, at=AT,
            )
            for n in numbers
        ]  # fmt: skip

    return make


def pairs(plan: MatchPlan) -> set[tuple[int, int]]:
    return {(pair["request"], pair["nonprofit"]) for pair in plan.pairs}


def test_a_plan_keeps_to_the_room_of_each_side_and_writes_no_proposal(companies, nonprofit, head, officer):
    bodies = [nonprofit(f"Ente {n} ODV") for n in range(3)]
    needs.set_capacity(organization=bodies[0], by=officer, at=AT, max_partners=0)
    rows = companies(1, 2)
    plan = plans.compute(by=head, at=AT)
    assert all(sum(request == row.pk for request, _body in pairs(plan)) <= plans.AT_ONCE for row in rows)
    assert {body for _request, body in pairs(plan)} == {bodies[1].pk, bodies[2].pk}
    assert (plan.figures["blocking"], bodies[0].pk in plan.never_proposed) == (0, True)
    assert not Match.objects.exists()


def test_what_was_already_sent_takes_its_place_and_is_not_proposed_again(companies, nonprofit, head, officer):
    body = nonprofit("Unica ODV")
    [row, other] = companies(1, 2)
    proposals.compute(request=row, by=officer, at=AT)
    matches.invite(match=row.matches.get(), by=officer, at=AT)
    assert pairs(plans.compute(by=head, at=AT)) == set()
    needs.set_capacity(organization=body, by=officer, at=AT, max_partners=2)
    assert pairs(plans.compute(by=head, at=AT)) == {(other.pk, body.pk)}


def test_small_bodies_get_a_turn_where_each_company_s_own_best_would_starve_them(companies, nonprofit, head, officer):
    for n in range(4):
        nonprofit(f"Piccola {n} ODV", sdgs=[2])
    nonprofit("Grande ODV")
    nonprofit("Grandissima ODV")
    companies(1, 2, 3)
    figures = plans.compute(by=head, at=AT).figures
    assert figures["planned"]["coverage"] > figures["alone"]["coverage"]
    assert figures["planned"]["gini"] < figures["alone"]["gini"]


def test_the_same_archive_gives_the_same_plan(companies, nonprofit, head):
    for n in range(4):
        nonprofit(f"Ente {n} ODV")
    companies(1, 2)
    assert plans.compute(by=head, at=AT).pairs == plans.compute(by=head, at=AT).pairs


def test_one_click_puts_a_row_on_the_shortlist_and_two_do_it_once(companies, nonprofit, head, officer, staff):
    body = nonprofit()
    [row] = companies(1)
    plans.compute(by=head, at=AT)
    path = reverse("partnerships:plan_shortlist", args=[row.code, body.pk])
    for _turn in range(2):
        assert staff.post(path).status_code == 302
    match = row.matches.get()
    assert (match.status, match.weights_version) == ("shortlisted", "standard-1")
    proposals.compute(request=row, by=officer, at=AT)
    match.refresh_from_db()
    assert match.status == "shortlisted"


def test_a_suggestion_chosen_from_the_plan_goes_on_the_shortlist(companies, nonprofit, head, officer, staff):
    body = nonprofit()
    [row] = companies(1)
    proposals.compute(request=row, by=officer, at=AT)
    staff.post(reverse("partnerships:plan_shortlist", args=[row.code, body.pk]))
    assert row.matches.get().status == "shortlisted"


def test_who_is_stopped_or_belongs_to_a_closed_request_is_not_put_there(companies, nonprofit, officer, staff):
    body = nonprofit()
    [row] = companies(1)
    needs.set_capacity(organization=body, by=officer, at=AT, max_partners=0)
    staff.post(reverse("partnerships:plan_shortlist", args=[row.code, body.pk]))
    needs.set_capacity(organization=body, by=officer, at=AT, max_partners=5)
    requests.decline(request=row, reason="No", by=officer, at=AT)
    staff.post(reverse("partnerships:plan_shortlist", args=[row.code, body.pk]))
    assert not Match.objects.exists()


def test_only_the_head_computes_and_others_read(companies, nonprofit, head, staff, client):
    nonprofit()
    companies(1)
    path = reverse("partnerships:plan_compute")
    assert staff.post(path).status_code == 403
    client.force_login(head)
    assert client.get(reverse("partnerships:plan")).status_code == 200
    assert client.post(path).status_code == 302
    page = staff.get(reverse("partnerships:plan")).content.decode()
    assert "Azienda 1" in page and "Mensa Fraterna ODV" in page and "Metti in rosa" in page


def test_the_plan_costs_the_same_with_one_pair_and_with_many(
    companies, nonprofit, head, staff, django_assert_max_num_queries
):
    costs = []
    for first, count in ((0, 1), (1, 6)):
        for n in range(first, first + count):
            nonprofit(f"Ente {n} ODV")
        companies(*range(10 + first, 10 + first + count))
        plans.compute(by=head, at=AT)
        paths = [reverse(f"partnerships:{name}") for name in ("plan", "exposure", "needs_map")]
        for path in paths:
            staff.get(path)
        costs.append([statements(staff, path, django_assert_max_num_queries) for path in paths])
    assert costs[0] == costs[1]


def test_turns_count_what_was_listed_proposed_and_agreed_the_least_proposed_first(invited, nonprofit, staff, officer):
    never = nonprofit("Mai Proposta ODV")
    for side in ("company", "nonprofit"):
        matches.answer(match=invited, side=side, answer="yes", note="", at=AT)
    answer = staff.get(reverse("partnerships:exposure"))
    rows = [(row.name, row.listed, row.proposed, row.agreed) for row in answer.context["listing"].rows]
    assert rows == [(never.name, 0, 0, 0), (invited.nonprofit.name, 1, 1, 1)]
    assert [row.name for row in staff.get(reverse("partnerships:exposure") + "?chi=mai").context["listing"].rows] == [
        never.name
    ]


def test_the_map_counts_open_needs_by_place_and_theme_and_those_no_offer_fits(request_in, nonprofit, officer):
    food = nonprofit("Mensa ODV", themes=["u"], municipality="Mortara")
    rooms = nonprofit("Coro ODV", themes=["i", "t"], municipality="Lodi", province="LO", service_area=["LO"])
    rooms.needs.update(status="closed")
    needs.add_need(organization=rooms, title="Sala prove", kind="premises", by=officer, at=AT)
    request_in(territory=["PV"])
    page = coverage.page()
    assert [theme["key"] for theme in page["themes"]] == ["i", "t", "u"]
    assert [(row["place"], row["total"], row["alone"], [cell.count for cell in row["cells"]]) for row in page["rows"]] == [
        ("Lodi", 1, 1, [1, 1, 0]), ("Mortara", 1, 0, [0, 0, 1]),
    ]  # fmt: skip
    assert (page["total"], page["alone"], food.needs.count()) == (2, 1, 1)


def test_an_offer_for_another_province_covers_nothing(request_in, nonprofit):
    nonprofit("Mensa ODV", province="LO", municipality="Lodi")
    request_in(territory=["PV"])
    assert coverage.page()["alone"] == 1


def test_a_number_of_the_map_opens_its_needs(nonprofit, staff):
    nonprofit("Mensa ODV", themes=["u"], municipality="Mortara")
    nonprofit("Altrove ODV", themes=["u"], municipality="Vigevano")
    [row] = [row for row in coverage.page()["rows"] if row["place"] == "Mortara"]
    listing = staff.get(reverse("partnerships:needs") + row["cells"][0].url).context["listing"]
    assert [need.organization.name for need in listing.rows] == ["Mensa ODV"]


def test_without_plan_needs_or_bodies_the_pages_say_what_to_do(staff):
    for name in ("plan", "exposure", "needs_map"):
        assert staff.get(reverse(f"partnerships:{name}")).status_code == 200
    assert screens.newest() is None
