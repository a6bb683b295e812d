"""Gates: no way leads past a required line but the head's written reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships import lifecycle
from partnerships.actions import checklist, partnerships, phases
from partnerships.models import Partnership, PartnershipParty, PhaseChange
from relations.models import AuditEvent, TimelineEntry
from tests.partnerships.conftest import AT

MOVE = "/partnership/P-2026-001/fase/"


def test_a_phase_with_a_line_missing_is_not_left(partnership, officer):
    row = partnership()
    with pytest.raises(phases.GateClosed) as error:
        phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)
    assert [item.key for item in error.value.missing] == [item.key for item in lifecycle.FIRST.required]


def test_a_complete_checklist_opens_the_next_phase(partnership, complete, officer):
    row = partnership()
    complete(row)
    assert phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT).phase == "negotiation"
    assert list(PhaseChange.objects.values_list("from_phase", "to_phase", "overridden")) == [
        ("", "planning", False), ("planning", "negotiation", False)
    ]


def test_passing_twice_passes_once(partnership, complete, officer):
    row = partnership()
    complete(row)
    for _press in range(2):
        phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)
    assert PhaseChange.objects.count() == 2


@pytest.mark.parametrize("to", ["agreement", "evaluation", "nonsense", ""])
def test_no_phase_is_leapt_over(partnership, complete, officer, to):
    row = partnership()
    complete(row)
    with pytest.raises(phases.NoSuchStep):
        phases.advance_phase(partnership=row, to=to, by=officer, at=AT)


def test_only_the_head_passes_with_a_written_reason_and_it_stays(partnership, officer, head):
    row = partnership()
    with pytest.raises(phases.GateClosed):
        phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT, why="Fretta", override=True)
    with pytest.raises(phases.GateClosed):
        phases.advance_phase(partnership=row, to="negotiation", by=head, at=AT, why="  ", override=True)
    phases.advance_phase(partnership=row, to="negotiation", by=head, at=AT, why="Firmano il 30.", override=True)
    change = PhaseChange.objects.latest("pk")
    assert (change.overridden, change.why, len(change.missing)) == (True, "Firmano il 30.", 5)
    assert AuditEvent.objects.filter(verb="partnership.gate_overridden").count() == 1


def test_going_back_needs_a_reason_and_keeps_the_ticks(partnership, complete, officer):
    row = partnership()
    complete(row)
    phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)
    with pytest.raises(phases.NoSuchStep):
        phases.step_back(partnership=row, to="planning", why=" ", by=officer, at=AT)
    with pytest.raises(phases.NoSuchStep):
        phases.step_back(partnership=row, to="agreement", why="Avanti", by=officer, at=AT)
    assert phases.step_back(partnership=row, to="planning", why="Conflitto", by=officer, at=AT).phase == "planning"
    assert phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT).phase == "negotiation"


def test_a_paused_partnership_does_not_pass(partnership, complete, officer):
    row = partnership()
    complete(row)
    partnerships.pause(partnership=row, why="Ferie", by=officer, at=AT)
    with pytest.raises(partnerships.NotLiving):
        phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)


def test_completing_needs_the_sixth_phase_and_its_lines(partnership, complete, officer):
    row = partnership()
    with pytest.raises(partnerships.CannotEnd):
        partnerships.end(partnership=row, outcome="completed", why="Bene", by=officer, at=AT)
    for phase in lifecycle.PHASES[1:]:
        row.refresh_from_db()
        complete(row)
        row = phases.advance_phase(partnership=row, to=phase.key, by=officer, at=AT)
    with pytest.raises(partnerships.CannotEnd):
        partnerships.end(partnership=row, outcome="completed", why="Bene", by=officer, at=AT)
    complete(row)
    ended = partnerships.end(partnership=row, outcome="completed", why="Bene", by=officer, at=AT)
    assert (ended.state, ended.ended_at, ended.outcome) == ("completed", AT, "Bene")
    with pytest.raises(partnerships.NotLiving):
        partnerships.set_next_step(partnership=row, text="Altro", on=None, by=officer, at=AT)


def test_it_may_fail_from_any_phase_with_the_reason(partnership, officer):
    assert partnerships.end(partnership=partnership(), outcome="failed", why="Cambiata la direzione", by=officer, at=AT).state == "failed"


def test_volunteers_add_a_required_line_to_the_agreement(partnership):
    plain, helped = partnership("Senza"), partnership("Con", with_volunteers=True)
    assert {item.key for item in lifecycle.missing("agreement", (), facts=helped.facts)} - {
        item.key for item in lifecycle.missing("agreement", (), facts=plain.facts)
    } == {"volunteer_insurance"}


def test_every_party_reads_it_on_its_timeline(partnership, officer):
    row = partnership()
    checklist.tick(partnership=row, phase="planning", key="due_diligence", by=officer, at=AT + timedelta(hours=1))
    entries = TimelineEntry.objects.filter(title__contains="fatto:").values_list("organization__parts__partnership", flat=True)
    assert list(entries) == [row.pk, row.pk]
    row.refresh_from_db()
    assert row.last_event_at == AT + timedelta(hours=1)


def test_an_unknown_line_is_refused(partnership, officer):
    with pytest.raises(checklist.UnknownItem):
        checklist.tick(partnership=partnership(), phase="planning", key="signed_file", by=officer, at=AT)


# --- by hand-made posts ------------------------------------------------------------------------------------------
POSTS = st.lists(
    st.one_of(
        st.tuples(st.just("fase"), st.sampled_from([*lifecycle.BY_KEY, "", "x"]), st.sampled_from(["", "Perché sì"]), st.booleans()),
        st.tuples(st.just("indietro"), st.sampled_from([*lifecycle.BY_KEY]), st.just("Conflitto"), st.booleans()),
        st.tuples(st.just("lista"), st.sampled_from([(p.key, d.key) for p in lifecycle.PHASES[:3] for d in p.deliverables]),
                  st.just(""), st.booleans()),
    ),
    max_size=25,
)


@given(posts=POSTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_posts_reaches_a_phase_with_a_required_line_missing_before_it(partnership, staff, posts):
    with transaction.atomic():
        row = Partnership.objects.first() or partnership()
        mark = transaction.savepoint()
        for kind, what, why, flag in posts:
            if kind == "lista":
                staff.post(f"/partnership/{row.code}/lista/{what[0]}/{what[1]}/", {"done": "no"} if flag else {})
            else:
                extra = {"override": "1"} if flag else {}
                staff.post(f"/partnership/{row.code}/{kind}/", {"phase": what, "to": what, "why": why, **extra})
            row.refresh_from_db()
            last = PhaseChange.objects.filter(partnership=row).latest("pk")
            assert last.overridden is False and last.missing == []
            assert last.to_phase == row.phase
        passages = PhaseChange.objects.filter(partnership=row).exclude(from_phase="")
        for change in passages:
            assert lifecycle.phase(change.to_phase).number <= lifecycle.phase(change.from_phase).number + 1
        transaction.savepoint_rollback(mark)


def test_a_hand_made_post_skips_no_gate_and_says_why(partnership, staff):
    partnership()
    for data in ({"phase": "negotiation"}, {"phase": "evaluation"}, {"phase": "negotiation", "override": "1", "why": "Voglio"}, {}):
        assert staff.post(MOVE, data).status_code == 422
    assert Partnership.objects.get().phase == "planning"
    assert staff.post(MOVE, {"phase": "boh"}).status_code == 404


def test_looking_at_the_gate_moves_nothing(partnership, complete, staff):
    row = partnership()
    complete(row)
    assert staff.get(MOVE, {"phase": "negotiation"}).status_code == 200
    assert Partnership.objects.get().phase == "planning"
    assert staff.post(MOVE, {"phase": "negotiation"}).status_code == 302
    assert Partnership.objects.get().phase == "negotiation"


def test_a_viewer_changes_nothing(partnership, colleague):
    partnership()
    client = Client()
    client.force_login(colleague("viewer", "Vera"))
    assert client.get("/partnership/P-2026-001/").status_code == 200
    assert client.post(MOVE, {"phase": "negotiation"}).status_code == 403
    assert client.post("/partnership/P-2026-001/lista/planning/due_diligence/").status_code == 403


# --- what the database refuses -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "fields"), [
    ("partnership_has_title", {"title": ""}),
    ("partnership_ended_has_date", {"state": "completed"}),
    ("partnership_stopped_with_reason", {"state": "failed", "ended_at": AT}),
])
def test_the_database_refuses_nonsense(partnership, name, fields):
    partnership()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Partnership.objects.update(**fields)


def test_party_once_and_override_has_reason_and_a_change_moves(partnership):
    row = partnership()
    with pytest.raises(IntegrityError, match="party_once"), transaction.atomic():
        PartnershipParty.objects.create(partnership=row, organization=row.parties.first().organization, side="other")
    with pytest.raises(IntegrityError, match="override_has_reason"), transaction.atomic():
        PhaseChange.objects.create(partnership=row, to_phase="agreement", at=AT, overridden=True)
    with pytest.raises(IntegrityError, match="phase_change_moves"), transaction.atomic():
        PhaseChange.objects.create(partnership=row, from_phase="planning", to_phase="planning", at=AT)
