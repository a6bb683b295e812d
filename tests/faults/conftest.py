"""One office for the whole suite, and the table of what it went through."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings

from tests.faults.office import Office, Tally
from tests.faults.sizes import IS_WHOLE


@dataclass(frozen=True)
class Row:
    """One fault in the table."""

    fault: str
    tally: Tally
    allowed: int


_rows = pytest.StashKey[list[Row]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_rows] = []


@pytest.fixture(scope="session")
def office_under_fire() -> Iterator[Office]:
    """Servers and mail server; the workers are each test's own affair."""
    office = Office(settings.EMBEDDED.state / "faults")
    try:
        # Two offices on one folder would end each other's processes.
        with office.embedded.lock():
            office.open()
            yield office
    finally:
        office.close()


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Callable[[str, Tally, int], None]:
    """Write a fault into the table and hold it to what is allowed: nothing missing, no copies, only so much doubt."""

    def write(fault: str, tally: Tally, allowed: int) -> None:
        request.config.stash[_rows].append(Row(fault, tally, allowed))
        assert (tally.missing, tally.copies, tally.invented, tally.broken) == ([], [], [], [])
        assert len(tally.uncertain) <= allowed, tally.uncertain

    return write


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash[_rows]
    if not (rows and IS_WHOLE):
        return
    terminalreporter.section("faults")
    wide = max(len(row.fault) for row in rows)
    terminalreporter.line(f"{'fault':<{wide}}  messages  missing  copies  failed  uncertain  allowed")
    for row in rows:
        tally = row.tally
        terminalreporter.line(
            f"{row.fault:<{wide}}  {tally.messages:>8}  {len(tally.missing):>7}  {len(tally.copies):>6}  {len(tally.failed):>6}"
            f"  {len(tally.uncertain):>9}  {row.allowed:>7}"
        )
