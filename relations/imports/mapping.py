"""Guessing what each column is, from its heading (Italian, English) and from what stands in it."""

import hashlib
import re
from collections.abc import Callable, Sequence

from relations.imports.fields import TARGETS
from relations.imports.values import ORGANIZATION_WORDS, PROVINCES
from relations.letters import fold

# Words in a heading that say whose detail it is.
_OF_BODY = {"azienda", "aziendale", "ente", "sede", "organizzazione", "societa", "associazione", "impresa", "company", "organization", "organisation", "ufficio"}
_OF_PERSON = {"personale", "referente", "contatto", "persona", "privato", "privata", "personal", "contact"}
_SMALL = {"di", "del", "della", "dell", "il", "la", "lo", "l", "e", "ed", "n", "nr", "num", "the", "of", "no"}
# In a file of people with their bodies: details that are the body's unless the heading says otherwise.
_BODYS_OWN = {"website", "address", "postal_code", "municipality", "province", "pec", "external_code", "tags"}
_ENOUGH = 0.6


def words(heading: str) -> str:
    """Return a heading as it is compared: lower case, no accents, no signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(heading)).split())


def headings_key(headings: Sequence[str]) -> str:
    """Return what a set of headings is remembered by."""
    return hashlib.sha256("\x1f".join(words(heading) for heading in headings).encode()).hexdigest()


_EXACT: dict[str, list[str]] = {}
for _target in TARGETS.values():
    for _word in _target.words:
        _EXACT.setdefault(words(_word), []).append(_target.key)


def guess(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> tuple[str, list[str]]:
    """Return which rows the file makes (both, person, organization) and the field of each column ("" for none)."""
    columns = [[row[place] for row in sample if place < len(row) and row[place]] for place in range(len(headings))]
    options = [_by_heading(heading) or _by_contents(cells) for heading, cells in zip(headings, columns, strict=True)]
    options = [_plain_name(found, cells, options) for found, cells in zip(options, columns, strict=True)]
    kind = _kind(options)
    chosen: list[str] = []
    for found, heading, cells in zip(options, headings, columns, strict=True):
        key = _settle(found, kind, heading, cells)
        chosen.append(key if key and key not in chosen else _second(key, chosen))
    return kind, chosen


def _by_heading(heading: str) -> list[str]:
    """Return the fields a heading may mean."""
    text = words(heading)
    if text in _EXACT:
        return _EXACT[text]
    core = " ".join(word for word in text.split() if word not in _SMALL)
    if core in _EXACT:
        return _EXACT[core]
    whose = set(core.split()) & (_OF_BODY | _OF_PERSON)
    rest = " ".join(word for word in core.split() if word not in whose)
    if whose and rest in _EXACT:
        party = "organization" if whose & _OF_BODY else "person"
        return [key for key in _EXACT[rest] if key.startswith(party)] or (
            ["organization.name"] if rest == "nome" and party == "organization" else _EXACT[rest]
        )
    return []


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda cell: bool(compiled.fullmatch(cell))


_CONTENTS: list[tuple[Callable[[str], bool], list[str]]] = [
    (_matching(r"[^@\s]+@[^@\s]*(pec|cert|legalmail)[^@\s]*\.\w+"), ["organization.pec", "person.pec"]),
    (_matching(r"[^@\s]+@[^@\s]+\.\w{2,}"), ["person.email", "organization.email"]),
    (_matching(r"[A-Z]{6}[\dLMNPQRSTUV]{2}[A-EHLMPR-T][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]"), ["person.tax_code"]),
    (_matching(r"(IT)?\s?\d{11}"), ["organization.vat_number"]),
    (_matching(r"(https?://|www\.)\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(it|com|org|eu|net|example)(/\S*)?"), ["organization.website", "person.website"]),
    (_matching(r"(\+39|0039)?\s*3\d{2}[\s./-]*\d{3}[\s.-]*\d{3,4}"), ["person.mobile", "organization.mobile"]),
    (_matching(r"(\+39|0039)?\s*0\d{1,3}[\s./-]*\d[\d\s.-]{4,9}"), ["person.phone", "organization.phone"]),
    (_matching(r"\d{5}"), ["person.postal_code", "organization.postal_code"]),
    (lambda cell: cell.upper() in PROVINCES, ["person.province", "organization.province"]),
    (_matching(r"(via|viale|piazza|corso|largo|vicolo|strada|piazzale)\s.+"), ["person.address", "organization.address"]),
]  # fmt: skip


def _by_contents(cells: Sequence[str]) -> list[str]:
    for matches, keys in _CONTENTS:
        if cells and sum(map(matches, cells)) >= len(cells) * _ENOUGH:
            return keys
    return []


def _plain_name(found: list[str], cells: Sequence[str], options: Sequence[list[str]]) -> list[str]:
    """"Nome" alone may be a first name, a whole name or a body: the other columns and the contents tell."""
    if found != ["person.first_name"] or ["person.last_name"] in options:
        return found
    bodies = sum(1 for cell in cells if set(words(cell).split()) & ORGANIZATION_WORDS)
    if cells and bodies >= len(cells) * 0.3 and ["organization.name"] not in options:
        return ["organization.name"]
    return ["person.full_name"]


def _kind(options: Sequence[list[str]]) -> str:
    keys = {key for found in options if len(found) == 1 for key in found}
    has_person = any(key.startswith("person.") and "name" in key for key in keys)
    has_body = "organization.name" in keys
    if has_person and has_body:
        return "both"
    return "organization" if has_body else "person"


def _settle(found: list[str], kind: str, heading: str, cells: Sequence[str]) -> str:
    """Choose one among the fields a column may be, for rows of `kind`."""
    fit = [key for key in found if kind == "both" or key.partition(".")[0] in (kind, "consent")]
    if len(fit) < 2:
        return fit[0] if fit else ""
    name = fit[0].partition(".")[2]
    body = name in _BODYS_OWN
    if name == "tax_code":
        body = sum(len(cell) == 11 for cell in cells) > len(cells) / 2
    return next(key for key in fit if key.startswith("organization" if body else "person"))


def _second(key: str, chosen: Sequence[str]) -> str:
    """A field already taken goes to its twin: the other party's, or the second e-mail."""
    if not key:
        return ""
    party, _dot, name = key.partition(".")
    other = "organization" if party == "person" else "person"
    tries = [f"{party}.{name}_2", f"{other}.{name}"] if any(k.startswith(other) for k in chosen) else [f"{party}.{name}_2"]
    return next((found for found in tries if found in TARGETS and found not in chosen), "")
