"""Meetings past and to come, with promises in every state; built through the actions."""

from datetime import datetime, time, timedelta

from relations import cadence
from relations.actions import agenda, answers, attendance, commitments, heard, meeting_clock, meetings
from relations.demo import ROME, Demo
from relations.models import Meeting, Organization

# (title, body it is with, days ago it took place, kind, place, points with what was said, decisions, heard, how they answered)
PAST = [
    (
        "Recupero del cibo invenduto: punto della situazione", "nonprofit", 0, 38, "person", "Sede CSV, Pavia",
        [("Quantità ritirate a ottobre", "Ritirati 1.240 kg, il 12% in più di settembre. Due ritiri saltati per il furgone.", False),
         ("Furgone refrigerato", "Il preventivo della carrozzeria arriva entro la settimana. Si valuta il noleggio per dicembre.", True)],
        ["I ritiri si spostano al martedì e al venerdì", "Il registro dei lotti si compila al momento del carico"],
        "I volontari hanno bisogno di sapere il giorno prima quanti chili arriveranno.", "confirmed",
    ),
    (
        "Volontariato d’impresa: la giornata di primavera", "company", 1, 24, "video", "",
        [("Quanti colleghi partecipano", "Fra 25 e 30 persone, su due turni.", False),
         ("Assicurazione", "La copre l’ente che ospita; l’azienda chiede copia della polizza.", True),
         ("Data", "Si tiene il secondo venerdì di maggio.", False)],
        ["La giornata è il secondo venerdì di maggio"],
        "L’azienda vuole che la giornata serva davvero all’ente, non alla fotografia.", "corrected",
    ),
    (
        "Sportello scuola-volontariato", "school", 0, 12, "person", "Aula magna",
        [("Calendario degli incontri in classe", "Sei classi, da gennaio a marzo.", False), ("Chi forma i ragazzi", "", True)],
        ["Si parte con sei classi"], "La scuola teme di non avere ore sufficienti in terza.", "sent",
    ),
]  # fmt: skip
# (who: us or them, what, days from today it is due, what became of it, days after its day it was kept)
PROMISES = [
    [("us", "Mandare il registro dei lotti in bianco", -30, "kept", 0), ("them", "Far avere il preventivo del furgone", -20, "kept", 4),
     ("them", "Confermare i nomi dei due autisti", -9, "open", 0)],
    [("us", "Preparare il programma della giornata", -6, "open", 0), ("us", "Chiedere copia della polizza", 5, "renegotiated", 0),
     ("them", "Dire quanti colleghi partecipano", 0, "open", 0), ("them", "Versare il contributo per le magliette", -12, "broken", 0)],
    [("us", "Mandare le schede delle associazioni", 3, "open", 0), ("them", "Fissare le date con i coordinatori di classe", 7, "open", 0)],
]  # fmt: skip
COMING = [
    ("Tavolo del cibo: riunione mensile", "nonprofit", 0, 6, 10, ["Ritiri di novembre", "Nuovi negozi", "Varie"], "month", True),
    ("Presentazione del bilancio sociale", "foundation", 0, 9, 15, ["Numeri dell’anno", "Che cosa ci chiedono"], "", True),
    ("Conoscersi: che cosa offre il Centro", "company", 4, 16, 11, [], "", False),
]


def build(demo: Demo) -> None:
    """Make the meetings, oldest first, then let the clock run once."""
    officer = demo.colleague("relations_officer")
    for row, promises in zip(PAST, PROMISES, strict=True):
        _past(demo, row, promises, officer)
    for row in COMING:
        _coming(demo, row, officer)
    _cancelled(demo, officer)
    meeting_clock.follow(at=demo.now)
    demo.progress(f"{Meeting.objects.count()} riunioni, con le loro promesse")


def _moment(demo: Demo, days: int, hour: int) -> datetime:
    """Return an hour of the working day nearest to `days` from today, never on a holiday."""
    day = demo.today + timedelta(days=days)
    while not cadence.is_working(day):
        day += timedelta(days=1 if days > 0 else -1)
    return datetime.combine(day, time(hour), ROME)


def _body(demo: Demo, kind: str, number: int) -> Organization:
    rows = demo.organizations(kind)
    return rows[number % len(rows)]


def _past(demo: Demo, row: tuple, promises: list, officer) -> None:
    title, kind, number, ago, how, place, points, decisions, words, answered = row
    body = _body(demo, kind, number)
    begins = _moment(demo, -ago, 10)
    planned = begins - timedelta(days=12)
    link = "https://incontri.example/primavera" if how == "video" else ""
    meeting = meetings.plan(
        title=title, kind=how, place=place, link=link, starts_at=begins, ends_at=begins + timedelta(hours=1), organizer=officer, by=officer,
        at=planned, colleagues=[demo.colleagues[4]], parties=[body],
    )  # fmt: skip
    items = [agenda.add_item(meeting=meeting, title=name, by=officer, at=planned) for name, _text, _open in points]
    attendance.invite(meeting=meeting, by=officer, at=planned)
    guest = meeting.attendees.get(organization=body)
    answers.answer(attendee=guest, choice="yes", at=planned + timedelta(days=1))
    meetings.hold(meeting=meeting, by=officer, at=begins + timedelta(minutes=50))
    writing = begins + timedelta(minutes=55)
    for item, (_name, text, is_open) in zip(items, points, strict=True):
        item.refresh_from_db()
        agenda.write(item=item, text=text, is_open=is_open, version=item.version, by=officer, at=writing)
    for text in decisions:
        agenda.decide(meeting=meeting, text=text, item=items[0], by=officer, at=writing)
    for given in promises:
        _promise(demo, meeting, items[-1], guest, given, writing, officer)
    if answered != "sent":
        meetings.send_minutes(meeting=meeting, by=officer, at=begins + timedelta(days=1))
    if guest.email:
        note = heard.write(attendee=guest, text=words, by=officer, at=writing)
        heard.send(note=note, by=officer, at=begins + timedelta(days=1))
        if answered == "confirmed":
            heard.answer(note=note, correction="", at=begins + timedelta(days=2))
        elif answered == "corrected":
            own = "Vogliamo che serva all’ente; qualche fotografia per i colleghi la faremo."
            heard.answer(note=note, correction=own, at=begins + timedelta(days=3))


def _promise(demo: Demo, meeting: Meeting, item, guest, given: tuple, at: datetime, officer) -> None:
    side, text, due, end, after = given
    day = demo.today + timedelta(days=due)
    owner = officer if side == "us" else None
    made = commitments.make(
        text=text, due_on=day - timedelta(days=9) if end == "renegotiated" else day, owner=owner, person=guest.person,
        organization=guest.organization, subject=meeting, item=item, by=officer, follower=officer, at=at,
    )  # fmt: skip
    closing = min(datetime.combine(day + timedelta(days=after), time(16), ROME), demo.now)
    if end == "kept":
        commitments.keep(promise=made, by=officer, at=closing)
    elif end == "broken":
        commitments.give_up(promise=made, reason="Il bilancio dell’anno è chiuso: se ne riparla a gennaio.", by=officer, at=closing)
    elif end == "renegotiated":
        earlier = min(at + timedelta(days=5), demo.now)
        commitments.renegotiate(promise=made, to_on=day, reason="L’assicurazione risponde la settimana prossima.", by=officer, at=earlier)


def _coming(demo: Demo, row: tuple, officer) -> None:
    title, kind, number, ahead, hour, points, repeats, invited = row
    body = _body(demo, kind, number)
    begins = _moment(demo, ahead, hour)
    day = begins.date()
    nth = (day.day - 1) // 7 + 1
    rhythm = cadence.Rhythm(cadence.MONTHS, 1, day.weekday(), nth if nth < 5 else cadence.LAST) if repeats else None
    at = demo.at(3, 9)
    meeting = meetings.plan(
        title=title, place="Sede CSV, Pavia", starts_at=begins, ends_at=begins + timedelta(hours=1), organizer=officer, by=officer, at=at,
        parties=[body, *( [_body(demo, kind, number + 1)] if repeats else [])], rhythm=rhythm,
    )  # fmt: skip
    for point in points:
        agenda.add_item(meeting=meeting, title=point, by=officer, at=at)
    if not invited:
        return
    attendance.invite(meeting=meeting, by=officer, at=at)
    guest = meeting.attendees.filter(user=None).order_by("pk").first()
    if repeats:
        answers.answer(attendee=guest, choice="yes", at=demo.at(2, 12))
    else:
        proposed = begins + timedelta(days=1, hours=1)
        answers.answer(attendee=guest, choice="other", proposed_at=proposed, note="Quel pomeriggio abbiamo il consiglio.", at=demo.at(1, 17))


def _cancelled(demo: Demo, officer) -> None:
    begins = _moment(demo, 4, 9)
    meeting = meetings.plan(
        title="Visita al magazzino", starts_at=begins, ends_at=begins + timedelta(hours=2), organizer=officer, by=officer, at=demo.at(6, 9),
        place="Via Emilia 3, Voghera", parties=[_body(demo, "company", 2)],
    )  # fmt: skip
    attendance.invite(meeting=meeting, by=officer, at=demo.at(6, 10))
    meetings.cancel(meeting=meeting, reason="Il magazzino è chiuso per inventario: ne fissiamo un’altra a gennaio.", by=officer, at=demo.at(2, 10))
