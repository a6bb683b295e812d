"""What only partnerships draw, as SVG: no script, no style attribute."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def span(left: float, width: float, *, now: float | None, label: str, tone: str = "") -> SafeString:
    """Draw a stretch from `left`, `width` wide (percent of the whole), with a notch at `now`."""
    wide = max(min(width, 100 - left), 0.8)
    notch = SafeString("") if now is None else format_html('<rect class="notch" x="{}%" y="-3"/>', min(now, 99.3))
    return format_html(
        '<svg class="meter {}" role="img" aria-label="{}" height="9"><rect class="bg" width="100%" height="100%"/>'
        '<rect class="v" x="{}%" width="{}%" height="100%"/>{}</svg>',
        tone, label, left, wide, notch,
    )  # fmt: skip
