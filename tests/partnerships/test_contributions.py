"""Contributions in both directions, deliveries with proof, hours confirmed in one tap."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from partnerships.actions import contributions as actions
from partnerships.actions import hours, partner_links
from partnerships.models import Contribution, Partnership
from partnerships.queries import contributions as queries
from relations.mail import testing

from .conftest import AT
from .programme import TODAY, link, side, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(partnership) -> Partnership:
    return partnership(with_volunteers=True)


@pytest.fixture
def promise(row, officer):
    def make(which: str = "company", **fields: Any) -> Contribution:
        given = {
            "kind": "cash",
            "what": "Contributo annuo",
            "value": Decimal(6000),
            "quantity": None,
            "unit": "",
        } | fields
        party = side(row, which) if which else None
        return actions.promise(partnership=row, party=party, by=officer, at=AT, **given)

    return make


@pytest.fixture
def educators(promise):
    return promise("nonprofit", kind="time", what="Due educatori", value=None, quantity=Decimal(2), unit="people")


def line(row, key: str):
    return row.deliverables.filter(key=key).exclude(done_at=None).first()


# --- promised ----------------------------------------------------------------------
def test_valued_on_every_side_ticks_its_line(row, promise):
    promise()
    assert line(row, "contributions_valued") is None
    promise("nonprofit", kind="network", what="Rapporti con le scuole", value=None)
    assert line(row, "contributions_valued") is None
    given = Contribution.objects.get(kind="network")
    actions.change(contribution=given, value=Decimal(400), basis="stima dell’ente", by=row.owner, at=AT)
    assert line(row, "contributions_valued").note == "Apporti di ciascuna parte quantificati: 2"


def test_one_direction_is_told_and_two_are_not(row, promise, staff):
    assert not queries.standing(row).is_one_way
    promise()
    assert queries.standing(row).is_one_way
    assert "Mette qualcosa una parte sola" in staff.get(row.get_absolute_url()).content.decode()
    promise("nonprofit", kind="skills", what="Formazione dei tutor", value=None)
    assert not queries.standing(row).is_one_way


def test_what_the_office_gives_does_not_make_it_two_directions(row, promise):
    promise()
    promise("", kind="skills", what="Formazione", value=None)
    assert queries.standing(row).is_one_way


def test_a_headline_adds_up_money_and_what_is_counted(row, promise):
    promise()
    promise(kind="time", what="Tutor", value=Decimal(2640), quantity=Decimal(120), unit="hours")
    giver = queries.page(row)["givers"][0]
    assert (giver.headline, giver.value) == ("€\xa06.000 + 120 ore", 8640)


def test_one_taken_back_counts_no_more_and_keeps_its_reason(row, promise, officer):
    given = promise()
    actions.withdraw(contribution=given, why="Bilancio in perdita", by=officer, at=AT)
    assert queries.standing(row).promised == 0
    with pytest.raises(actions.TakenBack):
        actions.deliver(contribution=given, on=TODAY, value=Decimal(10), by=officer, at=AT)


# --- delivered -----------------------------------------------------------------------
@pytest.mark.parametrize(
    "proof",
    [{"evidence_url": "https://banca.example/bonifico"}, {"upload": SimpleUploadedFile("b.pdf", b"%PDF-1.7 x")}],
)
def test_proof_of_all_that_was_promised_ticks_its_line(row, promise, officer, proof):
    given = promise()
    actions.deliver(contribution=given, on=TODAY, value=Decimal(2500), by=officer, at=AT)
    assert line(row, "deliveries_proven") is None
    given.deliveries.all().delete()
    actions.deliver(contribution=given, on=TODAY, value=Decimal(2500), by=officer, at=AT, **proof)
    assert line(row, "deliveries_proven").note == "Consegne con la prova: 1"


def test_the_word_of_who_received_it_is_proof_and_its_own_word_is_not(row, promise, officer):
    given = promise()
    delivery = actions.deliver(contribution=given, on=TODAY, value=Decimal(2500), by=officer, at=AT)
    with pytest.raises(actions.OwnWord):
        actions.receive(delivery=delivery, party=side(row, "company"), by=officer, at=AT)
    for _turn in range(2):
        actions.receive(delivery=delivery, party=side(row, "nonprofit"), visitor=visitor(side(row, "nonprofit")), at=AT)
    assert queries.page(row)["givers"][0].given[0].unproven == 0 and line(row, "deliveries_proven")


def test_what_was_promised_and_never_came_holds_the_line_up(row, promise, educators, officer):
    given = promise()
    actions.deliver(
        contribution=given, on=TODAY, value=Decimal(6000), evidence_url="https://a.example", by=officer, at=AT
    )
    assert line(row, "deliveries_proven") is None


def test_only_the_giver_writes_its_delivery_by_link(row, promise):
    given = promise()
    with pytest.raises(actions.OwnWord):
        actions.deliver(contribution=given, on=TODAY, value=Decimal(1), visitor=visitor(side(row, "nonprofit")), at=AT)


def test_one_written_by_mistake_is_taken_away_and_stays_in_the_history(row, promise, officer):
    delivery = actions.deliver(contribution=promise(), on=TODAY, value=Decimal(1), by=officer, at=AT)
    pk = delivery.pk
    actions.take_away(delivery=delivery, by=officer, at=AT)
    images = type(delivery).pgh_event_model.objects.filter(id=pk, pgh_label="deleted")
    assert images.count() == 1 and queries.standing(row).delivered == 0


# --- hours -----------------------------------------------------------------------------
def record(row, **fields):
    given = {"on": TODAY, "people": 6, "hours_each": Decimal("2.5"), "what": "Compiti"} | fields
    return hours.record(partnership=row, giver=side(row, "company"), host=side(row, "nonprofit"), at=AT, **given)


def test_hours_count_once_the_host_said_so(row, promise, officer):
    promised = promise(kind="time", what="Tutor", value=None, quantity=Decimal(120), unit="hours")
    entry = record(row, by=officer, contribution=promised)
    [asked] = testing.waiting()
    assert asked.email == "info@risosolidaleodv.example" and f"/ore/{entry.pk}/" in asked.mailing.text
    assert queries.page(row)["confirmed_hours"] == 0 and line(row, "volunteer_attendance") is None
    hours.confirm(entry=entry, visitor=visitor(side(row, "nonprofit")), at=AT)
    page = queries.page(row)
    assert (page["confirmed_hours"], page["people"], page["givers"][0].given[0].done) == (15, 6, 15)
    assert line(row, "volunteer_attendance")


def test_the_host_s_own_hours_need_no_question(row):
    assert record(row, visitor=visitor(side(row, "nonprofit"))).confirmed_at == AT and testing.waiting() == []


def test_the_giver_cannot_confirm_its_own_hours(row):
    entry = record(row, visitor=visitor(side(row, "company")))
    with pytest.raises(hours.NotNow):
        hours.confirm(entry=entry, visitor=visitor(side(row, "company")), at=AT)


def test_hours_that_were_not_so_say_why_and_count_nowhere(row, officer):
    entry = record(row, by=officer)
    hours.refuse(entry=entry, why="Erano in quattro", visitor=visitor(side(row, "nonprofit")), at=AT)
    assert queries.page(row)["confirmed_hours"] == 0
    with pytest.raises(hours.NotNow):
        hours.confirm(entry=entry, by=officer, at=AT)


# --- pages -------------------------------------------------------------------------------
def test_one_tap_confirms_from_the_partner_s_page(row, officer):
    entry, token = record(row, by=officer), link(side(row, "nonprofit"))
    assert "Sì, è così" in Client().get(f"/insieme/{token}/").content.decode()
    assert Client().get(f"/insieme/{token}/ore/{entry.pk}/").status_code == 200
    entry.refresh_from_db()
    assert entry.confirmed_at is None
    answer = Client().post(f"/insieme/{token}/ore/{entry.pk}/", {"answer": "yes"}, follow=True)
    entry.refresh_from_db()
    assert entry.confirmed_at and "le ore sono confermate" in answer.content.decode()


def test_a_line_says_what_is_not_right(row, officer):
    entry, token = record(row, by=officer), link(side(row, "nonprofit"))
    path = f"/insieme/{token}/ore/{entry.pk}/"
    assert Client().post(path, {"answer": "no", "why": ""}).status_code == 422
    assert Client().post(path, {"answer": "no", "why": "Erano quattro"}).status_code == 302
    entry.refresh_from_db()
    assert entry.why_refused == "Erano quattro"


def test_the_other_side_s_hours_and_deliveries_are_not_there(row, promise, officer):
    entry, given = record(row, by=officer), promise()
    token = link(side(row, "company"))
    assert Client().get(f"/insieme/{token}/ore/{entry.pk}/").status_code == 404
    other = link(side(row, "nonprofit"))
    assert Client().get(f"/insieme/{other}/apporti/{given.pk}/").status_code == 404


def test_expired_links_lead_nowhere(row, promise, officer):
    entry, given = record(row, by=officer), promise()
    delivery = actions.deliver(contribution=given, on=TODAY, value=Decimal(1), by=officer, at=AT)
    old = partner_links.issue(
        party=side(row, "nonprofit"), email="a@b.example", at=timezone.now() - timedelta(days=200)
    )
    pages = [f"ore/{entry.pk}/", "ore/", f"apporti/{given.pk}/"]
    assert [Client().get(f"/insieme/{token}/{page}").status_code for token in (old, "x" * 32) for page in pages] == [
        404
    ] * 6
    assert Client().post(f"/insieme/{old}/ricevuto/{delivery.pk}/").status_code == 404


def test_a_partner_delivers_and_the_other_receives(row, promise):
    given = promise()
    token = link(side(row, "company"))
    data = {"on": date.today().isoformat(), "value": "2.500", "note": "Prima rata"}
    assert Client().post(f"/insieme/{token}/apporti/{given.pk}/", data | {"value": ""}).status_code == 422
    assert Client().post(f"/insieme/{token}/apporti/{given.pk}/", data).status_code == 302
    delivery, other = given.deliveries.get(), link(side(row, "nonprofit"))
    assert "L’abbiamo ricevuto" in Client().get(f"/insieme/{other}/").content.decode()
    assert Client().post(f"/insieme/{other}/ricevuto/{delivery.pk}/").status_code == 302
    delivery.refresh_from_db()
    assert delivery.value == 2500 and delivery.is_proven


def test_staff_write_down_contributions_deliveries_and_hours(row, staff):
    base = f"/partnership/{row.code}/apporti"
    company, nonprofit = side(row, "company"), side(row, "nonprofit")
    assert staff.post(f"{base}/nuovo/", {"party": company.pk, "kind": "cash", "what": "Contributo"}).status_code == 422
    data = {"party": company.pk, "kind": "cash", "what": "Contributo", "value": "6.000"}
    assert staff.post(f"{base}/nuovo/", data).status_code == 302
    given = row.contributions.get()
    assert (
        staff.post(f"{base}/{given.pk}/consegna/", {"on": date.today().isoformat(), "value": "2500"}).status_code == 302
    )
    day = {
        "giver": company.pk,
        "host": nonprofit.pk,
        "on": date.today().isoformat(),
        "people": "4",
        "hours_each": "2,5",
    }
    assert staff.post(f"{base}/ore/nuove/", day | {"host": company.pk}).status_code == 422
    assert staff.post(f"{base}/ore/nuove/", day | {"hours_each": "30"}).status_code == 422
    assert staff.post(f"{base}/ore/nuove/", day).status_code == 302
    page = staff.get(f"{base}/").content.decode()
    assert "ancora senza prova" in page and "4 persone × 2,5 ore" in page
    delivery = given.deliveries.get()
    assert staff.post(f"{base}/consegne/{delivery.pk}/ricevuta/", {"party": nonprofit.pk}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.received_by == nonprofit


def test_the_page_costs_the_same_with_one_row_and_with_thirty(
    row, staff, promise, officer, django_assert_max_num_queries
):
    path, costs = f"/partnership/{row.code}/apporti/", []
    for count in (1, 29):
        for number in range(count):
            given = promise(what=f"Contributo {number}")
            actions.deliver(contribution=given, on=TODAY, value=Decimal(1), by=officer, at=AT)
            record(row, by=officer, what=str(number))
        staff.get(path)
        with django_assert_max_num_queries(60) as seen:
            assert staff.get(path).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
