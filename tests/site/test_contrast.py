"""Every declared pair of colours keeps WCAG 2.2 AA, light and dark."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static/css/tokens.css"
FAMILIES = ("ticino", "cotto", "glicine", "ocra", "verde", "rosso", "blu")
SURFACES = ("page", "surface", "surface-2", "sunken", "side")


def palette(selector: str) -> dict[str, str]:
    block = re.search(selector + r"\s*\{(.*?)\n\}", CSS.read_text(), re.DOTALL).group(1)
    return dict(re.findall(r"--ur-([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


THEMES = {
    "light": palette(r':root,\n\[data-bs-theme="light"\]'),
    "dark": palette(r'\n\[data-bs-theme="dark"\]'),
}
PAIRS = [
    *((ink, ground, 4.5) for ground in SURFACES for ink in ("ink", "ink-2", "muted", *(f"{f}-text" for f in FAMILIES))),
    *((ink, f"{f}-tint", 4.5) for f in FAMILIES for ink in (f"{f}-text", "ink", "muted")),
    *(("on", ground, 4.5) for ground in (*FAMILIES, "ticino-hover", "cotto-hover")),
    *((mark, ground, 3.0) for mark in (*FAMILIES, "line-strong", "focus") for ground in ("surface",)),
    *((f, "sunken", 3.0) for f in FAMILIES),
    ("line-strong", "page", 3.0),
    ("focus", "page", 3.0),
    ("ink", "mark", 4.5),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_of_colours_can_be_read(theme):
    colours = THEMES[theme]
    weak = [
        (front, ground, round(ratio(colours[front], colours[ground]), 2))
        for front, ground, need in PAIRS
        if ratio(colours[front], colours[ground]) < need
    ]
    assert weak == []


def test_both_themes_name_the_same_colours():
    assert THEMES["light"].keys() == THEMES["dark"].keys()
