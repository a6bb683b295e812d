"""The plan of all matches at once: each side holds the best it can take, nobody prefers a pair that was left out."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MINIMUM = 40.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A possible proposal: the score and how each side sees it."""

    company: str
    nonprofit: str
    score: float
    company_score: float
    nonprofit_score: float

    def liking(self, side: str) -> tuple[float, str]:
        """Smaller is liked better; ties by the id of the other."""
        if side == "company":
            return -self.company_score, self.nonprofit
        return -self.nonprofit_score, self.company


@dataclass(frozen=True, slots=True)
class Plan:
    """What is proposed to the office, and how fair it is."""

    pairs: tuple[Pair, ...]
    companies_left: tuple[str, ...]
    never_proposed: tuple[str, ...]
    coverage: float
    gini: float


def plan(pairs: Iterable[Pair], *, company_capacity: Mapping[str, int], nonprofit_capacity: Mapping[str, int],
         minimum: float = MINIMUM) -> Plan:
    """This function will match companies and non-profits within their capacities, by deferred acceptance."""
    wanted: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.score >= minimum:
            wanted[pair.company].append(pair)
    held = _propose(wanted, company_capacity, nonprofit_capacity)
    chosen = tuple(sorted((p for ps in held.values() for p in ps), key=lambda p: (-p.score, p.company, p.nonprofit)))
    return described(chosen, company_capacity, nonprofit_capacity)


def _propose(wanted: Mapping[str, list[Pair]], company_capacity: Mapping[str, int],
             nonprofit_capacity: Mapping[str, int]) -> dict[str, list[Pair]]:
    """Companies propose in their own order; a non-profit keeps the best it can host and lets the others go."""
    queues = {company: deque(sorted(found, key=lambda p: p.liking("company"))) for company, found in wanted.items()}
    free = {company: company_capacity.get(company, 1) for company in queues}
    waiting, held = deque(sorted(queues)), defaultdict(list)
    while waiting:
        company = waiting.popleft()
        while free[company] > 0 and queues[company]:
            pair = queues[company].popleft()
            mine = held[pair.nonprofit]
            mine.append(pair)
            free[company] -= 1
            if len(mine) > max(0, nonprofit_capacity.get(pair.nonprofit, 1)):
                let_go = max(mine, key=lambda p: p.liking("nonprofit"))
                mine.remove(let_go)
                free[let_go.company] += 1
                if let_go.company != company:
                    waiting.append(let_go.company)
    return held


def greedy(pairs: Iterable[Pair], *, company_capacity: Mapping[str, int], nonprofit_capacity: Mapping[str, int],
           minimum: float = MINIMUM) -> Plan:
    """This function will say what an office does without a plan: each company is shown its own best, however busy those are."""
    wanted: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.score >= minimum:
            wanted[pair.company].append(pair)
    chosen = tuple(pair for name, found in wanted.items()
                   for pair in sorted(found, key=lambda p: p.liking("company"))[: company_capacity.get(name, 1)])
    return described(chosen, company_capacity, nonprofit_capacity)


def described(chosen: tuple[Pair, ...], company_capacity: Mapping[str, int], nonprofit_capacity: Mapping[str, int]) -> Plan:
    """This function will say how many a choice of pairs reaches, and how equally."""
    counts = dict.fromkeys(nonprofit_capacity, 0)
    for pair in chosen:
        counts[pair.nonprofit] = counts.get(pair.nonprofit, 0) + 1
    matched = {pair.company for pair in chosen}
    sides = len(company_capacity) + len(counts)
    covered = len(matched) + sum(count > 0 for count in counts.values())
    return Plan(
        pairs=chosen, companies_left=tuple(sorted(set(company_capacity) - matched)),
        never_proposed=tuple(sorted(name for name, count in counts.items() if not count)),
        coverage=covered / sides if sides else 0.0, gini=gini(list(counts.values())))


def blocking_pairs(pairs: Iterable[Pair], made: Plan, *, company_capacity: Mapping[str, int],
                   nonprofit_capacity: Mapping[str, int], minimum: float = MINIMUM) -> list[Pair]:
    """This function will give the pairs left out that both sides would rather have; a plan has none."""
    of_company, of_nonprofit, chosen = defaultdict(list), defaultdict(list), set()
    for pair in made.pairs:
        of_company[pair.company].append(pair.liking("company"))
        of_nonprofit[pair.nonprofit].append(pair.liking("nonprofit"))
        chosen.add((pair.company, pair.nonprofit))

    def would(pair: Pair, side: str, has: list, capacity: int) -> bool:
        return capacity > 0 and (len(has) < capacity or pair.liking(side) < max(has))

    return [pair for pair in pairs if pair.score >= minimum and (pair.company, pair.nonprofit) not in chosen
            and would(pair, "company", of_company[pair.company], company_capacity.get(pair.company, 1))
            and would(pair, "nonprofit", of_nonprofit[pair.nonprofit], nonprofit_capacity.get(pair.nonprofit, 1))]


def gini(counts: list[int]) -> float:
    """This function will say how unequal the shares are: 0 all alike, near 1 all to one."""
    total, size = sum(counts), len(counts)
    if not total:
        return 0.0
    return sum((2 * at - size - 1) * count for at, count in enumerate(sorted(counts), start=1)) / (size * total)
