"""A graph as SVG: every body is a link, every name that finds room is written, the others on focus."""

from collections.abc import Callable, Mapping
from math import sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from relations.network.graph import Graph, Node
from relations.network.labels import Label, place, short
from relations.network.layout import Spots

MARGIN = 12.0


def radius(degree: int) -> float:
    """Return how large a body with so many ties is."""
    return round(min(4.5 + 1.6 * sqrt(degree), 16.0), 1)


def svg(
    graph: Graph, spots: Spots, *, box: tuple[float, float, float, float], sentence: str, href: Callable[[Node], str],
    colours: Mapping[str, str], describe: Callable[[Node], str], centre: int | None = None, css: str = "",
) -> SafeString:  # fmt: skip
    """Draw `graph` with its bodies at `spots` in `box` (left, top, width, height).

    `href` and `describe` give the address and the spoken name of a body, `colours` the colour of each kind.
    """
    left, top, width, height = box
    order = sorted(graph.nodes, key=lambda key: (key != centre, -graph.degree(key), key))
    sizes = {key: radius(graph.degree(key)) + (3 if key == centre else 0) for key in order}
    labels = place(
        [(key, graph.nodes[key].label, *spots[key], sizes[key]) for key in order],
        left=left, right=left + width, top=top, bottom=top + height,
    )  # fmt: skip
    bodies = [
        _body(graph.nodes[key], spots[key], sizes[key], labels.get(key), href, describe, colours, key == centre)
        for key in sorted(graph.nodes, key=lambda key: (graph.nodes[key].label.casefold(), key))
    ]
    return format_html(
        '<svg class="net {}" viewBox="{} {} {} {}" role="group" aria-label="{}">{}{}</svg>',
        css, left, top, width, height, sentence, _lines(graph, spots), format_html_join("", "{}", ((b,) for b in bodies)),
    )  # fmt: skip


def around(points: Spots, *, least: float = 260.0, sides: float = 150.0) -> tuple[float, float, float, float]:
    """Return a box that holds `points` and the names beside them."""
    xs, ys = [x for x, _y in points.values()] or [0.0], [y for _x, y in points.values()] or [0.0]
    half_wide = max(max(map(abs, xs)) + sides, least)
    half_high = max(max(map(abs, ys)) + 40, least / 2)
    return -half_wide, -half_high, 2 * half_wide, 2 * half_high


def _lines(graph: Graph, spots: Spots) -> SafeString:
    """One path for each kind of tie: a thousand lines cost three elements."""
    paths: dict[str, list[str]] = {}
    for tie in graph.ties:
        (x1, y1), (x2, y2) = spots[tie.one], spots[tie.other]
        paths.setdefault(tie.kind, []).append(f"M{x1} {y1}L{x2} {y2}")
    rows = ((_css(kind), "".join(dict.fromkeys(parts))) for kind, parts in sorted(paths.items()))
    return format_html_join("", '<path class="tie {}" d="{}"/>', rows)


def _css(kind: str) -> str:
    """The class of a tie: people and partnerships have their own, written ties share one."""
    return {"people": "t-people", "partnership": "t-partnership"}.get(kind, "t-written")


def _body(
    node: Node, spot: tuple[float, float], size: float, label: Label | None, href: Callable[[Node], str],
    describe: Callable[[Node], str], colours: Mapping[str, str], is_centre: bool,
) -> SafeString:  # fmt: skip
    x, y = spot
    shown = label or Label(short(node.label), x, y - size - 5, "middle")
    text = format_html(
        '<text x="{}" y="{}" text-anchor="{}"{}>{}</text>', round(shown.x, 1), round(shown.y, 1), shown.anchor,
        SafeString("") if label else SafeString(' class="q"'), shown.text,
    )  # fmt: skip
    words = describe(node)
    css = " ".join(filter(None, [colours.get(node.kind, ""), "centre" if is_centre else ""]))
    return format_html(
        '<a href="{}" class="{}" aria-label="{}"><title>{}</title><circle cx="{}" cy="{}" r="{}"/>{}</a>',
        href(node), css, words, words, x, y, round(size, 1), text,
    )  # fmt: skip
