"""How money, days, numbers and phones are written for a reader; no database, no templates.

Every function takes `language` ("it" or "en"); without it, the language of the current request is used.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import phonenumbers
from django.utils import translation

NBSP = "\u00a0"
DASH = "–"
ROME = ZoneInfo("Europe/Rome")
Number = int | float | Decimal


@dataclass(frozen=True)
class Words:
    """The words and marks of one language."""

    group: str
    decimal: str
    money: str
    percent: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    first: str
    at: str
    today: str
    yesterday: str
    tomorrow: str
    days_ago: str
    in_days: str
    spans: tuple[tuple[str, str], ...]


LANGUAGES = {
    "it": Words(
        group=".",
        decimal=",",
        money=f"€{NBSP}{{}}",
        percent="{}%",
        months=tuple(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
        ),
        months_short=tuple("gen feb mar apr mag giu lug ago set ott nov dic".split()),
        weekdays=tuple("lunedì martedì mercoledì giovedì venerdì sabato domenica".split()),
        day=f"{{day}}{NBSP}{{month}}",
        first="1°",
        at=f"ore{NBSP}{{}}",
        today="oggi",
        yesterday="ieri",
        tomorrow="domani",
        days_ago="{} giorni fa",
        in_days="tra {} giorni",
        spans=(("{} giorno", "{} giorni"), ("{} mese", "{} mesi"), ("{} anno", "{} anni")),
    ),
    "en": Words(
        group=",",
        decimal=".",
        money="€{}",
        percent="{}%",
        months=tuple(
            "January February March April May June July August September October November December".split()
        ),
        months_short=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
        weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
        day=f"{{day}}{NBSP}{{month}}",
        first="1",
        at="{}",
        today="today",
        yesterday="yesterday",
        tomorrow="tomorrow",
        days_ago="{} days ago",
        in_days="in {} days",
        spans=(("{} day", "{} days"), ("{} month", "{} months"), ("{} year", "{} years")),
    ),
}


def words(language: str | None = None) -> Words:
    """Return the words of `language`, or of the current reader; Italian where it is not ours."""
    return LANGUAGES.get((language or translation.get_language() or "it")[:2], LANGUAGES["it"])


def number(value: Number, *, decimals: int = 0, language: str | None = None) -> str:
    """Write 1234.5 as "1.234,50" (Italian, two decimals). Four digits are grouped too, as in the mockups."""
    use = words(language)
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(exact):,.{decimals}f}".translate(str.maketrans({",": use.group, ".": use.decimal}))
    return f"−{text}" if exact < 0 else text


def plain(value: Number, *, language: str | None = None) -> str:
    """Write a number with the decimals it has, at most two: 12.50 as "12,5", 12 as "12"."""
    exact = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return number(exact, decimals=max(0, -int(exact.as_tuple().exponent)), language=language)


def money(value: Number, *, decimals: int = 2, language: str | None = None) -> str:
    """Write an amount in euro: "€ 1.234,50", or "€ 18.640" with no decimals."""
    amount = number(value, decimals=decimals, language=language)
    text = words(language).money.format(amount.removeprefix("−"))
    return f"−{text}" if amount.startswith("−") else text


def percent(value: Number, *, language: str | None = None) -> str:
    """Write a percentage with at most one decimal: 12.5 as "12,5%"."""
    exact = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    decimals = 0 if exact == exact.to_integral_value() else 1
    return words(language).percent.format(number(exact, decimals=decimals, language=language))


def local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """Bring an aware moment to Rome; a plain day stays as it is."""
    return value.astimezone(ROME) if isinstance(value, dt.datetime) and value.tzinfo else value


def only_day(value: dt.date | dt.datetime) -> dt.date:
    """Return the day in Rome on which `value` falls."""
    value = local(value)
    return value.date() if isinstance(value, dt.datetime) else value


def clock(value: dt.datetime | dt.time) -> str:
    """Write the time of day: "9:05", 24 hours."""
    value = local(value) if isinstance(value, dt.datetime) else value
    return f"{value.hour}:{value.minute:02d}"


def at_clock(value: dt.datetime | dt.time, *, language: str | None = None) -> str:
    """Write "ore 10:30"."""
    return words(language).at.format(clock(value))


def day(value: dt.date | dt.datetime, *, today: dt.date | None = None, language: str | None = None) -> str:
    """Write "24 nov"; with `today` given, the year is added when it is another one."""
    use, date = words(language), only_day(value)
    text = use.day.format(day=use.first if date.day == 1 else date.day, month=use.months_short[date.month - 1])
    return f"{text} {date.year}" if today and date.year != today.year else text


def day_full(value: dt.date | dt.datetime, *, language: str | None = None) -> str:
    """Write "24 novembre 2026"; the first is "1° dicembre 2026"."""
    use, date = words(language), only_day(value)
    text = use.day.format(day=use.first if date.day == 1 else date.day, month=use.months[date.month - 1])
    return f"{text} {date.year}"


def day_long(value: dt.date | dt.datetime, *, language: str | None = None) -> str:
    """Write "martedì 24 novembre 2026"."""
    return f"{words(language).weekdays[only_day(value).weekday()]} {day_full(value, language=language)}"


def month(value: dt.date | dt.datetime, *, language: str | None = None) -> str:
    """Write "novembre 2026"."""
    date = only_day(value)
    return f"{words(language).months[date.month - 1]} {date.year}"


def day_range(first: dt.date, last: dt.date, *, language: str | None = None) -> str:
    """Write "24–27 novembre 2026", "28 nov – 3 dic 2026" or both days in full across years."""
    if first == last:
        return day_full(first, language=language)
    if (first.year, first.month) == (last.year, last.month):
        start = words(language).first if first.day == 1 else first.day
        return f"{start}{DASH}{day_full(last, language=language)}"
    if first.year == last.year:
        return f"{day(first, language=language)} {DASH} {day(last, language=language)} {last.year}"
    return f"{day_full(first, language=language)} {DASH} {day_full(last, language=language)}"


def ago(value: dt.date | dt.datetime, *, now: dt.datetime, language: str | None = None) -> str:
    """Write "oggi", "ieri, 9:00", "5 giorni fa", "domani"; outside seven days the short date."""
    use, date, today = words(language), only_day(value), only_day(now)
    days = (date - today).days
    if abs(days) > 7:
        return day(date, today=today, language=language)
    if days in (-1, 0, 1):
        word = {-1: use.yesterday, 0: use.today, 1: use.tomorrow}[days]
        return f"{word}, {clock(value)}" if isinstance(value, dt.datetime) else word
    return (use.days_ago if days < 0 else use.in_days).format(abs(days))


def span(days: int, *, language: str | None = None) -> str:
    """Write how long: "34 giorni", "8 mesi", "2 anni". Days up to two months, months up to two years."""
    forms = words(language).spans
    count, (one, many) = (
        (days, forms[0]) if days < 60 else (days * 12 // 365, forms[1]) if days < 730 else (days // 365, forms[2])
    )
    return (one if count == 1 else many).format(count)


def phone(value: str) -> str:
    """Group a phone number: "0382 000 000"; foreign ones with their prefix. What is no number is left alone."""
    try:
        parsed = phonenumbers.parse(value, "IT")
    except phonenumbers.NumberParseException:
        return value
    if parsed.country_code != 39:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", NBSP)
    digits = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    digits = re.sub(r"\D", "", digits)
    head = 3 if digits.startswith("3") else 2 if digits.startswith(("02", "06")) else 4 if digits.startswith("0") else 3
    return NBSP.join([digits[:head], *_threes(digits[head:])])


def _threes(digits: str) -> list[str]:
    """Split in groups of three; a last group of one joins the one before."""
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def tel_href(value: str) -> str:
    """Return what a tel: link dials: "+390382000000"; the digits as they are when the number is odd."""
    try:
        parsed = phonenumbers.parse(value, "IT")
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\d+]", "", value)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def iban_groups(value: str) -> str:
    """Group an IBAN in fours."""
    bare = re.sub(r"\s", "", value or "")
    return " ".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def initials(name: str) -> str:
    """Return the one or two letters of an avatar, leaving out quotes and legal forms' dots."""
    found = [word for word in re.findall(r"[^\W_]+", name or "") if word.lower() not in SMALL_WORDS]
    found = found or re.findall(r"[^\W_]+", name or "")
    return "".join(word[0] for word in found[:2]).upper()


SMALL_WORDS = frozenset("di de del della dello dei degli delle da il lo la i gli le l e ed a al in per the of and".split())
