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


# --- what overlaps, lines of its own, proofs -----------------------------------------------------------------------
@pytest.fixture
def in_phase(partnership, complete, officer):
    """A partnership that came to a phase the honest way."""

    def make(key: str, **fields) -> Partnership:
        row = partnership(**fields)
        while row.phase != key:
            complete(row)
            row = phases.advance_phase(partnership=row, to=lifecycle.next_phase(row.phase).key, by=officer, at=AT)
        return row

    return make


def test_once_the_programme_runs_the_three_lists_are_ticked_side_by_side(in_phase, staff):
    row = in_phase("management")
    page = staff.get(row.get_absolute_url()).content.decode()
    for phase, key in (("management", "milestones"), ("communication", "approved_by_both"), ("evaluation", "decision")):
        assert f"/lista/{phase}/{key}/" in page
    staff.post(f"/partnership/{row.code}/lista/evaluation/thanks/", {})
    assert row.deliverables.get(key="thanks").done_at
    assert staff.post(f"/partnership/{row.code}/fase/", {"phase": "evaluation"}).status_code == 422
    assert "begun" not in page and "iniziata" in staff.get(row.get_absolute_url()).content.decode()


def test_before_the_programme_runs_only_the_list_of_the_phase_is_there(partnership, staff):
    page = staff.get(partnership().get_absolute_url()).content.decode()
    assert "/lista/planning/" in page and "/lista/management/" not in page


def test_a_line_of_its_own_that_is_needed_closes_the_gate(partnership, complete, officer, head):
    row = partnership()
    complete(row)
    line = checklist.add_line(partnership=row, phase="planning", title="Visita in forno", required=True, by=officer, at=AT)
    with pytest.raises(phases.GateClosed) as error:
        phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)
    assert [item.title for item in error.value.missing] == ["Visita in forno"]
    with pytest.raises(checklist.CannotDrop):
        checklist.drop_line(partnership=row, phase="planning", key=line.key, why="Inutile", by=officer, at=AT)
    with pytest.raises(checklist.CannotDrop):
        checklist.drop_line(partnership=row, phase="planning", key=line.key, why=" ", by=head, at=AT)
    checklist.drop_line(partnership=row, phase="planning", key=line.key, why="Il forno chiude", by=head, at=AT)
    assert phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT).phase == "negotiation"
    assert AuditEvent.objects.get(verb="deliverable.dropped").changes["title"] == [None, "Visita in forno"]


def test_a_line_is_added_from_the_page_once_and_anybody_takes_away_one_that_is_not_needed(partnership, staff):
    row = partnership()
    path = f"/partnership/{row.code}/lista/"
    assert staff.post(path + "aggiungi/", {"title": "", "phase": "planning"}).status_code == 422
    for _press in range(2):
        assert staff.post(path + "aggiungi/", {"title": "Foto <b>del</b> forno", "phase": "planning"}).status_code == 302
    assert list(row.deliverables.values_list("key", "title", "required")) == [("own-1", "Foto <b>del</b> forno", False)]
    assert "Foto &lt;b&gt;del&lt;/b&gt; forno" in staff.get(row.get_absolute_url()).content.decode()
    assert staff.get(path + "planning/own-1/togli/").status_code == 200
    assert staff.post(path + "planning/own-1/togli/", {"why": ""}).status_code == 302
    assert not row.deliverables.exists()
    assert staff.get(path + "planning/own-1/togli/").status_code == 404


def test_no_line_is_added_to_a_phase_left_behind(in_phase, officer):
    with pytest.raises(checklist.UnknownItem):
        checklist.add_line(partnership=in_phase("negotiation"), phase="planning", title="Tardi", by=officer, at=AT)


def test_what_the_archive_could_show_is_ticked_by_hand_only_with_its_proof(partnership, staff):
    row = partnership()
    path = f"/partnership/{row.code}/lista/planning/due_diligence/"
    assert staff.get(path).status_code == 200
    answer = staff.post(path, {})
    assert answer.status_code == 422 and "Scrivete dove si trova la prova" in answer.content.decode()
    assert not row.deliverables.exclude(done_at=None).exists()
    assert staff.post(path, {"proof": "Visura del 12 novembre"}).status_code == 302
    assert row.deliverables.get().note == "Visura del 12 novembre"
    staff.post(f"/partnership/{row.code}/lista/planning/expected_results/", {})
    assert row.deliverables.filter(key="expected_results").exclude(done_at=None).exists()


def test_the_proof_asked_in_the_check_leads_back_to_the_check(partnership, staff):
    row = partnership()
    path = f"/partnership/{row.code}/lista/planning/due_diligence/"
    part = {"HTTP_HX_REQUEST": "true"}
    assert "js" not in staff.get(path, {"gate": "negotiation"}, **part).content.decode()[:40]
    answer = staff.post(path, {"gate": "negotiation", "proof": "Visura"}, **part)
    assert answer.status_code == 200 and "Visura" in answer.content.decode()
    assert staff.post(path, {"gate": "negotiation", "done": "no"}).url.endswith("?phase=negotiation")


def test_what_the_archive_showed_is_taken_back_when_it_is_no_longer_so(partnership, officer):
    row = partnership()
    line = {"partnership": row, "phase": "planning", "by": officer, "at": AT}
    checklist.prove(**line, key="due_diligence", note_text="schede")
    checklist.tick(**line, key="offer_and_need", note_text="a mano")
    assert checklist.disprove(**line, key="due_diligence") and not checklist.disprove(**line, key="offer_and_need")
    assert set(row.done_keys()) == {"offer_and_need"}


# --- by hand-made posts ------------------------------------------------------------------------------------------
KEYS = [(p.key, d.key) for p in lifecycle.PHASES for d in p.deliverables] + [("planning", "own-1"), ("negotiation", "own-2")]
EASY = [(p.key, d.key) for p in lifecycle.PHASES[:3] for d in p.deliverables if d.required]
REQUIRED = {phase.key: {item.key for item in phase.required} for phase in lifecycle.PHASES}
POSTS = st.lists(
    st.tuples(
        st.sampled_from(["officer", "officer", "head", "viewer", "nobody"]),
        st.one_of(
            st.tuples(st.just("fase/"), st.sampled_from([*lifecycle.BY_KEY, "", "x"]).map(lambda to: {"phase": to, "why": "Sì"})),
            st.tuples(st.just("indietro/"), st.sampled_from([*lifecycle.BY_KEY]).map(lambda to: {"to": to, "why": "Conflitto"})),
            st.tuples(
                st.sampled_from([*EASY, *KEYS]).map(lambda pair: "lista/{}/{}/".format(*pair)),
                st.sampled_from([{"proof": "Verbale"}, {"proof": "Verbale"}, {}, {"done": "no"}]),
            ),
            st.tuples(
                st.just("lista/aggiungi/"),
                st.sampled_from([*lifecycle.BY_KEY]).map(lambda to: {"title": f"In più {to}", "phase": to, "required": "on"}),
            ),
            st.tuples(st.sampled_from(KEYS[-2:]).map(lambda pair: "lista/{}/{}/togli/".format(*pair)), st.just({"why": ""})),
            st.tuples(st.just("stato/"), st.sampled_from(["paused", "completed"]).map(lambda to: {"state": to, "why": "Ferie"})),
            st.tuples(st.just("riprendi/"), st.just({})),
            # All that the current phase asks, honestly: so that the sequences come far.
            st.tuples(st.just("tutto"), st.just({})),
        ),
    ),
    max_size=30,
)


@pytest.fixture
def everybody(officer, head, colleague) -> dict[str, Client]:
    """A client for each who may try."""
    clients = {"nobody": Client()}
    for name, user in (("officer", officer), ("head", head), ("viewer", colleague("viewer", "Vera"))):
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def missing_by_sight(row: Partnership) -> set[str]:
    """The required lines of the phase that are not done, read without the code that guards the gate."""
    lines = list(row.deliverables.filter(phase=row.phase))
    own = {line.key for line in lines if line.title and line.required}
    left_out = {"volunteer_insurance"} if not row.with_volunteers else set()
    return (REQUIRED[row.phase] | own) - {line.key for line in lines if line.done_at} - left_out


@given(posts=POSTS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_posts_without_override_passes_a_gate_with_a_required_line_missing(partnership, everybody, posts):
    with transaction.atomic():
        row = Partnership.objects.first() or partnership()
        mark = transaction.savepoint()
        for who, (path, data) in posts:
            if path == "tutto":
                for key in missing_by_sight(row):
                    everybody[who].post(f"/partnership/{row.code}/lista/{row.phase}/{key}/", {"proof": "Verbale"})
                continue
            before, missing = lifecycle.phase(row.phase).number, missing_by_sight(row)
            everybody[who].post(f"/partnership/{row.code}/{path}", data)
            row.refresh_from_db()
            after = lifecycle.phase(row.phase).number
            assert after <= before + 1
            if after == before + 1:
                assert missing == set() and who in ("officer", "head") and path == "fase/"
            if row.state == "completed":
                assert before == 6 and missing - {"agreed_exit"} == set()
        assert not PhaseChange.objects.filter(partnership=row, overridden=True).exists()
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
