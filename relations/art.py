"""Landscapes drawn from a seed, for pages that have no photograph: rice field, hills, brick arch."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Palette:
    """Colours of a drawing, from the sky to the nearest ground."""

    sky: str
    sun: str
    layers: tuple[str, str, str, str]


PALETTES = (
    Palette("#f3e9d2", "#e9a87c", ("#cfe5df", "#7fbcb8", "#2f8a8c", "#0b5f66")),
    Palette("#f8e3cc", "#2f8a8c", ("#eeb78f", "#d0764f", "#a8452a", "#84351d")),
    Palette("#f4ecda", "#e9a87c", ("#d9d0ee", "#a494d2", "#6d5caa", "#46397a")),
    Palette("#f6eed9", "#0b5f66", ("#ecd9a8", "#d6b058", "#a47a1c", "#664906")),
)


def landscape(seed: int | str, *, width: int = 560, height: int = 360) -> SafeString:
    """Draw a landscape; the same seed always gives the same one. It says nothing, so it is hidden from readers."""
    dice = random.Random(f"{seed}")  # a drawing, not a secret
    palette, draw = dice.choice(PALETTES), dice.choice(DRAWINGS)
    return format_html(
        '<svg class="art" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
        '<rect width="{}" height="{}" fill="{}"/>{}</svg>',
        width, height, width, height, palette.sky, draw(dice, palette, width, height),
    )  # fmt: skip


def _field(dice: random.Random, palette: Palette, width: int, height: int) -> SafeString:
    parts = [_sun(dice, palette, width, height)]
    for i, fill in enumerate(palette.layers):
        base = height * (0.38 + 0.16 * i)
        parts.append(_ridge(dice, base, height * 0.03, 3, width, height, fill))
        rows = [
            (dice.randint(0, width // 2), int(base + n * (4 + 3 * i)), dice.randint(width // 8, width // 2), palette.sky)
            for n in range(1, 8)
        ]
        if i:
            parts.append(
                format_html_join("", '<path d="M{} {}h{}" stroke="{}" stroke-opacity=".35" stroke-width="1.6"/>', rows)
            )
    return SafeString("".join(parts))


def _hills(dice: random.Random, palette: Palette, width: int, height: int) -> SafeString:
    ridges = [
        _ridge(dice, height * (0.36 + 0.16 * i), height * 0.1, 6, width, height, fill)
        for i, fill in enumerate(palette.layers)
    ]
    return SafeString("".join([_sun(dice, palette, width, height), *ridges]))


def _arch(dice: random.Random, palette: Palette, width: int, height: int) -> SafeString:
    stones = []
    for y in range(2, height, 27):
        x = -dice.randint(0, 80)
        while x < width:
            wide = dice.choice((55, 71, 87))
            stones.append((x, y, wide, dice.choice((palette.sky, *palette.layers[:3]))))
            x += wide + 3
    wall = format_html_join("", '<rect x="{}" y="{}" width="{}" height="24" rx="2" fill="{}"/>', stones)
    half, middle = int(height * 0.26), int(width * dice.uniform(0.35, 0.65))
    rim = half + int(height * 0.08)
    return wall + _opening(middle, rim, height, palette.layers[3]) + _opening(middle, half, height, palette.sun)


def _opening(middle: int, half: int, height: int, fill: str) -> SafeString:
    top = int(height * 0.55)
    return format_html(
        '<path d="M{} {}V{}a{} {} 0 0 1 {} 0V{}Z" fill="{}"/>', middle - half, height, top, half, half, half * 2, height, fill
    )


def _sun(dice: random.Random, palette: Palette, width: int, height: int) -> SafeString:
    x = int(width * dice.uniform(0.2, 0.8))
    return format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>', x, int(height * 0.3), int(height * 0.13), palette.sun)


def _ridge(
    dice: random.Random, base: float, swing: float, waves: int, width: int, height: int, fill: str
) -> SafeString:
    """Draw the outline of a hill from edge to edge; small swings make a plain."""
    ys = [int(base + dice.uniform(-swing, swing)) for _ in range(waves + 1)]
    step = width / waves
    curve = "".join(
        f"Q{int(step * (n + 0.5))} {int(ys[n] - dice.uniform(0, swing))} {int(step * (n + 1))} {ys[n + 1]}"
        for n in range(waves)
    )
    return format_html('<path d="M0 {}L0 {}{}L{} {}Z" fill="{}"/>', height, ys[0], curve, width, height, fill)


DRAWINGS: tuple[Callable[[random.Random, Palette, int, int], SafeString], ...] = (_field, _hills, _arch)
