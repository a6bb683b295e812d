"""How far a worker has come: in the cache, because the work itself is one transaction. Losing it loses nothing."""

import contextlib
import time

from django.core.cache import cache

_KEPT = 3600
_EVERY = 0.4


class Progress:
    """Tells the page how many of `total` rows are done in `step`; never more than a few times a second."""

    def __init__(self, import_id: int) -> None:
        self.key = f"import-progress-{import_id}"
        self.last = 0.0

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say where the work is. A cache that does not answer stops nothing."""
        now = time.monotonic()
        if now - self.last < _EVERY and done not in (0, total):
            return
        self.last = now
        with contextlib.suppress(Exception):
            cache.set(self.key, {"step": step, "done": done, "total": total}, _KEPT)


def read(import_id: int) -> dict:
    """Return what was said last: {step, done, total}, or nothing."""
    with contextlib.suppress(Exception):
        return cache.get(f"import-progress-{import_id}") or {}
    return {}
