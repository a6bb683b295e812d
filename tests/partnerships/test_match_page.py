"""A match on its own page: parts, directions, what to ask, what would change it, stops lifted, two side by side."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.actions import matches, needs, overrides, proposals, request_facts, requests
from partnerships.models import Match
from partnerships.queries import match_page
from partnerships.queries import matches as screens
from relations.actions import consents
from relations.models import AuditEvent
from tests.partnerships.conftest import AT
from tests.partnerships.test_pages import statements

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def row(request_in, officer):
    return requests.take(request=request_in(), by=officer, at=AT)


def computed(row, officer) -> Match:
    proposals.compute(request=row, by=officer, at=AT)
    row.refresh_from_db()
    return screens.of_request(row, AT).order_by("rank").first()


def shown(row, match) -> dict:
    return match_page.detail(row, screens.of_request(row, AT).get(pk=match.pk), today=TODAY)


def test_it_has_the_eight_parts_whose_points_sum_to_the_score_and_both_directions(row, nonprofit, officer):
    nonprofit()
    match = computed(row, officer)
    column = shown(row, match)["column"]
    assert [part["key"] for part in column["parts"]] == [
        "risultati", "temi", "destinatari", "risorse", "ritorni", "territorio", "tempi", "fiducia",
    ]  # fmt: skip
    assert round(sum(part["points"] for part in column["parts"]), 2) == float(match.score)
    first, second = (direction["value"] for direction in column["directions"])
    assert float(match.score) == pytest.approx(2 * first * second / (first + second), abs=0.2)


def test_a_gain_told_is_the_score_one_gets_by_making_it(row, nonprofit, officer):
    body = nonprofit()
    needs.set_capacity(organization=body, by=officer, at=AT, gives=["visibility"])
    match = computed(row, officer)
    assert len(match.gains) <= 2
    [gain] = [gain for gain in match.gains if gain["reason"]["key"] == "change_give"]
    assert [told["after"] for told in match_page.gains(match)] == [round(gain["after"]) for gain in match.gains]
    needs.set_capacity(organization=body, by=officer, at=AT, gives=["visibility", "staff_engagement"])
    assert float(computed(row, officer).score) == pytest.approx(gain["after"], abs=0.05)


def test_each_unknown_says_whom_to_ask_and_leads_to_where_it_is_written(row, nonprofit, officer, staff):
    body = nonprofit(sdgs=[], targets=[])
    match = computed(row, officer)
    gaps = {(gap.words, gap.side): gap.url for gap in shown(row, match)["gaps"]}
    assert gaps["Chiedere che ritorno cercano e che cosa possono dare", "l’ente"] == reverse(
        "partnerships:capacity", args=[body.slug]
    )
    assert all(staff.get(url).status_code == 200 for url in gaps.values())


def test_filling_in_what_was_asked_takes_it_off_the_list(row, nonprofit, officer):
    body = nonprofit()
    before = shown(row, computed(row, officer))["gaps"]
    needs.set_capacity(organization=body, by=officer, at=AT, gives=["staff_engagement"])
    after = shown(row, computed(row, officer))["gaps"]
    assert len(after) < len(before)


def test_how_often_a_non_profit_was_proposed_in_a_year_is_counted_over_all_requests(row, invited, request_in, officer):
    other = requests.take(
        request=request_in(vat_number="00000000018", company_name="Altra S.r.l.", contact_email="a@altra.example"),
        by=officer,
        at=AT,
    )
    proposals.compute(request=other, by=officer, at=AT)
    assert screens.of_request(other, AT).get().turns == 1
    assert screens.of_request(other, AT + timedelta(days=400)).get().turns == 0


def test_risks_stand_under_their_kind_and_an_uninsured_host_of_volunteers_is_one(request_in, nonprofit, officer):
    body = nonprofit(themes=["i"], sdgs=[4], targets=["students"])
    needs.set_capacity(organization=body, by=officer, at=AT, has_insurance=False)
    row = requests.take(request=request_in(), by=officer, at=AT)
    request_facts.change(
        request=row, by=officer, at=AT,
        offers=[{"kind": "volunteers", "quantity": 10, "unit": "people", "description": ""}],
    )  # fmt: skip
    match = computed(row, officer)
    kinds = {risk["label"]: risk["words"] for risk in shown(row, match)["column"]["risks"]}
    assert "Si offrono volontari d’impresa e nessuno li assicura" in kinds[terms_label("resource_gap")]
    assert terms_label("priority_conflict") in kinds


def terms_label(key: str) -> str:
    from partnerships import terms

    return terms.RISKS[key].label


# --- stops lifted ------------------------------------------------------------------------------------------------
@pytest.fixture
def stopped(row, nonprofit, officer):
    body = nonprofit("In pausa ODV")
    needs.set_capacity(organization=body, paused_until=date(2026, 12, 31), by=officer, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    row.refresh_from_db()
    return body


def test_a_lifted_stop_puts_the_body_on_the_shortlist_with_its_stops_and_the_reason(row, stopped, head, officer):
    match = overrides.lift(request=row, nonprofit=stopped, reason="Ci hanno chiamato loro.", by=head, at=AT)
    assert (match.status, match.lifted_by, match.lift_reason, [stop["key"] for stop in match.stops]) == (
        "shortlisted", head, "Ci hanno chiamato loro.", ["stop_paused"],
    )  # fmt: skip
    assert match.score > 0
    proposals.compute(request=row, by=officer, at=AT)
    row.refresh_from_db()
    assert row.blocked == []
    event = AuditEvent.objects.get(verb="match.lifted")
    assert event.changes["reason"] == ["", "Ci hanno chiamato loro."]


def test_only_its_own_consent_lifts_a_missing_consent(row, nonprofit, head, officer):
    body = nonprofit("Riservata ODV")
    consents.record(
        email="info@riservataodv.example",
        purpose="partnership",
        event="withdrawn",
        source="telefono",
        organization=body,
        at=AT,
        by=officer,
    )
    proposals.compute(request=row, by=officer, at=AT)
    row.refresh_from_db()
    assert [can for _body, _words, can in screens.blocked(row)] == [False]
    with pytest.raises(proposals.CannotPropose):
        overrides.lift(request=row, nonprofit=body, reason="Proviamo.", by=head, at=AT)
    assert not Match.objects.filter(nonprofit=body).exists()


def test_only_the_head_lifts_and_never_without_a_reason(row, stopped, staff, head, client):
    path = reverse("partnerships:match_lift", args=[row.code, stopped.pk])
    assert staff.post(path, {"reason": "Perché sì"}).status_code == 403
    client.force_login(head)
    assert client.post(path, {"reason": " "}).status_code == 422
    assert not Match.objects.filter(nonprofit=stopped).exists()
    assert client.post(path, {"reason": "Ci hanno chiamato loro."}).status_code == 302
    page = client.get(
        reverse("partnerships:match", args=[row.code, Match.objects.get(nonprofit=stopped).pk])
    ).content.decode()
    assert "Ci hanno chiamato loro." in page
    with pytest.raises(IntegrityError, match="match_lifted_with_reason"), transaction.atomic():
        Match.objects.filter(nonprofit=stopped).update(lift_reason="")


def test_who_is_not_stopped_has_nothing_to_lift(row, nonprofit, head, officer, client):
    body = nonprofit()
    computed(row, officer)
    client.force_login(head)
    assert client.get(reverse("partnerships:match_lift", args=[row.code, body.pk])).status_code == 404
    with pytest.raises(proposals.CannotPropose):
        overrides.lift(request=row, nonprofit=body, reason="Nulla", by=head, at=AT)


# --- the request's facts -----------------------------------------------------------------------------------------
def facts(row, **changes) -> dict:
    filled = {
        "results": row.results, "results_text": row.results_text, "themes": row.themes, "sdgs": row.sdgs, "targets": row.targets,
        "territory": row.territory, "wants": row.wants, "limits_text": row.limits_text, "gives": ["goods"],
        "goods_quantity": "2000", "goods_what": "riso",
    }  # fmt: skip
    return filled | changes


def test_what_a_request_says_is_put_right_and_counts_at_the_next_computing(row, nonprofit, officer, staff):
    nonprofit("Palestra ODV", themes=["t"])
    assert computed(row, officer)
    answer = staff.post(reverse("partnerships:request_edit", args=[row.code]), facts(row, exclusions=["theme:t"]))
    assert answer.status_code == 302
    proposals.compute(request=row, by=officer, at=AT)
    row.refresh_from_db()
    assert [line["reasons"][0]["key"] for line in row.blocked] == ["stop_refused"]
    assert row.offers.get().quantity == 2000
    assert AuditEvent.objects.filter(verb="partner_request.changed").count() == 1


def test_a_closed_request_is_not_changed(row, officer, staff):
    requests.decline(request=row, reason="No", by=officer, at=AT)
    assert staff.post(reverse("partnerships:request_edit", args=[row.code]), facts(row)).status_code == 422


def test_saving_the_same_facts_writes_nothing_in_the_history(row, staff):
    assert staff.post(reverse("partnerships:request_edit", args=[row.code]), facts(row)).status_code == 302
    row.refresh_from_db()
    assert [event.changes for event in AuditEvent.objects.filter(verb="partner_request.changed")] in (
        [],
        [{"offers": [["Beni in natura riso"], ["goods"]]}],
    )


# --- pages -------------------------------------------------------------------------------------------------------
def test_two_candidates_stand_side_by_side(row, nonprofit, officer, staff):
    nonprofit("Prima ODV")
    nonprofit("Seconda ODV", themes=["i"])
    proposals.compute(request=row, by=officer, at=AT)
    first, second = row.matches.order_by("rank")
    path = reverse("partnerships:matches_compare", args=[row.code])
    page = staff.get(f"{path}?a={first.pk}&b={second.pk}").content.decode()
    assert "Prima ODV" in page and "Seconda ODV" in page
    for wrong in (f"?a={first.pk}&b={first.pk}", "?a=x&b=", "", f"?a={first.pk}&b=%00"):
        assert staff.get(path + wrong)["Location"] == reverse("partnerships:matches", args=[row.code])
    assert staff.get(f"{path}?a={first.pk}&b=99999999").status_code == 404


def test_a_match_of_another_request_is_not_found(row, invited, staff, officer):
    other = requests.create(
        by=officer, at=AT, company_name="Altra S.r.l.", vat_number="00000000018", territory=["PV"], results=["waste"], contact_name="A B",
        contact_email="a@altra.example", contact_phone="0384 000 111", best_call="email",
    )  # fmt: skip
    assert staff.get(reverse("partnerships:match", args=[other.code, invited.pk])).status_code == 404


def test_the_risk_note_is_kept_with_who_wrote_it(row, nonprofit, officer, staff):
    nonprofit()
    match = computed(row, officer)
    path = reverse("partnerships:match_risk", args=[row.code, match.pk])
    assert staff.post(path, {"risk_note": "x" * 2001}).status_code == 422
    assert staff.post(path, {"risk_note": "Ad agosto chiudono."}).status_code == 302
    match.refresh_from_db()
    assert (match.risk_note, match.risk_noted_by) == ("Ad agosto chiudono.", officer)


def test_the_page_of_a_match_costs_the_same_among_two_and_among_twenty(
    row, nonprofit, officer, staff, django_assert_max_num_queries
):
    costs = []
    for count in (2, 18):
        for number in range(count):
            nonprofit(f"Ente {count} {number} ODV")
        proposals.compute(request=row, by=officer, at=AT)
        first, second = row.matches.order_by("rank")[:2]
        paths = [
            reverse("partnerships:match", args=[row.code, first.pk]),
            f"{reverse('partnerships:matches_compare', args=[row.code])}?a={first.pk}&b={second.pk}",
        ]
        for path in paths:
            staff.get(path)
        costs.append([statements(staff, path, django_assert_max_num_queries) for path in paths])
    assert costs[0] == costs[1]


def test_an_answered_match_shows_the_words_of_each(row, invited, staff):
    matches.answer(match=invited, side="company", answer="later", note="Quando si comincia?", at=AT)
    page = staff.get(reverse("partnerships:match", args=[invited.request.code, invited.pk])).content.decode()
    assert "Quando si comincia?" in page
