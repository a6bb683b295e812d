"""A backup taken in the middle of a mailing, restored after it has ended."""
from __future__ import annotations

from tests.faults.sizes import SIZE


def test_a_backup_taken_while_sending_starts_paused_and_lists_the_possible_repeats(office_under_fire, note):
    office = office_under_fire
    office.open_sink(pace=0.004)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("backup", SIZE.some)
    office.until_kept_in_all(SIZE.some // 3, emails)
    backup = office.dump()
    office.until_sent(mailing)
    arrived = {one.to for one in office.log.read().kept} & set(emails)
    assert arrived == set(emails)

    office.close_workers()
    office.restore(backup)
    known = set(office.in_state(mailing, "sent"))
    before = len(office.log.read().kept)
    assert 0 < len(known) < len(emails)
    office.open_workers(SIZE.workers)
    office.until(lambda: office.state_of(mailing) == "paused", "the restored mailing to be held")
    # Service mail goes by: the office is alive, and of the mailing nothing leaves.
    office.hands("service", to="dopo.il.ripristino@posta.example")
    office.until_kept_in_all(1, ["dopo.il.ripristino@posta.example"])
    assert [one.to for one in office.log.read().kept[before:]] == ["dopo.il.ripristino@posta.example"]
    assert set(office.in_state(mailing, "uncertain")) == set(emails) - known

    repeats = len(emails) - len(known)
    note("restore of a backup taken mid-send", office.tally(mailing, emails), repeats)
    assert office.hands("consider_sent", mailing=mailing) == repeats
    assert office.hands("resume", mailing=mailing) == "sending"
    office.until_sent(mailing)
    assert office.tally(mailing, emails).copies == []
