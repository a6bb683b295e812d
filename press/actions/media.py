"""Keeping the outlets, the journalists and what came out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from press.models import Coverage, Journalist, Outlet
from relations.actions import consents, history, search
from relations.models import Organization, Person, User
from relations.text import clean, one_line


@transaction.atomic
def add_outlet(*, organization: Organization, kind: str, by: User | None, at: datetime, **fields) -> Outlet:
    """Make the press side of an organisation of the archive."""
    outlet = Outlet.objects.create(organization=organization, kind=kind, created_at=at, **_lines(fields))
    history.record(verb="outlet.added", by=by, at=at, obj=outlet)
    return outlet


@transaction.atomic
def change_outlet(*, outlet: Outlet, by: User, at: datetime, **fields) -> None:
    """Set `fields` on the outlet."""
    _change(outlet, "outlet.changed", fields, by=by, at=at)


@transaction.atomic
def add_journalist(
    *, person: Person, outlets: list[Outlet], by: User | None, at: datetime, **fields
) -> Journalist:
    """Make a person a journalist of our media list.

    Writing to them about the press rests on legitimate interest, with the right to say no: the ledger notes it.
    """
    journalist = Journalist.objects.create(person=person, created_at=at, **_lines(fields))
    journalist.outlets.set(outlets)
    email = press_email(person)
    if email:
        consents.record(
            email=email, purpose="press", event="granted", lawful_basis="legitimate_interest",
            source="Archivio media", at=at, person=person, by=by,
        )
    history.record(
        verb="journalist.added", by=by, at=at, obj=journalist, about=[person], title=_("Added to the media list"),
        icon="newspaper",
    )
    return journalist


@transaction.atomic
def change_journalist(*, journalist: Journalist, outlets: list[Outlet], by: User, at: datetime, **fields) -> None:
    """Set `fields` and the outlets of the journalist."""
    _change(journalist, "journalist.changed", fields, by=by, at=at)
    journalist.outlets.set(outlets)


@transaction.atomic
def opt_out(*, journalist: Journalist, by: User | None, at: datetime) -> None:
    """Note that the journalist asked not to get our releases; the ledger says so too."""
    journalist.opted_out_at = journalist.opted_out_at or at
    journalist.save(update_fields=["opted_out_at"])
    email = press_email(journalist.person)
    if email:
        consents.record(
            email=email, purpose="press", event="withdrawn", lawful_basis="legitimate_interest",
            source="Archivio media", at=at, person=journalist.person, by=by,
        )
    history.record(
        verb="journalist.opted_out", by=by, at=at, obj=journalist, about=[journalist.person],
        title=_("Asked not to receive press releases"), icon="ban",
    )


@transaction.atomic
def opt_in(*, journalist: Journalist, by: User, at: datetime) -> None:
    """Note that the journalist wants our releases again."""
    journalist.opted_out_at = None
    journalist.save(update_fields=["opted_out_at"])
    email = press_email(journalist.person)
    if email:
        consents.record(
            email=email, purpose="press", event="renewed", lawful_basis="legitimate_interest",
            source="Archivio media", at=at, person=journalist.person, by=by,
        )
    history.record(verb="journalist.opted_in", by=by, at=at, obj=journalist, about=[journalist.person],
                   title=_("Wants press releases again"), icon="newspaper")


def press_email(person: Person) -> str:
    """Return the person's main e-mail address, or nothing."""
    point = person.contact_points.filter(kind="email", ended_at=None).order_by("-is_primary", "pk").first()
    return point.normalized if point else ""


@transaction.atomic
def add_coverage(*, outlet: Outlet, title: str, came_out_on, by: User, at: datetime, **fields) -> Coverage:
    """Note a piece that came out about us; it shows on the outlet's and the journalist's timeline."""
    coverage = Coverage.objects.create(
        outlet=outlet, title=one_line(title)[:200], came_out_on=came_out_on, by=by, created_at=at, **_lines(fields)
    )
    person = coverage.journalist.person if coverage.journalist else None
    history.record(
        verb="coverage.added", by=by, at=at, obj=coverage, about=[outlet.organization, person],
        title=_("Came out: “%(title)s”") % {"title": coverage.title[:150]}, icon="newspaper",
        url=coverage.get_absolute_url(),
    )
    search.index(coverage)
    return coverage


@transaction.atomic
def change_coverage(*, coverage: Coverage, by: User, at: datetime, **fields) -> None:
    """Set `fields` on the piece."""
    _change(coverage, "coverage.changed", fields, by=by, at=at)
    search.index(coverage)


def _lines(fields: dict) -> dict:
    many = {"summary"}
    return {
        key: (clean(value).strip() if key in many else one_line(value)) if isinstance(value, str) else value
        for key, value in fields.items()
    }


def _change(row, verb: str, fields: dict, *, by: User, at: datetime) -> None:
    fields = _lines(fields)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    history.record(verb=verb, by=by, at=at, obj=row, changes=changes)
