"""What waits for what: circles, who follows whom, and what moves when one moves. Standard library only."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Slot:
    """One activity in time: `start` is None for a milestone; what is closed moves no more."""

    key: int
    start: date | None
    due: date
    is_open: bool = True


@dataclass(frozen=True)
class Moved:
    """One activity that would move."""

    key: int
    start: date | None
    due: date
    was: date


def followers(key: int, links: Iterable[tuple[int, int]], open_keys: Collection[int]) -> list[int]:
    """Return what comes after `key`, directly or through others, nearest first; nothing passes through what is closed.

    `links` are pairs (first, then).
    """
    after: dict[int, list[int]] = {}
    for first, then in links:
        after.setdefault(first, []).append(then)
    found, turn = [], [key]
    while turn:
        turn = [
            then
            for first in turn
            for then in after.get(first, [])
            if then in open_keys and then not in found and then != key
        ]
        turn = list(dict.fromkeys(turn))
        found += turn
    return found


def makes_circle(first: int, then: int, links: Iterable[tuple[int, int]]) -> bool:
    """Whether tying `then` after `first` would close a circle."""
    links = list(links)
    everything = {key for pair in links for key in pair} | {first, then}
    return first == then or first in followers(then, links, everything)


def shift(key: int, to: date, slots: Mapping[int, Slot], links: Iterable[tuple[int, int]]) -> list[Moved]:
    """Return what moves when `key` is due on `to`: itself first, then what follows it, all by the same number of days.

    So the distances the parties agreed on stay as they were. What is done, and what waits only for it, stays where it is.
    """
    by = to - slots[key].due
    open_keys = {slot.key for slot in slots.values() if slot.is_open}
    order = [key, *followers(key, links, open_keys)]
    return [_by(slots[one], by) for one in order] if by else []


def _by(slot: Slot, days: timedelta) -> Moved:
    return Moved(slot.key, slot.start + days if slot.start else None, slot.due + days, slot.due)


def early(slots: Mapping[int, Slot], links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs (first, then) whose second begins before the first is due: a plan that cannot hold."""
    return [
        (first, then)
        for first, then in links
        if slots[first].is_open and slots[then].is_open and (slots[then].start or slots[then].due) < slots[first].due
    ]
