"""One row of the file becomes a person, a body, their tie, their details, their consents; and what is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from relations import tagging, validators
from relations.imports import names, values
from relations.imports.fields import LENGTHS, POINTS, TARGETS
from relations.letters import fold

# Problems without which there is no row at all.
_HARD = {"nobody", "last_name_missing", "no_such_letters"}


@dataclass
class Plan:
    """What was agreed about the columns and the file; a dict of it crosses to the reading process."""

    kind: str
    columns: list[str]
    body_kind: str = "other"
    tags: list[str] = field(default_factory=list)
    consent_source: str = ""
    takes_consents: bool = True
    denied_tags: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    @cached_property
    def mapped(self) -> list[tuple[int, str, Callable[[str], values.Value], int]]:
        """Return (place, key, check, longest) of each column that becomes something: looked up once, not row by row."""
        return [
            (place, key, values.CHECKS[TARGETS[key].check], LENGTHS.get(TARGETS[key].name, 0))
            for place, key in enumerate(self.columns)
            if key
        ]


@dataclass(slots=True)
class Staged:
    """A row made ready; it is written to the staging table as it is."""

    number: int
    raw: list[str]
    person: dict[str, Any] | None = None
    organization: dict[str, Any] | None = None
    points: list[list[str]] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)
    tie: dict[str, Any] | None = None
    consents: list[list[Any]] = field(default_factory=list)
    problems: list[list[str]] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        return any(code in _HARD for _key, code, _cell in self.problems)


def stage(number: int, cells: Sequence[str], plan: Plan) -> Staged:
    """Make a row ready."""
    row = Staged(number, list(cells))
    found = _values(row, plan)
    if len(cells) > len(plan.columns) and any(cells[len(plan.columns) :]):
        row.problems.append(["", "extra_cells", ""])
    if "\ufffd" in "".join(cells):
        row.problems.append(["", "lost_letters", next(cell for cell in cells if "\ufffd" in cell)[:80]])
    if plan.kind != "organization":
        _person(row, found, plan)
    if plan.kind != "person":
        _organization(row, found, plan)
    if row.person is None and row.organization is None and not row.is_bad:
        row.problems.append(["", "nobody", ""])
    if row.person and row.organization:
        role = found.get("tie.role") or ""
        row.tie = {"role": role, "started_on": found.get("tie.started_on")}
    _consents(row, found, plan)
    _keys(row, plan)
    return row


def _values(row: Staged, plan: Plan) -> dict[str, Any]:
    """Return the right value of each mapped cell; wrong ones become problems, mended ones notes."""
    found: dict[str, Any] = {}
    cells, width = row.raw, len(row.raw)
    for place, key, check, longest in plan.mapped:
        if place >= width or not (cell := cells[place]):
            continue
        try:
            value, note = check(cell)
        except values.Wrong as wrong:
            _wrong(row, key, wrong.code, cell)
            continue
        if longest and isinstance(value, str) and len(value) > longest:
            row.problems.append([key, "too_long", cell[:80]])
            continue
        if note:
            row.notes.append([key, note, cell[:80]])
        if value not in ("", []):
            found[key] = value
    return found


def _wrong(row: Staged, key: str, code: str, cell: str) -> None:
    # A doubtful consent is no consent: the contact is as good as without it.
    kind = row.notes if key.startswith("consent.") else row.problems
    kind.append([key, code, cell[:80]])


def _of(found: dict[str, Any], party: str) -> dict[str, Any]:
    cut = len(party)
    return {key[cut:]: value for key, value in found.items() if key.startswith(party)}


def _person(row: Staged, found: dict[str, Any], plan: Plan) -> None:
    given = _of(found, "person.")
    first, last = given.pop("first_name", ""), given.pop("last_name", "")
    whole, turned = given.pop("full_name", ""), given.pop("full_name_reversed", "")
    if not last and (whole or turned):
        first, last, look = names.split(turned or whole, surname_first=bool(turned))
        if look:
            row.notes.append(["person.full_name", "name_split", f"{first} + {last}"[:80]])
        if len(first) > 80 or len(last) > 80:
            row.problems.append(["person.full_name", "too_long", last[:80]])
            first, last = first[:80], last[:80]
    if not last and not first and plan.kind == "both" and found.get("organization.name"):
        if given:
            row.notes.append(["person.last_name", "details_without_person", ""])
        return
    if not last:
        row.problems.append(["person.last_name", "last_name_missing" if first or given else "nobody", first[:80]])
        return
    row.person = {"first_name": first, "last_name": last} | _fields(row, "person", given, plan)


def _organization(row: Staged, found: dict[str, Any], plan: Plan) -> None:
    given = _of(found, "organization.")
    name = given.pop("name", "")
    if not name:
        if plan.kind == "organization":
            row.problems.append(["organization.name", "nobody", ""])
        elif given:
            row.notes.append(["organization.name", "details_without_body", ""])
        return
    kind = given.pop("kind", "") or values.kind_by_words(name) or plan.body_kind
    row.organization = {"name": name, "kind": kind} | _fields(row, "organization", given, plan)


def _fields(row: Staged, party: str, given: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """Part the details from the columns of the archive's row, and add the file's tags."""
    for name in [name for name in POINTS if name in given]:
        _point(row, party, POINTS[name], given.pop(name))
    _address(row, party, given)
    own = given.pop("tags", [])
    if party == "person" and (wrong := tagging.refused(own, plan.denied_tags)):
        row.problems.append(["person.tags", "denied_tag", wrong[0]])
        own = [tag for tag in own if tag not in wrong]
    tags = list(dict.fromkeys([*own, *plan.tags]))
    return given | ({"tags": tags} if tags else {})


def _point(row: Staged, party: str, kind: str, value: str) -> None:
    try:
        shown, compared = validators.contact(kind, value)
    except ValidationError as error:
        row.problems.append([f"{party}.{kind}", error.code or "wrong", value[:80]])
        return
    if all((one[0], one[1], one[3]) != (party, kind, compared) for one in row.points):
        row.points.append([party, kind, shown, compared])


def _address(row: Staged, party: str, given: dict[str, Any]) -> None:
    """A street or a postal code makes an address; its municipality is looked up when all rows are in."""
    street, code = given.pop("address", ""), given.pop("postal_code", "")
    if street or code:
        row.places.append({"party": party, "street": street, "postal_code": code})


def _consents(row: Staged, found: dict[str, Any], plan: Plan) -> None:
    given = _of(found, "consent.")
    purposes = [purpose for purpose, value in given.items() if value is True]
    if not purposes:
        return
    source = given.get("source") or plan.consent_source
    reason = (
        "consent_bought" if not plan.takes_consents else "consent_without_source" if not source
        else "" if _mail(row) else "consent_without_email"
    )  # fmt: skip
    if reason:
        row.notes.append([f"consent.{purposes[0]}", reason, ""])
        return
    row.consents = [[purpose, source, given.get("given_on") or ""] for purpose in purposes]


def _mail(row: Staged) -> str:
    """Return the address a consent of this row is about: the person's, else the body's."""
    main = "person" if row.person else "organization"
    return next((one[3] for one in row.points if one[0] == main and one[1] == "email"), "")


def _keys(row: Staged, plan: Plan) -> None:
    """What this row is compared by; a row that will not be written is compared with nothing."""
    if row.is_bad:
        return
    if row.person:
        row.keys += [f"pc:{row.person['tax_code']}"] if row.person.get("tax_code") else []
        row.keys += [f"pn:{key}" for key in names.person_keys(row.person["first_name"], row.person["last_name"]) if key]
    if row.organization:
        body = row.organization
        row.keys += [f"ov:{body['vat_number']}"] if body.get("vat_number") else []
        row.keys += [f"oc:{body['tax_code']}"] if body.get("tax_code") else []
        key = names.body_key(body["name"])
        row.keys += [f"on:{key}"] if len(key) > 2 else []
    for party, kind, _value, compared in row.points:
        if kind in ("email", "pec"):
            row.keys.append(f"{party[0]}e:{compared}")
        elif kind in ("phone", "mobile"):
            # Colleagues share a switchboard: a landline says nothing about who a person is.
            if party == "organization" or compared.startswith("+393"):
                row.keys.append(f"{party[0]}t:{compared}")
    row.keys = list(dict.fromkeys(row.keys))


def is_headings(cells: Sequence[str], plan: Plan) -> bool:
    """Tell whether a row is the headings once more, as in files glued together."""
    names = plan.headings[: len(cells)]
    return bool(names) and cells[0].lower() == names[0].lower() and [fold(cell) for cell in cells] == [fold(name) for name in names]
