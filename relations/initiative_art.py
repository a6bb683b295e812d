"""The two drawings of an initiative: the grid of influence and position, and the curve of consent."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from relations import formats
from relations.consensus import Consensus, months
from relations.network.labels import short
from relations.vocab.initiatives import POSITIONS

# Columns of the grid: the five positions, then those we know nothing of.
COLUMNS = (-2, -1, 0, 1, 2, None)
_LEFT, _TOP, _WIDE, _HIGH, _SHOWN = 84, 30, 108, 74, 4
# Where the curve is drawn: (width, height, room at the left, right, top, bottom).
WIDE, NARROW = (720, 250, 46, 64, 18, 28), (330, 220, 40, 20, 18, 28)


def column_words(value: int | None) -> str:
    """Return the heading of a column."""
    return str(_("not known")) if value is None else str(POSITIONS[str(value)].label)


def grid(bodies: Sequence[tuple[str, str, int | None, int | None]], *, sentence: str) -> SafeString:
    """Draw who stands where: `bodies` are (name, address, influence 1 to 5, position -2 to 2 or None)."""
    cells: dict[tuple[int, int | None], list[tuple[str, str]]] = {}
    for name, url, influence, value in bodies:
        cells.setdefault((influence or 1, value), []).append((name, url))
    parts = [_cell(place, influence, cells.get((influence, value), [])) for influence in range(5, 0, -1) for place, value in enumerate(COLUMNS)]
    width, height = _LEFT + _WIDE * len(COLUMNS) + 8, _TOP + _HIGH * 5 + 8
    heads = format_html_join(
        "", '<text class="hd" x="{}" y="20" text-anchor="middle">{}</text>',
        ((_LEFT + _WIDE * place + _WIDE // 2, column_words(value)) for place, value in enumerate(COLUMNS)),
    )  # fmt: skip
    sides = format_html_join(
        "", '<text class="hd" x="{}" y="{}" text-anchor="end">{}</text>',
        ((_LEFT - 10, _y(n) + _HIGH // 2 + 4, _("influence %(n)s") % {"n": n}) for n in range(1, 6)),
    )  # fmt: skip
    return format_html(
        '<svg class="stand" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>',
        width, height, sentence, heads, sides, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _y(influence: int) -> int:
    return _TOP + (5 - influence) * _HIGH


def _cell(place: int, influence: int, bodies: Sequence[tuple[str, str]]) -> SafeString:
    x, y = _LEFT + place * _WIDE, _y(influence)
    css = "cell" if COLUMNS[place] is not None else "cell unknown"
    if influence >= 4 and COLUMNS[place] in (-2, -1):
        css += " weigh"
    names = format_html_join(
        "", '<a href="{}" aria-label="{}"><title>{}</title><text x="{}" y="{}">{}</text></a>',
        (
            (url, name, name, x + 9, y + 18 + 15 * number, short(name, 15))
            for number, (name, url) in enumerate(bodies[:_SHOWN])
        ),
    )  # fmt: skip
    more = SafeString("")
    if len(bodies) > _SHOWN:
        more = format_html('<text class="more" x="{}" y="{}" text-anchor="end">+{}</text>', x + _WIDE - 8, y + 18, len(bodies) - _SHOWN)
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>{}{}', css, x + 2, y + 2, _WIDE - 4, _HIGH - 4, names, more
    )


def curve(points: Sequence[Consensus], *, sentence: str, compact: bool = False) -> SafeString:
    """Draw consent over time, -100 to 100, as steps: it changes on a day and stays until the next."""
    width, height, left, right, top, bottom = NARROW if compact else WIDE
    known = [point for point in points if point.score is not None]
    if not known:
        return SafeString("")
    first, last = points[0].day, points[-1].day
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(left + (day - first).days / span * (width - left - right), 1)

    def y(value: float) -> float:
        return round(top + (100 - value) / 200 * (height - top - bottom), 1)

    path = f"M{x(known[0].day)} {y(known[0].score)}"
    for point in known[1:]:
        path += f"H{x(point.day)}V{y(point.score)}"
    path += f"H{x(last)}"
    scale = format_html_join(
        "", '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            ("gl zero" if value == 0 else "gl", left, width - right, y(value), y(value), left - 7, y(value) + 4, signed(value))
            for value in (-100, -50, 0, 50, 100)
        ),
    )  # fmt: skip
    dots = format_html_join("", '<circle class="dot s2" cx="{}" cy="{}" r="3"/>', ((x(p.day), y(p.score)) for p in known))
    end = format_html(
        '<circle class="dot s2" cx="{}" cy="{}" r="5"/><text class="lb" x="{}" y="{}">{}</text>',
        x(last), y(known[-1].score), x(last) + (9 if not compact else -2), y(known[-1].score) + (4 if not compact else -9),
        signed(known[-1].score),
    ) if not compact else format_html(
        '<text class="lb" x="{}" y="{}" text-anchor="end">{}</text>', x(last), y(known[-1].score) - 9, signed(known[-1].score)
    )  # fmt: skip
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}<path class="ln s2" d="{}"/>{}{}</svg>',
        width, height, sentence, scale, _marks(first, last, x, height, compact), path, dots, end,
    )  # fmt: skip


def _marks(first: date, last: date, x, height: int, compact: bool) -> SafeString:
    """Months under the curve, as many as find room."""
    days = [first, *months(first, last)]
    every = max(1, -(-len(days) // (4 if compact else 9)))
    shown = [day for place, day in enumerate(days) if place % every == 0]
    kept = [day for place, day in enumerate(shown) if place == 0 or x(day) - x(shown[0]) > 60]
    return format_html_join(
        "", '<text x="{}" y="{}" text-anchor="middle">{}</text>', ((x(day), height - 8, formats.day(day)) for day in kept)
    )


def signed(value: float) -> str:
    """Write "+24", "−7,5", "0"."""
    words = formats.plain(abs(value))
    return f"+{words}" if value > 0 else f"−{words}" if value < 0 else words
