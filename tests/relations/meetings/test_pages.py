"""The pages of meetings and promises: who sees what, what a post does, what a hostile one does not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations.actions import agenda, commitments, heard, meeting_mail, meetings
from relations.models import (
    AuditEvent,
    Commitment,
    Decision,
    Delivery,
    FollowUp,
    HeardNote,
    Meeting,
    SearchEntry,
    SecretLink,
)
from tests.relations.conftest import AT, TODAY
from tests.relations.meetings.conftest import STARTS

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
HOSTILE = [
    "\x00", "a\x00b", "\u202eabc", "😀" * 50, "x" * 10_000, "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --",
    "=cmd|' /C calc'!A0", "riga\r\nBcc: x@y.example", "Promessa: ,,,,", "Promessa:" + "," * 500,
]  # fmt: skip


def post(client: Client, name: str, *args: object, htmx: bool = False, follow: bool = False, **data: object):
    return client.post(reverse(f"relations:{name}", args=args), data, headers=HTMX if htmx else {}, follow=follow)


def form(organizer, **changes: object) -> dict:
    return {
        "title": "Incontro", "kind": "person", "day": "3/12/2026", "start": "10:00", "end": "11:00", "place": "Sede", "link": "", "purpose": "",
        "organizer": organizer.pk, "who_text": "", "repeats": "", "once": "", **changes,
    }  # fmt: skip


# --- planning ------------------------------------------------------------------
def test_planning_from_a_company_page_seats_it_and_the_organiser(staff, officer, company):
    page = staff.get(f"{reverse('relations:meeting_new')}?about=organization:{company.pk}")
    assert page.status_code == 200 and "Meccanica Lomellina" in page.content.decode()
    post(staff, "meeting_new", **form(officer, who=f"organization:{company.pk}", about=f"organization:{company.pk}"))
    row = Meeting.objects.get()
    assert (row.starts_at, row.status, [seat.name for seat in row.attendees.order_by("pk")]) == (STARTS, "planned", ["Chiara Prova", "Paolo Ferraris"])


def test_a_form_sent_twice_makes_one_meeting(staff, officer):
    for _time in range(2):
        post(staff, "meeting_new", **form(officer, once="abc123"))
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"end": "09:00"}, "La fine viene dopo l’inizio"), ({"day": "31/02/2026"}, "Scrivete la data con giorno, mese e anno"),
        ({"start": "le dieci"}, "Scrivete l’ora, per esempio 10:30"), ({"link": "non un sito"}, "Scrivete l’indirizzo del sito"),
        ({"title": "\x00"}, "Titolo"),
    ],
)  # fmt: skip
def test_a_wrong_form_says_what_to_do_and_loses_nothing(staff, officer, changes, told):
    answer = post(staff, "meeting_new", **form(officer, **{"place": "Sala grande", **changes}))
    page = answer.content.decode()
    assert (answer.status_code, Meeting.objects.count(), told in page, "Sala grande" in page) == (422, 0, True, True), told


def test_a_series_takes_its_weekday_from_the_day(staff, officer):
    post(staff, "meeting_new", **form(officer, repeats="month", skips_august="on"))
    rhythm = Meeting.objects.get().series.rhythm
    assert (rhythm.unit, rhythm.every, rhythm.weekday, rhythm.nth, rhythm.skips_august) == ("months", 1, 3, 1, True)


def test_who_saves_second_is_told_what_the_first_one_wrote(staff, officer, head, meeting):
    row = meeting()
    meetings.change(meeting=row, version=1, by=head, at=AT, place="Sala rossa")
    answer = post(staff, "meeting_edit", row.slug, **form(officer, title=row.title, place="Sala blu", version=1))
    page = answer.content.decode()
    assert (answer.status_code, "Sala rossa" in page, "Sala blu" in page) == (422, True, True)
    row.refresh_from_db()
    assert row.place == "Sala rossa"
    post(staff, "meeting_edit", row.slug, **form(officer, title=row.title, place="Sala blu", version=2))
    row.refresh_from_db()
    assert (row.place, row.version) == ("Sala blu", 3)


# --- the page, live --------------------------------------------------------------
def test_one_line_makes_a_decision_or_a_promise_with_who_what_and_when(staff, officer, meeting, company, paolo):
    row = meeting(points=("Ritiri",))
    item = row.items.get()
    post(staff, "meeting_line", row.slug, htmx=True, line="Decisione: si ritira il martedì", item=item.pk)
    post(staff, "meeting_line", row.slug, htmx=True, line="Promessa: Chiara, mandare il registro, entro venerdì", item=item.pk)
    post(staff, "meeting_line", row.slug, htmx=True, line="Promessa: Paolo, preventivo del furgone, tra due settimane")
    decision = Decision.objects.get()
    assert (decision.text, decision.item) == ("si ritira il martedì", item)
    ours, theirs = Commitment.objects.order_by("pk")
    assert (ours.owner, ours.person, ours.organization, ours.text, ours.due_on, ours.item, ours.subject) == (
        officer, paolo, company, "mandare il registro", TODAY + timedelta(days=3), item, row,
    )  # fmt: skip
    assert (theirs.owner, theirs.person, theirs.organization, theirs.due_on, theirs.follower) == (None, paolo, company, TODAY + timedelta(days=14), officer)
    assert [todo.owner for todo in FollowUp.objects.all()] == [officer]
    assert "Promesso a Paolo Ferraris: mandare il registro" in staff.get("/").content.decode()


def test_a_promise_that_is_not_clear_opens_its_fields_with_what_was_typed(staff, meeting):
    row = meeting()
    answer = post(staff, "meeting_line", row.slug, htmx=True, line="Promessa: Zaccaria, mandare il registro, quando può")
    page = answer.content.decode()
    assert (answer.status_code, Commitment.objects.count()) == (422, 0)
    assert 'value="Zaccaria"' in page and 'value="mandare il registro"' in page and 'value="quando può"' in page
    assert "Scrivete il giorno, per esempio venerdì, 24/11 o tra due settimane." in page


def test_lines_sent_twice_count_once(staff, meeting):
    row = meeting()
    for _time in range(2):
        post(staff, "meeting_line", row.slug, line="Decisione: si fa", once="k1")
        post(staff, "meeting_line", row.slug, line="Promessa: Chiara, scrivere, domani", once="k2")
    assert (Decision.objects.count(), Commitment.objects.count(), FollowUp.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_give_no_fault_and_no_raw_html(staff, meeting, text):
    row = meeting(points=("Ritiri",))
    item = row.items.get()
    for answer in (
        post(staff, "meeting_line", row.slug, htmx=True, line=text),
        post(staff, "meeting_promise", row.slug, htmx=True, who_text=text, text=text, when=text),
        post(staff, "meeting_item_add", row.slug, htmx=True, title=text),
        post(staff, "meeting_item", item.pk, htmx=True, minutes=text, version=1),
        post(staff, "meeting_item_move", item.pk, htmx=True, to=text),
        post(staff, "meeting_attendee_add", row.slug, htmx=True, who_text=text),
        post(staff, "meeting_heard_write", row.attendees.get(user=None).pk, htmx=True, text=text),
        post(staff, "promise_new", who_text=text, text=text, when=text, party_text=text, about=text),
        post(staff, "meeting_new", **dict.fromkeys(form(row.organizer), text)),
        staff.get(reverse("relations:meetings"), {"q": text, "quando": text, "ordine": text, "di": text}),
        staff.get(reverse("relations:promises"), {"q": text, "parte": text, "stato": text, "segue": text}),
        staff.get(reverse("relations:who"), {"q": text, "id": text}),
        staff.get(row.get_absolute_url()),
    ):
        assert answer.status_code in (200, 302, 404, 422)
        assert "<script>alert(1)" not in answer.content.decode()
    meeting_page = staff.get(reverse("relations:meeting_brief", args=[row.slug]))
    assert (meeting_page.status_code, meeting_page.content[:5]) == (200, b"%PDF-")


def test_a_lone_surrogate_is_left_out_wherever_it_comes_in(staff, meeting):
    row = meeting()
    for name, data in (("meeting_line", "line=Decisione%3A+si+fa%ED%A0%80"), ("meeting_item_add", "title=Punto%ED%A0%80")):
        address = reverse(f"relations:{name}", args=[row.slug])
        assert staff.post(address, data, content_type="application/x-www-form-urlencoded").status_code == 302
    agenda.decide(meeting=row, text="Si\ud800 fa", by=row.organizer, at=AT)
    assert Decision.objects.order_by("pk").last().text == "Si fa"


def test_minutes_are_kept_as_typed_and_two_writers_are_told(staff, sign_in, head, meeting):
    row = meeting(points=("Ritiri",))
    item = row.items.get()
    first = post(staff, "meeting_item", item.pk, htmx=True, minutes="Di Chiara", version=1).content.decode()
    assert 'name="version" value="2"' in first and "salvato alle" in first
    second = post(sign_in(head), "meeting_item", item.pk, htmx=True, minutes="Di Marco", version=1).content.decode()
    assert "Nel frattempo Chiara Prova ha scritto su questo punto:" in second and "«Di Chiara»" in second
    item.refresh_from_db()
    assert item.minutes == "Di Chiara"
    assert post(sign_in(head), "meeting_item", item.pk, minutes="Di Marco", version=1).status_code == 409
    post(sign_in(head), "meeting_item", item.pk, htmx=True, minutes="Di Chiara e di Marco", version=2)
    item.refresh_from_db()
    assert (item.minutes, item.version) == ("Di Chiara e di Marco", 3)


def test_typing_leaves_one_line_in_the_log_not_one_for_every_pause(staff, meeting):
    row = meeting(points=("Ritiri",))
    for number in range(1, 5):
        post(staff, "meeting_item", row.items.get().pk, htmx=True, minutes="parola " * number, version=number)
    assert AuditEvent.objects.filter(verb="meeting.written").count() == 1


def test_buttons_move_a_point_and_keep_the_focus_on_it(staff, meeting):
    row = meeting(points=("a", "b"))
    page = post(staff, "meeting_item_move", row.items.get(title="b").pk, htmx=True, to="up").content.decode()
    assert list(row.items.order_by("position").values_list("title", flat=True)) == ["b", "a"]
    assert page.index(">b<") if ">b<" in page else True
    assert "autofocus" in page


def test_the_steps_of_a_meeting_by_its_buttons(staff, meeting):
    row = meeting(points=("Ritiri",))
    pages = [post(staff, name, row.slug, follow=True).content.decode() for name in ("meeting_invite", "meeting_hold", "meeting_minutes")]
    assert "Inviti mandati a 2 persone" in pages[0]
    assert "il verbale va mandato entro tre giorni" in pages[1] and f"{row.get_absolute_url()}non-tenuta/" in pages[1]
    assert "Il verbale è ancora vuoto" in pages[2]
    agenda.decide(meeting=row, text="Si fa", by=row.organizer, at=AT)
    assert "Verbale mandato a 2 persone" in post(staff, "meeting_minutes", row.slug, follow=True).content.decode()
    assert "non è più in quello stato" in post(staff, "meeting_hold", row.slug, follow=True).content.decode()


def test_a_meeting_called_off_takes_no_more_writing(staff, officer, meeting):
    row = meeting(points=("Ritiri",))
    post(staff, "meeting_cancel", row.slug, reason="Neve")
    item = row.items.get()
    for answer in (
        post(staff, "meeting_line", row.slug, line="Decisione: si fa"),
        post(staff, "meeting_line", row.slug, line="Promessa: Chiara, scrivere, domani"),
        post(staff, "meeting_item_add", row.slug, title="Altro"), post(staff, "meeting_item", item.pk, minutes="x", version=1),
    ):  # fmt: skip
        assert answer.status_code == 302
    item.refresh_from_db()
    assert (Decision.objects.count(), Commitment.objects.count(), row.items.count(), item.minutes) == (0, 0, 1, "")


def test_a_reader_sees_and_writes_nothing(sign_in, viewer, meeting):
    row = meeting(points=("Ritiri",), invited=True)
    client = sign_in(viewer)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Ritiri" in page and "<textarea" not in page and "Manda gli inviti" not in page
    assert post(client, "meeting_line", row.slug, line="Decisione: si fa").status_code == 403


def test_getting_a_page_that_acts_changes_nothing(staff, meeting):
    row = meeting(points=("Ritiri",))
    names = ["meeting_invite", "meeting_hold", "meeting_minutes", "meeting_next", "meeting_line", "meeting_item_add", "meeting_unhold"]
    assert {staff.get(reverse(f"relations:{name}", args=[row.slug])).status_code for name in names} == {405}
    staff.get(reverse("relations:meeting_cancel", args=[row.slug]))
    row.refresh_from_db()
    assert (row.status, Delivery.objects.count()) == ("planned", 0)


def test_the_brief_says_who_what_was_promised_and_what_was_decided(staff, officer, meeting, company):
    from relations import meeting_brief

    before = meeting("Prima volta", points=("Furgone",), starts_at=STARTS - timedelta(days=14))
    agenda.decide(meeting=before, text="Si comincia a marzo", by=officer, at=AT)
    agenda.write(item=before.items.get(), text="", is_open=True, version=1, by=officer, at=AT)
    commitments.make(text="Mandare il preventivo", due_on=TODAY, by=officer, at=AT, organization=company, subject=before)
    page = meeting_brief.compose(meeting(points=("Ritiri",)), user=officer, at=AT)
    assert [row["text"] for row in page["decisions"]] == ["Si comincia a marzo"]
    assert ([row["text"] for row in page["theirs"]], [row["text"] for row in page["open"]], page["agenda"]) == (["Mandare il preventivo"], ["Furgone"], ["Ritiri"])
    assert (page["people"][0]["name"], page["people"][0]["body"], page["words"]["agenda"]) == ("Paolo Ferraris", "Meccanica Lomellina S.r.l.", "Ordine del giorno")


# --- links -----------------------------------------------------------------------
def mailed(part: str) -> str:
    """The path of the last link with `part` that left by mail."""
    for text in Delivery.objects.order_by("-pk").values_list("mailing__text", flat=True):
        if found := re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", text):
            return found.group(1)
    raise AssertionError(part)


def test_an_answer_by_link_needs_no_account_and_is_shown_on_the_page(client, staff, meeting):
    row = meeting(invited=True)
    path = mailed("riunioni/risposta")
    assert client.get(path).status_code == 200
    seat = row.attendees.get(user=None)
    assert (seat.answer, SecretLink.objects.exclude(used_at=None).count()) == ("", 0)
    answer = client.post(path, {"answer": "other", "day": "4/12/2026", "start": "15:00", "note": "Di mattina no"})
    assert answer.status_code == 302
    page = staff.get(row.get_absolute_url()).content.decode()
    assert "Propone un altro orario" in page and "Venerdì 4 dicembre 2026, 15:00" in page.replace("\xa0", " ") and "«Di mattina no»" in page
    post(staff, "meeting_attendee_time", seat.pk)
    row.refresh_from_db()
    assert (row.starts_at.isoformat(), row.sequence) == ("2026-12-04T14:00:00+00:00", 1)


@pytest.mark.parametrize("given", [{}, {"answer": "forse"}, {"answer": "other"}, {"answer": "other", "day": "ieri", "start": "x"}, {"answer": "other", "day": "1/1/2020", "start": "10:00"}])
def test_an_answer_that_is_none_is_told_and_nothing_is_kept(client, meeting, given):
    row = meeting(invited=True)
    assert client.post(mailed("riunioni/risposta"), given).status_code == 422
    assert row.attendees.get(user=None).answer == ""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_answers_give_no_fault(client, meeting, officer, text):
    row = meeting(invited=True)
    note = heard.write(attendee=row.attendees.get(user=None), text="Hanno fretta", by=officer, at=AT)
    heard.send(note=note, by=officer, at=AT)
    for path, data in (
        (mailed("riunioni/risposta"), {"answer": "yes", "note": text}), (mailed("riunioni/risposta"), {"answer": text, "day": text, "start": text}),
        (mailed("riunioni/sentito"), {"answer": "correct", "correction": text}),
    ):  # fmt: skip
        answer = client.post(path, data, follow=True)
        assert answer.status_code in (200, 422)
        assert "<script>alert(1)" not in answer.content.decode()
    note.refresh_from_db()
    assert note.text == "Hanno fretta"


def test_a_link_opens_its_own_thing_only(client, meeting, officer):
    row = meeting(invited=True)
    note = heard.write(attendee=row.attendees.get(user=None), text="Hanno fretta", by=officer, at=AT)
    heard.send(note=note, by=officer, at=AT)
    answer, confirm = mailed("riunioni/risposta"), mailed("riunioni/sentito")
    crossed = [answer.replace("risposta", "sentito"), confirm.replace("sentito", "risposta"), f"{answer[:-3]}xx/"]
    assert [client.get(path).status_code for path in (*crossed, answer, confirm)] == [404, 404, 404, 200, 200]
    assert client.get(confirm)["X-Robots-Tag"] == "noindex, nofollow"


def test_a_mail_scanner_that_opens_every_link_confirms_nothing(client, meeting, officer):
    row = meeting(invited=True)
    note = heard.write(attendee=row.attendees.get(user=None), text="Hanno fretta", by=officer, at=AT)
    heard.send(note=note, by=officer, at=AT)
    path = mailed("riunioni/sentito")
    for _time in range(3):
        client.get(path)
        client.head(path)
    assert HeardNote.objects.get().status == "sent"
    client.post(path, {"answer": "confirm"})
    note.refresh_from_db()
    assert (note.status, note.answered_at) == ("confirmed", AT)
    assert client.post(path, {"answer": "correct", "correction": "No"}).status_code == 200
    note.refresh_from_db()
    assert (note.status, note.correction) == ("confirmed", "")


def test_links_die_with_their_time(client, meeting):
    row = meeting(invited=True)
    path = mailed("riunioni/risposta")
    SecretLink.objects.filter(scope=meeting_mail.ANSWER).update(expires_at=AT)
    assert client.get(path).status_code == 404
    assert row.attendees.get(user=None).answer == ""


# --- promises ----------------------------------------------------------------------
def test_a_promise_from_a_company_page_is_made_to_it(staff, officer, company):
    page = staff.get(f"{reverse('relations:promise_new')}?about=organization:{company.pk}").content.decode()
    assert "Meccanica Lomellina" in page
    post(staff, "promise_new", who=f"user:{officer.pk}", text="Mandare il preventivo", when="domani", party=f"organization:{company.pk}",
         follower=officer.pk, about=f"organization:{company.pk}")  # fmt: skip
    row = Commitment.objects.get()
    assert (row.owner, row.organization, row.due_on) == (officer, company, TODAY + timedelta(days=1))


def test_a_promise_by_its_pages(staff, officer, company):
    row = commitments.make(text="Mandare il preventivo", due_on=TODAY, by=officer, at=AT, organization=company, owner=officer)
    page = post(staff, "promise_keep", row.pk, follow=True).content.decode()
    assert "Mantenuta: Mandare il preventivo" in page and reverse("relations:promise_reopen", args=[row.pk]) in page
    post(staff, "promise_reopen", row.pk)
    assert post(staff, "promise_renegotiate", row.pk, when="oggi", reason="r").status_code == 422
    assert post(staff, "promise_renegotiate", row.pk, when="ieri", reason="r").status_code == 422
    assert post(staff, "promise_renegotiate", row.pk, when="tra due settimane", reason="").status_code == 422
    post(staff, "promise_renegotiate", row.pk, when="tra due settimane", reason="Aspettiamo il fornitore")
    assert post(staff, "promise_give_up", row.pk, reason=" ").status_code == 422
    detail = staff.get(row.get_absolute_url()).content.decode()
    assert "24 novembre 2026 → 8 dicembre 2026" in detail.replace("\xa0", " ") and "Aspettiamo il fornitore" in detail


def test_the_ratio_of_a_party_stands_over_its_own_rows(staff, officer, company, organization):
    kept = commitments.make(text="Prima", due_on=TODAY, by=officer, at=AT, organization=company)
    commitments.keep(promise=kept, by=officer, at=AT)
    commitments.make(text="Seconda", due_on=TODAY - timedelta(days=1), by=officer, at=AT, organization=company)
    commitments.make(text="Di altri", due_on=TODAY, by=officer, at=AT, organization=organization("Altri APS", kind="nonprofit"))
    page = staff.get(f"{reverse('relations:promises')}?parte=organization:{company.pk}").content.decode()
    assert "50%" in page and "Prima" in page and "Seconda" in page and "Di altri" not in page
    record = staff.get(company.get_absolute_url()).content.decode()
    assert "1 su 2 mantenute in tempo" in record


def test_a_meeting_and_a_promise_are_found_by_what_was_said(staff, officer, meeting):
    row = meeting(points=("Furgone refrigerato",))
    agenda.write(item=row.items.get(), text="Il preventivo della carrozzeria", is_open=False, version=1, by=officer, at=AT)
    commitments.make(text="Comprare il tachigrafo", due_on=TODAY, by=officer, at=AT, owner=officer)
    assert SearchEntry.objects.filter(kind="meeting").count() == 1
    assert row.title in staff.get("/cerca/", {"q": "carrozzeria"}).content.decode()
    assert "Comprare il tachigrafo" in staff.get("/cerca/", {"q": "tachigrafo"}).content.decode()


# --- cost -----------------------------------------------------------------------------
def _many(meeting, officer, organization, count: int) -> None:
    for number in range(count):
        body = organization(f"Ditta {number}")
        row = meeting(f"Riunione {number}", parties=[body], invited=False, starts_at=STARTS + timedelta(hours=number))
        commitments.make(text=f"Cosa {number}", due_on=TODAY - timedelta(days=1), by=officer, at=AT, organization=body, owner=officer, subject=row)


@pytest.mark.parametrize("address", ["/riunioni/", "/riunioni/?quando=tutte", "/promesse/", "/promesse/?stato=late", "/"])
def test_a_list_costs_the_same_for_one_and_thirty_rows(staff, officer, meeting, organization, address):
    _many(meeting, officer, organization, 1)
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for number in range(1, 30):
        body = organization(f"Altra {number}")
        row = meeting(f"Seguente {number}", parties=[body], starts_at=STARTS + timedelta(hours=number))
        commitments.make(text=f"Dopo {number}", due_on=TODAY - timedelta(days=1), by=officer, at=AT, organization=body, owner=officer, subject=row)
    with CaptureQueriesContext(connection) as many:
        staff.get(address)
    assert len(many) == len(one)


def test_the_page_of_a_meeting_costs_the_same_with_one_and_thirty_points(staff, officer, meeting, person):
    row = meeting(points=("a",), invited=True)
    agenda.decide(meeting=row, text="Si fa", by=officer, at=AT)
    staff.get(row.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        staff.get(row.get_absolute_url())
    for number in range(30):
        agenda.add_item(meeting=row, title=f"Punto {number}", by=officer, at=AT)
        agenda.decide(meeting=row, text=f"Cosa {number}", by=officer, at=AT)
    with CaptureQueriesContext(connection) as many:
        staff.get(row.get_absolute_url())
    assert len(many) == len(one)
