"""The demo's share: as many rows as promised, over all six phases, the same every time."""

from collections import Counter
from datetime import UTC, date, datetime

from partnerships.models import Match, MatchPlan, Need, NeedSubmission, PartnerRequest, Partnership, Vetting
from relations import demo


def test_the_demo_has_fourteen_partnerships_over_six_phases_and_four_waiting_requests(db):
    assert demo.build(progress=lambda words: None, now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) is True
    phases = Counter(Partnership.objects.values_list("phase", flat=True))
    assert phases == {"planning": 2, "negotiation": 3, "agreement": 2, "management": 4, "communication": 2, "evaluation": 1}
    assert Counter(PartnerRequest.objects.values_list("status", flat=True)) == {"received": 3, "proposals_ready": 1, "declined": 1}
    assert Need.objects.count() == 26
    assert Match.objects.filter(status="accepted_company").count() == 1
    # The betting shop is never proposed, and says why when looked at.
    assert Match.objects.exclude(request__sector="10").count() == 0


def test_the_demo_shows_checks_a_lifted_stop_a_plan_and_a_form_to_be_read(db):
    demo.build(progress=lambda words: None, now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert {row.label_on(date(2026, 11, 24)) for row in Vetting.objects.all()} == {"verified", "runts", "self_certified", "to_update"}
    [lifted] = Match.objects.exclude(lifted_at=None)
    assert (lifted.status, [stop["key"] for stop in lifted.stops]) == ("shortlisted", ["stop_paused"])
    plan = MatchPlan.objects.get()
    assert plan.pairs and plan.never_proposed and plan.figures["blocking"] == 0
    assert NeedSubmission.objects.get().status == "received"


def test_the_demo_s_oldest_partnership_is_being_evaluated_and_tells_its_story(db, client):
    demo.build(progress=lambda words: None, now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    row = Partnership.objects.get(title="Sponde pulite")
    assert {"both_questionnaires", "decision", "case_study"} <= row.done_keys("evaluation")
    assert row.evaluation.survey.anonymous_responses.count() == 6
    assert row.title not in client.get("/insieme-nel-territorio/").content.decode()
    assert row.case_study.title in client.get("/insieme-nel-territorio/").content.decode()
