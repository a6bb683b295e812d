"""What people and clocks do too often: pause and resume, click twice, give an address three times, run two clocks."""
from __future__ import annotations

import socket
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import lxml.html
import requests

from config.beat import SCHEDULE
from tests.faults.sizes import IS_WHOLE, SIZE
from tests.support.processes import until

PRESSES = 20
# mail.md: a pause is effective within so many seconds.
PAUSE_SECONDS = 5


def test_paused_and_resumed_again_and_again(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=0.004)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("pause", SIZE.some)
    for time in range(SIZE.pauses):
        office.until_kept_in_all(SIZE.some * (time + 1) // (SIZE.pauses + 2), emails)
        assert office.hands("pause", mailing=mailing) == "paused"
        office.until(lambda: office.in_state(mailing, "sending") == [], "the last message", patience=PAUSE_SECONDS)
        if time == 0:
            _nothing_leaves(office, emails)
        assert office.hands("resume", mailing=mailing) == "sending"
    office.until_sent(mailing)
    note(f"pause/resume x {SIZE.pauses}", office.tally(mailing, emails), 0)


def _nothing_leaves(office, emails) -> None:
    """While a mailing is paused the clock ticks, service mail goes by, and none of it leaves."""
    before = len(office.log.read().kept)
    office.hands("service", to="nel.frattempo@posta.example")
    office.until_kept(1)
    assert [one.to for one in office.log.kept[before:]] == ["nel.frattempo@posta.example"]


def test_send_pressed_twenty_times_at_once(office_under_fire, note):
    """The page's own buttons, by twenty requests to a real web server: one mailing, one departure, at once."""
    office = office_under_fire
    office.open_sink()
    office.open_workers(SIZE.workers)
    emails = [f"premuto{number:02}@posta.example" for number in range(40)]
    made = office.hands("newsletter", emails=emails)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{trial.getsockname()[1]}"
    web = office.run([sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                      "--port", url.rpartition(":")[2], "--workers", "1", "--blocking-threads", "4", "--no-ws",
                      "config.wsgi:application"], "web", PUBLIC_URL=url)  # fmt: skip
    try:
        until(lambda: _answers(url), what="the web server", of=[web])
        cookies = {"sessionid": made["session"]}
        with ThreadPoolExecutor(PRESSES) as pool:
            # The second calls off the ten minutes in which the first could be undone.
            for words in ("Invia a", "Fai partire subito"):
                presses = [_button(url + made["page"], cookies, words)] * PRESSES
                assert set(pool.map(lambda press: press(), presses)) == {200}
    finally:
        web.end()
    [(mailing, departures)] = office.sql(
        "select m.id, (select array_agg(verb order by verb) from relations_auditevent where object_id = m.id"
        " and verb in ('mailing.started', 'mailing.left'))"
        " from relations_mailing m where m.title = %s", made["title"])  # fmt: skip
    office.until_sent(mailing)
    assert departures == ["mailing.left", "mailing.started"]
    note(f"Invia pressed {PRESSES} times at once", office.tally(mailing, emails), 0)


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/account/login/", timeout=30).status_code == 200
    except requests.ConnectionError:
        return False


def _button(page: str, cookies: dict[str, str], words: str):
    """Open the page as its reader does, find the button that begins with `words`; return what a press of it asks for."""
    answer = requests.get(page, cookies=cookies, timeout=30)
    forms = lxml.html.fromstring(answer.text, base_url=page).forms
    [(form, button)] = [
        (form, button) for form in forms for button in form.iter("button") if button.text_content().strip().startswith(words)
    ]
    form.make_links_absolute(page)
    fields = [*form.form_values(), *([(button.get("name"), button.get("value", ""))] if button.get("name") else [])]
    cookies = {**cookies, **answer.cookies.get_dict()}
    headers = {"Referer": page, "Origin": page[: page.index("/", 8)]}
    return lambda: requests.post(form.action or page, data=fields, cookies=cookies, headers=headers, timeout=60).status_code


def test_one_person_in_three_lists_and_two_spellings(office_under_fire, note):
    office = office_under_fire
    office.open_sink()
    office.open_workers(SIZE.workers)
    spellings = ["Maria.Tre@posta.example", "maria.tre@POSTA.example", "maria.tre@posta.example"]
    others = [f"solo{number}@posta.example" for number in range(5)]
    mailing = office.hands("approved", emails=[*spellings, *others, *spellings])
    office.hands("start", mailing=mailing)
    office.until_sent(mailing)
    note("one person in three lists, two spellings", office.tally(mailing, ["maria.tre@posta.example", *others]), 0)


def test_two_clocks_and_three_workers_do_each_due_thing_once(office_under_fire):
    """The demo office's due things, done once by one process and again and again by many: the same mail, the same rows."""
    office = office_under_fire
    office.close_workers()
    office.open_sink()
    office.new_database()
    office.hands("demo", whole=IS_WHOLE)
    backup = office.dump()
    office.hands("all_jobs")
    once = _due(office)
    assert once["mail"]

    office.restore(backup)
    try:
        everything = {"FAULTS_JOBS": "all", "FAULTS_TICK": "3", "FAULTS_CLOCK_SAYS": "1"}
        office.open_workers(3, **everything)
        office.open_beat(**everything)
        office.until(lambda: _least_ticks(office) >= 2, "two clocks to tick twice for each job")
        office.close_beats()
        office.until(lambda: not office.queued(), "the queue to be empty")
        # Told to stop, workers finish what they have in hand.
        office.close_workers()
        assert _due(office) == once
    finally:
        office.close_workers()
        office.new_database()
        office.hands("found")


def _least_ticks(office) -> int:
    """How often the clock that ticked least has announced the job it announced least."""
    said = [beat.log.read_text() for beat in office.beats]
    return min(text.count(f"Sending due task {name} ") for text in said for name in SCHEDULE)


def _due(office) -> dict[str, Counter]:
    """What the jobs have written: mail by purpose, address and subject; things to do.

    Without the numbers of a subject: between one run and the next the clock goes on, and one more thing may have become late.
    """
    mail = office.sql(
        r"select m.purpose, d.email, regexp_replace(m.subject, '\d+', '#', 'g')"
        " from relations_delivery d join relations_mailing m on m.id = d.mailing_id")
    things = office.sql("select title, due_on::text, owner_id from relations_followup")
    return {"mail": Counter(mail), "things": Counter(things)}
