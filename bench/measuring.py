"""Timing something beside its raw limit, and one table of it all."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import connection


@dataclass(frozen=True)
class Measure:
    """One row of the table. Times in seconds; `raw` is the same work done by SQL or COPY alone in the same run."""

    work: str
    ours: float
    raw: float
    p95: float | None = None
    statements: int | None = None
    target: str = ""
    is_met: bool | None = None
    note: str = ""

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


def replay(statements: Sequence[tuple[str, object]]) -> float:
    """Run the reading `statements` alone, rows fetched and thrown away; return the seconds."""
    raw = connection.connection
    began = time.perf_counter()
    with raw.cursor() as cursor:
        for sql, params in statements:
            if sql.lstrip().upper().startswith(("SELECT", "WITH", "SET ")):
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
    return time.perf_counter() - began


def pages(work: str, gets: Sequence[Callable[[], object]], *, rounds: int = 5, target_p95: float | None = None) -> Measure:
    """Measure whole requests against their own SQL, in turns; each of `gets` is one request."""
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
    median, own = statistics.median(ours), statistics.median(raw)
    p95 = sorted(ours)[int(len(ours) * 0.95)]
    is_met = median <= own + 0.040 and (target_p95 is None or p95 <= target_p95)
    target = "≤ SQL + 40 ms" + (f", p95 ≤ {target_p95 * 1000:.0f} ms" if target_p95 else "")
    return Measure(work, median, own, p95, max(counts), target, is_met)


def table(title: str, rows: Sequence[Measure]) -> str:
    """Return the rows as one table of text."""
    heads = ["work", "ours", "p95", "raw", "ours/raw", "SQL", "target", "met", "note"]
    lines = [
        [
            row.work, _time(row.ours), _time(row.p95), _time(row.raw), f"{row.ratio:.2f}",
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
