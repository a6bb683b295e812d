"""Objectives: refused without measure or day, endorsed by each party, asked again when they change."""

from datetime import timedelta
from decimal import Decimal

import pytest

from partnerships import indicator_seeds, programme_terms
from partnerships.actions import objectives
from partnerships.actions import partnerships as running
from partnerships.queries import objectives as queries
from relations.mail import testing
from relations.models import TimelineEntry

from .conftest import AT
from .programme import END, MEASURE, TODAY, WORDS, propose, side, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(partnership):
    return partnership()


@pytest.fixture
def objective(row, officer):
    return propose(row, officer)


def stated(row):
    [found] = queries.page(row, today=TODAY)["stated"]
    return found


def test_one_that_holds_ticks_its_line_of_the_checklist(row, objective):
    line = row.deliverables.get(phase="negotiation", key="smart_goal")
    assert line.done_at == AT and objective.title in line.note


@pytest.mark.parametrize(
    ("changes", "measure", "letters"), [({}, {"target": Decimal(0)}, "M"), ({"due_on": None}, {}, "T")]
)
def test_without_a_measure_or_a_day_it_is_refused_and_nothing_is_left(row, officer, changes, measure, letters):
    with pytest.raises(objectives.NotSmart, match=letters):
        propose(row, officer, measure=measure, **changes)
    assert not row.objectives.exists() and not row.indicators.exists()


def test_the_other_letters_are_told_and_hold_up_the_endorsement(row, officer):
    objective = propose(row, officer, feasible="", relevant="")
    assert [letter.letter for letter in stated(row).faults] == ["A", "R"]
    assert not row.deliverables.filter(key="smart_goal").exists()
    with pytest.raises(objectives.NotSmart, match="AR"):
        objectives.ask_endorsements(objective=objective, by=officer, at=AT)
    with pytest.raises(objectives.NotSmart):
        objectives.endorse(objective=objective, party=side(row, "company"), agrees=True, by=officer, at=AT)
    objectives.change(objective=objective, by=officer, at=AT, feasible=WORDS["feasible"], relevant=WORDS["relevant"])
    assert row.deliverables.filter(key="smart_goal").exclude(done_at=None).exists()


def test_it_is_shared_only_when_every_party_said_so(row, officer, objective):
    objectives.endorse(
        objective=objective, party=side(row, "company"), agrees=True, at=AT, visitor=visitor(side(row, "company"))
    )
    assert not stated(row).is_shared
    objectives.endorse(
        objective=objective, party=side(row, "nonprofit"), agrees=False, words="Meno ore", by=officer, at=AT
    )
    assert not stated(row).is_shared and [party.side for party in stated(row).missing] == ["nonprofit"]
    objectives.endorse(objective=objective, party=side(row, "nonprofit"), agrees=True, by=officer, at=AT)
    assert stated(row).is_shared and objective.endorsements.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "left"), [("title", "150 ore di tutoraggio dei dipendenti", 0), ("review_on", END, 1)]
)
def test_a_change_of_what_was_agreed_asks_everybody_again(row, officer, objective, field, value, left):
    objectives.endorse(objective=objective, party=side(row, "company"), agrees=True, by=officer, at=AT)
    objectives.change(objective=objective, by=officer, at=AT, **{field: value})
    assert objective.endorsements.count() == left


def test_a_change_of_its_measure_asks_everybody_again(row, officer, objective):
    objectives.endorse(objective=objective, party=side(row, "company"), agrees=True, by=officer, at=AT)
    indicator = objective.indicators.get()
    objectives.change_indicator(indicator=indicator, by=officer, at=AT, source="Foglio firme")
    assert objective.endorsements.count() == 1
    objectives.change_indicator(indicator=indicator, by=officer, at=AT, target=Decimal(140))
    assert objective.endorsements.count() == 0


def test_the_parties_that_have_not_said_yes_get_the_link_by_mail(row, officer, objective):
    objectives.endorse(objective=objective, party=side(row, "company"), agrees=True, by=officer, at=AT)
    assert objectives.ask_endorsements(objective=objective, by=officer, at=AT) == []
    [delivery] = testing.waiting()
    assert delivery.email == "info@risosolidaleodv.example" and "/insieme/" in delivery.mailing.text


def test_who_has_no_address_is_named(company, nonprofit, officer):
    body = nonprofit("Senza Posta ODV", email=False)
    row = running.open_partnership(title="Muta", company=company, nonprofits=[body], owner=officer, by=officer, at=AT)
    without = objectives.ask_endorsements(objective=propose(row, officer), by=officer, at=AT)
    assert [str(party) for party in without] == ["Senza Posta ODV"]


def test_one_given_up_keeps_its_reason_and_counts_no_more(row, officer, objective):
    objectives.drop(objective=objective, why="La scuola ha chiuso.", by=officer, at=AT)
    page = queries.page(row, today=TODAY)
    assert (page["stated"], page["bars"]) == ([], []) and page["dropped"][0].why_dropped == "La scuola ha chiuso."
    with pytest.raises(objectives.GivenUp):
        objectives.change(objective=objective, by=officer, at=AT, title="Altro obiettivo qualsiasi")


def test_an_ended_partnership_takes_no_objective(row, officer):
    running.end(partnership=row, outcome="withdrawn", why="Basta", by=officer, at=AT)
    with pytest.raises(running.NotLiving):
        propose(row, officer)


def test_a_light_of_ours_says_why_and_can_be_given_back(row, officer, objective):
    indicator = objective.indicators.get()
    objectives.set_light(indicator=indicator, light="on", why="Le ore si fanno in primavera", by=officer, at=AT)
    [bar] = queries.page(row, today=TODAY)["bars"]
    assert (bar.light.key, bar.why, bar.is_overruled) == ("on", "Le ore si fanno in primavera", True)
    objectives.set_light(indicator=indicator, light="", why="", by=officer, at=AT)
    assert queries.page(row, today=TODAY)["bars"][0].light.key == "unread"


def test_another_indicator_takes_the_days_of_its_objective(row, officer, objective):
    made = objectives.add_indicator(
        partnership=row, objective=objective, by=officer, at=AT, **(MEASURE | {"name": "Ragazzi", "unit": "ragazzi"})
    )
    assert (made.starts_on, made.due_on) == (WORDS["starts_on"], END)


def test_what_happens_is_on_the_timeline_of_both(row, objective):
    told = TimelineEntry.objects.filter(title__contains="Obiettivo: 120 ore").count()
    assert told == 2


def test_a_page_costs_the_same_with_one_objective_and_with_ten(
    staff, row, officer, objective, django_assert_max_num_queries
):
    path, costs = f"/partnership/{row.code}/obiettivi/", []
    for count in (0, 9):
        for number in range(count):
            made = propose(row, officer, title=f"{number} ragazzi seguiti nei compiti ogni settimana")
            objectives.endorse(
                objective=made, party=side(row, "company"), agrees=True, by=officer, at=AT + timedelta(minutes=number)
            )
        staff.get(path)
        with django_assert_max_num_queries(60) as seen:
            assert staff.get(path).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]


FORM = {
    "title": WORDS["title"], "what": WORDS["what"], "feasible": WORDS["feasible"], "relevant": WORDS["relevant"], "starts_on": "2026-09-01",
    "due_on": "2027-06-30", "name": "Ore", "unit": "ore", "baseline": "0", "target": "120", "level": "output", "kind": "quantity",
    "frequency": "monthly", "source": "Registro",
}  # fmt: skip


def test_staff_write_one_down_and_see_its_letters(staff, row):
    answer = staff.post(f"/partnership/{row.code}/obiettivi/nuovo/", FORM, follow=True)
    page = answer.content.decode()
    assert "Cinque lettere a posto" in page and "120 ore" in page
    box = staff.get(row.get_absolute_url()).content.decode()
    assert "Obiettivi misurati" in box and "Mai misurato" in box


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"target": ""}, "target", "M: Manca il valore da raggiungere."),
        ({"target": "0"}, "target", "M: Il valore da raggiungere è lo stesso di partenza."),
        ({"due_on": ""}, "due_on", "T: Non c’è un giorno entro cui raggiungerlo."),
        ({"due_on": "1/1/2020"}, "due_on", "T: Finisce prima di cominciare."),
        ({"baseline": "tanto"}, "baseline", "Scrivete un numero"),
    ],
)
def test_the_form_says_which_letter_fails_beside_the_field_and_keeps_what_was_typed(staff, row, changes, field, words):
    answer = staff.post(f"/partnership/{row.code}/obiettivi/nuovo/", FORM | changes)
    assert answer.status_code == 422 and not row.objectives.exists()
    assert any(words in error for error in answer.context["form"].errors[field])
    assert WORDS["what"] in answer.content.decode()


def test_two_clicks_write_one(staff, row):
    staff.get(f"/partnership/{row.code}/obiettivi/nuovo/")
    token = staff.cookies["csrftoken"].value if "csrftoken" in staff.cookies else "x" * 64
    for _turn in range(2):
        staff.post(f"/partnership/{row.code}/obiettivi/nuovo/", FORM | {"csrfmiddlewaretoken": token})
    assert row.objectives.count() == 1


def test_an_indicator_begins_from_a_usual_one(staff, row, objective):
    path = f"/partnership/{row.code}/obiettivi/indicatori/nuovo/?obiettivo={objective.pk}&modello="
    page = staff.get(f"{path}meals")
    assert page.context["form"].initial["name"] == "Pasti serviti" and "Rifiuti raccolti" in page.content.decode()
    assert "name" not in staff.get(f"{path}altro").context["form"].initial
    data = {
        "name": "Pasti",
        "unit": "pasti",
        "baseline": "0",
        "target": "5",
        "level": "output",
        "kind": "quantity",
        "frequency": "monthly",
    }
    days = {"starts_on": "2026-09-01", "due_on": "2027-02-01"}
    assert staff.post(f"{path}meals", data | days).status_code == 302 and objective.indicators.count() == 2


def test_every_usual_indicator_fits_the_fixed_lists():
    for seed in indicator_seeds.SEEDS.values():
        assert seed.level in programme_terms.LEVELS and seed.kind in programme_terms.INDICATOR_KINDS
        assert seed.frequency in programme_terms.FREQUENCIES and len(str(seed.unit)) <= 40
