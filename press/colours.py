"""Colours that can be read: contrast by WCAG 2.2, and the twin of a colour for a dark background. No database."""

READABLE = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size
DARK = {"paper": "#14191a", "card": "#1f2627", "ink": "#ece9df"}


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours written #rrggbb: from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_readable(text: str, ground: str) -> bool:
    """Tell whether words of `text` can be read on `ground`."""
    return contrast(text, ground) >= READABLE


def for_dark(colour: str) -> str:
    """Return `colour`, made lighter until it can be read on the dark card."""
    channels = _channels(colour)
    for step in range(21):
        found = "#" + "".join(f"{round(value + (255 - value) * step / 20):02x}" for value in channels)
        if is_readable(found, DARK["card"]):
            return found
    return "#ffffff"
