"""Template tags and filters of every page: icons, avatars, bars, charts, money, days.

`{% load ur %}`. To change one word of the query string use Django's own `{% querystring %}`.
"""

import datetime as dt
import zlib
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import lucide
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from relations import art, charts, formats

register = template.Library()
AVATAR_COLOURS = ("", "c", "g", "o", "v")


# --- signs -----------------------------------------------------------------
@cache
def _icon(name: str, css: str) -> SafeString:
    drawn = lucide._render_icon(name, 16, **{"class": f"icon {css}".strip(), "aria-hidden": "true"})
    return mark_safe(" ".join(drawn.split()).replace("> <", "><"))  # the package's own file


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw a lucide icon, hidden from screen readers: a word or an aria-label always goes with it."""
    try:
        return _icon(str(name), str(css))
    except lucide.IconDoesNotExist:
        return _icon("circle", str(css))


@register.simple_tag
def avatar(thing: Any, size: str = "", colour: str | None = None, square: bool | None = None) -> SafeString:
    """Draw the initials of a colleague, a person, an organisation or a plain name; `size` "" or "lg"."""
    name = getattr(thing, "display_name", None) or str(thing or "")
    letters = getattr(thing, "initials", None) or formats.initials(name)
    if colour is None:
        colour = AVATAR_COLOURS[zlib.crc32(name.encode("utf-8", "replace")) % len(AVATAR_COLOURS)]
    if square is None:
        square = getattr(getattr(thing, "_meta", None), "model_name", "") == "organization"
    css = " ".join(part for part in ("av", colour, "sq" if square else "", size) if part)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, letters)


@register.simple_tag
def who(thing: Any, note: str = "") -> SafeString:
    """Write an avatar with the name beside it."""
    name = getattr(thing, "display_name", None) or str(thing or "")
    small = format_html('<div class="sm mut">{}</div>', note) if note else ""
    return format_html('<span class="who">{}<span>{}{}</span></span>', avatar(thing), name, small)


# --- bars and charts ---------------------------------------------------------
@register.simple_tag
def bar(value: Any, top: Any = 100, tone: str = "", label: str = "", css: str = "") -> SafeString:
    """Draw a thin bar: `value` of `top`; tone is verde, ocra, cotto, rosso, glicine or nothing."""
    share, whole = _decimal(value) or 0, _decimal(top) or 1
    return format_html(
        '<progress class="mini {} {}" value="{}" max="{}" aria-label="{}"></progress>',
        tone, css, max(share, 0), whole, label or _("Progress"),
    )  # fmt: skip


@register.simple_tag
def meter(value: Any, label: str, expected: Any = None, planned: Any = None, tone: str = "") -> SafeString:
    """Draw a bar in percent with a notch where we should be today; see `charts.meter`."""
    return charts.meter(
        _decimal(value) or 0, expected=_decimal(expected), planned=_decimal(planned), label=label, tone=tone
    )


@register.simple_tag
def sendbar(sent: int, refused: int, leaving: int, total: int) -> SafeString:
    """Draw how far a mailing has come: sent, refused, leaving, of `total`."""
    done = 100 * (sent + refused) // total if total else 0
    parts = [("ok", sent), ("er", refused), ("go", leaving)]
    return charts.stacked(parts, total=total, label=_("Sending: %(done)s%%") % {"done": done})


@register.simple_tag
def sparkline(values: Sequence[Any] | None) -> SafeString:
    """Draw the small line of a KPI tile."""
    return charts.sparkline([v for v in values or () if v is not None])


@register.simple_tag
def ring(value: Any, label: str = "") -> SafeString:
    """Draw a score out of 100 as a ring."""
    score = _decimal(value) or 0
    return charts.ring(score, label=label or _("%(score)s out of 100") % {"score": formats.plain(score)})


@register.simple_tag
def landscape(seed: Any, width: int = 560, height: int = 360) -> SafeString:
    """Draw a landscape from a seed where there is no photograph."""
    return art.landscape(str(seed), width=width, height=height)


@register.inclusion_tag("components/chart.html")
def line_chart(labels: Sequence[str], series: Sequence[Any], sentence: str, target: Any = None, **options: Any) -> dict:
    """Draw lines with their table. `series` are `charts.Series`, or one list of numbers."""
    return _chart(charts.lines, labels, _series(series), sentence, target=_decimal(target), **options)


@register.inclusion_tag("components/chart.html")
def bar_chart(labels: Sequence[str], series: Sequence[Any], sentence: str, target: Any = None, **options: Any) -> dict:
    """Draw stacked bars with their table. `series` are `charts.Series`, or one list of numbers."""
    return _chart(charts.bars, labels, _series(series), sentence, target=_decimal(target), **options)


def _series(given: Sequence[Any]) -> list[charts.Series]:
    many = [one for one in given if isinstance(one, charts.Series)]
    return many or [charts.Series("", list(given), "s2")]


def _chart(draw: Any, labels: Sequence[str], series: list[charts.Series], sentence: str, **options: Any) -> dict:
    rows = [
        (label, [None if one.values[i] is None else formats.plain(one.values[i]) for one in series])
        for i, label in enumerate(labels)
    ]
    return {
        "wide": draw(labels, series, sentence=sentence, **options),
        "narrow": draw(labels, series, sentence=sentence, compact=True, **options),
        "sentence": sentence,
        "names": [one.name for one in series],
        "series": series,
        "rows": rows,
    }


# --- words --------------------------------------------------------------------
def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value)) if value is not None and value != "" else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


@register.filter
def money(value: Any) -> str:
    """Write "€ 1.234,50"."""
    return "" if (amount := _decimal(value)) is None else formats.money(amount)


@register.filter
def money0(value: Any) -> str:
    """Write "€ 18.640", for summaries."""
    return "" if (amount := _decimal(value)) is None else formats.money(amount, decimals=0)


@register.filter
def plain_number(value: Any) -> str:
    """Write "1.271" or "12,5"."""
    return "" if (amount := _decimal(value)) is None else formats.plain(amount)


@register.filter
def percent(value: Any) -> str:
    """Write "12,5%"."""
    return "" if (amount := _decimal(value)) is None else formats.percent(amount)


@register.filter
def day(value: dt.date | None) -> str:
    """Write "24 nov", with the year when it is not this one."""
    return formats.day(value, today=timezone.localdate()) if value else ""


@register.filter
def day_full(value: dt.date | None) -> str:
    """Write "24 novembre 2026"."""
    return formats.day_full(value) if value else ""


@register.filter
def day_long(value: dt.date | None) -> str:
    """Write "martedì 24 novembre 2026"."""
    return formats.day_long(value) if value else ""


@register.filter
def month(value: dt.date | None) -> str:
    """Write "novembre 2026"."""
    return formats.month(value) if value else ""


@register.filter
def clock(value: dt.datetime | dt.time | None) -> str:
    """Write "9:05"."""
    return formats.clock(value) if value else ""


@register.filter
def ago(value: dt.date | None) -> str:
    """Write "ieri, 9:00" within seven days, else the short date; plain words (see also `when`)."""
    return formats.ago(value, now=timezone.now()) if value else ""


@register.filter
def span(days: int | dt.timedelta | None) -> str:
    """Write how long some days are: "34 giorni", "8 mesi"."""
    return "" if days is None else formats.span(days.days if isinstance(days, dt.timedelta) else int(days))


@register.simple_tag
def when(value: dt.date | None) -> SafeString | str:
    """Write the relative time in a <time> whose title is the full date."""
    if not value:
        return ""
    full = formats.day_long(value)
    if isinstance(value, dt.datetime):
        full = f"{full}, {formats.at_clock(value)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), full, ago(value))


@register.filter
def phone(value: str | None) -> str:
    """Group a phone number: "0382 000 000"."""
    return formats.phone(value) if value else ""


@register.filter
def tel(value: str | None) -> str:
    """Return the number a tel: link dials."""
    return formats.tel_href(value) if value else ""


@register.filter
def iban_groups(value: str | None) -> str:
    """Group an IBAN in fours."""
    return formats.iban_groups(value or "")


@register.filter
def initials(value: Any) -> str:
    """Return the letters of an avatar."""
    return formats.initials(str(value or ""))


@register.filter
def undo_url(message: Any) -> str:
    """Return the address that undoes what a toast tells, from the message's `undo:` tag."""
    return next((tag[5:] for tag in (message.extra_tags or "").split() if tag.startswith("undo:")), "")
