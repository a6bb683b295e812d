"""Landscapes drawn from a seed, for pages that have no photograph: rice field, hills, brick wall."""

import random
from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

PALETTES = {
    "field": ("#f3e9d2", "#e9a87c", ("#cfe5df", "#7fbcb8", "#2f8a8c", "#0b5f66")),
    "hills": ("#f1ecf7", "#e8c27a", ("#d6cfec", "#a79bd3", "#7566bd", "#46397a")),
    "brick": ("#f8e3cc", "#f8e3cc", ("#eeb78f", "#d0764f", "#a8452a")),
}


def landscape(seed: int | str, *, width: int = 560, height: int = 360) -> SafeString:
    """Draw a landscape; the same seed always gives the same one. It says nothing, so it is hidden from readers."""
    dice = random.Random(f"{seed}")  # a drawing, not a secret
    kind = dice.choice(sorted(PALETTES))
    body = DRAWINGS[kind](dice, width, height)
    return format_html(
        '<svg class="art" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
        '<rect width="{}" height="{}" fill="{}"/>{}</svg>',
        width, height, width, height, PALETTES[kind][0], body,
    )  # fmt: skip


def _ridges(kind: str, furrows: bool) -> Callable[[random.Random, int, int], SafeString]:
    def draw(dice: random.Random, width: int, height: int) -> SafeString:
        sky, sun, layers = PALETTES[kind]
        parts = [
            format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>',
                        int(width * dice.uniform(0.2, 0.8)), int(height * 0.3), int(height * 0.13), sun)
        ]  # fmt: skip
        for i, fill in enumerate(layers):
            base, swing = height * (0.38 + 0.16 * i), height * (0.03 if furrows else 0.09)
            ys = [int(base + dice.uniform(-swing, swing)) for _ in range(7)]
            step = width / 6
            curve = "".join(
                f"Q{int(step * (n + 0.5))} {ys[n] - int(swing)} {int(step * (n + 1))} {ys[n + 1]}" for n in range(6)
            )
            parts.append(format_html('<path d="M0 {}L0 {}{}L{} {}Z" fill="{}"/>', height, ys[0], curve, width, height, fill))
            if furrows and i:
                rows = [
                    (dice.randint(0, width // 2), int(base + n * (4 + 3 * i)), dice.randint(width // 8, width // 2), sky)
                    for n in range(1, 8)
                ]
                parts.append(
                    format_html_join("", '<path d="M{} {}h{}" stroke="{}" stroke-opacity=".35" stroke-width="1.6"/>', rows)
                )
        return SafeString("".join(parts))

    return draw


def _bricks(dice: random.Random, width: int, height: int) -> SafeString:
    colours = (PALETTES["brick"][0], *PALETTES["brick"][2])
    stones = []
    for y in range(2, height, 27):
        x = -dice.randint(0, 80)
        while x < width:
            wide = dice.choice((55, 71, 87))
            stones.append((x, y, wide, dice.choice(colours)))
            x += wide + 3
    return format_html_join("", '<rect x="{}" y="{}" width="{}" height="24" rx="2" fill="{}"/>', stones)


DRAWINGS: dict[str, Callable[[random.Random, int, int], SafeString]] = {
    "field": _ridges("field", furrows=True),
    "hills": _ridges("hills", furrows=False),
    "brick": _bricks,
}
