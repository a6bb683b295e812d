"""Lying bars for answers in words, drawn by the server as SVG: the label above its bar, the number at its end."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from relations.formats import percent

ROW, THICK, END = 44, 14, 92


def lying(labels: Sequence[str], values: Sequence[int], shares: Sequence[float], *, sentence: str, width: int) -> SafeString:
    """Draw one bar a label; the longest fills the width. Labels too long for it are cut: the table has them whole."""
    room, most = width - END, max([*values, 1])
    letters = int(room / 6.2)
    rows = []
    for place, (label, value, share) in enumerate(zip(labels, values, shares, strict=True)):
        y, length = place * ROW, round(room * value / most, 1)
        words = label if len(label) <= letters else f"{label[: letters - 1]}…"
        rows.append((y + 14, words, y + 20, room, THICK, y + 20, length, THICK, length + 8, y + 32, f"{value} · {percent(share)}"))
    drawn = format_html_join(
        "",
        '<text class="an" x="0" y="{}">{}</text><rect class="bg" x="0" y="{}" width="{}" height="{}" rx="3"/>'
        '<rect class="s2" x="0" y="{}" width="{}" height="{}" rx="3"/><text class="lb" x="{}" y="{}">{}</text>',
        rows,
    )
    return format_html(
        '<svg class="chart lying" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', width, len(rows) * ROW, sentence, drawn
    )
