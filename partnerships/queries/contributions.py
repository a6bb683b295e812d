"""Who puts in what, what arrived of it, and the hours."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnerships import formats
from partnerships.actions.partner_links import Visitor
from partnerships.models import Contribution, Delivery, HoursEntry, Partnership, PartnershipParty
from relations.models import User
from relations.queries import together
from relations.queries.together import Reader

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """How the contributions of a partnership stand: counts, and what the checklists ask."""

    promised: int
    delivered: int
    all_valued: bool
    all_proven: bool
    sides: frozenset[str]

    @property
    def is_one_way(self) -> bool:
        """Whether only one of the two sides puts something in."""
        return self.promised > 0 and len(self.sides & {"company", "nonprofit"}) < 2


def _rows(partnership: Partnership) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(partnership=partnership, withdrawn_at=None)
    return rows.select_related("party__organization", "to_party__organization", "only_for").order_by(
        "party__side", "party", "pk"
    )


def _deliveries(partnership: Partnership) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(contribution__partnership=partnership)
    return rows.select_related("evidence", "received_by__organization", "written_by").order_by("on", "pk")


def hours_of(partnership: Partnership) -> QuerySet[HoursEntry]:
    """Hours of a partnership, the newest first."""
    rows = HoursEntry.objects.filter(partnership=partnership)
    return rows.select_related("giver__organization", "host__organization", "activity", "written_by").order_by(
        "-on", "-pk"
    )


def is_valued(contribution: Contribution) -> bool:
    """Whether it says how much: a value, or a quantity with its unit."""
    return contribution.value is not None or bool(contribution.quantity and contribution.unit)


def standing(partnership: Partnership) -> Standing:
    """Return how it stands; valued when every party puts something in and says how much of all of it."""
    found = together.read(
        [_rows(partnership), _deliveries(partnership), PartnershipParty.objects.filter(partnership=partnership)]
    )
    return _standing(*found)


def _standing(rows: list[Contribution], arrived: list[Delivery], parties: list[PartnershipParty]) -> Standing:
    own = [row for row in rows if row.party_id]
    givers = {row.party_id for row in own}
    by_row = {row.pk: [one for one in arrived if one.contribution_id == row.pk] for row in own}
    return Standing(
        promised=len(own),
        delivered=sum(len(some) for some in by_row.values()),
        all_valued=bool(parties) and givers == {party.pk for party in parties} and all(is_valued(row) for row in own),
        all_proven=bool(own) and all(some and all(one.is_proven for one in some) for some in by_row.values()),
        sides=frozenset(row.party.side for row in own),
    )


@dataclass
class Given:
    """One contribution with what arrived of it."""

    row: Contribution
    arrived: list[Delivery] = field(default_factory=list)
    hours: Decimal = NOTHING

    @property
    def amount(self) -> str:
        """How much was promised, in its own unit, else in euro."""
        row = self.row
        if row.kind == "cash" or (row.quantity is None and row.value is not None):
            return formats.amount(row.value, "€")
        return f"{formats.amount(row.quantity, '')} {row.get_unit_display()}".strip() if row.quantity else ""

    @property
    def done(self) -> Decimal:
        """How much arrived: euro of money, else the quantity (confirmed hours count as delivered)."""
        if self.row.kind == "cash" or self.row.quantity is None:
            return sum((one.value or NOTHING for one in self.arrived), NOTHING)
        return sum((one.quantity or NOTHING for one in self.arrived), NOTHING) + self.hours

    @property
    def whole(self) -> Decimal | None:
        """What `done` is counted against."""
        return self.row.value if self.row.kind == "cash" or self.row.quantity is None else self.row.quantity

    @property
    def done_words(self) -> str:
        if self.row.kind == "cash" or self.row.quantity is None:
            return formats.amount(self.done, "€")
        return f"{formats.amount(self.done, '')} {self.row.get_unit_display()}".strip()

    @property
    def unproven(self) -> int:
        return sum(not one.is_proven for one in self.arrived)


@dataclass
class Giver:
    """One party (None: the office) and all it puts in."""

    party: PartnershipParty | None
    name: str
    given: list[Given]

    @property
    def headline(self) -> str:
        """The sum of money and of what is counted: "€ 6.000 + 120 ore"."""
        cash = sum((one.row.value for one in self.given if one.row.kind == "cash"), NOTHING)
        counted: dict[str, Decimal] = {}
        for one in self.given:
            if one.row.kind != "cash" and one.row.quantity and one.row.unit not in ("", "eur"):
                label = str(one.row.get_unit_display())
                counted[label] = counted.get(label, NOTHING) + one.row.quantity
        parts = [formats.amount(cash, "€")] if cash else []
        parts += [f"{formats.amount(number, '')} {label}" for label, number in counted.items()]
        return " + ".join(parts[:2]) or (str(self.given[0].row.get_kind_display()) if self.given else "")

    @property
    def whats(self) -> str:
        return "; ".join(one.row.what for one in self.given)

    @property
    def paid(self) -> str:
        """Money that arrived."""
        cash = sum((one.done for one in self.given if one.row.kind == "cash"), NOTHING)
        return formats.amount(cash, "€") if cash else ""

    @property
    def value(self) -> Decimal:
        """All of it in euro, where it was valued."""
        return sum((one.row.value or NOTHING for one in self.given), NOTHING)


def _given(rows: Iterable[Contribution], arrived: Iterable[Delivery], hours: Iterable[HoursEntry]) -> list[Given]:
    found = {row.pk: Given(row) for row in rows}
    for one in arrived:
        if one.contribution_id in found:
            found[one.contribution_id].arrived.append(one)
    for entry in hours:
        if entry.confirmed_at and entry.contribution_id in found and found[entry.contribution_id].row.unit == "hours":
            found[entry.contribution_id].hours += entry.total
    return list(found.values())


def _givers(given: list[Given], parties: Iterable[PartnershipParty], office: str) -> list[Giver]:
    givers = [
        Giver(party, str(party.organization), [one for one in given if one.row.party_id == party.pk])
        for party in parties
    ]
    ours = [one for one in given if one.row.party_id is None]
    return [*givers, *([Giver(None, office, ours)] if ours else [])]


def _parties(partnership: Partnership) -> QuerySet[PartnershipParty]:
    return (
        PartnershipParty.objects.filter(partnership=partnership).select_related("organization").order_by("side", "pk")
    )


def _asked(partnership: Partnership) -> dict[str, QuerySet]:
    return {
        "rows": _rows(partnership), "arrived": _deliveries(partnership), "hours": hours_of(partnership), "parties": _parties(partnership),
    }  # fmt: skip


def page(partnership: Partnership) -> dict[str, Any]:
    """Everything the page of the contributions shows, in one statement."""
    found = dict(zip(_asked(partnership), together.read(list(_asked(partnership).values())), strict=True))
    given = _given(found["rows"], found["arrived"], found["hours"])
    confirmed = sum((entry.total for entry in found["hours"] if entry.confirmed_at), NOTHING)
    return {
        "givers": _givers(given, found["parties"], _("Our office")),
        "standing": _standing(found["rows"], found["arrived"], found["parties"]),
        "hours": found["hours"],
        "confirmed_hours": confirmed,
        "people": sum(entry.people for entry in found["hours"] if entry.confirmed_at),
    }


def box(partnership: Partnership, user: User) -> Reader:
    """Who puts in what, on the page of the partnership."""
    found = yield _asked(partnership)
    given = _given(found["rows"], found["arrived"], found["hours"])
    return {
        "givers": [giver for giver in _givers(given, found["parties"], _("Our office")) if giver.given],
        "standing": _standing(found["rows"], found["arrived"], found["parties"]),
        "hours_waiting": sum(entry.is_waiting for entry in found["hours"]),
        "may_write": user.has_perm("partnerships.change_partnership"),
    }


def asked_of(visitor: Visitor) -> Reader:
    """For a partner: what it promised, what it is asked to say it received, which hours to confirm."""
    found = yield _asked(visitor.partnership)
    me = visitor.party.pk
    given = _given(found["rows"], found["arrived"], found["hours"])
    to_receive = [
        (one, delivery)
        for one in given
        for delivery in one.arrived
        if one.row.party_id != me and one.row.to_party_id in (None, me) and delivery.received_at is None
    ]
    hours = [entry for entry in found["hours"] if entry.host_id == me and entry.is_waiting]
    mine = [one for one in given if one.row.party_id == me]
    others = _givers(
        [one for one in given if one.row.party_id != me], [p for p in found["parties"] if p.pk != me], _("Our office")
    )
    if not (given or hours):
        return None
    return {
        "mine": mine,
        "others": [giver for giver in others if giver.given],
        "to_receive": to_receive,
        "hours_to_confirm": hours,
    }
