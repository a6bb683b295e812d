"""Reading the builder's page: a flat form that stands for a tree of conditions, and what each row needs to be drawn.

Rows are c0, c1 ...; a group of its own is c2 with a `c2-join`, and its rows are c2-0, c2-1 ...
"""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from relations import panels, segments
from relations.segments import Condition, Group

GROUPS = {"who": 1, "where": 2, "reach": 3, "story": 4}


def read(data: QueryDict, facts: Mapping[str, panels.SegmentFact]) -> Group:
    """Return the tree the form stands for; rows of facts one may not ask are left out."""
    return Group(_join(data.get("join")), _items(data, facts, "c", depth=0))


def _join(given: str | None) -> str:
    return given if given in segments.JOINS else "all"


def _items(data: QueryDict, facts: Mapping[str, panels.SegmentFact], stem: str, depth: int) -> list[Condition | Group]:
    found: list[Condition | Group] = []
    for number in range(segments.MOST_CONDITIONS + segments.MOST_GROUPS):
        name = f"{stem}{number}"
        if depth == 0 and f"{name}-join" in data:
            found.append(Group(_join(data.get(f"{name}-join")), _items(data, facts, f"{name}-", 1)))
        elif data.get(f"{name}-fact") in facts:
            found.append(_condition(data, facts[data[f"{name}-fact"]], name))
    return found


def _condition(data: QueryDict, fact: panels.SegmentFact, name: str) -> Condition:
    given: Any = data.getlist(f"{name}-value")
    if fact.kind == "choices":
        known = {str(key) for key, _label in (fact.choices() if fact.choices else ())}
        given = [value for value in given if value in known]
    elif fact.kind == "words":
        given = [word.replace("\x00", "").strip() for value in given for word in value.split(",")]
    else:
        given = given[0] if given else ""
    return Condition(fact.key, segments.READERS[fact.kind](given), data.get(f"{name}-not") == "1")


def act(group: Group, wanted: str, data: QueryDict, facts: Mapping[str, panels.SegmentFact]) -> None:
    """Do what a button of the builder asks: add a row (to a group), open a group, take a row or a group away."""
    verb, _colon, place = wanted.partition(":")
    inner = _group_at(group, place) if verb == "add" and place else group
    if verb == "add" and inner is not None:
        key = data.get(f"new-{place}" if place else "new", "")
        if key in facts and len(segments.conditions(group)) < segments.MOST_CONDITIONS:
            inner.items.append(Condition(key))
    elif verb == "group" and sum(isinstance(item, Group) for item in group.items) < segments.MOST_GROUPS:
        group.items.append(Group("any"))
    elif verb == "remove":
        _remove(group, place)


def _group_at(group: Group, place: str) -> Group | None:
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
    found = group.items[number] if 0 <= number < len(group.items) else None
    return found if isinstance(found, Group) else None


def _remove(group: Group, place: str) -> None:
    first, _dash, second = place.partition("-")
    inner = _group_at(group, first) if second else group
    number = second or first
    if inner is not None and number.isascii() and number.isdigit() and len(number) < 4 and int(number) < len(inner.items):
        del inner.items[int(number)]


def drawn(group: Group, facts: Mapping[str, panels.SegmentFact], stem: str = "c") -> list[dict[str, Any]]:
    """Return the rows as the template draws them."""
    rows = []
    for number, item in enumerate(group.items):
        name = f"{stem}{number}"
        place = name.removeprefix("c")
        if isinstance(item, Group):
            rows.append({"name": name, "place": place, "join": item.join, "rows": drawn(item, facts, f"{name}-")})
            continue
        fact = facts[item.fact]
        rows.append({"name": name, "place": place, "fact": fact, "denied": item.is_denied, **_control(item, fact)})
    return rows


def _control(item: Condition, fact: panels.SegmentFact) -> dict[str, Any]:
    before, _mark, after = str(fact.denies if item.is_denied else fact.says).partition("%(value)s")
    dots = {"asked": str(fact.says) % {"value": "…"} if fact.kind else str(fact.says),
            "denies": str(fact.denies) % {"value": "…"} if fact.kind else str(fact.denies)}  # fmt: skip
    control: dict[str, Any] = {"before": before, "after": after, "kind": fact.kind, **dots}
    if fact.kind == "choices":
        ticked = set(item.value or [])
        options = [(str(key), str(label)) for key, label in (fact.choices() if fact.choices else ())]
        control["options"] = [{"key": key, "label": label, "on": key in ticked} for key, label in options]
        control["picked"] = [option["label"] for option in control["options"] if option["on"]]
    elif fact.kind == "words":
        control["text"] = ", ".join(item.value or [])
    else:
        control["text"] = "" if item.value is None else str(item.value).replace(".", ",")
    return control


def menu(facts: Mapping[str, panels.SegmentFact], group_labels: Mapping[str, Any]) -> list[tuple[str, list[panels.SegmentFact]]]:
    """Return the facts to choose from, under their headings."""
    found: dict[str, list[panels.SegmentFact]] = {}
    for fact in sorted(facts.values(), key=lambda fact: (GROUPS.get(fact.group, 9), fact.group, fact.order, fact.key)):
        found.setdefault(fact.group, []).append(fact)
    return [(str(group_labels.get(key, key)), rows) for key, rows in found.items()]
