"""Compiles the interface's words with Babel, file by file and only what is older than its source."""
from __future__ import annotations

import os
from pathlib import Path


def stale(folder: Path) -> list[Path]:
    """Catalogues whose compiled twin is missing or older."""
    return [po for po in sorted(folder.glob("*/*/LC_MESSAGES/*.po")) if not _is_fresh(po)]


def _is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def compile_stale(folder: Path) -> list[Path]:
    """This function will return what it compiled. Babel is imported only when there is something to do."""
    todo = stale(folder)
    for po in todo:
        compile_one(po)
    return todo


def compile_one(po: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(po, "rb") as source:
        catalogue = read_po(source, locale=po.parts[-3])
    mo = po.with_suffix(".mo")
    # A running process may be reading the old one: never a half-written file under that name.
    draft = mo.with_suffix(f".{os.getpid()}")
    try:
        with open(draft, "wb") as target:
            write_mo(target, catalogue)
        draft.replace(mo)
    except OSError:
        # A read-only folder, as in a container: what was compiled at build time serves.
        draft.unlink(missing_ok=True)
