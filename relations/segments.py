"""The conditions of a dynamic group as data: a tree of groups (all, any, none) and facts. No Django.

    {"version": 1, "join": "all", "items": [
        {"fact": "kind", "value": ["company"]},
        {"join": "any", "items": [{"fact": "silent", "value": 90}, {"fact": "province", "value": ["PV"], "not": true}]}]}

What comes from outside is read by `read`, which keeps only what it knows: nothing of it ever becomes SQL text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

VERSION = 1
JOINS = ("all", "any", "none")
MOST_CONDITIONS = 20
MOST_GROUPS = 6
MOST_VALUES = 60
LONGEST_DAYS = 36_500


@dataclass
class Condition:
    """One fact, asked or denied. `value` may still be missing while it is being written."""

    fact: str
    value: Any = None
    is_denied: bool = False


@dataclass
class Group:
    """Conditions taken together: all of them, any of them, none of them."""

    join: str = "all"
    items: list["Condition | Group"] = field(default_factory=list)


class Unreadable(ValueError):
    """The data are not a tree of conditions of a version we know."""


def dump(group: Group) -> dict:
    """Return the tree as JSON values."""
    return {"version": VERSION, **_dump(group)}


def _dump(group: Group) -> dict:
    items = []
    for item in group.items:
        if isinstance(item, Group):
            items.append(_dump(item))
        else:
            value = str(item.value) if isinstance(item.value, Decimal) else item.value
            items.append({"fact": item.fact, "value": value, **({"not": True} if item.is_denied else {})})
    return {"join": group.join, "items": items}


def load(data: Any, kinds: Mapping[str, str]) -> Group:
    """Return the tree of `data`; `kinds` gives the kind of value of each known fact. Raises Unreadable.

    A fact that no app registers any more makes the whole unreadable: a group must never grow because a condition was lost.
    """
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise Unreadable("version")
    return _load(data, kinds, depth=0)


def _load(data: dict, kinds: Mapping[str, str], depth: int) -> Group:
    items = data.get("items")
    if data.get("join") not in JOINS or not isinstance(items, list) or depth > 1:
        raise Unreadable("group")
    return Group(data["join"], [_item(item, kinds, depth) for item in items[: MOST_CONDITIONS + MOST_GROUPS]])


def _item(item: Any, kinds: Mapping[str, str], depth: int) -> Condition | Group:
    if not isinstance(item, dict):
        raise Unreadable("item")
    if "items" in item:
        return _load(item, kinds, depth + 1)
    key = item.get("fact")
    if key not in kinds:
        raise Unreadable(str(key)[:40])
    return Condition(key, READERS[kinds[key]](item.get("value")), item.get("not") is True)


# --- values -----------------------------------------------------------------------
def _list(given: Any) -> list[str] | None:
    found = [str(value)[:80] for value in (given if isinstance(given, list) else [])[:MOST_VALUES]]
    return list(dict.fromkeys(value for value in found if value.strip())) or None


def _whole(given: Any, top: int) -> int | None:
    text = str(given).strip().replace(".", "")
    return min(int(text), top) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _amount(given: Any) -> Decimal | None:
    """Read 1234,5 · 1.234,50 · 1234.50."""
    text = str(given).strip().replace("€", "").replace(" ", "").replace("\u00a0", "")
    if "," in text or (text.count(".") == 1 and len(text.rpartition(".")[2]) == 3):
        text = text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < 10**10 else None


READERS: dict[str, Callable[[Any], Any]] = {
    "": lambda given: None,
    "choices": _list,
    "words": _list,
    "days": lambda given: _whole(given, LONGEST_DAYS),
    "number": lambda given: _whole(given, 10**9),
    "amount": _amount,
}


def is_whole(condition: Condition, kind: str) -> bool:
    """Tell whether nothing is left to fill in."""
    return kind == "" or condition.value not in (None, [])


def conditions(group: Group) -> list[Condition]:
    """Return every condition of the tree, in the order they are read."""
    found: list[Condition] = []
    for item in group.items:
        found += conditions(item) if isinstance(item, Group) else [item]
    return found


def swap(group: Group, joined: Callable[[str, list[Any]], Any], one: Callable[[Condition], Any]) -> Any:
    """Return the tree with every condition turned into something by `one` and every group by `joined`."""
    parts = [swap(item, joined, one) if isinstance(item, Group) else one(item) for item in group.items]
    return joined(group.join, parts)
