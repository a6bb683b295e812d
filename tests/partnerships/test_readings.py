"""Values measured by us and sent by partners, what shows them, and who is asked for the next."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from partnerships.actions import partner_links, readings
from partnerships.models import Partnership, Reading
from partnerships.queries import objectives as queries
from relations.mail import testing
from relations.models import FollowUp

from .conftest import AT
from .programme import START, TODAY, indicator, link, side, visitor

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def row(partnership):
    return partnership()


@pytest.fixture
def measure(row, officer):
    return indicator(row, officer, measured_by=side(row, "nonprofit"))


@pytest.fixture
def managed(row) -> Partnership:
    Partnership.objects.filter(pk=row.pk).update(phase="management")
    row.refresh_from_db()
    return row


def record(measure, officer, value, on=TODAY, **fields):
    return readings.record(indicator=measure, on=on, value=Decimal(value), by=officer, at=AT, **fields)


def bar(row):
    [found] = queries.page(row, today=TODAY)["bars"]
    return found


def test_ours_counts_at_once_and_draws_the_line(row, measure, officer):
    record(measure, officer, 30, START + timedelta(days=50))
    record(measure, officer, 62)
    found = bar(row)
    assert (found.value, found.standing.done, found.light.key) == ("62", 51.7, "on")
    assert found.series == [0, 30, 62]


def test_one_value_a_day_counts(row, measure, officer):
    record(measure, officer, 30)
    with pytest.raises(readings.SameDay, match="30 ore"):
        record(measure, officer, 31)


def test_one_taken_away_keeps_its_reason_and_leaves_room(row, measure, officer):
    wrong = record(measure, officer, 300)
    readings.refuse(reading=wrong, why="Era un’altra scuola", by=officer, at=AT)
    record(measure, officer, 30)
    assert bar(row).series == [0, 30] and Reading.objects.get(pk=wrong.pk).why_refused == "Era un’altra scuola"


def test_a_partner_s_waits_for_our_yes(row, measure, officer):
    sent = readings.send(visitor=visitor(side(row, "nonprofit")), indicator=measure, on=TODAY, value=Decimal(62), at=AT)
    assert bar(row).last is None and bar(row).waiting == [sent]
    todo = FollowUp.objects.get(origin=f"reading:{sent.pk}")
    readings.confirm(reading=sent, by=officer, at=AT)
    todo.refresh_from_db()
    assert bar(row).value == "62" and todo.status == "done"
    with pytest.raises(readings.NotNow):
        readings.confirm(reading=sent, by=officer, at=AT)


def test_sent_again_for_the_same_day_it_replaces_the_one_that_waits(row, measure):
    who = visitor(side(row, "nonprofit"))
    for value in (60, 62):
        readings.send(visitor=who, indicator=measure, on=TODAY, value=Decimal(value), at=AT)
    assert [one.value for one in measure.readings.all()] == [62] and FollowUp.objects.filter(
        origin__startswith="reading:"
    ).count() == 1


def test_the_last_final_value_ticks_its_line(row, measure, officer):
    record(measure, officer, 119, is_final=True)
    assert row.deliverables.get(phase="evaluation", key="final_readings").done_at == AT
    with pytest.raises(readings.AlreadyFinal):
        record(measure, officer, 120, TODAY - timedelta(days=1), is_final=True)


@pytest.mark.parametrize(("days", "missed"), [(31, False), (32, True)])
def test_a_month_without_a_monthly_value_is_a_missed_one(row, measure, officer, days, missed):
    record(measure, officer, 10, TODAY - timedelta(days=days))
    assert bar(row).is_missed is missed


def test_a_missed_value_is_asked_for_once_in_its_period(managed, measure):
    assert [readings.ask_missed(at=AT) for _turn in range(2)] == [1, 0]
    [delivery] = testing.waiting()
    assert delivery.email == "info@risosolidaleodv.example" and "/misure/" in delivery.mailing.text


def test_what_we_measure_ourselves_becomes_something_to_do(managed, officer):
    indicator(managed, officer)
    assert [readings.ask_missed(at=AT) for _turn in range(2)] == [1, 0]
    assert testing.waiting() == [] and FollowUp.objects.get().title == "Misurare «Ore di tutoraggio» (Riso solidale)"


def test_before_the_agreement_nobody_is_asked(row, measure):
    assert readings.ask_missed(at=AT) == 0


# --- pages -------------------------------------------------------------------------
def test_a_partner_sends_a_value_with_its_photograph(row, measure, staff):
    token = link(side(row, "nonprofit"))
    home = Client().get(f"/insieme/{token}/").content.decode()
    assert f"/insieme/{token}/misure/{measure.pk}/" in home
    data = {"value": "62", "on": timezone.localdate().isoformat(), "file": SimpleUploadedFile("registro.pdf", PDF)}
    answer = Client().post(f"/insieme/{token}/misure/{measure.pk}/", data)
    assert answer.status_code == 302
    reading = measure.readings.get()
    assert reading.evidence.mime == "application/pdf" and reading.sent_by.endswith("Riso solidale ODV")
    page = staff.get(f"/partnership/{row.code}/obiettivi/").content.decode()
    assert "registro.pdf" in page and "Falla contare" in page
    assert staff.get(f"/partnership/{row.code}/prove/{reading.evidence_id}/")["Content-Type"] == "application/pdf"
    assert staff.post(f"/partnership/{row.code}/obiettivi/misure/{reading.pk}/conferma/").status_code == 302
    assert bar(row).value == "62"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "molto"}, "value"),
        ({"on": "31/12/2099"}, "on"),
        ({"evidence_url": "javascript:alert(1)"}, "evidence_url"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(row, measure, changes, field):
    data = {"value": "62", "on": timezone.localdate().isoformat(), "words": "Come previsto"} | changes
    answer = Client().post(f"/insieme/{link(side(row, 'nonprofit'))}/misure/{measure.pk}/", data)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert "Come previsto" in answer.content.decode() and not measure.readings.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("foto.png", b"<svg onload=alert(1)>"), ("foto.pdf", b"MZ\x90"), ("vuoto.pdf", b"x")]
)
def test_a_file_that_is_not_what_it_says_is_refused(row, measure, name, content):
    data = {"value": "62", "on": timezone.localdate().isoformat(), "file": SimpleUploadedFile(name, content)}
    answer = Client().post(f"/insieme/{link(side(row, 'nonprofit'))}/misure/{measure.pk}/", data)
    assert answer.status_code == 422 and not measure.readings.exists()


def test_the_other_partnership_s_indicator_is_not_there(row, measure, partnership, officer):
    other = indicator(partnership("Altra"), officer)
    assert Client().get(f"/insieme/{link(side(row, 'nonprofit'))}/misure/{other.pk}/").status_code == 404


def test_expired_and_foreign_links_lead_nowhere(row, measure):
    old = partner_links.issue(party=side(row, "company"), email="a@b.example", at=timezone.now() - timedelta(days=200))
    paths = [
        f"/insieme/{token}/{page}" for token in (old, "x" * 32) for page in ("obiettivi/", f"misure/{measure.pk}/")
    ]
    assert [Client().get(path).status_code for path in paths] == [404] * 4


def test_a_proof_of_another_partnership_is_not_there(row, measure, staff, officer, partnership):
    reading = record(measure, officer, 5, upload=SimpleUploadedFile("a.pdf", PDF))
    other = partnership("Altra")
    assert staff.get(f"/partnership/{other.code}/prove/{reading.evidence_id}/").status_code == 404


def test_a_partner_shares_an_objective_by_link(row, measure):
    token = link(side(row, "company"))
    path = f"/insieme/{token}/obiettivi/"
    assert "Condividete questo obiettivo?" in Client().get(path).content.decode()
    wrong = Client().post(path, {"objective": measure.objective_id, "agrees": "no", "words": ""})
    assert wrong.status_code == 422 and "Scrivete che cosa cambiereste." in wrong.content.decode()
    assert Client().post(path, {"objective": measure.objective_id, "agrees": "yes"}).status_code == 302
    said = measure.objective.endorsements.get()
    assert said.agrees and said.said_by.startswith("silvio@riseria.example")
    assert Client().post(path, {"objective": "x", "agrees": "yes"}).status_code == 404


def test_the_values_go_out_as_a_file(row, measure, staff, officer):
    record(measure, officer, 62)
    body = staff.get(f"/partnership/{row.code}/obiettivi/misure.csv").content.decode()
    assert "Ore di tutoraggio" in body and "62" in body
    assert staff.get(f"/partnership/{row.code}/obiettivi/misure.exe").status_code == 404


def test_staff_record_a_value(row, measure, staff):
    path = f"/partnership/{row.code}/obiettivi/misure/nuova/?indicatore={measure.pk}"
    assert staff.get(path).status_code == 200
    data = {"indicator": measure.pk, "value": "62", "on": date.today().isoformat()}
    assert staff.post(path, data).status_code == 302
    twin = staff.post(path, data | {"value": "63"})
    assert twin.status_code == 422 and "Di quel giorno c’è già una misura" in twin.content.decode()
    assert staff.get(row.get_absolute_url()).status_code == 200
