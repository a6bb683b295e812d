"""How far an indicator has come, where it should be today, and the light that follows. Standard library only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Of what is expected by today: from this share on it is on track; below the other one, far behind.
ON_TRACK, FAR = 0.9, 0.5


@dataclass(frozen=True)
class Standing:
    """Where an indicator stands: `done` and `wanted` in percent of the way, `light` a key of LIGHTS."""

    done: float
    wanted: float
    light: str


def done(*, baseline: Decimal, target: Decimal, value: Decimal) -> float:
    """Return how much of the way from `baseline` to `target` lies behind, in percent; below zero when it got worse.

    The target may be lower than the starting value: fewer is better then.
    """
    return round(float((value - baseline) / (target - baseline)) * 100, 1)


def wanted(*, starts_on: date, due_on: date, today: date) -> float:
    """Return how much of the way should lie behind on `today`, in percent: the same pace from the first day to the last."""
    share = (today - starts_on).days / (due_on - starts_on).days
    return round(min(max(share, 0.0), 1.0) * 100, 1)


def standing(
    *, baseline: Decimal, target: Decimal, value: Decimal | None, starts_on: date, due_on: date, today: date
) -> Standing:
    """Return where it stands with `value`, the last one measured (None: never)."""
    expected = wanted(starts_on=starts_on, due_on=due_on, today=today)
    if value is None:
        return Standing(0.0, expected, "unread")
    reached = done(baseline=baseline, target=target, value=value)
    return Standing(reached, expected, light(reached, expected))


def light(reached: float, expected: float) -> str:
    """Return reached, on, behind or far."""
    if reached >= 100:
        return "reached"
    if reached >= ON_TRACK * expected:
        return "on"
    return "behind" if reached >= FAR * expected else "far"
