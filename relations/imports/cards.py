"""Address cards (vCard 2.1, 3, 4), as rows: each card a row, each known property a column."""

import re
from collections.abc import Iterator
from pathlib import Path

from relations.imports import encodings
from relations.imports.problems import Refused

# The columns a card becomes, and the field each leads to.
COLUMNS = {
    "Nome": "person.first_name", "Cognome": "person.last_name", "Organizzazione": "organization.name", "Ruolo": "tie.role",
    "E-mail": "person.email", "Altra e-mail": "person.email_2", "Cellulare": "person.mobile", "Telefono": "person.phone",
    "Sito": "organization.website", "Indirizzo": "person.address", "CAP": "person.postal_code",
    "Comune": "person.municipality", "Provincia": "person.province", "Note": "person.notes", "Etichette": "person.tags",
}  # fmt: skip
_BEGIN = re.compile(r"^BEGIN:VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"^END:VCARD\s*$", re.IGNORECASE)
_LONGEST = 400_000


def looks_like(head: str) -> bool:
    """Tell whether the text begins as a card."""
    return head.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCARD")


def rows(path: Path, *, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the headings, then (number of the card, its cells); Refused, with its number, at a card that cannot be read."""
    # Slow to load, and only cards need it: the process that reads spreadsheets starts without it.
    import vobject
    from vobject.base import ParseError, VObjectError

    yield 1, list(COLUMNS)
    number = 0
    for text in _cards(path, encoding):
        number += 1
        try:
            card = vobject.readOne(text, ignoreUnreadable=True)
        except (ParseError, VObjectError, ValueError, KeyError, IndexError, AttributeError, TypeError):
            raise Refused("broken_card", card=number) from None
        yield number + 1, _row(card)
    if not number:
        raise Refused("empty")


def _cards(path: Path, encoding: str) -> Iterator[str]:
    """One card's text at a time: the library would take them all at once."""
    held: list[str] = []
    size = 0
    inside = False
    for line in encodings.lines(path, encoding):
        inside = inside or bool(_BEGIN.match(line))
        if not inside:
            continue
        # Photographs are most of a card and nothing to us, but they may not grow for ever.
        size += len(line)
        if size < _LONGEST or _END.match(line):
            held.append(line)
        if _END.match(line):
            yield "".join(held)
            held, size, inside = [], 0, False
    if inside:
        raise Refused("broken_card", card="?")


def _row(card: object) -> list[str]:
    mails = _all(card, "email")
    mobile, phone = _phones(card)
    first, last = _name(card)
    street, place, province, code = _address(card)
    groups = _first(card, "org")
    return [
        first, last, groups[0] if isinstance(groups, list) and groups else str(groups or ""),
        _text(_first(card, "title") or _first(card, "role")), mails[0] if mails else "", mails[1] if len(mails) > 1 else "",
        mobile, phone, _text(_first(card, "url")), street, code, place, province, _text(_first(card, "note")),
        ", ".join(_list(_first(card, "categories"))),
    ]  # fmt: skip


def _first(card: object, name: str) -> object:
    found = getattr(card, "contents", {}).get(name)
    return found[0].value if found else ""


def _all(card: object, name: str) -> list[str]:
    return [_text(line.value) for line in getattr(card, "contents", {}).get(name, []) if line.value]


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []


def _name(card: object) -> tuple[str, str]:
    name = _first(card, "n")
    first, last = _text(getattr(name, "given", "")), _text(getattr(name, "family", ""))
    if not (first or last):
        first, _space, last = _text(_first(card, "fn")).rpartition(" ")
    return first, last


def _phones(card: object) -> tuple[str, str]:
    mobile = phone = ""
    for line in getattr(card, "contents", {}).get("tel", []):
        number = _text(line.value).removeprefix("tel:")
        kinds = {str(kind).lower() for kind in line.params.get("TYPE", [])}
        if not mobile and ("cell" in kinds or (not kinds & {"home", "work", "fax"} and re.match(r"(\+39)?\s*3", number))):
            mobile = number
        elif not phone and "fax" not in kinds:
            phone = number
    return mobile, phone


def _address(card: object) -> tuple[str, str, str, str]:
    place = _first(card, "adr")
    parts = [_text(getattr(place, name, "")) for name in ("street", "city", "region", "code")]
    return parts[0], parts[1], parts[2], parts[3]
