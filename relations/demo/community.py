"""Listening and involvement in the demo office: one year of them, built through the actions."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from relations.actions import (
    consents,
    feedback,
    gathering_door,
    gathering_signups,
    gatherings,
    involvement,
    survey_answers,
    surveys,
    volunteer_signups,
    volunteering,
)
from relations.models import Gathering, Person, Survey, VolunteerOpportunity
from relations.queries import involvement as ladder

ROME = ZoneInfo("Europe/Rome")

GIVEN = ("Anna", "Bruno", "Carla", "Dino", "Elisa", "Franco", "Gaia", "Ivo", "Lara", "Mirko", "Nives", "Oscar", "Pia", "Renzo", "Silvia")
FAMILY = ("Albera", "Bosio", "Cantoni", "Delù", "Fusari", "Gobbi", "Invernizzi", "Lucotti", "Marchesi", "Nascimbene", "Pernice")
VOICES = [
    # days ago, kind, source, text, decision, reason, days to answer (None: not answered)
    (240, "idea", "form", "Uno sportello aperto anche il sabato mattina, per chi lavora.", "accepted",
     "Da marzo lo sportello di Pavia apre il primo sabato del mese.", 12),
    (205, "concern", "phone", "Le associazioni piccole non riescono a seguire i bandi.", "partial",
     "Abbiamo avviato un accompagnamento di gruppo; non possiamo scrivere le domande al posto vostro.", 24),
    (170, "criticism", "email", "Le vostre riunioni cominciano sempre in ritardo.", "accepted", "È vero. Da ora si comincia all’ora scritta.", 6),
    (150, "question", "social", "I volontari occasionali devono essere assicurati?", "accepted",
     "Sì, per gli enti del Terzo settore è un obbligo: abbiamo scritto una scheda e l’abbiamo pubblicata.", 3),
    (120, "idea", "letter", "Una fiera del volontariato anche a Voghera.", "no",
     "Quest’anno non abbiamo le persone per due fiere. Ne riparliamo a gennaio.", 41),
    (75, "praise", "voice", "Il corso per i tesorieri è stato utilissimo.", "accepted", "Lo ripetiamo in primavera, di sera.", 5),
    (38, "concern", "form", "Il modulo di iscrizione ai corsi da telefono non si legge.", "accepted", "Il modulo è stato rifatto.", None),
    (34, "idea", "email", "Pubblicate i bilanci dei progetti finanziati.", "", "", None),
    (12, "question", "form", "Come faccio a proporre la mia officina per ospitare volontari?", "", "", None),
    (4, "idea", "phone", "Un gruppo di lettura per gli anziani in biblioteca.", "", "", None),
]  # fmt: skip


def build(demo: Any) -> None:
    """Fill the five desks of the community."""
    people = [person for person in demo.people() if person.archived_at is None]
    _voices(demo, people)
    _gatherings(demo, people)
    _survey(demo, people)
    _volunteering(demo, people)
    _steps(demo, people)
    demo.progress("Comunità: voci, incontri aperti, sondaggi, volontariato")


def _key(demo: Any) -> UUID:
    return UUID(int=demo.rng.getrandbits(128), version=4)


def _email(person: Person) -> str:
    point = person.contact_points.filter(kind="email", ended_at=None).first()
    return point.normalized if point else ""


# --- feedback -------------------------------------------------------------------
def _voices(demo: Any, people: list[Person]) -> None:
    officers = [demo.colleague("relations_officer"), demo.colleagues[4]]
    for number, (days, kind, source, text, decision, reason, answered) in enumerate(VOICES):
        person, by = people[number * 3 % len(people)], officers[number % 2]
        item = feedback.receive(
            kind=kind, source=source, text=text, at=demo.at(days, 9 + number % 7), by=None if source == "form" else by,
            person=None if source == "form" else person, name=str(person), email=_email(person), key=_key(demo),
            owner=by if days > 10 else None,
        )  # fmt: skip
        if not decision:
            continue
        wait = answered if answered is not None else 9
        feedback.decide(item=item, decision=decision, reason=reason, by=by, at=demo.at(max(days - max(wait - 2, 1), 0), 11))
        if answered is not None:
            feedback.answer(item=item, text=f"Gentile {person.first_name}, {reason}", way="voice", by=by, at=demo.at(days - answered, 16))


# --- open meetings ------------------------------------------------------------------
def _gathering(demo: Any, days_ago: int, hour: int, made_ago: int, **fields: Any) -> Gathering:
    owner = demo.colleagues[4]
    begin = datetime.combine(demo.today - timedelta(days=days_ago), time(hour, 30), ROME)
    row = gatherings.create(
        owner=owner, by=owner, at=demo.at(made_ago, 10), starts_at=begin, ends_at=begin + timedelta(hours=2), **fields
    )
    return gatherings.publish(gathering=row, by=owner, at=demo.at(made_ago, 11))


def _signup(demo: Any, gathering: Gathering, first: str, last: str, email: str, days_ago: int, wants_news: bool = False):
    asked = gathering_signups.ask(
        gathering=gathering, first_name=first, last_name=last, email=email, key=_key(demo), at=demo.at(days_ago, 12), wants_news=wants_news
    )
    return gathering_signups.confirm(signup=asked, at=demo.at(days_ago, 13), evidence={"source": "demo"}) if asked else None


def _strangers(demo: Any, count: int) -> list[tuple[str, str, str]]:
    found = []
    for number in range(count):
        first, last = GIVEN[number % len(GIVEN)], FAMILY[(number * 7 + number // 15) % len(FAMILY)]
        found.append((first, last, f"{first}.{last}{number}@famiglia.example".lower().replace("ù", "u")))
    return found


def _gatherings(demo: Any, people: list[Person]) -> None:
    owner = demo.colleagues[4]
    past = _gathering(
        demo, 47, 18, 75, kind="assembly", title="Che cosa manca al quartiere Vallone", venue="Centro civico Vallone",
        address="Via Folla di Sopra 50", municipality="Pavia", capacity=60,
        summary="Un’assemblea per dire che cosa serve e chi può farlo.",
        text="Invitiamo chi abita nel quartiere, le associazioni che ci lavorano e chi vorrebbe cominciare.\n\n"
        "Si parla per tavoli di otto persone, poi si mette in comune. Ogni proposta riceve una risposta entro trenta giorni.",
    )  # fmt: skip
    comers = []
    for number, person in enumerate(people[:9]):
        comers.append(_signup(demo, past, person.first_name or "Nome", person.last_name, _email(person), 60 - number, number % 3 == 0))
    for number, (first, last, email) in enumerate(_strangers(demo, 14)):
        comers.append(_signup(demo, past, first, last, email, 58 - number // 2))
    comers = [row for row in comers if row]
    evening = past.starts_at + timedelta(minutes=5)
    for number, row in enumerate(comers):
        if number % 5 != 4:
            gathering_door.check_in(signup=row, by=owner, at=evening)
    gathering_door.walk_in(gathering=past, first_name="Ugo", last_name="Rescali", by=owner, at=evening, key=_key(demo))
    _ideas(demo, past, comers, owner)
    _next(demo, people)


def _ideas(demo: Any, past: Gathering, comers: list, owner: Any) -> None:
    said = [
        ("idea", "Aprire il cortile della scuola il pomeriggio.", "accepted", "La scuola è d’accordo: si comincia a gennaio, due pomeriggi.", 20),
        ("concern", "La sera la fermata dell’autobus è buia.", "partial", "Ne abbiamo scritto al Comune, che decide a febbraio.", 26),
        ("idea", "Una lista di chi può accompagnare gli anziani alle visite.", "accepted", "Nasce un turno di volontari: è già sul sito.", 18),
        ("question", "Chi paga le bollette della sala?", "", "", None),
    ]
    for number, (kind, text, decision, reason, wait) in enumerate(said):
        item = gatherings.capture(
            gathering=past, kind=kind, text=text, by=owner, at=past.starts_at + timedelta(minutes=40 + number),
            signup=comers[number] if number < 2 else None, key=_key(demo),
        )  # fmt: skip
        if decision:
            feedback.decide(item=item, decision=decision, reason=reason, by=owner, at=demo.at(47 - wait + 3, 10))
            feedback.answer(item=item, text=reason, way="page", by=owner, at=demo.at(47 - wait, 10))
    gatherings.write_minutes(
        gathering=past, publish=True, by=owner, at=demo.at(43, 15),
        text="Erano presenti diciannove persone. Si è parlato per tavoli di cortili, trasporti e solitudine.\n\n"
        "Le proposte sono qui sotto, ciascuna con la nostra risposta. Ci rivediamo in primavera per vedere che cosa è cambiato.",
    )  # fmt: skip


def _next(demo: Any, people: list[Person]) -> None:
    soon = _gathering(
        demo, -9, 20, 20, kind="forum", title="Forum delle associazioni di Voghera", venue="Sala Zonca", municipality="Voghera",
        capacity=24, summary="Che cosa ci serve l’anno prossimo, detto da chi lo fa.",
        text="Due ore per raccontare i bisogni del 2027 e scegliere insieme tre cose da fare.",
    )  # fmt: skip
    rows = [_signup(demo, soon, *who, days_ago=18 - number // 2) for number, who in enumerate(_strangers(demo, 27))]
    gathering_signups.withdraw(signup=rows[3], at=demo.at(2, 9))
    _gathering(
        demo, -23, 18, 6, kind="training", title="Il bilancio senza paura", venue="Via dei Mille 12", municipality="Pavia",
        summary="Una sera per tesorieri alle prime armi.", text="Portate un foglio a quadretti e le vostre domande.",
    )  # fmt: skip


# --- surveys --------------------------------------------------------------------------
def _survey(demo: Any, people: list[Person]) -> None:
    officer = demo.colleague("relations_officer")
    survey = surveys.create(
        title="Come vi serviamo", owner=officer, by=officer, at=demo.at(30), is_anonymous=True, is_public=True,
        intro="Cinque domande, due minuti. Ci servono per decidere gli orari e i corsi del prossimo anno.",
        thanks="Grazie. A gennaio pubblichiamo i risultati e che cosa cambia.",
    )  # fmt: skip
    asked = [
        surveys.add_question(survey=survey, by=officer, at=demo.at(30), **fields)
        for fields in (
            {"kind": "one", "label": "Chi siete?", "is_required": True,
             "options": ["Un’associazione", "Un’impresa", "Una persona", "Un ente pubblico"]},
            {"kind": "scale", "label": "Quanto vi siamo stati utili quest’anno?", "top": 5, "low_label": "per niente", "high_label": "molto"},
            {"kind": "many", "label": "Che cosa avete usato?", "options": ["Consulenza", "Corsi", "Sale", "Promozione", "Ricerca di partner"]},
            {"kind": "yes_no", "label": "Vi serve lo sportello il sabato?"},
            {"kind": "long", "label": "Che cosa dovremmo fare e non facciamo?"},
        )
    ]  # fmt: skip
    surveys.open_survey(survey=survey, by=officer, at=demo.at(29))
    words = [
        "Più corsi di sera.", "Aiutarci con la privacy.", "Un elenco delle sale libere.", "Venire voi da noi, ogni tanto.",
        "Niente, va bene così.",
    ]  # fmt: skip
    for number in range(41):
        rng = demo.rng
        answers: dict[str, Any] = {
            str(asked[0].pk): rng.choices([0, 1, 2, 3], [22, 9, 8, 2])[0],
            str(asked[1].pk): rng.choices([1, 2, 3, 4, 5], [1, 3, 8, 17, 12])[0],
            str(asked[2].pk): sorted(rng.sample(range(5), rng.randint(1, 3))),
            str(asked[3].pk): rng.random() < 0.6,
        }
        if number % 8 == 0:
            answers[str(asked[4].pk)] = words[number // 8 % len(words)]
        survey_answers.answer(survey=survey, answers=answers, key=_key(demo), at=demo.at(28 - number % 25, 18))
    _named(demo, people, officer)
    _draft(demo, officer)


def _named(demo: Any, people: list[Person], officer: Any) -> None:
    survey = surveys.create(
        title="Dopo il corso per tesorieri", owner=officer, by=officer, at=demo.at(60), is_anonymous=False, is_public=False,
        intro="Tre domande a chi c’era: ci dite che cosa tenere e che cosa cambiare?",
    )
    first = surveys.add_question(survey=survey, kind="scale", label="Quanto è stato utile?", top=10, by=officer, at=demo.at(60))
    second = surveys.add_question(survey=survey, kind="short", label="La cosa da tenere", by=officer, at=demo.at(60))
    surveys.open_survey(survey=survey, by=officer, at=demo.at(59))
    surveys.invite(survey=survey, people=people[:8], by=officer, at=demo.at(59))
    for number, invitation in enumerate(survey.invitations.order_by("pk")[:5]):
        answers = {str(first.pk): 7 + number % 4, str(second.pk): ["gli esempi veri", "il foglio di calcolo", "la pazienza"][number % 3]}
        survey_answers.answer(survey=survey, answers=answers, key=_key(demo), at=demo.at(57 - number, 20), invitation=invitation)
    surveys.close(survey=survey, by=officer, at=demo.at(40))


def _draft(demo: Any, officer: Any) -> Survey:
    survey = surveys.create(title="Volontari in azienda: che cosa vi frena", owner=officer, by=officer, at=demo.at(3), is_anonymous=True)
    surveys.add_question(survey=survey, kind="many", label="Che cosa vi frena?", options=["Il tempo", "L’assicurazione", "Non sappiamo con chi"],
                         by=officer, at=demo.at(3))  # fmt: skip
    return survey


# --- volunteering ---------------------------------------------------------------------
def _volunteering(demo: Any, people: list[Person]) -> None:
    officer = demo.colleagues[4]
    bodies = demo.organizations("nonprofit")
    text = volunteer_signups.consent_text(language="it", at=demo.at(200))
    volunteer_signups.consent_text(language="en", at=demo.at(200))
    plans = [
        ("Una mattina in mensa", "food", "Preparare e servire il pranzo per sessanta persone.", "Cucina di via Ferrini", 18, True,
         (62, 34, 6, -5, -12)),
        ("Compiti insieme", "children", "Un’ora e mezza con un ragazzo delle medie, sempre lo stesso.", "Oratorio San Luigi", 18, False,
         (27, 13, -2, -9)),
        ("Puliamo l’argine", "environment", "Guanti, sacchi e una merenda lungo il Ticino.", "Imbarcadero", 14, True, (90, -18)),
        ("Due passi con chi è solo", "elderly", "Accompagnare una persona anziana a fare la spesa.", "Ritrovo in piazza", 18, False,
         (-3, -10)),
    ]
    for place, (title, theme, summary, venue, age, team, days) in enumerate(plans):
        body = bodies[place * 2 % len(bodies)]
        row = volunteering.create(
            organization=body, title=title, summary=summary, theme=theme, venue=venue, municipality=body.municipality or "Pavia",
            minimum_age=age, team_allowed=team, skills="Puntualità e un sorriso" if place % 2 else "", owner=officer, by=officer, at=demo.at(120),
            text=f"{summary}\n\nChi viene per la prima volta affianca sempre qualcuno di esperto.", contact_name="Segreteria",
            contact_email=f"volontari{place + 1}@enti.example",
            insurance="I volontari sono assicurati dall’ente (art. 18 del Codice del Terzo settore).",
        )  # fmt: skip
        shifts = [_shift(demo, row, officer, day, 12 if team else 4) for day in days]
        volunteering.set_state(opportunity=row, state="published", by=officer, at=demo.at(110))
        for number, (shift, day) in enumerate(zip(shifts, days, strict=True)):
            shift.opportunity.refresh_from_db(fields=["state"])
            _offers(demo, shift, day, people[number * 4 + place : number * 4 + place + 3], text, team)
        _hours(demo, row)


def _shift(demo: Any, row: VolunteerOpportunity, officer: Any, day: int, capacity: int):
    begin = datetime.combine(demo.today - timedelta(days=day), time(9), ROME)
    return volunteering.add_shift(
        opportunity=row, starts_at=begin, ends_at=begin + timedelta(hours=3), capacity=capacity, by=officer, at=demo.at(115)
    )


def _offers(demo: Any, shift: Any, day: int, people: list[Person], text: Any, team: bool) -> None:
    before = max(day + 8, 1)
    for person in people:
        if not _email(person):
            continue
        row = volunteer_signups.ask(
            shift=shift, first_name=person.first_name or "Nome", last_name=person.last_name, email=_email(person), text=text,
            key=_key(demo), at=demo.at(before, 17),
        )
        if row is not None:
            volunteer_signups.confirm(signup=row, at=demo.at(before, 18))
    if team and day in (34, 90):
        company = demo.organizations("company")[2]
        row = volunteer_signups.ask(
            shift=shift, first_name="Sonia", last_name="Brera", email=f"persone{day}@azienda.example", text=text, key=_key(demo), people=6,
            company_name=company.name, at=demo.at(before, 10),
        )  # fmt: skip
        volunteer_signups.confirm(signup=row, at=demo.at(before, 11))


def _hours(demo: Any, row: VolunteerOpportunity) -> None:
    """The body has confirmed all but the last shift."""
    past = list(row.shifts.filter(ends_at__lt=demo.at(10, 9)).order_by("starts_at"))
    for shift in past:
        hours = {signup.pk: Decimal(0) if number == 2 else Decimal(3) for number, signup in enumerate(shift.signups.filter(state="confirmed"))}
        volunteering.confirm_hours(opportunity=row, hours=hours, at=min(shift.ends_at + timedelta(days=2), demo.now))


# --- the ladder -----------------------------------------------------------------------
def _steps(demo: Any, people: list[Person]) -> None:
    """Some suggestions are followed, some wait; a few steps by hand, one of them down."""
    head = demo.colleague("office_head")
    for number, one in enumerate(ladder.suggestions(limit=60)):
        if number % 3 != 2:
            involvement.move(
                person=one.person, to=one.cause.step, cause=one.cause.key, note=one.fact.words, on=one.fact.on, source=one.fact.source,
                by=demo.colleagues[4], at=demo.now,
            )  # fmt: skip
    by_hand = [
        (150, "ambassador", "Racconta il doposcuola in tutte le parrocchie della zona."),
        (95, "ambassador", "Ha portato tre imprese alla fiera del volontariato."),
        (60, "sympathiser", "Ha chiesto di restare informata, non può più venire ai turni."),
        (20, "volunteer", "Tiene i conti della segreteria il giovedì."),
    ]
    done = 0
    for person in people[20:]:
        if done == len(by_hand):
            break
        days, to, why = by_hand[done]
        person.refresh_from_db()
        if person.involvement == to:
            continue
        involvement.move(person=person, to=to, cause="by_hand", note=why, on=demo.at(days).date(), by=head, at=demo.at(days, 12))
        done += 1
    for person in people[:12]:
        if _email(person):
            consents.record(email=_email(person), purpose="surveys", event="granted", source="modulo cartaceo", at=demo.at(100), person=person)
