"""Weights learnt from the office's own decisions: visible, used only when better, and taken back with one press."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.actions import plans, proposals, requests, weights
from partnerships.matching.score import Weights
from partnerships.models import Match, WeightSet
from relations.models import AuditEvent
from tests.partnerships.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def row(request_in, nonprofit, officer):
    for n in range(12):
        nonprofit(f"Ente {n} ODV", themes=["u"] if n % 2 else ["i"], sdgs=[2, 12] if n % 3 else [15])
    row = requests.take(request=request_in(), by=officer, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    return row


def decide(row, *, best: bool) -> None:
    """Both sides say yes to those of the right field of work, no to the others (or the contrary)."""
    for match in row.matches.select_related("nonprofit"):
        fits = ("u" in match.nonprofit.themes) == best
        answer = "yes" if fits else "no"
        Match.objects.filter(pk=match.pk).update(company_answer=answer, nonprofit_answer=answer)


def twice(row, request_in, officer) -> None:
    other = requests.take(
        request=request_in(vat_number="00000000018", company_name="Altra S.r.l.", contact_email="a@altra.example"),
        by=officer,
        at=AT,
    )
    proposals.compute(request=other, by=officer, at=AT)
    for one in (row, other):
        decide(one, best=True)


def made(used: bool = True, **changes) -> WeightSet:
    side = {"decisions": 30, "pairs": 40, "right": 0.9, "before": 0.8, "used": used}
    fields = {
        "version": "learnt-prova", "company": [0.1, 0.4, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05], "npo": [0.1, 0.4, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05],
        "backtest": {"company": side, "npo": side}, "made_at": AT,
    }  # fmt: skip
    return WeightSet.objects.create(**fields | changes)


def test_under_twenty_decisions_nothing_is_learnt(row, head):
    decide(row, best=True)
    with pytest.raises(weights.CannotUse):
        weights.learn(by=head, at=AT)
    assert not WeightSet.objects.exists()


def test_learning_keeps_a_version_that_is_not_in_use_until_the_head_says_so(row, request_in, officer, head):
    twice(row, request_in, officer)
    learnt = weights.learn(by=head, at=AT)
    assert (learnt.version, learnt.is_active, weights.current()) == ("learnt-2026-11-24-1", False, Weights.default())
    assert learnt.backtest["company"]["decisions"] == 24
    at = 1  # temi
    assert learnt.company[at] > Weights.default().company[at]
    weights.use(weights=learnt, by=head, at=AT)
    assert weights.current().version == learnt.version


def test_weights_in_use_rank_and_are_named_and_proposals_already_chosen_keep_theirs(row, head, officer):
    kept = row.matches.order_by("rank").first()
    Match.objects.filter(pk=kept.pk).update(status="shortlisted")
    weights.use(weights=made(), by=head, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    row.refresh_from_db()
    assert row.weights_version == "learnt-prova"
    assert set(row.matches.exclude(pk=kept.pk).values_list("weights_version", flat=True)) == {"learnt-prova"}
    kept.refresh_from_db()
    assert kept.weights_version == "standard-1"
    assert plans.compute(by=head, at=AT).weights_version == "learnt-prova"


def test_going_back_gives_the_same_list_as_before(row, head, officer):
    before = list(row.matches.order_by("rank").values_list("nonprofit", "score"))
    weights.use(weights=made(), by=head, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    weights.use(weights=None, by=head, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    assert list(row.matches.order_by("rank").values_list("nonprofit", "score")) == before
    assert [event.changes["version"] for event in AuditEvent.objects.filter(verb="weights.switched").order_by("pk")] == [
        ["standard-1", "learnt-prova"], ["learnt-prova", "standard-1"],
    ]  # fmt: skip


def test_weights_that_did_worse_are_not_used(head):
    with pytest.raises(weights.CannotUse):
        weights.use(weights=made(used=False), by=head, at=AT)


def test_one_version_at_most_is_in_use(head):
    made(is_active=True)
    with pytest.raises(IntegrityError, match="one_weight_set_in_use"), transaction.atomic():
        made(version="altra", is_active=True)


def test_the_page_shows_what_counts_and_only_the_head_changes_it(row, staff, head, client):
    learnt = made()
    path = reverse("partnerships:weights")
    assert "standard-1" in staff.get(path).content.decode()
    assert staff.post(reverse("partnerships:weights_use", args=[learnt.pk])).status_code == 403
    client.force_login(head)
    assert client.post(reverse("partnerships:weights_learn")).status_code == 302
    assert client.post(reverse("partnerships:weights_use", args=[learnt.pk])).status_code == 302
    assert "learnt-prova" in client.get(path).content.decode()
    assert client.post(reverse("partnerships:weights_use", args=[0])).status_code == 302
    assert client.post(reverse("partnerships:weights_use", args=[99999])).status_code == 404
    assert weights.current() == Weights.default()
