"""The process that opens files nobody trusts: started by `sandbox`, with limits on itself, no secrets, no database.

What to do comes in on stdin as JSON; rows leave on stdout as COPY text; the last line of stderr is how it went.
"""

import json
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def confine(seconds: int, memory: int, files: int) -> None:
    """Take away what reading a file does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def look(path: Path, wish: dict[str, Any]) -> dict[str, Any]:
    """Return how the file reads, its headings, its first rows, what its columns seem to be, how many rows it has."""
    from relations.imports import cards, limits, mapping, reading

    how = reading.understand(path, reading.Reading.of(wish))
    rows = reading.rows(path, how)
    first = list(islice(rows, limits.GUESS_ROWS + 15))
    if not first:
        raise reading.Refused("empty")
    if how.format == "vcf":
        how.header_row = 1
    elif not how.header_row:
        how.header_row = reading.find_headings(first)
    head = next((cells for number, cells in first if number == how.header_row), [])
    body = [(number, cells) for number, cells in first if number > how.header_row]
    widths = Counter(len(cells) for _number, cells in body)
    width = max(len(head), widths.most_common(1)[0][0] if widths else 0)
    names = reading.headings(head, width)
    sample = [cells for _number, cells in body]
    kind, columns = mapping.guess(names if head else [""] * width, sample)
    if how.format == "vcf":
        columns = list(cards.COLUMNS.values())
        kind = "both" if any(cells[2:3] and cells[2] for cells in sample) else "person"
    return {
        "reading": how.as_dict(), "headings": names, "kind": kind, "columns": columns,
        "first_lines": [[number, cells[:40]] for number, cells in first[:15]],
        "sample": [[number, (cells + [""] * width)[:width]] for number, cells in body[: limits.SAMPLE_ROWS]],
        "rows": len(body) + sum(1 for _row in rows),
    }  # fmt: skip


def read(path: Path, job: dict[str, Any]) -> Iterator[Any]:
    """Yield every row of the file, made ready."""
    from relations.imports import reading
    from relations.imports.rows import Plan, is_headings, stage

    how, plan = reading.Reading.of(job["reading"]), Plan(**job["plan"])
    for number, cells in reading.rows(path, how):
        if number > how.header_row and not is_headings(cells, plan):
            yield stage(number, cells, plan)


def copy_line(import_id: int, row: Any) -> str:
    """Return a row as a line of COPY text, in the order of staging.COLUMNS."""

    def packed(value: Any) -> str:
        if not value:
            return "\\N" if value is None else "[]"
        return _ENCODE(value).replace("\\", "\\\\")

    keys = "{" + ",".join('"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"' for key in row.keys) + "}"
    fields = [
        str(import_id), str(row.number), packed(row.raw), packed(row.person), packed(row.organization), packed(row.points),
        packed(row.places), packed(row.tie), packed(row.consents), packed(row.problems), packed(row.notes), keys.replace("\\", "\\\\"),
        "t" if row.is_bad else "f", "t" if row.problems else "f",
    ]  # fmt: skip
    return "\t".join(fields) + "\n"


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Do the job; return how it went."""
    path = Path(job["path"])
    if job["what"] == "look":
        return {"looked": look(path, job["reading"])}
    count = 0
    for row in read(path, job):
        sys.stdout.buffer.write(copy_line(job["import"], row).encode("utf-8", "replace"))
        count += 1
    sys.stdout.buffer.flush()
    return {"rows": count}


def main() -> None:
    """Do what stdin says; never leave a trace of the contents in an error."""
    job = json.load(sys.stdin)
    # Before anything of ours or of others is loaded.
    confine(job["seconds"], job["memory"], job["files"])
    from relations.imports.problems import Refused

    try:
        said = work(job)
    except Refused as refused:
        said = {"refused": refused.code, "details": refused.details}
    except MemoryError:
        said = {"refused": "too_much", "details": {}}
    except BrokenPipeError:
        said = {"refused": "stopped", "details": {}}
    except RecursionError:
        said = {"refused": "broken_sheet", "details": {}}
    except Exception as error:  # whatever a library raises on a broken file
        said = {"refused": "unreadable", "details": {"kind": type(error).__name__}}
    sys.stderr.write("\n" + json.dumps(said) + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
