"""Proposals: computed with reasons, sent without names, answered by link, opened on two yeses."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from partnerships.actions import dates, matches, needs, proposals, requests
from partnerships.models import Deliverable, Match, Partnership
from partnerships.queries import matches as screens
from relations.mail import testing
from relations.models import AuditEvent, Consent, FollowUp
from tests.partnerships.conftest import AT


def link(side: str) -> str:
    """The address in the last proposal mailed to a side."""
    to = "silvio.dossi@riseria.example" if side == "company" else "info@mensafraternaodv.example"
    texts = [delivery.mailing.text for delivery in testing.waiting(to=to) if "/proposta/" in delivery.mailing.text]
    return re.search(r"/proposta/\S+", texts[-1]).group(0)


def test_computing_keeps_score_reasons_and_the_version_of_the_weights(request_in, nonprofit, officer):
    near, far = nonprofit("Mensa Fraterna ODV"), nonprofit("Altrove ODV", province="PA", service_area=["PA"], municipality="Palermo")
    row = request_in()
    assert proposals.compute(request=row, by=officer, at=AT) == 1
    match = row.matches.get()
    assert (match.nonprofit, match.rank, match.weights_version, match.status) == (near, 1, "standard-1", "suggested")
    assert round(sum(bar["points"] for bar in match.bars), 2) == float(match.score)
    assert match.reasons
    row.refresh_from_db()
    assert (row.status, row.candidates_count, [line["nonprofit"] for line in row.blocked]) == ("proposals_ready", 2, [far.pk])
    assert screens.blocked(row) == [(far, ["Fuori dal territorio indicato: PV"], True)]


def test_the_same_inputs_give_the_same_order_and_computing_again_doubles_nothing(request_in, nonprofit, officer):
    for number in range(5):
        nonprofit(f"Ente {number} ODV")
    row = request_in()
    orders = []
    for _turn in range(2):
        proposals.compute(request=row, by=officer, at=AT)
        orders.append(list(row.matches.order_by("rank").values_list("nonprofit_id", flat=True)))
    assert orders[0] == orders[1] == sorted(orders[0])
    assert row.matches.count() == 5


def test_a_paused_or_full_non_profit_is_never_proposed(request_in, nonprofit, officer):
    for name, fields in {"In pausa ODV": {"paused_until": date(2026, 12, 31)}, "Piena ODV": {"max_partners": 0}}.items():
        needs.set_capacity(organization=nonprofit(name), by=officer, at=AT, **fields)
    assert proposals.compute(request=request_in(), by=officer, at=AT) == 0


def test_what_was_sent_keeps_the_score_it_was_shown_with(invited, officer):
    shown = (invited.score, invited.reasons)
    needs.add_need(organization=invited.nonprofit, title="Altro", kind="premises", by=officer, at=AT)
    proposals.compute(request=invited.request, by=officer, at=AT)
    invited.refresh_from_db()
    assert ((invited.score, invited.reasons), invited.status) == (shown, "invited")


def test_inviting_mails_both_sides_once_without_the_other_s_name(invited, officer):
    matches.invite(match=invited, by=officer, at=AT)
    mails = {delivery.email: delivery.mailing for delivery in testing.waiting() if "/proposta/" in delivery.mailing.text}
    assert set(mails) == {"silvio.dossi@riseria.example", "info@mensafraternaodv.example"}
    assert "Mensa" not in mails["silvio.dossi@riseria.example"].text + mails["silvio.dossi@riseria.example"].html
    assert "Riseria" not in mails["info@mensafraternaodv.example"].text + mails["info@mensafraternaodv.example"].html


@pytest.mark.parametrize("side", ["company", "nonprofit"])
def test_the_page_of_a_proposal_hides_the_other_s_name(invited, side):
    page = Client().get(link(side)).content.decode()
    hidden = {"company": ["Mensa Fraterna", "mensafraterna"], "nonprofit": ["Riseria", "Silvio", "Dossi", "0384"]}[side]
    assert [word for word in hidden if word in page] == []


def test_looking_at_a_link_answers_nothing(invited):
    for side in ("company", "nonprofit"):
        assert Client().get(link(side)).status_code == 200
    invited.refresh_from_db()
    assert (invited.status, invited.company_answer, invited.nonprofit_answer) == ("invited", "", "")


def test_two_yeses_open_one_partnership_in_the_first_phase_and_pass_the_details(invited, officer):
    for side in ("company", "nonprofit", "nonprofit"):
        assert Client().post(link(side), {"answer": "yes"}).status_code == 302
    made = Partnership.objects.get()
    assert (made.phase, made.owner, made.code) == ("planning", officer, "P-2026-001")
    assert {str(party.organization) for party in made.parties.all()} == {"Riseria Dosso Verde S.p.A.", "Mensa Fraterna ODV"}
    invited.refresh_from_db()
    assert (invited.status, invited.request.status) == ("mutual", "converted")
    sent = {delivery.email: delivery.mailing.text for delivery in testing.waiting() if "P-2026-001" in delivery.mailing.text}
    assert "info@mensafraternaodv.example" in sent["silvio.dossi@riseria.example"]
    assert "silvio.dossi@riseria.example" in sent["info@mensafraternaodv.example"]
    assert FollowUp.objects.filter(origin=f"partnership:{made.pk}:first_meeting").count() == 1
    assert Deliverable.objects.get(partnership=made).key == "data_consent"
    assert Consent.objects.filter(purpose="partner_data", event="granted").count() == 2
    assert "Mensa Fraterna ODV" in Client().get(link("company")).content.decode()


def test_one_yes_opens_nothing_and_a_no_tells_the_officer(invited, officer):
    Client().post(link("company"), {"answer": "yes"})
    Client().post(link("nonprofit"), {"answer": "no", "note": "Siamo al completo."})
    invited.refresh_from_db()
    assert (invited.status, invited.reason, Partnership.objects.count()) == ("declined", "Siamo al completo.", 0)
    assert FollowUp.objects.filter(status="open", owner=officer, title__startswith="Mensa Fraterna ODV ha detto no").count() == 1


def test_who_said_no_may_still_say_yes(invited):
    Client().post(link("company"), {"answer": "yes"})
    Client().post(link("nonprofit"), {"answer": "no"})
    Client().post(link("nonprofit"), {"answer": "yes"})
    assert Partnership.objects.count() == 1


def test_a_question_needs_its_words_and_becomes_something_to_do(invited):
    response = Client().post(link("nonprofit"), {"answer": "later"})
    assert (response.status_code, response.content.decode().count("Scrivete qui la vostra domanda")) == (422, 2)
    Client().post(link("nonprofit"), {"answer": "later", "note": "Quando?"})
    invited.refresh_from_db()
    assert (invited.status, invited.nonprofit_note) == ("invited", "Quando?")
    assert FollowUp.objects.filter(title="Rispondere alla domanda di Mensa Fraterna ODV").count() == 1


def test_a_made_up_answer_is_refused(invited):
    assert Client().post(link("nonprofit"), {"answer": "mutual"}).status_code == 422
    assert Match.objects.get().nonprofit_answer == ""


def test_nothing_is_proposed_without_the_company_s_consent(request_in, nonprofit, officer):
    nonprofit()
    row = request_in(may_be_shown=False)
    proposals.compute(request=row, by=officer, at=AT)
    with pytest.raises(proposals.CannotPropose):
        matches.invite(match=row.matches.get(), by=officer, at=AT)
    assert [delivery for delivery in testing.waiting() if "/proposta/" in delivery.mailing.text] == []


def test_a_non_profit_without_an_address_cannot_be_asked(request_in, nonprofit, officer):
    nonprofit(email=False)
    row = request_in()
    proposals.compute(request=row, by=officer, at=AT)
    with pytest.raises(proposals.CannotPropose):
        matches.invite(match=row.matches.get(), by=officer, at=AT)


def test_an_invitation_lapses_once_its_day_has_passed_and_its_links_die(invited):
    address = link("nonprofit")
    assert dates.follow(at=AT + timedelta(days=10))["expired"] == 0
    assert dates.follow(at=AT + timedelta(days=11))["expired"] == 1
    assert dates.follow(at=AT + timedelta(days=11))["expired"] == 0
    assert Client().get(address).status_code == 404
    invited.refresh_from_db()
    assert invited.status == "expired"


def test_a_discarded_proposal_keeps_its_reason_and_comes_back(request_in, nonprofit, officer):
    nonprofit()
    row = request_in()
    proposals.compute(request=row, by=officer, at=AT)
    match = matches.discard(match=row.matches.get(), reason="Già impegnata", by=officer, at=AT)
    assert (match.status, match.reason) == ("declined", "Già impegnata")
    assert matches.restore(match=match, by=officer, at=AT).status == "shortlisted"
    assert AuditEvent.objects.filter(verb="match.discarded").count() == 1


def test_reminding_is_once_a_day_and_only_for_who_has_not_answered(invited, officer):
    Client().post(link("company"), {"answer": "yes"})
    assert matches.remind(match=invited, by=officer, at=AT + timedelta(days=2)) == 1
    assert matches.remind(match=invited, by=officer, at=AT + timedelta(days=2, hours=1)) == 0


def test_a_closed_request_takes_no_more_proposals(invited, officer):
    requests.decline(request=invited.request, reason="Ritirata", by=officer, at=AT)
    with pytest.raises(requests.Closed):
        proposals.compute(request=invited.request, by=officer, at=AT)


def test_mutual_needs_both_yes(invited):
    with pytest.raises(IntegrityError, match="mutual_needs_both_yes"), transaction.atomic():
        Match.objects.update(status="mutual")


def test_match_score_in_range_once_per_pair_with_dates(invited):
    with pytest.raises(IntegrityError, match="match_score_in_range"), transaction.atomic():
        Match.objects.update(score=101)
    with pytest.raises(IntegrityError, match="match_invited_has_dates"), transaction.atomic():
        Match.objects.update(expires_on=None)
    with pytest.raises(IntegrityError, match="one_match_per_pair"), transaction.atomic():
        Match.objects.create(
            request=invited.request, nonprofit=invited.nonprofit, score=1, weights_version="x", created_at=AT
        )


def test_declining_a_request_closes_what_still_waited_for_an_answer(invited, officer):
    requests.decline(request=invited.request, reason="Fuori dai nostri compiti", by=officer, at=AT)
    assert Match.objects.get(pk=invited.pk).status == "expired"
    page = Client().get(link("nonprofit"))
    assert (page.status_code, page.context["proposal"].is_open) == (200, False)


def test_when_one_proposal_becomes_a_partnership_the_others_close(invited, nonprofit, officer):
    other = Match.objects.create(
        request=invited.request, nonprofit=nonprofit("Altra ODV"), rank=2, score=1, created_at=AT, status="shortlisted",
        weights_version="standard-1",
    )
    matches.invite(match=other, by=officer, at=AT)
    for side in matches.SIDES:
        matches.answer(match=invited, side=side, answer="yes", note="", at=AT)
    assert Match.objects.get(pk=other.pk).status == "expired"
    with pytest.raises(matches.TooLate):
        matches.answer(match=other, side="nonprofit", answer="yes", note="", at=AT)
    assert Partnership.objects.count() == 1
