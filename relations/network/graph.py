"""A graph of bodies and ties: steps from a centre, narrowing, a fingerprint. No Django."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Node:
    """A body as the graph shows it."""

    id: int
    label: str
    kind: str = "other"
    url: str = ""
    place: str = ""
    province: str = ""


@dataclass(frozen=True)
class Tie:
    """What ties two bodies: `kind` is "member_of", "people", "partnership" ...; `label` is what one reads."""

    one: int
    other: int
    kind: str
    label: str = ""
    url: str = ""
    since: str = ""

    @property
    def pair(self) -> tuple[int, int]:
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


@dataclass
class Graph:
    """Bodies and ties; ties to bodies that are not there are left out."""

    nodes: dict[int, Node]
    ties: list[Tie]

    def __post_init__(self) -> None:
        inside = (tie for tie in self.ties if tie.one in self.nodes and tie.other in self.nodes and tie.one != tie.other)
        self.ties = sorted(set(inside), key=lambda tie: (tie.pair, tie.kind, tie.label, tie.url))

    @cached_property
    def neighbours(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for tie in self.ties:
            found[tie.one].add(tie.other)
            found[tie.other].add(tie.one)
        return found

    def degree(self, node: int) -> int:
        return len(self.neighbours.get(node, ()))

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Tied pairs, each once whatever ties them."""
        return sorted({tie.pair for tie in self.ties})

    @cached_property
    def fingerprint(self) -> str:
        """What the layout depends on: the same bodies tied in the same way have the same one."""
        text = ";".join(f"{one}-{other}" for one, other in self.pairs) + "|" + ",".join(map(str, sorted(self.nodes)))
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def steps(self, centre: int, most: int) -> dict[int, int]:
        """Return how many steps from `centre` each body is, up to `most` steps."""
        found, queue = {centre: 0}, deque([centre])
        while queue:
            here = queue.popleft()
            if found[here] == most:
                continue
            for near in sorted(self.neighbours.get(here, ())):
                if near not in found:
                    found[near] = found[here] + 1
                    queue.append(near)
        return found

    def only(self, ids: Iterable[int]) -> "Graph":
        """Return the part made of `ids`."""
        wanted = set(ids)
        return Graph({key: node for key, node in self.nodes.items() if key in wanted}, self.ties)

    def around(self, centre: int, most: int, limit: int) -> "Graph":
        """Return what is within `most` steps of `centre`; beyond `limit` bodies the nearest and most tied stay."""
        steps = self.steps(centre, most)
        order = sorted(steps, key=lambda key: (steps[key], -self.degree(key), key))
        return self.only(order[:limit])

    def tied(self, kinds: Sequence[str]) -> "Graph":
        """Return the graph with only ties of `kinds`."""
        return Graph(self.nodes, [tie for tie in self.ties if tie.kind in kinds])

    def without_loners(self) -> "Graph":
        """Return the bodies that have a tie."""
        return self.only(key for key in self.nodes if self.degree(key))

    def capped(self, ties: int) -> "Graph":
        """Return at most about `ties` ties, dropping the least tied bodies first."""
        if len(self.pairs) <= ties:
            return self
        kept, count = set(), 0
        for key in sorted(self.nodes, key=lambda key: (-self.degree(key), key)):
            more = len(self.neighbours.get(key, set()) & kept)
            if count + more > ties:
                break
            kept.add(key)
            count += more
        return self.only(kept).without_loners()
