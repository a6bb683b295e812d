"""The desk's own rules, without a database: lengths, embargo, what changed between two texts."""

import difflib
import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Measure:
    """How long a text is beside what reads well: "short", "good" or "long"."""

    length: int
    low: int
    high: int

    @property
    def verdict(self) -> str:
        if not self.length or self.low <= self.length <= self.high:
            return "good"
        return "short" if self.length < self.low else "long"


def embargo_line(until: datetime) -> str:
    """Return the first line of an embargoed release; Italian, because Italian newsrooms read it."""
    local = until.astimezone(ROME)
    return f"EMBARGO – non diffondere prima del {local:%d/%m/%Y} ore {local:%H:%M} (Europe/Rome)"


def public_from(*, publish_at: datetime | None, embargo_until: datetime | None) -> datetime | None:
    """Return the first moment the public may read: the later of the two, None when at once."""
    given = [moment for moment in (publish_at, embargo_until) if moment is not None]
    return max(given) if given else None


def waiting_status(*, publish_at: datetime | None, embargo_until: datetime | None, at: datetime) -> str:
    """Return the status of an approved release that leaves the desk at `at`."""
    if embargo_until is not None and embargo_until > at:
        return "under_embargo"
    if publish_at is not None and publish_at > at:
        return "scheduled"
    return "published"


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return the text in pieces: ("same" | "gone" | "new", piece), word by word."""
    old, new = _words(before), _words(after)
    pieces: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(("gone", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(("new", "".join(new[j1:j2])))
    return pieces


_CAP = 4000  # words compared; longer texts are compared in their beginning


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)[:_CAP]
