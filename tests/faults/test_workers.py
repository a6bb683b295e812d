"""Workers that die: killed hard, or told to stop."""
from __future__ import annotations

from tests.faults.sizes import SIZE

PACE = 0.004


def test_a_worker_tree_killed_hard_again_and_again(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=PACE)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("kill", SIZE.crowd)
    for kill in range(SIZE.worker_kills):
        office.until_kept_in_all(SIZE.crowd * (kill + 1) // (SIZE.worker_kills + 2), emails)
        office.kill_workers()
        office.open_workers(SIZE.workers)
    office.until_sent(mailing)
    # A line has at most one message whose answer nobody heard.
    note(f"worker tree kill -9 x {SIZE.worker_kills}", office.tally(mailing, emails), office.log.most_lines * SIZE.worker_kills)


def test_workers_told_to_stop_leave_no_doubt(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=PACE)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("term", SIZE.crowd)
    for stop in range(SIZE.worker_kills):
        office.until_kept_in_all(SIZE.crowd * (stop + 1) // (SIZE.worker_kills + 2), emails)
        office.end_workers()
        assert office.in_state(mailing, "claimed", "sending") == []
        office.open_workers(SIZE.workers)
    office.until_sent(mailing)
    note(f"SIGTERM x {SIZE.worker_kills}", office.tally(mailing, emails), 0)
