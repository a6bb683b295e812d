"""A mail server that answers badly, slowly, or not at all."""
from __future__ import annotations

from tests.faults.office import addresses
from tests.faults.sink import is_in
from tests.faults.sizes import ANSWER, SIZE


def test_taken_and_never_answered(office_under_fire, note):
    """One in a hundred is taken and the line hung up: exactly those are uncertain, and nobody gets a second copy."""
    office = office_under_fire
    share = (0.30, 0.31)
    office.open_sink(rules=[{"at": "reply", "do": "keep and cut", "share": share}])
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("silent", SIZE.some)
    office.until_sent(mailing)
    expected = sorted(to for to in emails if is_in(share, to))
    tally = office.tally(mailing, emails)
    assert expected and tally.uncertain == expected
    note("accepted but no reply, 1 %", tally, len(expected))


def test_staff_settle_what_is_uncertain(office_under_fire):
    """The two buttons: counted as sent nothing leaves; tried again, exactly those leave once more."""
    office = office_under_fire
    share = (0.40, 0.45)
    office.open_sink(rules=[{"at": "reply", "do": "keep and cut", "share": share, "first": 1}])
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("buttons", 60)
    office.until_sent(mailing)
    doubtful = [to for to in emails if is_in(share, to)]
    assert doubtful and office.in_state(mailing, "uncertain") == doubtful
    assert office.hands("retry_uncertain", mailing=mailing) == len(doubtful)
    office.until_sent(mailing)
    tally = office.tally(mailing, emails)
    assert (tally.uncertain, tally.copies) == ([], doubtful)


def test_a_slow_server_is_not_a_dead_sender(office_under_fire, note):
    """Some answers take most of the time a sender waits, some longer: no second sender takes the row."""
    office = office_under_fire
    everybody = addresses("slow", SIZE.some)
    slow, slower = everybody[20::60][:4], everybody[50::60][:4]
    office.open_sink(rules=[
        {"at": "reply", "do": f"wait {0.8 * ANSWER}", "whom": slow},
        {"at": "reply", "do": f"wait {2.5 * ANSWER}", "whom": slower},
    ])  # fmt: skip
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("slow", SIZE.some)
    office.until_sent(mailing)
    tally = office.tally(mailing, emails)
    assert tally.uncertain == slower
    note("slow accept", tally, len(slower))


def test_every_kind_of_refusal_at_once(office_under_fire, note):
    """Greylisting, 550 for 5 %, 421 each hundredth, a full disk, a body cut short: each once in the end."""
    office = office_under_fire
    gone, inside = (0.10, 0.15), (0.70, 0.75)
    rules = [
        {"at": "rcpt", "do": "550 5.1.1 no such user", "share": gone},
        {"at": "rcpt", "do": "451 4.7.1 greylisted, come back later", "share": (0.15, 0.45), "first": 1},
        {"at": "rcpt", "do": "421 4.7.0 too many messages on this line", "every": SIZE.some // 20},
        {"at": "reply", "do": "452 4.3.1 no room left", "share": (0.45, 0.60), "first": 2},
        {"at": "data", "do": "451 4.3.0 not now", "share": (0.60, 0.65), "first": 1},
        {"at": "body", "do": "cut", "share": (0.65, 0.70), "first": 1},
        {"at": "body", "do": "cut inside", "share": inside, "first": 1},
    ]
    office.open_sink(rules=rules)
    office.open_workers(SIZE.workers)
    mailing, emails = office.mailing("bad", SIZE.some)
    asked, faults = sum(office.log.read().asked.values()), sum(office.log.faults.values())
    office.until_sent(mailing)
    tally = office.tally(mailing, emails)
    assert tally.failed == sorted(to for to in emails if is_in(gone, to))
    # A line hung up when the final dot may be under way is a doubt that is held; every other fault is none.
    assert set(tally.uncertain) <= {to for to in emails if is_in(inside, to)}
    if tally.uncertain:
        office.hands("retry_uncertain", mailing=mailing)
        office.until_sent(mailing)
        assert office.in_state(mailing, "uncertain") == []
    # No restart from zero: nobody is asked for again but whom the server turned down.
    again = sum(office.log.read().asked.values()) - asked - len(emails)
    assert again <= sum(office.log.faults.values()) - faults
    note("451, 550, 421, 452, body cut", office.tally(mailing, emails), 0)
