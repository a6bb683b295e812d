"""Kept promises as a Beta posterior: a newcomer stands at the prior mean, never at zero."""

from __future__ import annotations

from .facts import Profile

# Five imagined promises, four of them kept.
PRIOR_KEPT, PRIOR_BROKEN = 4.0, 1.0


def mean_kept(profile: Profile) -> float | None:
    """This function will give the expected share of promises kept; None when nobody has counted."""
    if profile.kept is None and profile.broken is None:
        return None
    kept, broken = max(0, profile.kept or 0), max(0, profile.broken or 0)
    return (kept + PRIOR_KEPT) / (kept + broken + PRIOR_KEPT + PRIOR_BROKEN)
