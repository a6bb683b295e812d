"""How far bodies were checked: labels that expire, due diligence, and the lines of phase 1 they prove."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from partnerships import terms
from partnerships.actions import dates, matches, partnerships, proposals, requests, vetting
from partnerships.models import DiligenceCheck, NeedSubmission, Vetting
from relations.models import FollowUp, Organization
from tests.partnerships.conftest import AT
from tests.partnerships.test_matches import link

pytestmark = pytest.mark.django_db
CLEAR = dict.fromkeys(terms.DILIGENCE.keys, ("clear", ""))
TODAY = AT.date()


def checked(body: Organization, officer, label: str = "verified", days: int = 300) -> Vetting:
    return vetting.check(
        organization=body, label=label, expires_on=TODAY + timedelta(days=days), note="visura", by=officer, at=AT
    )


def proven(partnership) -> set[str]:
    return partnership.done_keys("planning") & {"identities_verified", "due_diligence"}


def test_a_label_past_its_day_is_to_be_updated(nonprofit, officer):
    row = checked(nonprofit(), officer, days=10)
    assert [row.label_on(TODAY + timedelta(days=days)) for days in (0, 10, 11)] == ["verified", "verified", "to_update"]


def test_both_parties_checked_prove_the_identities_and_one_alone_proves_nothing(partnership, company, officer):
    row = partnership()
    checked(company, officer)
    assert proven(row) == set()
    checked(row.organizations.get(kind="nonprofit"), officer, "runts")
    assert proven(row) == {"identities_verified"}
    line = row.deliverables.get(key="identities_verified")
    assert (line.done_by, "Nel RUNTS" in line.note) == (officer, True)


def test_due_diligence_is_proven_when_every_line_of_each_party_was_looked_at_and_none_stands_against(
    partnership, company, officer
):
    row = partnership()
    for body in row.organizations.all():
        vetting.examine(organization=body, found=CLEAR, by=officer, at=AT)
        assert proven(row) == (set() if body == row.organizations.first() else {"due_diligence"})


def test_a_line_that_says_no_proves_nothing_and_keeps_the_body_from_being_proposed(request_in, nonprofit, officer):
    body = nonprofit()
    row = requests.take(request=request_in(), by=officer, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    vetting.examine(organization=body, found=CLEAR | {"reputation": ("stop", "Condanna per frode.")}, by=officer, at=AT)
    with pytest.raises(proposals.CannotPropose):
        matches.invite(match=row.matches.get(), by=officer, at=AT)
    assert not vetting.is_examined(body)


def test_what_was_found_needs_words(nonprofit, officer):
    with pytest.raises(vetting.Refused):
        vetting.examine(organization=nonprofit(), found={"sector": ("accepted", "")}, by=officer, at=AT)
    with pytest.raises(IntegrityError, match="diligence_found_has_note"), transaction.atomic():
        DiligenceCheck.objects.create(
            organization=Organization.objects.first(), key="sector", outcome="stop", checked_at=AT
        )


def test_what_is_the_same_keeps_who_looked_first(nonprofit, officer, head):
    body = nonprofit()
    vetting.examine(organization=body, found=CLEAR, by=officer, at=AT)
    assert vetting.examine(organization=body, found=CLEAR, by=head, at=AT + timedelta(days=9)) == []
    assert set(body.diligence.values_list("checked_by", flat=True)) == {officer.pk}


def test_a_partnership_opened_from_two_yeses_or_by_hand_shows_what_was_checked_before(
    invited, company, nonprofit, officer
):
    for body in (invited.request.organization, invited.nonprofit, company, other := nonprofit("Altra ODV")):
        checked(body, officer)
        vetting.examine(organization=body, found=CLEAR, by=officer, at=AT)
    for side in ("company", "nonprofit"):
        matches.answer(match=invited, side=side, answer="yes", note="", at=AT)
    invited.refresh_from_db()
    by_hand = vetting.open_by_hand(
        title="A mano", company=company, nonprofits=[other], owner=officer, by=officer, at=AT
    )
    for row in (invited.partnership, by_hand):
        assert proven(row) == {"identities_verified", "due_diligence"}
    assert "data_consent" in invited.partnership.done_keys()


def test_the_risk_note_of_a_match_becomes_the_first_risks_of_the_partnership(invited, officer):
    from partnerships.actions import overrides

    overrides.note_risk(match=invited, text="Poche persone ad agosto.", by=officer, at=AT)
    for side in ("company", "nonprofit"):
        matches.answer(match=invited, side=side, answer="yes", note="", at=AT)
    invited.refresh_from_db()
    assert "agosto" in invited.partnership.deliverables.get(key="first_risks").note


def test_after_two_yeses_the_officer_is_led_to_plan_the_first_meeting(invited):
    for side in ("company", "nonprofit"):
        matches.answer(match=invited, side=side, answer="yes", note="", at=AT)
    invited.refresh_from_db()
    made = FollowUp.objects.get(origin=f"partnership:{invited.partnership.pk}:first_meeting")
    assert made.url == f"{reverse('relations:meeting_new')}?about=partnerships.partnership:{invited.partnership.pk}"


def test_a_phase_left_behind_is_not_touched(partnership, company, officer, complete):
    from partnerships.actions import phases

    row = partnership()
    complete(row)
    phases.advance_phase(partnership=row, to="negotiation", by=officer, at=AT)
    row.deliverables.filter(key="identities_verified").update(done_at=None)
    row.refresh_from_db()
    assert vetting.prove(partnership=row, by=officer, at=AT) == []


def test_somebody_is_asked_to_check_again_a_month_before_the_expiry_once(nonprofit, officer):
    body = nonprofit()
    row = checked(body, officer, days=40)
    ran = [dates.follow(at=AT + timedelta(days=day))["vetting"] for day in (0, 10, 10, 11)]
    assert ran == [0, 1, 0, 0]
    made = FollowUp.objects.get(origin=f"vetting:{row.pk}:{row.expires_on}")
    assert (made.owner, made.due_on, made.organization) == (officer, row.expires_on, body)
    again = vetting.check(
        organization=body, label="verified", expires_on=TODAY + timedelta(days=60), note="", by=officer, at=AT
    )
    assert dates.follow(at=AT + timedelta(days=31))["vetting"] == 1
    assert FollowUp.objects.filter(origin__startswith=f"vetting:{again.pk}:").count() == 2


# --- pages -------------------------------------------------------------------------------------------------------
@pytest.fixture
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def form(**changes) -> dict:
    filled = {"label": "verified", "expires_on": "", "note": "visura", "next": ""}
    return (
        filled
        | {f"{key}_outcome": "" for key in terms.DILIGENCE.keys}
        | {f"{key}_note": "" for key in terms.DILIGENCE.keys}
        | changes
    )


def test_the_page_keeps_label_and_lines_and_an_empty_day_means_as_long_as_its_kind_holds(
    _now, staff, nonprofit, officer
):
    body = nonprofit()
    path = reverse("partnerships:vetting", args=[body.slug])
    answer = staff.post(path, form(label="self_certified", sector_outcome="accepted", sector_note="Vende anche vino"))
    assert (answer.status_code, answer["Location"]) == (302, body.get_absolute_url())
    assert (body.vetting.label, str(body.vetting.expires_on), body.vetting.checked_by) == (
        "self_certified",
        "2027-05-24",
        officer,
    )
    assert list(body.diligence.values_list("key", "outcome", "note")) == [("sector", "accepted", "Vende anche vino")]
    page = staff.get(body.get_absolute_url()).content.decode()
    assert "Autocertificato" in page and "Vende anche vino" in page


def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(_now, staff, nonprofit):
    path = reverse("partnerships:vetting", args=[nonprofit().slug])
    answer = staff.post(path, form(expires_on="1/2/2020", sector_outcome="stop", reputation_note="Parole scritte"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"expires_on", "sector_note"})
    assert "Parole scritte" in answer.content.decode()
    assert not Vetting.objects.exists() and not DiligenceCheck.objects.exists()


def test_saving_an_expired_label_as_it_is_lets_the_lines_be_written(_now, staff, nonprofit, officer):
    body = nonprofit()
    row = checked(body, officer, days=5)
    with time_machine.travel(AT + timedelta(days=30), tick=False):
        staff.force_login(officer)
        answer = staff.post(
            reverse("partnerships:vetting", args=[body.slug]),
            form(expires_on=row.expires_on.strftime("%d/%m/%Y"), registers_outcome="clear"),
        )
        assert answer.status_code == 302
        assert "scaduto il" in staff.get(body.get_absolute_url()).content.decode()
    body.vetting.refresh_from_db()
    assert body.vetting.checked_on == row.checked_on


def test_request_match_and_proposals_show_how_far_each_was_checked(_now, staff, invited, officer):
    checked(invited.nonprofit, officer, "runts")
    checked(invited.request.organization, officer, "self_certified")
    code = invited.request.code
    for path, words in {
        f"/richieste/{code}/": ["Autocertificato"],
        f"/richieste/{code}/abbinamenti/": ["Nel RUNTS"],
        f"/richieste/{code}/abbinamenti/{invited.pk}/": ["Nel RUNTS", "Autocertificato"],
    }.items():
        page = staff.get(path).content.decode()
        assert [word for word in words if word not in page] == []


def test_partners_never_read_the_checks(invited, officer):
    checked(invited.nonprofit, officer)
    vetting.examine(
        organization=invited.nonprofit, found={"reputation": ("accepted", "Articolo del 2019")}, by=officer, at=AT
    )
    for side in ("company", "nonprofit"):
        assert "Articolo del 2019" not in Client().get(link(side)).content.decode()


def test_where_one_is_a_party_without_checks_the_list_is_not_ticked(partnership, company, nonprofit, officer):
    row = partnership()
    partnerships.add_party(
        partnership=row, organization=nonprofit("Terza ODV"), side="other", brings="", by=officer, at=AT
    )
    for body in list(row.organizations.all())[:2]:
        checked(body, officer)
    assert proven(row) == set()


def test_two_records_made_one_keep_one_label_each_line_once_and_all_the_forms(nonprofit, officer):
    from uuid import uuid4

    from relations.actions import merging

    kept, gone = nonprofit("Uno ODV"), nonprofit("Uno bis ODV")
    checked(kept, officer, "to_update", days=0)
    checked(gone, officer, "verified")
    vetting.examine(organization=kept, found={"sector": ("clear", "")}, by=officer, at=AT)
    vetting.examine(
        organization=gone, found={"sector": ("accepted", "Vino"), "registers": ("clear", "")}, by=officer, at=AT
    )
    NeedSubmission.objects.create(
        name="Uno bis", organization=gone, status="accepted", created_at=AT, received_at=AT, idempotency_key=uuid4()
    )
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert Vetting.objects.get().organization == kept
    assert sorted(kept.diligence.values_list("key", flat=True)) == ["registers", "sector"]
    assert kept.need_submissions.count() == 1
