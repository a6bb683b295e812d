"""Where a party is found and where a body is paid: added, changed, closed with their day, put back.

The party's own municipality and province, by which lists and matching find it, are those of its main address: `_level`
keeps them so after every change here. A party without an address keeps what was typed on its form.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from relations import validators
from relations.actions import history, search
from relations.models import Address, BankAccount, Municipality, Organization, Person, User
from relations.text import one_line

Party = Organization | Person
COLUMNS = ("kind", "street", "number", "postal_code", "municipality", "foreign_town", "country", "note")


class ChangedMeanwhile(Exception):
    """Somebody else changed the address after it was read; the message is for the page."""


def _side(party: Party) -> dict[str, Party]:
    return {"organization" if isinstance(party, Organization) else "person": party}


def _tidy(fields: dict) -> dict:
    found = {key: one_line(value) if isinstance(value, str) else value for key, value in fields.items()}
    if found.get("municipality"):
        found |= {"foreign_town": "", "country": ""}
    return found


@transaction.atomic
def add_address(
    *, party: Party, kind: str, by: User | None, at: datetime, municipality: Municipality | None = None,
    is_primary: bool = False, **fields: str,
) -> Address:
    """Add an address; the first is the main one. The same address twice gives back the first."""
    values = _tidy({"kind": kind, "municipality": municipality, **fields})
    type(party).objects.select_for_update().filter(pk=party.pk).first()
    living = Address.objects.filter(**_side(party), ended_on=None)
    same = living.filter(**values).first()
    if same is not None:
        return same
    is_primary = is_primary or not living.filter(is_primary=True).exists()
    if is_primary:
        living.filter(is_primary=True).update(is_primary=False)
    address = Address.objects.create(**_side(party), **values, is_primary=is_primary, created_at=at)
    history.record(
        verb="address.added", by=by, at=at, obj=address, about=[party], title=_("New address: %(where)s") % {"where": address},
        icon="map-pin",
    )
    _level(party)
    return address


@transaction.atomic
def change_address(*, address: Address, by: User, at: datetime, seen: dict | None = None, **fields: object) -> dict:
    """Correct an address in place (a move is a new address and an end of the old); return what changed.

    Raises ChangedMeanwhile when it no longer has the values of `seen`.
    """
    row = Address.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=address.pk)
    if seen is not None and any(plain(row, key) != value for key, value in seen.items()):
        raise ChangedMeanwhile(_("Somebody changed this address while you were writing. Look at the new values and save again."))
    values = _tidy(fields)
    changes = history.diff({key: getattr(row, key) for key in values}, values)
    if not changes:
        return {}
    before = str(row)
    for key, value in values.items():
        setattr(row, key, value)
    row.save(update_fields=list(values))
    history.record(
        verb="address.changed", by=by, at=at, obj=row, about=[row.party], title=_("Address corrected: %(where)s") % {"where": row},
        body=before, icon="map-pin", changes=changes,
    )
    _level(row.party)
    return changes


def plain(address: Address, key: str) -> object:
    """Return a column of `address` as a page keeps it to tell what changed meanwhile."""
    return address.municipality_id or "" if key == "municipality" else getattr(address, key)


@transaction.atomic
def end_address(*, address: Address, on: date, by: User | None, at: datetime) -> None:
    """Close an address on a day; where it was the main one, the oldest that stands takes its place."""
    party = address.party
    was_main = address.is_primary
    address.ended_on, address.is_primary = on, False
    address.save(update_fields=["ended_on", "is_primary"])
    if was_main:
        following = Address.objects.filter(**_side(party), ended_on=None).order_by("pk").first()
        if following is not None:
            Address.objects.filter(pk=following.pk).update(is_primary=True)
        else:
            _forget_place(party, address)
    history.record(
        verb="address.ended", by=by, at=at, obj=address, about=[party],
        title=_("Address no longer valid: %(where)s") % {"where": address}, icon="map-pin-off",
    )
    _level(party)


@transaction.atomic
def restore_address(*, address: Address, by: User | None, at: datetime) -> None:
    """Undo `end_address`; it is the main one again when there is no other."""
    party = address.party
    address.ended_on = None
    address.is_primary = not Address.objects.filter(**_side(party), is_primary=True).exists()
    address.save(update_fields=["ended_on", "is_primary"])
    history.record(verb="address.restored", by=by, at=at, obj=address)
    _level(party)


@transaction.atomic
def make_main(*, address: Address, by: User, at: datetime) -> Address | None:
    """Make `address` the main one; return the one that was."""
    party = address.party
    before = Address.objects.filter(**_side(party), is_primary=True).exclude(pk=address.pk).first()
    if address.is_primary or address.ended_on:
        return None
    Address.objects.filter(**_side(party), is_primary=True).update(is_primary=False)
    address.is_primary = True
    address.save(update_fields=["is_primary"])
    history.record(
        verb="address.main", by=by, at=at, obj=address, about=[party], title=_("Main address: %(where)s") % {"where": address},
        icon="map-pin",
    )
    _level(party)
    return before


def _level(party: Party) -> None:
    """Keep the party's municipality and province level with its main address, and the search with its addresses."""
    main = Address.objects.filter(**_side(party), is_primary=True).select_related("municipality").first()
    if main is not None:
        town = main.municipality
        place = {"municipality": (town.name if town else main.foreign_town)[:80], "province": town.province_id if town else ""}
        if town or main.foreign_town:
            type(party).objects.filter(pk=party.pk).update(**place)
            party.municipality, party.province = place["municipality"], place["province"]
    search.index(party)


def _forget_place(party: Party, address: Address) -> None:
    """With its last address gone, nobody knows where a party is: only what was typed by hand stays."""
    name = address.municipality.name if address.municipality else address.foreign_town
    if name and party.municipality == name:
        type(party).objects.filter(pk=party.pk).update(municipality="", province="")
        party.municipality = party.province = ""


@transaction.atomic
def add_bank_account(
    *, organization: Organization, iban: str, by: User, at: datetime, holder: str = "", note: str = ""
) -> BankAccount:
    """Add an account; the IBAN is checked with its national digit (ValidationError). The same twice gives the first."""
    checked = validators.iban(iban)
    same = BankAccount.objects.filter(organization=organization, iban=checked, ended_on=None).first()
    if same is not None:
        return same
    account = BankAccount.objects.create(
        organization=organization, iban=checked, holder=one_line(holder)[:70], note=one_line(note)[:60], created_at=at
    )
    history.record(
        verb="bank_account.added", by=by, at=at, obj=account, about=[organization],
        title=_("Bank account added: %(iban)s") % {"iban": account.masked}, icon="landmark",
    )
    search.index(organization)
    return account


@transaction.atomic
def end_bank_account(*, account: BankAccount, on: date, by: User, at: datetime) -> None:
    """Close an account: it stays readable in the story."""
    account.ended_on = on
    account.save(update_fields=["ended_on"])
    history.record(
        verb="bank_account.ended", by=by, at=at, obj=account, about=[account.organization],
        title=_("Bank account no longer valid: %(iban)s") % {"iban": account.masked}, icon="landmark",
    )
    search.index(account.organization)


@transaction.atomic
def restore_bank_account(*, account: BankAccount, by: User, at: datetime) -> None:
    """Undo `end_bank_account`; nothing happens when the same IBAN was added again meanwhile."""
    twin = BankAccount.objects.filter(organization=account.organization, iban=account.iban, ended_on=None).exists()
    if account.ended_on is None or twin:
        return
    account.ended_on = None
    account.save(update_fields=["ended_on"])
    history.record(verb="bank_account.restored", by=by, at=at, obj=account)
    search.index(account.organization)
