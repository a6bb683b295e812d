"""vCard 4.0 (RFC 6350), written. No Django: whoever calls hands over plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

FOLD_AT = 75


@dataclass(frozen=True)
class Card:
    """What one card says."""

    uid: str
    full_name: str
    is_organization: bool = False
    last_name: str = ""
    first_name: str = ""
    organization: str = ""
    role: str = ""
    emails: Sequence[tuple[str, bool]] = ()
    phones: Sequence[tuple[str, str, bool]] = ()
    websites: Sequence[str] = ()
    addresses: Sequence[tuple[str, str, str, str, str]] = ()
    categories: Sequence[str] = ()
    language: str = ""
    revised: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def escape(value: str) -> str:
    """Return `value` as it stands in a text property: no line break, comma, semicolon or backslash is taken for syntax."""
    text = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line at 75 octets, never inside a letter; the next one begins with a space."""
    if len(line.encode()) <= FOLD_AT:
        return line
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > FOLD_AT:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += width
    return "\r\n".join([*parts, part])


def _preferred(is_main: bool) -> str:
    return ";PREF=1" if is_main else ""


def lines(card: Card) -> list[str]:
    """Return the lines of a card, not yet folded."""
    found = ["BEGIN:VCARD", "VERSION:4.0", f"KIND:{'org' if card.is_organization else 'individual'}", f"UID:{card.uid}"]
    found.append(f"FN:{escape(card.full_name)}")
    if not card.is_organization:
        found.append(f"N:{escape(card.last_name)};{escape(card.first_name)};;;")
    if card.organization:
        found.append(f"ORG:{escape(card.organization)}")
    if card.role:
        found.append(f"TITLE:{escape(card.role)}")
    found += [f"EMAIL{_preferred(main)}:{escape(email)}" for email, main in card.emails]
    found += [f"TEL;TYPE={kind}{_preferred(main)}:{escape(number)}" for number, kind, main in card.phones]
    found += [f"URL:{_one_line(site)}" for site in card.websites]
    found += [
        f"ADR:;;{escape(street)};{escape(town)};{escape(province)};{escape(code)};{escape(country)}"
        for street, town, province, code, country in card.addresses
    ]
    if card.categories:
        found.append("CATEGORIES:" + ",".join(escape(word) for word in card.categories))
    if card.language:
        found.append(f"LANG:{card.language}")
    found += [f"{key}:{escape(value)}" for key, value in card.extra.items() if value]
    if card.revised:
        found.append(f"REV:{card.revised}")
    return [*found, "END:VCARD"]


def _one_line(value: str) -> str:
    return "".join(value.split())


def write(cards: Iterable[Card]) -> str:
    """Return `cards` as the text of a .vcf file."""
    return "".join(fold(line) + "\r\n" for card in cards for line in lines(card))
