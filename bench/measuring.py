"""Timing something beside its raw limit, and one table of it all."""

import gc
import json
import os
import resource
import statistics
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, connections

# What a list, a record page or a dashboard may ask of the database, session and rights and menu included.
MOST_STATEMENTS = 12


@dataclass(frozen=True)
class Measure:
    """One row of the table. Times in seconds; `raw` is the same work done by SQL or COPY alone in the same run; `again` is
    `ours` read a second time, the slower of the two."""

    work: str
    ours: float
    raw: float
    p95: float | None = None
    statements: int | None = None
    target: str = ""
    is_met: bool | None = None
    note: str = ""
    again: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.raw if self.raw else float("nan")


@dataclass
class Recorder:
    """Keeps the statements that run inside it, with their parameters and their time."""

    statements: list[tuple[str, object]] = field(default_factory=list)
    seconds: float = 0.0

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.statements.append((sql, params))


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Reading:
    """The best and the worst of a time read several times."""

    best: float
    worst: float


def in_turns(rounds: int, *works: Callable[[], object]) -> list[Reading]:
    """Do each of `works` so many times, one after the other, and return their times."""
    times = [[seconds(work) for work in works] for _round in range(rounds)]
    return [Reading(min(read), max(read)) for read in zip(*times, strict=True)]


def apart(work: Callable[[], dict]) -> dict:
    """Do `work` in a process of its own; add to its numbers the `memory` that it and its children took, in bytes."""
    connections.close_all()
    given, taken = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(work, taken)
    os.close(taken)
    with os.fdopen(given) as file:
        found = json.loads(file.read() or "{}")
    os.waitpid(child, 0)
    if not found:
        raise SystemExit("A measure in a process of its own failed; its error stands above.")
    return found


def _answer(work: Callable[[], dict], taken: int) -> None:
    """Write the numbers of `work` to the pipe, and end the process whatever happens."""
    try:
        before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
        found = work()
        most = (resource.getrusage(who).ru_maxrss * 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        own, children = most
        with os.fdopen(taken, "w") as file:
            json.dump(found | {"memory": own - before + children}, file)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def replay(statements: Sequence[tuple[str, object]]) -> float:
    """Run the reading `statements` alone, rows fetched and thrown away; return the seconds."""
    raw = connection.connection
    began = time.perf_counter()
    with raw.cursor() as cursor:
        for sql, params in statements:
            if sql.lstrip(" \n(").upper().startswith(("SELECT", "WITH", "SET ")):
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
    return time.perf_counter() - began


def pages(
    work: str, gets: Sequence[Callable[[], object]], *, rounds: int = 5, target_p95: float | None = None, target_median: float | None = None
) -> Measure:
    """Measure whole requests against their own SQL, in turns; each of `gets` is one request, read in two halves."""
    ours: list[float] = []
    raw: list[float] = []
    counts: list[int] = []
    for get in gets:  # warm: templates compiled, pages of the database read
        get()
    gc.collect()
    for _round in range(rounds):
        for get in gets:
            recorder = Recorder()
            with connection.execute_wrapper(recorder):
                ours.append(seconds(get))
            raw.append(replay(recorder.statements))
            counts.append(len(recorder.statements))
    own = statistics.median(raw)
    half = len(ours) // 2
    median, again = sorted(statistics.median(part) for part in (ours[:half], ours[half:]))
    p95 = sorted(ours)[int(len(ours) * 0.95)]
    limits = [(f"≤ {MOST_STATEMENTS} SQL", max(counts) <= MOST_STATEMENTS)]
    if target_median is None:
        limits.append(("≤ SQL + 40 ms", median <= own + 0.040))
    else:
        limits.append((f"≤ {target_median * 1000:.0f} ms", median <= target_median))
    if target_p95 is not None:
        limits.append((f"p95 ≤ {target_p95 * 1000:.0f} ms", p95 <= target_p95))
    missed = [words for words, is_met in limits if not is_met]
    note = f"misses {', '.join(missed)}" if missed else ""
    return Measure(work, median, own, p95, max(counts), ", ".join(words for words, _met in limits), not missed, note, again)


def table(title: str, rows: Sequence[Measure]) -> str:
    """Return the rows as one table of text."""
    heads = ["work", "ours", "again", "p95", "raw", "ours/raw", "SQL", "target", "met", "note"]
    lines = [
        [
            row.work, _time(row.ours), _time(row.again), _time(row.p95), _time(row.raw), f"{row.ratio:.2f}",
            "" if row.statements is None else str(row.statements), row.target,
            {True: "yes", False: "NO", None: ""}[row.is_met], row.note,
        ]
        for row in rows
    ]  # fmt: skip
    widths = [max(len(line[place]) for line in [heads, *lines]) for place in range(len(heads))]
    out = [title, "", _line(heads, widths), "|".join("-" * (width + 2) for width in widths).join("||")]
    return "\n".join([*out, *(_line(line, widths) for line in lines)])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _time(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"
