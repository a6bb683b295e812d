"""Charts drawn by the server as SVG: no script, no style attribute, numbers always in a table beside them.

A chart comes in two sizes because an SVG scaled down to a phone has labels nobody can read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10, pi

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from relations.formats import Number, number, plain

WIDE, NARROW = (720, 236), (330, 210)
LEFT, RIGHT, TOP, BOTTOM = 52, 24, 26, 26


@dataclass(frozen=True)
class Series:
    """A line or a layer of bars: its name, one number (or None) per label, a colour class s1, s2, s3."""

    name: str
    values: Sequence[Number | None]
    colour: str = ""


@dataclass
class Frame:
    """The drawing area of a chart and its scale."""

    width: int
    height: int
    highest: Number
    right: int = RIGHT

    @cached_property
    def scale(self) -> tuple[float, int]:
        return scale(self.highest)

    def x(self, share: float) -> float:
        return round(LEFT + share * (self.width - LEFT - self.right), 1)

    def y(self, value: Number) -> float:
        room = self.height - TOP - BOTTOM
        return round(self.height - BOTTOM - float(value) / self.scale[0] * room, 1)


def scale(value: Number) -> tuple[float, int]:
    """Return the top of a scale that holds `value` and its number of steps: round steps, whole ones if they can be."""
    if value <= 0:
        return 1.0, 1
    size = 10.0 ** floor(log10(float(value)))
    found = []
    for step in (0.1 * size, 0.2 * size, 0.25 * size, 0.5 * size, size, 2 * size, 2.5 * size, 5 * size):
        count = ceil(float(value) / step - 1e-9)
        if 3 <= count <= 5 or (step == 1 and count <= 5):
            found.append((not float(step).is_integer(), step * count, count))
    _, top, count = min(found)
    return round(top, 10), count


def sparkline(values: Sequence[Number]) -> SafeString:
    """Draw a small line for a KPI tile; nothing with fewer than two numbers. The tile's words carry the meaning."""
    points = [float(value) for value in values]
    if len(points) < 2:
        return SafeString("")
    low, span = min(points), (max(points) - min(points)) or 1.0
    step = 84 / (len(points) - 1)
    spots = [(round(i * step, 1), round(27 - (value - low) / span * 23, 1)) for i, value in enumerate(points)]
    path = "M" + "L".join(f"{x} {y}" for x, y in spots)
    return format_html(
        '<svg class="spark" viewBox="0 0 84 30" aria-hidden="true"><path class="a" d="{}L84 30L0 30Z"/>'
        '<path d="{}"/><circle cx="{}" cy="{}" r="2.6"/></svg>',
        path, path, *spots[-1],
    )  # fmt: skip


def ring(value: Number, *, label: str, out_of: int = 100) -> SafeString:
    """Draw a score as a ring with its number inside."""
    around = 2 * pi * 31
    part = max(0.0, min(1.0, float(value) / out_of)) * around
    return format_html(
        '<svg class="ring" viewBox="0 0 74 74" role="img" aria-label="{}"><g fill="none" stroke-width="7" '
        'transform="rotate(-90 37 37)"><circle class="bg" cx="37" cy="37" r="31"/><circle class="fg" cx="37" cy="37" '
        'r="31" stroke-dasharray="{} {}"/></g><text x="37" y="44" text-anchor="middle">{}</text></svg>',
        label, f"{part:.0f}", f"{around:.0f}", plain(value),
    )  # fmt: skip


def meter(
    value: Number, *, expected: Number | None = None, planned: Number | None = None, label: str, tone: str = ""
) -> SafeString:
    """Draw a bar in percent with a notch at `expected` and a hatched stretch up to `planned`."""
    share = _share(value)
    marks = SafeString("")
    if planned is not None and _share(planned) > share:
        marks += format_html('<rect class="pl" width="{}%" height="100%"/>', _share(planned))
    marks += format_html('<rect class="v" width="{}%" height="100%"/>', share)
    if expected is not None:
        marks += format_html('<rect class="notch" x="{}%" y="-3"/>', min(_share(expected), 99.3))
    return format_html(
        '<svg class="meter {}" role="img" aria-label="{}" height="9">'
        '<rect class="bg" width="100%" height="100%"/>{}</svg>',
        tone, label, marks,
    )  # fmt: skip


def _share(value: Number) -> str | float:
    return round(max(0.0, min(100.0, float(value))), 1)


def stacked(parts: Sequence[tuple[str, Number]], *, total: Number, label: str) -> SafeString:
    """Draw one bar cut in pieces, as the sending bar: pairs of CSS class and count."""
    pieces, x = [], 0.0
    for css, count in parts:
        width = 100 * float(count) / float(total) if total else 0.0
        pieces.append((css, round(x, 2), round(width, 2)))
        x += width
    return format_html(
        '<svg class="sendbar" role="img" aria-label="{}"><rect class="bg" width="100%" height="100%"/>{}</svg>',
        label, format_html_join("", '<rect class="{}" x="{}%" width="{}%" height="100%"/>', pieces),
    )  # fmt: skip


def lines(
    labels: Sequence[str], series: Sequence[Series], *, sentence: str, target: Number | None = None,
    pace: bool = False, end_label: str = "", compact: bool = False,
) -> SafeString:  # fmt: skip
    """Draw lines over time; `target` is dashed: level, or rising to it from zero when `pace` is true."""
    width, height = NARROW if compact else WIDE
    known = [float(v) for one in series for v in one.values if v is not None]
    frame = Frame(width, height, max([*known, float(target or 0)], default=0), right=60 if not compact else 24)
    parts = [_grid(frame), _x_labels(frame, labels, bars=False)]
    last = max(len(labels) - 1, 1)
    if target is not None:
        start = frame.y(0) if pace else frame.y(target)
        parts.append(
            format_html('<line class="tg" x1="{}" y1="{}" x2="{}" y2="{}"/>', frame.x(0), start, frame.x(1), frame.y(target))
        )
    for one in series:
        spots = [(frame.x(i / last), frame.y(v)) for i, v in enumerate(one.values) if v is not None]
        if not spots:
            continue
        path = "M" + "L".join(f"{x} {y}" for x, y in spots)
        if len(series) == 1:
            area = f"{path}L{spots[-1][0]} {frame.y(0)}L{spots[0][0]} {frame.y(0)}Z"
            parts.append(format_html('<path class="ar" d="{}"/>', area))
        parts.append(format_html('<path class="ln {}" d="{}"/>', one.colour, path))
        parts.append(format_html('<circle class="dot {}" cx="{}" cy="{}" r="4.5"/>', one.colour, *spots[-1]))
        if end_label and one is series[0]:
            anchor = "end" if spots[-1][0] > width / 3 else "start"
            parts.append(
                format_html('<text class="lb" x="{}" y="{}" text-anchor="{}">{}</text>',
                            spots[-1][0] - (8 if anchor == "end" else -8), max(spots[-1][1] - 9, 12), anchor, end_label)
            )  # fmt: skip
    return _svg(width, height, sentence, parts)


def bars(
    labels: Sequence[str], series: Sequence[Series], *, sentence: str, target: Number | None = None,
    compact: bool = False, decimals: int = 0,
) -> SafeString:  # fmt: skip
    """Draw stacked bars with the total written on each; `target` is a dashed level."""
    width, height = NARROW if compact else WIDE
    totals = [sum(float(one.values[i] or 0) for one in series) for i in range(len(labels))]
    frame = Frame(width, height, max([*totals, float(target or 0)], default=0))
    parts = [_grid(frame), _x_labels(frame, labels, bars=True)]
    slot = (width - LEFT - RIGHT) / max(len(labels), 1)
    thick = round(min(slot * 0.62, 44), 1)
    for i, total in enumerate(totals):
        x, floor_value = round(LEFT + slot * (i + 0.5) - thick / 2, 1), 0.0
        for layer, one in enumerate(series):
            value = float(one.values[i] or 0)
            if value <= 0:
                continue
            y = frame.y(floor_value + value)
            css = one.colour or f"s{layer % 3 + 1}"
            parts.append(
                format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
                            css, x, y, thick, round(frame.y(floor_value) - y, 1))
            )  # fmt: skip
            floor_value += value
        if total and (not compact or slot >= 22):
            parts.append(
                format_html('<text class="lb" x="{}" y="{}" text-anchor="middle">{}</text>',
                            round(x + thick / 2, 1), round(frame.y(total) - 6, 1), number(total, decimals=decimals))
            )  # fmt: skip
    if target is not None:
        y = frame.y(target)
        parts.append(format_html('<line class="tg" x1="{}" x2="{}" y1="{}" y2="{}"/>', LEFT, width - RIGHT, y, y))
    return _svg(width, height, sentence, parts)


def donut(series: Sequence[tuple[str, Number]], *, sentence: str, middle: str = "") -> SafeString:
    """Draw parts of a whole; six parts at most are told apart, so give no more."""
    total, around, start = sum(float(v) for _, v in series) or 1.0, 2 * pi * 60, 0.0
    arcs = []
    for i, (_, value) in enumerate(series):
        part = float(value) / total * around
        arcs.append((f"d{i % 6 + 1}", f"{part:.1f} {around - part:.1f}", f"{-start:.1f}"))
        start += part
    circles = format_html_join(
        "", '<circle class="{}" cx="80" cy="80" r="60" stroke-dasharray="{}" stroke-dashoffset="{}"/>', arcs
    )
    return format_html(
        '<svg class="chart donut" viewBox="0 0 160 160" role="img" aria-label="{}"><g fill="none" stroke-width="24" '
        'transform="rotate(-90 80 80)">{}</g><text class="lb" x="80" y="86" text-anchor="middle">{}</text></svg>',
        sentence, circles, middle,
    )  # fmt: skip


def _grid(frame: Frame) -> SafeString:
    rows, (top, steps) = [], frame.scale
    for step in range(steps + 1):
        value = top * step / steps
        y = frame.y(value)
        rows.append((LEFT, frame.width - frame.right, y, y, LEFT - 7, y + 4, plain(value)))
    return format_html_join(
        "",
        '<line class="gl" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        rows,
    )


def _x_labels(frame: Frame, labels: Sequence[str], *, bars: bool) -> SafeString:
    """Write the labels below, leaving out as many as would run into each other."""
    if not labels:
        return SafeString("")
    inner = frame.width - LEFT - frame.right
    longest = max((len(label) for label in labels), default=1) * 6 + 10
    every = max(1, -(-len(labels) * longest // inner))
    last = max(len(labels) - 1, 1)
    spots = [
        (frame.x((i + 0.5) / len(labels) if bars else i / last), frame.height - 6, label)
        for i, label in enumerate(labels)
        if label and i % every == 0
    ]
    return format_html_join("", '<text x="{}" y="{}" text-anchor="middle">{}</text>', spots)


def _svg(width: int, height: int, sentence: str, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        width, height, sentence, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip
