"""The pulse of trust by link, risks found and followed, disputes mediated; nothing of one side reaches the other."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.actions import contributions, disputes, objectives, partner_links, pulses, risks
from partnerships.models import Dispute, Partnership, PulseAnswer, Risk
from partnerships.queries import trust as queries
from relations.mail import testing
from relations.models import FollowUp

from .conftest import AT
from .programme import TODAY, link, propose, side, visitor

pytestmark = pytest.mark.django_db
FINE = {"trust": 4, "communication": 4, "promises": 4, "balance": 4}


@pytest.fixture
def row(partnership) -> Partnership:
    made = partnership()
    Partnership.objects.filter(pk=made.pk).update(phase="negotiation")
    made.refresh_from_db()
    return made


@pytest.fixture
def pulse(row, officer):
    return pulses.ask(partnership=row, by=officer, at=AT, occasion="dopo l’incontro")[0]


def answer(pulse, which: str, email: str = "a@b.example", words: str = "", **marks: int) -> PulseAnswer:
    who = visitor(side(pulse.partnership, which), email)
    return pulses.answer(pulse=pulse, visitor=who, marks=FINE | marks, words=words, at=AT)


# --- the pulse -----------------------------------------------------------------------
def test_both_sides_get_their_link_and_are_not_asked_twice(row, officer, pulse):
    assert {delivery.email for delivery in testing.waiting()} == {
        "info@riseria.example",
        "info@risosolidaleodv.example",
    }
    with pytest.raises(pulses.StillOpen):
        pulses.ask(partnership=row, by=officer, at=AT)
    assert pulses.ask(partnership=row, by=officer, at=AT + timedelta(days=15))


def test_a_side_with_more_people_does_not_weigh_more(pulse):
    answer(pulse, "company", "uno@b.example", trust=2, communication=2, promises=2, balance=2)
    answer(pulse, "company", "due@b.example", trust=2, communication=2, promises=2, balance=2)
    answer(pulse, "nonprofit")
    assert queries.asked(pulse).mean == 3.0


def test_said_again_it_replaces_the_first(pulse):
    answer(pulse, "company", trust=1)
    answer(pulse, "company", trust=5)
    assert [one.trust for one in PulseAnswer.objects.all()] == [5]


@pytest.mark.parametrize(("mark", "alerts"), [(3, 0), (2, 1)])
def test_two_marks_apart_open_an_alert_once(row, pulse, mark, alerts):
    answer(pulse, "company")
    for _turn in range(2):
        answer(pulse, "nonprofit", balance=mark)
    assert FollowUp.objects.filter(origin=f"pulse:{pulse.pk}:apart").count() == alerts
    assert [(one.question, one.gap) for one in queries.asked(pulse).apart] == [("balance", 2.0)] * alerts


def test_after_its_last_day_nobody_answers(pulse):
    with pytest.raises(pulses.TooLate):
        pulses.answer(
            pulse=pulse, visitor=visitor(side(pulse.partnership, "company")), marks=FINE, at=AT + timedelta(days=15)
        )


def test_the_line_says_whether_trust_grows():
    words = [queries.trend(means)[0] for means in ([3.0], [3.0, 3.2], [3.0, 3.5], [3.5, 3.0])]
    assert len(words) == 4 and words[0] == words[1] and len(set(words)) == 3


# --- risks ------------------------------------------------------------------------------
def test_a_detector_opens_a_risk_with_its_signs_once(row, officer):
    objective = propose(row, officer)
    objectives.endorse(
        objective=objective, party=side(row, "company"), agrees=False, words="Meno ore", by=officer, at=AT
    )
    assert [len(risks.detect(partnership=row, at=AT)) for _turn in range(2)] == [1, 0]
    risk = Risk.objects.get()
    assert (risk.kind, risk.by_detector) == ("priority_conflict", True)
    assert FollowUp.objects.filter(origin=f"risk:{risk.pk}").count() == 1
    [shown] = queries.page(row, at=AT)["risks"]
    assert shown.is_still_there and shown.signs[0].startswith("Riseria Dosso Verde")


def test_one_that_is_over_keeps_its_detector_quiet_for_a_month(row, officer):
    contributions.promise(
        partnership=row,
        party=side(row, "company"),
        kind="goods",
        what="Riso",
        quantity=Decimal(1),
        unit="t",
        by=officer,
        at=AT,
    )
    [risk] = risks.detect(partnership=row, at=AT)
    assert risk.kind == "power_imbalance"
    risks.close(risk=risk, why="L’ente dà la sede, lo scriviamo domani", by=officer, at=AT)
    assert risks.detect(partnership=row, at=AT + timedelta(days=10)) == []
    kinds = {one.kind for one in risks.detect(partnership=row, at=AT + timedelta(days=31))}
    assert "power_imbalance" in kinds


def test_signs_that_went_away_are_told_and_the_risk_stays_ours_to_close(row, officer):
    give = {"quantity": Decimal(1), "unit": "t", "by": officer, "at": AT}
    contributions.promise(partnership=row, party=side(row, "company"), kind="goods", what="Riso", **give)
    risks.detect(partnership=row, at=AT)
    contributions.promise(partnership=row, party=side(row, "nonprofit"), kind="skills", what="Formazione", **give)
    [shown] = queries.page(row, at=AT)["risks"]
    assert not shown.is_still_there


def test_a_late_delivery_and_a_silence_are_seen(row, officer):
    give = {"value": Decimal(100), "due_on": TODAY, "by": officer, "at": AT}
    contributions.promise(partnership=row, party=side(row, "company"), kind="cash", what="Contributo", **give)
    contributions.promise(
        partnership=row, party=side(row, "nonprofit"), kind="skills", what="Formazione", **(give | {"due_on": None})
    )
    later = AT + timedelta(days=15)
    assert {risk.kind for risk in risks.detect(partnership=row, at=later)} == {"resource_gap", "communication_gap"}


def test_the_clock_looks_at_what_is_under_way(row, partnership, officer):
    partnership("In preparazione")
    later = AT + timedelta(days=40)
    assert [risks.detect_all(at=later) for _turn in range(2)] == [1, 0]
    assert Risk.objects.get().partnership == row


def test_facts_are_read_in_the_same_number_of_statements(row, officer, django_assert_max_num_queries):
    costs = []
    for count in (1, 12):
        for number in range(count):
            made = propose(row, officer, title=f"{number} ragazzi seguiti nei compiti ogni settimana")
            objectives.endorse(objective=made, party=side(row, "company"), agrees=True, by=officer, at=AT)
        fresh = Partnership.objects.get(pk=row.pk)
        with django_assert_max_num_queries(30) as seen:
            queries.facts(fresh, at=AT)
        costs.append(len(seen))
    assert costs[0] == costs[1]


# --- disputes ----------------------------------------------------------------------------
def test_a_dispute_is_mediated_step_by_step_to_its_outcome(row, officer, head):
    made = disputes.open_dispute(partnership=row, subject="Chi decide i turni", severity="medium", by=officer, at=AT)
    disputes.mediate(dispute=made, mediator=head, by=officer, at=AT)
    disputes.step(dispute=made, kind="talk", on=TODAY, text="Sentita l’azienda.", by=head, at=AT)
    disputes.step(dispute=made, kind="agreement", on=TODAY, text="Decide il referente.", by=head, at=AT)
    disputes.end(dispute=made, state="resolved", outcome="Turni decisi insieme il lunedì.", on=TODAY, by=head, at=AT)
    [shown] = queries.page(row, at=AT)["disputes"]
    assert (shown.state, shown.mediator, shown.steps.count(), shown.parties.count()) == ("resolved", head, 2, 2)
    with pytest.raises(disputes.Ended):
        disputes.step(dispute=made, kind="talk", on=TODAY, text="Ancora", by=head, at=AT)


# --- pages ------------------------------------------------------------------------------------
def test_one_side_never_reads_what_the_other_said(pulse, staff):
    path = f"/insieme/{link(side(pulse.partnership, 'company'))}"
    sent = Client().post(f"{path}/fiducia/{pulse.pk}/", FINE | {"balance": 1, "words": "Decidono tutto loro"})
    assert sent.status_code == 302
    assert Client().post(f"{path}/problema/", {"subject": "Non ci ascoltano", "severity": "grave"}).status_code == 302
    other = f"/insieme/{link(side(pulse.partnership, 'nonprofit'), 'altro@b.example')}"
    pages = [
        Client().get(f"{other}/{page}").content.decode()
        for page in ("", f"fiducia/{pulse.pk}/", "problema/", "obiettivi/")
    ]
    assert not any("Decidono tutto loro" in page or "Non ci ascoltano" in page for page in pages)
    ours = staff.get(f"/partnership/{pulse.partnership.code}/fiducia/").content.decode()
    assert "Decidono tutto loro" in ours and "Non ci ascoltano" in ours
    assert FollowUp.objects.filter(origin=f"dispute:{Dispute.objects.get().pk}").count() == 1


def test_the_form_wants_four_marks_and_keeps_the_words(pulse):
    path = f"/insieme/{link(side(pulse.partnership, 'company'))}/fiducia/{pulse.pk}/"
    answer = Client().post(path, {"trust": "4", "communication": "9", "words": "Bene"})
    assert answer.status_code == 422 and "Bene" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["communication", "promises", "balance"]


def test_expired_and_foreign_links_lead_nowhere(pulse, partnership, officer):
    old = partner_links.issue(
        party=side(pulse.partnership, "company"), email="a@b.example", at=timezone.now() - timedelta(days=200)
    )
    foreign = link(side(partnership("Altra"), "company"))
    paths = [f"/insieme/{token}/fiducia/{pulse.pk}/" for token in (old, "x" * 32, foreign)]
    assert [Client().get(path).status_code for path in [*paths, f"/insieme/{old}/problema/"]] == [404] * 4


def test_staff_ask_look_take_in_follow_and_close(row, staff, officer):
    base = f"/partnership/{row.code}/fiducia"
    assert staff.post(f"{base}/chiedi/", {"occasion": "dopo l’incontro"}).status_code == 302
    assert staff.post(f"{base}/chiedi/", {"occasion": ""}).status_code == 422
    contributions.promise(partnership=row, party=side(row, "company"), kind="goods", what="Riso", by=officer, at=AT)
    assert "Metti nel registro" in staff.get(f"{base}/").content.decode()
    assert staff.post(f"{base}/rischi/cerca/").status_code == 302
    risk = Risk.objects.get(kind="power_imbalance")
    data = {
        "title": "Squilibrio",
        "likelihood": "3",
        "impact": "3",
        "owner": officer.pk,
        "response": "Chiedere all’ente",
    }
    assert staff.post(f"{base}/rischi/{risk.pk}/", data).status_code == 302
    assert "9 / 9" in staff.get(f"{base}/").content.decode()
    assert staff.post(f"{base}/rischi/{risk.pk}/chiudi/", {"why": ""}).status_code == 422
    assert staff.post(f"{base}/rischi/{risk.pk}/chiudi/", {"why": "Scritto"}).status_code == 302
    new = {"kind": "other", "title": "Sede chiusa ad agosto", "likelihood": "2", "impact": "1", "owner": officer.pk}
    assert staff.post(f"{base}/rischi/nuovo/", new).status_code == 302
    parties = [party.pk for party in row.parties.all()]
    assert staff.post(f"{base}/controversie/nuova/", {"subject": "Turni", "severity": "light"}).status_code == 422
    assert (
        staff.post(
            f"{base}/controversie/nuova/", {"subject": "Turni", "severity": "light", "among": parties}
        ).status_code
        == 302
    )
    dispute = Dispute.objects.get()
    day = TODAY.isoformat()
    assert staff.post(f"{base}/controversie/{dispute.pk}/mediazione/", {"mediator": officer.pk}).status_code == 302
    assert (
        staff.post(f"{base}/controversie/{dispute.pk}/", {"kind": "talk", "on": day, "text": "Sentiti"}).status_code
        == 302
    )
    assert (
        staff.post(
            f"{base}/controversie/{dispute.pk}/esito/", {"state": "partial", "on": day, "outcome": "A metà"}
        ).status_code
        == 302
    )
    assert "A metà" in staff.get(f"{base}/").content.decode() and staff.get(row.get_absolute_url()).status_code == 200
