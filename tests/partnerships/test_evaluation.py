"""The evaluation: both sides by link, the report and its approval, decisions, lessons, what lasts, and thanks."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from partnerships import certificate, lifecycle
from partnerships.actions import checklist, decisions, evaluations, partner_links, partnerships, recognition, sustaining
from partnerships.actions.partnerships import CannotEnd
from partnerships.models import Evaluation, Lesson, PartnerAnswer, Partnership, Recognition
from partnerships.queries import evaluation as queries
from relations.models import Delivery

from .conftest import AT

pytestmark = pytest.mark.django_db
SCORES = {"results": 5, "understanding": 4, "roles": 3, "office": 5, "again": 4}


@pytest.fixture
def late(partnership):
    """A partnership in its last phase."""

    def make(title: str = "Riso solidale", phase: str = "evaluation") -> Partnership:
        row = partnership(title)
        Partnership.objects.filter(pk=row.pk).update(phase=phase)
        row.refresh_from_db()
        return row

    return make


def by_link(row: Partnership, side: str = "company", page: str = "valutazione/") -> str:
    party = row.parties.get(side=side)
    return f"/insieme/{partner_links.issue(party=party, email='x@prova.example', at=timezone.now())}/{page}"


def form(**changes):
    return {
        **{key: str(score) for key, score in SCORES.items()},
        "worked": "Le riunioni brevi.",
        "to_change": "",
    } | changes


def proved(row: Partnership, key: str) -> bool:
    return key in row.done_keys(lifecycle.LAST.key)


# --- questionnaires ----------------------------------------------------------------------------------------------
def test_each_side_is_asked_once_by_its_own_link(late, officer):
    row = late()
    assert evaluations.ask(partnership=row, by=officer, at=AT) == 2
    assert sorted(Delivery.objects.values_list("email", flat=True)) == [
        "info@riseria.example",
        "info@risosolidaleodv.example",
    ]
    with pytest.raises(evaluations.NotYet):
        evaluations.ask(partnership=row, by=officer, at=AT + timedelta(days=1))


def test_the_evaluation_waits_for_the_fourth_phase(late, officer, staff):
    row = late(phase="agreement")
    with pytest.raises(evaluations.NotYet):
        evaluations.ask(partnership=row, by=officer, at=AT)
    assert Client().get(by_link(row)).status_code == 404


def test_the_line_is_proved_when_both_have_answered(late):
    row = late()
    assert Client().post(by_link(row), form()).status_code == 302
    assert not proved(row, "both_questionnaires")
    assert Client().post(by_link(row, "nonprofit"), form(results="2")).status_code == 302
    assert proved(row, "both_questionnaires")
    assert list(PartnerAnswer.objects.order_by("results").values_list("results", "party__side")) == [
        (2, "nonprofit"),
        (5, "company"),
    ]


def test_an_answer_may_be_changed_and_stays_one(late):
    row = late()
    link = by_link(row)
    Client().post(link, form())
    Client().post(link, form(results="1", to_change="Meno carta."))
    assert list(PartnerAnswer.objects.values_list("results", "to_change")) == [(1, "Meno carta.")]


@pytest.mark.parametrize("bad", ["", "6", "x", "0"])
def test_a_missing_or_strange_score_is_said_and_nothing_typed_is_lost(late, bad):
    answer = Client().post(by_link(late()), form(results=bad))
    assert answer.status_code == 422 and not PartnerAnswer.objects.exists()
    assert "Le riunioni brevi." in answer.content.decode()


def test_the_other_side_never_reads_the_answers(late):
    row = late()
    Client().post(by_link(row), form(worked="Segreto della ditta"))
    pages = [Client().get(by_link(row, "nonprofit", page)).content.decode() for page in ("", "valutazione/")]
    assert all("Segreto della ditta" not in page for page in pages)
    assert "Segreto della ditta" in Client().get(by_link(row)).content.decode()


def test_a_link_of_another_partnership_or_an_old_one_leads_nowhere(late):
    row = late()
    party = row.parties.get(side="company")
    old = partner_links.issue(
        party=party, email="x@prova.example", at=timezone.now() - partner_links.LIFE - timedelta(days=1)
    )
    found = [Client().get(f"/insieme/{token}/{page}").status_code for token in (old, "x" * 32) for page in ("valutazione/", "consenso/case/", "attestato/")]  # fmt: skip
    assert found == [404] * 6
    assert Client().get(by_link(row, page="consenso/niente/")).status_code == 404
    assert Client().get(by_link(row, page="attestato/")).status_code == 404


def test_those_who_were_helped_answer_an_open_anonymous_survey(late, officer, staff):
    row = late()
    made = evaluations.ask_beneficiaries(partnership=row, by=officer, at=AT)
    evaluations.ask_beneficiaries(partnership=row, by=officer, at=AT)
    survey = made.survey
    assert (survey.is_anonymous, survey.is_public, survey.state, survey.questions.count()) == (True, True, "open", 4)
    assert survey.public_url in staff.get(f"/partnership/{row.code}/valutazione/").content.decode()
    assert Client().get(survey.public_url).status_code == 200


# --- report ------------------------------------------------------------------------------------------------------
def test_only_the_head_approves_and_an_approved_report_stays(late, officer, head, staff):
    row = late()
    page = f"/partnership/{row.code}/valutazione/relazione/"
    assert staff.post(page, {"text": "Tutto il riso è arrivato."}).status_code == 302
    assert staff.post(f"{page}approva/").status_code == 403
    boss = Client()
    boss.force_login(head)
    boss.post(f"{page}approva/")
    found = Evaluation.objects.get(partnership=row)
    assert (found.approved_by, proved(row, "report_approved")) == (head, True)
    answer = staff.post(page, {"text": "Altre parole."})
    assert answer.status_code == 422 and "Altre parole." in answer.content.decode()
    boss.post(f"{page}approva/", {"undo": "1"})
    assert not proved(row, "report_approved")
    assert staff.post(page, {"text": "Altre parole."}).status_code == 302


def test_an_empty_report_is_not_approved(late, head):
    with pytest.raises(evaluations.NotYet):
        evaluations.approve_report(partnership=late(), by=head, at=AT)


# --- decision ----------------------------------------------------------------------------------------------------
def decide(row, officer, decision="renew"):
    return decisions.decide(
        partnership=row, decision=decision, on=date(2026, 11, 20), reasons="Funziona.", by=officer, at=AT
    )


def finish(row, officer, besides=()):
    for item in lifecycle.missing(row.phase, row.done_keys(), facts=row.facts):
        if item.key not in besides:
            checklist.tick(partnership=row, phase=row.phase, key=item.key, by=officer, at=AT)


def test_renewing_ends_this_cycle_and_opens_the_next_tied_to_it(late, officer):
    row = late()
    decide(row, officer)
    finish(row, officer, besides=["agreed_exit"])
    made = decisions.carry_out(partnership=row, by=officer, at=AT)
    row.refresh_from_db()
    assert (row.state, made.title, made.phase) == ("renewed", "Riso solidale, ciclo 2", "planning")
    assert sorted(made.organizations.values_list("name", flat=True)) == sorted(
        row.organizations.values_list("name", flat=True)
    )
    assert made.opened_by.partnership == row
    assert decisions.carry_out(partnership=row, by=officer, at=AT) == made
    assert Partnership.objects.count() == 2


def test_the_third_cycle_is_the_third(late, officer):
    row = late()
    for _turn in range(2):
        Partnership.objects.filter(pk=row.pk).update(phase="evaluation")
        row.refresh_from_db()
        decide(row, officer, "enlarge")
        finish(row, officer)
        row = decisions.carry_out(partnership=row, by=officer, at=AT)
    assert row.title == "Riso solidale, ciclo 3"


def test_closing_needs_the_exit_agreed_by_both_by_link(late, officer):
    row = late()
    decide(row, officer, "close")
    finish(row, officer, besides=["agreed_exit"])
    with pytest.raises(CannotEnd):
        decisions.carry_out(partnership=row, by=officer, at=AT)
    decisions.set_exit(partnership=row, terms="Il furgone torna alla ditta.", by=officer, at=AT)
    for side in ("company", "nonprofit"):
        assert not proved(row, "agreed_exit")
        link = by_link(row, side, "consenso/exit/")
        mark = Client().get(link).context["mark"]
        assert Client().post(link, {"answer": "yes", "mark": mark}).status_code == 302
    assert proved(row, "agreed_exit")
    assert decisions.carry_out(partnership=row, by=officer, at=AT) is None
    row.refresh_from_db()
    assert row.state == "completed"


def test_who_agreed_to_other_words_is_asked_again(late, officer):
    row = late()
    decisions.set_exit(partnership=row, terms="Prima stesura.", by=officer, at=AT)
    links = [by_link(row, side, "consenso/exit/") for side in ("company", "nonprofit")]
    marks = [Client().get(link).context["mark"] for link in links]
    for link, mark in zip(links, marks, strict=True):
        Client().post(link, {"answer": "yes", "mark": mark})
    decisions.set_exit(partnership=row, terms="Seconda stesura.", by=officer, at=AT)
    assert not proved(row, "agreed_exit")
    answer = Client().post(links[0], {"answer": "yes", "mark": marks[0]})
    assert answer.status_code == 422 and not proved(row, "agreed_exit")


def test_a_no_needs_words(late, officer):
    row = late()
    decisions.set_exit(partnership=row, terms="Tutto resta.", by=officer, at=AT)
    link = by_link(row, page="consenso/exit/")
    assert Client().post(link, {"answer": "no", "mark": Client().get(link).context["mark"]}).status_code == 422


def test_nothing_is_carried_out_before_it_is_decided(late, officer, staff):
    row = late()
    assert staff.post(f"/partnership/{row.code}/valutazione/decisione/attua/").status_code == 302
    row.refresh_from_db()
    assert row.state == "active"


# --- lessons -----------------------------------------------------------------------------------------------------
def test_a_lesson_comes_up_when_a_similar_partnership_begins(late, partnership, officer, staff):
    old = late("Vecchia mensa")
    sustaining.set_lesson(
        partnership=old,
        title="Fissare il giorno del ritiro",
        text="",
        phase="negotiation",
        themes=["u"],
        kinds=["goods"],
        by=officer,
        at=AT,
    )
    new = partnership("Nuova mensa")
    page = staff.get(f"/partnership/{new.code}/").content.decode()
    assert "Fissare il giorno del ritiro" in page
    Partnership.objects.filter(pk=new.pk).update(phase="agreement")
    assert "Fissare il giorno del ritiro" not in staff.get(f"/partnership/{new.code}/").content.decode()
    Partnership.objects.filter(pk=new.pk).update(phase="negotiation")
    assert "Fissare il giorno del ritiro" in staff.get(f"/partnership/{new.code}/").content.decode()


def test_a_lesson_about_something_else_stays_away(late, partnership, officer, nonprofit):
    old = late("Vecchia mensa")
    sustaining.set_lesson(
        partnership=old, title="Altro", text="", phase="planning", themes=["t"], kinds=["spaces"], by=officer, at=AT
    )
    other = nonprofit("Coro Alpino APS", themes=["i"])
    stranger = partnerships.open_partnership(
        title="Coro", company=nonprofit("Banda APS", themes=["i"]), nonprofits=[other], owner=officer, by=officer, at=AT
    )
    from relations.queries import together

    assert together.run(queries.lessons_box(stranger, officer)) == [None]


def test_a_lesson_is_written_once_however_often_it_is_sent(late, staff):
    row = late()
    address = f"/partnership/{row.code}/valutazione/lezioni/"
    token = staff.get(address).context["csrf_token"]
    data = {"title": "Una volta sola", "phase": "planning", "csrfmiddlewaretoken": str(token)}
    staff.post(address, data)
    staff.post(address, data)
    assert Lesson.objects.count() == 1


# --- what lasts --------------------------------------------------------------------------------------------------
def test_a_whole_plan_proves_its_line(late, officer):
    row = late()
    sustaining.set_plan(partnership=row, funds="Bando comunale", by=officer, at=AT)
    assert not proved(row, "sustainability_plan")
    sustaining.set_plan(partnership=row, leadership="Anna", involvement="Assemblea", funds_score=3, by=officer, at=AT)
    assert proved(row, "sustainability_plan")


def test_a_role_stands_once_for_each_side(late, staff):
    row = late()
    party = row.parties.get(side="company")
    address = f"/partnership/{row.code}/valutazione/successione/"
    assert staff.post(address, {"party": party.pk, "role": "Coordinatore"}).status_code == 302
    again = staff.post(address, {"party": party.pk, "role": "Coordinatore", "note": "le chiavi"})
    assert again.status_code == 422 and "le chiavi" in again.content.decode()


# --- recognition -------------------------------------------------------------------------------------------------
STORY = {
    "title": "Il riso che non si butta",
    "challenge": "Tonnellate invendute.",
    "actions": "Ritiri.",
    "results": "9.000 kg donati.",
}


def agree(row, subject, side, answer="yes", **more):
    link = by_link(row, side, f"consenso/{subject}/")
    return Client().post(link, {"answer": answer, "mark": Client().get(link).context["mark"], **more})


def test_a_story_is_public_only_while_everybody_agrees_to_these_words(late, officer, staff):
    row = late()
    recognition.write_story(partnership=row, by=officer, at=AT, **STORY)
    assert proved(row, "case_study")
    recognition.ask_for_story(partnership=row, by=officer, at=AT)
    agree(row, "case", "company")
    with pytest.raises(evaluations.NotYet):
        recognition.publish_story(partnership=row, by=officer, at=AT)
    agree(row, "case", "nonprofit")
    recognition.publish_story(partnership=row, by=officer, at=AT)
    address = f"/insieme-nel-territorio/{row.code}/"
    assert Client().get(address).status_code == 200
    assert STORY["title"] in Client().get("/insieme-nel-territorio/").content.decode()
    agree(row, "case", "company", "no", note="Togliete il nome.")
    assert Client().get(address).status_code == 404
    agree(row, "case", "company")
    assert Client().get(address).status_code == 200
    recognition.write_story(partnership=row, by=officer, at=AT, **(STORY | {"results": "10.000 kg donati."}))
    assert Client().get(address).status_code == 404


def test_the_wall_costs_the_same_with_many_stories(late, officer):
    def counted() -> int:
        with CaptureQueriesContext(connection) as found:
            assert Client().get("/insieme-nel-territorio/").status_code == 200
        return len(found)

    def one(number: int) -> None:
        row = late(f"Storia {number}")
        recognition.write_story(partnership=row, by=officer, at=AT, **STORY)
        recognition.ask_for_story(partnership=row, by=officer, at=AT)
        for side in ("company", "nonprofit"):
            agree(row, "case", side)
        recognition.publish_story(partnership=row, by=officer, at=AT)

    one(0)
    counted()
    first = counted()
    for number in range(1, 6):
        one(number)
    assert counted() == first


def test_each_party_is_thanked_once_with_a_numbered_certificate(late, officer):
    row = late()
    texts = {party.pk: "per la cura." for party in row.parties.all()}
    given = recognition.thank(partnership=row, texts=texts, by=officer, at=AT)
    assert [one.number for one in given] == ["A-2026-001", "A-2026-002"]
    assert recognition.thank(partnership=row, texts=texts, by=officer, at=AT) == []
    assert Recognition.objects.count() == 2 and proved(row, "thanks")
    answer = Client().get(by_link(row, page="attestato/"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_a_certificate_is_a_tagged_pdf_that_says_who_is_thanked_and_for_what(late, officer):
    row = late()
    party = row.parties.get(side="company")
    given = recognition.thank(partnership=row, texts={party.pk: "per il *riso* #panico()"}, by=officer, at=AT)[0]
    reader = PdfReader(BytesIO(certificate.render(given)))
    text = " ".join(reader.pages[0].extract_text().split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and len(reader.pages) == 1
    assert "Riseria Dosso Verde S.p.A." in text and "per il *riso* #panico()" in text and "A-2026-001" in text


def test_the_evaluation_page_costs_the_same_with_many_lessons_and_roles(late, officer, staff):
    row = late()
    address = f"/partnership/{row.code}/valutazione/"

    def fill(numbers) -> None:
        party = row.parties.get(side="company")
        for number in numbers:
            sustaining.set_lesson(
                partnership=row, title=f"Lezione {number}", text="", phase="planning", by=officer, at=AT
            )
            sustaining.set_succession(party=party, role=f"Ruolo {number}", by=officer, at=AT)

    def counted() -> int:
        with CaptureQueriesContext(connection) as found:
            assert staff.get(address).status_code == 200
        return len(found)

    fill([0])
    counted()
    first = counted()
    fill(range(1, 30))
    assert counted() == first
