"""Reading one line typed in a meeting: "Decisione: ...", "Promessa: chi, che cosa, entro quando". No Django."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

DECISION, PROMISE = "decision", "promise"
_KINDS = {
    "decisione": DECISION, "deciso": DECISION, "d": DECISION, "decision": DECISION,
    "promessa": PROMISE, "p": PROMISE, "promise": PROMISE, "impegno": PROMISE,
}  # fmt: skip
_HEAD = re.compile(r"^\s*([a-zà-ù]{1,10})\s*:\s*(.*)$", re.IGNORECASE | re.DOTALL)
_BY = re.compile(r"^(entro|per|by|dal|il)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(il|lo|la|l['’]|the|on|a|al)\s*", re.IGNORECASE)
WEEKDAYS = ("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica")
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
_NEAR = {"oggi": 0, "today": 0, "domani": 1, "tomorrow": 1, "dopodomani": 2}
_SPAN = re.compile(r"^(?:tra|fra|in)\s+(un[ao']?|due|tre|quattro|\d{1,3}|a|two|three)\s*(giorn[oi]|settiman[ae]|mes[ei]|days?|weeks?|months?)$")
_COUNT = {"un": 1, "una": 1, "uno": 1, "un'": 1, "a": 1, "due": 2, "two": 2, "tre": 3, "three": 3, "quattro": 4}
_UNIT = {"g": 1, "d": 1, "s": 7, "w": 7, "m": 30}
_NUMBERS = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{2}|\d{4}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_DAY_MONTH = re.compile(r"^(\d{1,2})°?\s+([a-z]{3,9})(?:\s+(\d{4}))?$")
_ACCENTS = str.maketrans("àèéìòù", "aeeiou")


@dataclass(frozen=True)
class Line:
    """What a line says; `who`, `what`, `when` are the words of a promise, `text` those of a decision."""

    kind: str
    text: str
    who: str = ""
    what: str = ""
    when: str = ""


def read(line: str) -> Line:
    """Return what `line` says. Without a head it is a decision: that is what the box is for."""
    match = _HEAD.match(line)
    kind = _KINDS.get(match.group(1).lower()) if match else None
    text = (match.group(2) if kind else line).strip()
    if kind != PROMISE:
        return Line(DECISION, text)
    who, _comma, rest = text.partition(",")
    what, _comma, when = rest.rpartition(",")
    if not what.strip():
        what, when = rest, ""
    return Line(PROMISE, text, who.strip(), what.strip(), _BY.sub("", when.strip()))


def read_day(words: str, today: date) -> date | None:
    """Return the day that `words` mean, from `today` on: "domani", "venerdì", "24/11", "5 dicembre", "tra due settimane"."""
    tidy = " ".join(_BY.sub("", words.strip().lower()).translate(_ACCENTS).replace("prossimo", "").replace("prossima", "").split())
    for shorter in (tidy, _ARTICLE.sub("", tidy)):
        for reader in (_near, _weekday, _span, _written, _named):
            found = reader(shorter, today)
            if found is not None:
                return found
    return None


def _near(words: str, today: date) -> date | None:
    days = _NEAR.get(words)
    return None if days is None else today + timedelta(days=days)


def _weekday(words: str, today: date) -> date | None:
    """The next such day; today's own name means a week from now."""
    for names in (WEEKDAYS, _ENGLISH):
        for number, name in enumerate(names):
            if words == name or (len(words) == 3 and name.startswith(words)):
                return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _span(words: str, today: date) -> date | None:
    match = _SPAN.match(words)
    if not match:
        return None
    count = _COUNT.get(match.group(1)) or int(match.group(1))
    return today + timedelta(days=count * _UNIT[match.group(2)[0]])


def _written(words: str, today: date) -> date | None:
    if match := _ISO.match(words):
        return _made(*(int(part) for part in match.groups()))
    match = _NUMBERS.match(words)
    if not match:
        return None
    day, month, year = match.groups()
    if year:
        return _made(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    return _coming(int(month), int(day), today)


def _named(words: str, today: date) -> date | None:
    match = _DAY_MONTH.match(words)
    month = next((n for n, name in enumerate(MONTHS, 1) if match and name.startswith(match.group(2))), None)
    if not match or month is None:
        return None
    if match.group(3):
        return _made(int(match.group(3)), month, int(match.group(1)))
    return _coming(month, int(match.group(1)), today)


def _coming(month: int, day: int, today: date) -> date | None:
    """This year's day, or next year's once it is past."""
    found = _made(today.year, month, day)
    return _made(today.year + 1, month, day) if found and found < today else found


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year <= 2200 else None
    except ValueError:
        return None
