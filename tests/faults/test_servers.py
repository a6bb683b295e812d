"""Servers that die under the workers: the queue, the database, the mail server."""
from __future__ import annotations

import time

from tests.faults.sizes import SIZE

PACE = 0.004
# mail.md: sending again within a minute of the queue's return.
A_MINUTE = 60


def test_the_queue_killed_and_wiped(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=PACE)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("redis", SIZE.crowd)
    for kill in range(SIZE.server_kills):
        office.until_kept_in_all(SIZE.crowd * (kill + 1) // (SIZE.server_kills + 2), emails)
        office.kill_valkey()
        office.wipe_valkey()
    office.until_sent(mailing)
    note(f"Redis killed and wiped x {SIZE.server_kills}", office.tally(mailing, emails), 0)


def test_what_was_written_while_the_queue_was_dead_leaves_within_a_minute(office_under_fire):
    office = office_under_fire
    office.open_sink()
    office.open_workers(SIZE.workers)
    office.kill_valkey()
    office.hands("service", to="scritto.al.buio@posta.example")
    office.wipe_valkey()
    back = time.monotonic()
    office.until_kept_in_all(1, ["scritto.al.buio@posta.example"])
    assert time.monotonic() - back <= A_MINUTE


def test_the_database_killed_hard(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=PACE)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("postgres", SIZE.crowd)
    for kill in range(SIZE.server_kills):
        office.until_kept_in_all(SIZE.crowd * (kill + 1) // (SIZE.server_kills + 2), emails)
        office.kill_postgres()
        office.embedded.start_postgres()
    office.until_sent(mailing)
    note(f"Postgres kill -9 x {SIZE.server_kills}", office.tally(mailing, emails), office.log.most_lines * SIZE.server_kills)


def test_the_mail_server_killed_hard(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=PACE)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("smtp", SIZE.crowd)
    for kill in range(SIZE.server_kills):
        office.until_kept_in_all(SIZE.crowd * (kill + 1) // (SIZE.server_kills + 2), emails)
        office.kill_sink()
        office.open_sink(pace=PACE)
    office.until_sent(mailing)
    note(f"SMTP server killed x {SIZE.server_kills}", office.tally(mailing, emails), office.log.most_lines * SIZE.server_kills)
