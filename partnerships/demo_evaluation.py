"""The evaluation of the demo's oldest partnership, and what was learned elsewhere, all through the actions."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from partnerships.actions import (
    assents,
    contributions,
    decisions,
    evaluations,
    readings,
    recognition,
    sustaining,
)
from partnerships.models import Partnership
from partnerships.models.recognition import mark_of
from relations.actions import survey_answers
from relations.demo import Demo

TITLE = "Sponde pulite"
REPORT = (
    "Volevamo togliere tremila chili di rifiuti da dodici chilometri di riva e far conoscere il fiume a chi ci lavora accanto.\n\n"
    "In sei giornate sono venuti in centottanta, tra dipendenti, volontari e famiglie. La raccolta ha superato il previsto di 120 chili "
    "e due comuni hanno chiesto di ripeterla.\n\n"
    "Resta aperto chi smaltisce gli ingombranti: finora l’ha fatto l’associazione a sue spese."
)
# side, five scores, what worked, what to change
ANSWERS = [
    ("company", (5, 4, 4, 5, 5), "I colleghi ne parlano ancora: la giornata di maggio ha fatto più di dieci riunioni.",
     "Sapere le date tre mesi prima, per i turni."),
    ("nonprofit", (4, 4, 3, 5, 4), "Trenta persone puntuali e già con i guanti.", "Chi porta via gli ingombranti va deciso prima."),
]  # fmt: skip
# partnership, in one line, what happened, phase, themes, kinds, days ago
LESSONS = [
    (TITLE, "Le date si fissano tre mesi prima", "L’azienda ha dovuto rifare i turni due volte: ora il calendario è un allegato dell’accordo.",
     "negotiation", ["e"], ["volunteers"], 20),
    (TITLE, "Decidere chi paga lo smaltimento", "Gli ingombranti sono costati 600 euro che nessuno aveva messo in conto.",
     "planning", ["e"], ["volunteers", "logistics"], 19),
    ("Boschi di città", "L’acqua d’estate va affidata a qualcuno", "A luglio cento piante erano a rischio: i turni d’acqua si scrivono prima.",
     "agreement", ["e"], ["goods"], 40),
    ("Orto in azienda", "Il giorno del ritiro non si cambia", "Quando il ritiro slittava, la verdura restava in cortile: ora è sempre il venerdì.",
     "planning", ["u", "w"], ["goods", "skills"], 30),
    ("Officina dei compiti", "Un solo referente per parte", "Con tre persone che scrivevano ai tutor, due pomeriggi sono saltati.",
     "planning", ["d"], ["volunteers", "mentoring"], 60),
]  # fmt: skip
STORY = {
    "title": "Dodici chilometri di riva, trenta persone alla volta",
    "challenge": "Le rive tra Pavia e Bereguardo erano piene di plastica, e nessuno ne rispondeva.",
    "actions": "Un’agenzia di viaggi ha dato ai suoi dipendenti sei giornate di lavoro; l’associazione ha portato attrezzi, percorsi e "
    "volontari esperti. Ogni giornata finiva con una merenda e una pesata.",
    "results": "Più di tre tonnellate di rifiuti in meno, due comuni che vogliono continuare e un gruppo di dipendenti che ora torna da solo.",
}
# side (or "" for the office), kind, what, promised, as (days ago, delivered)
GIVEN = [
    ("company", "cash", "Contributo per attrezzi e merende", 2400, [(150, 1200), (60, 1200)]),
    ("company", "goods", "Guanti, sacchi e pettorine", 680, [(170, 450), (90, 230)]),
    ("nonprofit", "spaces", "Magazzino e furgone", 600, [(30, 600)]),
    ("", "management", "Coordinamento dell’ufficio", 750, [(25, 750)]),
]
HELPED = [(5, 5, True, ""), (4, 5, True, "Più cestini lungo l’argine."), (5, 4, True, ""), (3, 4, None, ""), (4, 4, True, "Farlo anche d’autunno."),
          (5, 5, True, "")]  # fmt: skip


def build(demo: Demo) -> None:
    """Build the evaluation of one partnership, and the lessons of several."""
    row = Partnership.objects.select_related("owner").get(title=TITLE)
    _given(demo, row)
    _questionnaires(demo, row)
    for title, line, text, phase, themes, kinds, days in LESSONS:
        of = Partnership.objects.select_related("owner").get(title=title)
        sustaining.set_lesson(
            partnership=of,
            title=line,
            text=text,
            phase=phase,
            themes=themes,
            kinds=kinds,
            by=of.owner,
            at=demo.at(days, 12),
        )
    evaluations.write_report(partnership=row, text=REPORT, by=row.owner, at=demo.at(6, 11))
    evaluations.approve_report(partnership=row, by=demo.colleague("office_head"), at=demo.at(5, 9))
    _story(demo, row)
    _lasting(demo, row)


def _given(demo: Demo, row: Partnership) -> None:
    """What else was put in, and the last weighing."""
    sides = {party.side: party for party in row.parties.select_related("organization", "partnership")}
    for side, kind, what, value, deliveries in GIVEN:
        made = contributions.promise(
            partnership=row,
            party=sides.get(side),
            kind=kind,
            what=what,
            value=Decimal(value),
            by=row.owner,
            at=demo.at(200, 10),
        )
        for days, part in deliveries:
            contributions.deliver(
                contribution=made,
                on=demo.today - timedelta(days=days),
                value=Decimal(part),
                by=row.owner,
                at=demo.at(days, 16),
            )
    for indicator in row.indicators.all():
        readings.record(
            indicator=indicator, on=demo.today - timedelta(days=10), value=Decimal(3120), is_final=True, words="Ultima pesata.", by=row.owner,
            at=demo.at(10, 12),
        )  # fmt: skip


def _questionnaires(demo: Demo, row: Partnership) -> None:
    evaluations.ask(partnership=row, by=row.owner, at=demo.at(20, 9))
    for side, scores, worked, to_change in ANSWERS:
        party = row.parties.select_related("organization", "partnership").get(side=side)
        names = ("results", "understanding", "roles", "office", "again")
        evaluations.answer(
            party=party,
            person=party.contact,
            scores=dict(zip(names, scores, strict=True)),
            worked=worked,
            to_change=to_change,
            at=demo.at(17, 18),
        )
    survey = evaluations.ask_beneficiaries(partnership=row, by=row.owner, at=demo.at(20, 10)).survey
    asked = list(survey.questions.order_by("position"))
    for number, given in enumerate(HELPED):
        answers = {
            str(question.pk): value for question, value in zip(asked, given, strict=True) if value not in (None, "")
        }
        survey_answers.answer(survey=survey, answers=answers, key=UUID(int=8800 + number), at=demo.at(14, 19))


def _story(demo: Demo, row: Partnership) -> None:
    story = recognition.write_story(partnership=row, by=row.owner, at=demo.at(12, 10), **STORY)
    recognition.ask_for_story(partnership=row, by=row.owner, at=demo.at(12, 11))
    for party in row.parties.select_related("organization", "partnership"):
        assents.give(
            party=party,
            person=party.contact,
            subject="case",
            mark=mark_of(story.words),
            answer="yes",
            words="",
            at=demo.at(9, 17),
        )
    recognition.publish_story(partnership=row, by=row.owner, at=demo.at(8, 10))


def _lasting(demo: Demo, row: Partnership) -> None:
    sustaining.set_plan(
        partnership=row, funds="Due comuni mettono 1.500 euro l’anno per lo smaltimento.", funds_score=3,
        leadership="La guida passa a un gruppo di tre, uno per parte.", leadership_score=2, involvement="", involvement_score=None,
        review_on=demo.today + timedelta(days=90), by=row.owner, at=demo.at(6, 12),
    )  # fmt: skip
    party = row.parties.select_related("partnership", "organization").get(side="nonprofit")
    sustaining.set_succession(
        party=party, role="Coordinamento delle giornate", holder=party.contact, deputy=None, ready_on=demo.today + timedelta(days=60),
        note="Chiavi del magazzino e contatti dei comuni", by=row.owner, at=demo.at(6, 13),
    )  # fmt: skip
    decisions.decide(
        partnership=row, decision="enlarge", on=demo.today - timedelta(days=3), by=row.owner, at=demo.at(3, 11),
        reasons="Tutte e due le parti lo rifarebbero; due comuni chiedono di entrare.",
    )  # fmt: skip
