"""Matching 1, 100 and 1,000 companies with 10,000 non-profits beside plain BM25 over the same texts, and a whole plan of pairs."""

import resource
import statistics
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

import numpy as np

from bench.companies import RIGHT, Invented, invent
from bench.measuring import Measure, seconds, table
from partnerships.matching import Corpus, Profile, portfolio, rank_in, words

SHOWN = 20  # how many proposals a page explains
K1, B = 1.5, 0.75
OFFICE = 500


def arguments(parser: ArgumentParser) -> None:
    """Say how many stand on the other side."""
    parser.add_argument("--candidates", type=int, default=10_000, help="how many non-profits to match with (10000)")


def run(options: Namespace) -> None:
    """Invent both sides, rank, plan, print two tables. Needs no database."""
    there = invent(companies=min(1_000, options.candidates // 10), nonprofits=options.candidates)
    corpus: list[Corpus] = []
    built = seconds(lambda: corpus.append(Corpus(there.nonprofits)))
    plain: list[PlainText] = []
    texts = seconds(lambda: plain.append(PlainText([one.words for one in there.nonprofits])))
    rows = [
        Measure(f"reading {options.candidates} non-profits", built, texts, note="once, then kept for every company"),
        *(_ranked(there, corpus[0], plain[0], many) for many in (1, 100, 1_000) if many <= len(there.companies)),
    ]
    print(table(f"manage.py bench matching, {options.candidates} non-profits (raw: BM25 of the texts alone, in numpy)", rows))
    print(f"\nMost memory in use: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB (target ≤ 400)\n")
    print(_found(there, corpus[0]))
    print(_planned())


class PlainText:
    """BM25 and nothing else: the least that ranking by text can cost."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted: dict[str, tuple[list[int], list[int]]] = {}
        lengths = np.zeros(len(texts))
        for row, text in enumerate(texts):
            stems = words.stems(text, "it")
            lengths[row] = len(stems)
            for stem, used in zip(*np.unique(stems, return_counts=True), strict=True) if stems else ():
                at, times = counted.setdefault(str(stem), ([], []))
                at.append(row)
                times.append(int(used))
        slack = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0))
        self.size = len(texts)
        self.postings = {
            stem: (np.asarray(at), np.asarray(times) * (K1 + 1) / (np.asarray(times) + slack[at])) for stem, (at, times) in counted.items()
        }

    def best(self, text: str) -> np.ndarray:
        """Return the rows in order, best first."""
        scores = np.zeros(self.size)
        for stem in words.stems(text, "it"):
            if (found := self.postings.get(stem)) is not None:
                rows, gains = found
                scores[rows] += np.log1p((self.size - len(rows) + 0.5) / (len(rows) + 0.5)) * gains
        return np.argsort(-scores, kind="stable")


def _ranked(there: Invented, corpus: Corpus, plain: PlainText, many: int) -> Measure:
    asking = there.companies[:many]
    rounds = 5 if many == 1 else 1

    def ours() -> None:
        for company in asking:
            rank_in(corpus, company)[:SHOWN]

    def raw() -> None:
        for company in asking:
            plain.best(company.words)

    took, least = (statistics.median(seconds(work) for _round in range(rounds)) for work in (ours, raw))
    limit = {1: 0.3, 1_000: 15.0}.get(many)
    return Measure(
        f"{many:,} × {corpus.size:,}, {SHOWN} of each explained", took, least, target=f"≤ {limit} s" if limit else "",
        is_met=took <= limit if limit and corpus.size == 10_000 else None, note=f"{1000 * took / many:.1f} ms each",
    )


def _found(there: Invented, corpus: Corpus) -> str:
    """Say where those planted came: it shows that every part is wired, no more."""
    places: dict[str, list[int]] = {}
    for company in there.companies[:100]:
        order = {corpus.profiles[row].id: place for place, row in enumerate(rank_in(corpus, company).order, 1)}
        for kind, ids in there.planted[company.id].items():
            places.setdefault(kind, []).extend(order[name] for name in ids)
    lines = ["Where those planted for a company come (median place; it shows that the parts are wired, it can't show quality):"]
    lines += [f"  {kind:<12} {statistics.median(found):>8.0f}{'  fits' if kind in RIGHT else ''}" for kind, found in places.items()]
    return "\n".join(lines) + "\n"


def _planned() -> str:
    """Plan an office of 500 and 500, beside everybody simply taking the best that is still free."""
    there = invent(companies=OFFICE, nonprofits=OFFICE, seed=2)
    corpus = Corpus(there.nonprofits)
    pairs: list[portfolio.Pair] = []
    took = seconds(lambda: pairs.extend(pair for company in there.companies for pair in _pairs(company, corpus)))
    room = {
        "company_capacity": {one.id: 2 for one in there.companies},
        "nonprofit_capacity": {one.id: one.free_places if one.free_places is not None else 1 for one in there.nonprofits},
    }
    made: list[portfolio.Plan] = []
    planning = seconds(lambda: made.append(portfolio.plan(pairs, **room)))
    greedy = portfolio.greedy(pairs, **room)
    blocking = len(portfolio.blocking_pairs(pairs, made[0], **room))
    lines = [
        f"Plan of {OFFICE} × {OFFICE}: scored in {took:.1f} s, planned in {planning:.2f} s, {blocking} blocking pairs (target 0)",
        f"  {'':<24}{'pairs':>8}{'mean score':>12}{'same cause':>12}{'non-profits reached':>21}{'Gini':>7}",
    ]
    causes = {one.id: one.themes for one in (*there.companies, *there.nonprofits)}
    for name, plan in (("planned together", made[0]), ("each its own best", greedy)):
        mean = statistics.mean(pair.score for pair in plan.pairs)
        same = statistics.mean(causes[pair.company] == causes[pair.nonprofit] for pair in plan.pairs)
        lines.append(f"  {name:<24}{len(plan.pairs):>8}{mean:>12.1f}{same:>12.0%}{1 - len(plan.never_proposed) / OFFICE:>21.0%}{plan.gini:>7.2f}")
    return "\n".join(lines)


def _pairs(company: Profile, corpus: Corpus) -> list[portfolio.Pair]:
    ranking = rank_in(corpus, company)
    scores = ranking.scores
    return [
        portfolio.Pair(company.id, corpus.profiles[row].id, float(scores.total[row]), float(scores.ours[row]), float(scores.theirs[row]))
        for row in map(int, ranking.order) if not ranking.blocked[row]
    ]  # fmt: skip
