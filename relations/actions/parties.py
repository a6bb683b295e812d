"""Adding and changing organisations, people and how they are reached."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from relations import tagging, validators
from relations.actions import history, search
from relations.models import Affiliation, ContactPoint, OfficeSettings, Organization, Person, User
from relations.text import clean, one_line

_LINES = {"name", "first_name", "last_name", "municipality", "public_role", "salutation"}


class ChangedMeanwhile(Exception):
    """Somebody else saved the row after it was read; the message is for the page."""


class EndsBeforeStart(Exception):
    """A tie cannot end before it began; the message is for the page."""


def _tidy(fields: dict) -> dict:
    """Clean every string of `fields`; names become one line."""

    def tidy(key: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        return one_line(value) if key in _LINES else clean(value).strip()

    return {key: tidy(key, value) for key, value in fields.items()}


def refuse_tags(tags: Iterable[str]) -> None:
    """Raise ValidationError when people may not be given one of `tags` (the office's list, art. 9 GDPR)."""
    tags = list(tags)
    wrong = tagging.refused(tags, OfficeSettings.current().denied_tags) if tags else []
    if wrong:
        raise ValidationError(
            _("“%(tag)s” says what a person believes, her health or her origin: it may not be kept. Use a neutral word, "
              "for example «relatore» or «tavolo sociale»."),
            code="denied_tag", params={"tag": wrong[0]},
        )  # fmt: skip


@transaction.atomic
def add_organization(
    *, kind: str, name: str, by: User | None, at: datetime, contacts: Iterable[tuple[str, str]] = (), **fields
) -> Organization:
    """Add a body of `kind`, reached by `contacts` [(kind, value)].

    Raises IntegrityError when its VAT number is already in the archive.
    """
    organization = Organization.objects.create(kind=kind, created_at=at, **_tidy({"name": name, **fields}))
    history.record(
        verb="organization.added", by=by, at=at, obj=organization, about=[organization], title=_("Added to the archive"),
        icon="plus",
    )
    for point_kind, value in contacts:
        add_contact_point(party=organization, kind=point_kind, value=value, by=by, at=at)
    search.index(organization)
    return organization


@transaction.atomic
def add_person(
    *,
    last_name: str,
    by: User | None,
    at: datetime,
    first_name: str = "",
    contacts: Iterable[tuple[str, str]] = (),
    works_at: Organization | None = None,
    role: str = "",
    **fields,
) -> Person:
    """Add a person, reached by `contacts` [(kind, value)], who has `role` at `works_at`.

    Raises ValidationError for a tag that people may not be given.
    """
    refuse_tags(fields.get("tags") or ())
    person = Person.objects.create(created_at=at, **_tidy({"first_name": first_name, "last_name": last_name, **fields}))
    history.record(
        verb="person.added", by=by, at=at, obj=person, about=[person], title=_("Added to the archive"), icon="plus"
    )
    for point_kind, value in contacts:
        add_contact_point(party=person, kind=point_kind, value=value, by=by, at=at)
    if works_at is not None:
        affiliate(person=person, organization=works_at, role=role or _("contact person"), by=by, at=at)
    search.index(person)
    return person


@transaction.atomic
def change(*, party: Organization | Person, by: User, at: datetime, seen: dict | None = None, **fields) -> dict:
    """Set `fields` on `party`; return what changed as {field: [before, after]}.

    `seen` holds the values the editor saw: when the row no longer has them, ChangedMeanwhile is raised and nothing
    is written.
    """
    row = type(party).objects.select_for_update(of=("self",)).get(pk=party.pk)
    fields = _tidy(fields)
    if seen is not None and any(_as_seen(getattr(row, key)) != value for key, value in seen.items()):
        raise ChangedMeanwhile(_("Somebody changed this record while you were writing. Look at the new values and save again."))
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return {}
    if isinstance(row, Person) and "tags" in changes:
        refuse_tags(set(fields["tags"]) - set(row.tags))
    for key, value in fields.items():
        setattr(row, key, value)
        setattr(party, key, value)
    row.save(update_fields=list(fields))
    history.record(
        verb=f"{row._meta.model_name}.changed", by=by, at=at, obj=row, about=[row], title=_("Record changed"),
        body=", ".join(str(row._meta.get_field(key).verbose_name) for key in changes), icon="pencil", changes=changes,
    )
    search.index(row)
    return changes


def _as_seen(value: object) -> object:
    """Return a value as a page keeps it: days are written out."""
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def add_contact_point(
    *, party: Organization | Person, kind: str, value: str, by: User | None, at: datetime, label: str = "", is_primary: bool = False
) -> ContactPoint:
    """Add a way to reach `party`; the value is validated and normalised by its kind (ValidationError otherwise).

    The same address twice gives back the first. The first of its kind is the main one.
    """
    value, normalized = validators.contact(kind, value)
    key = "organization" if isinstance(party, Organization) else "person"
    living = ContactPoint.objects.filter(**{key: party}, kind=kind, ended_at=None)
    existing = living.filter(normalized=normalized).first()
    if existing:
        return existing
    is_primary = is_primary or not living.exists()
    if is_primary:
        living.filter(is_primary=True).update(is_primary=False)
    point = ContactPoint.objects.create(
        **{key: party}, kind=kind, value=value, normalized=normalized, label=label, is_primary=is_primary
    )
    history.record(verb="contact_point.added", by=by, at=at, obj=point, changes={kind: ["", value]})
    search.index(party)
    return point


@transaction.atomic
def change_contact_point(*, point: ContactPoint, value: str, by: User, at: datetime, seen: str | None = None, label: str = "") -> bool:
    """Correct a way to reach a party; tell whether anything changed.

    Raises ValidationError for a value that is none of its kind, ChangedMeanwhile when it is no longer `seen`.
    """
    row = ContactPoint.objects.select_for_update(of=("self",)).select_related("organization", "person").get(pk=point.pk)
    if seen is not None and row.value != seen:
        raise ChangedMeanwhile(_("Somebody changed this meanwhile: now it says %(value)s. Save again to write yours.") % {"value": row.value})
    value, normalized = validators.contact(row.kind, value)
    label = one_line(label)[:60]
    changes = history.diff({row.kind: row.value, "label": row.label}, {row.kind: value, "label": label})
    if not changes:
        return False
    row.value, row.normalized, row.label = value, normalized, label
    row.save(update_fields=["value", "normalized", "label"])
    history.record(verb="contact_point.changed", by=by, at=at, obj=row, about=[row.party], title=_("Contact detail changed"),
                   body=value, icon="pencil", changes=changes)  # fmt: skip
    search.index(row.party)
    return True


@transaction.atomic
def end_contact_point(*, point: ContactPoint, by: User | None, at: datetime) -> None:
    """Mark a contact detail as no longer valid; it stays in the history."""
    point.ended_at = at
    point.save(update_fields=["ended_at"])
    history.record(verb="contact_point.ended", by=by, at=at, obj=point)
    search.index(point.party)


@transaction.atomic
def restore_contact_point(*, point: ContactPoint, by: User | None, at: datetime) -> None:
    """Undo `end_contact_point`."""
    point.ended_at = None
    point.save(update_fields=["ended_at"])
    history.record(verb="contact_point.restored", by=by, at=at, obj=point)
    search.index(point.party)


@transaction.atomic
def affiliate(
    *,
    person: Person,
    organization: Organization,
    role: str,
    by: User | None,
    at: datetime,
    started_on: date | None = None,
    is_main_contact: bool = False,
) -> Affiliation:
    """Tie `person` to `organization` in a role, from `started_on`."""
    affiliation = Affiliation.objects.create(
        person=person, organization=organization, role=one_line(role)[:100], started_on=started_on,
        is_main_contact=is_main_contact,
    )
    history.record(
        verb="affiliation.started", by=by, at=at, obj=affiliation, about=[person, organization],
        title=_("%(person)s: %(role)s of %(organization)s")
        % {"person": person, "role": affiliation.role, "organization": organization},
        icon="link",
    )
    search.index(person, organization)
    return affiliation


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, on: date, by: User | None, at: datetime) -> None:
    """Close a tie on a day; it stays readable. Raises EndsBeforeStart."""
    if affiliation.started_on and on < affiliation.started_on:
        first = f"{affiliation.started_on:%d/%m/%Y}"
        raise EndsBeforeStart(_("It cannot end before it began: write a day from %(day)s on.") % {"day": first})
    affiliation.ended_on = on
    affiliation.save(update_fields=["ended_on"])
    history.record(
        verb="affiliation.ended", by=by, at=at, obj=affiliation, about=[affiliation.person, affiliation.organization],
        title=_("%(person)s is no longer %(role)s of %(organization)s")
        % {"person": affiliation.person, "role": affiliation.role, "organization": affiliation.organization},
        icon="unlink",
    )
    search.index(affiliation.person, affiliation.organization)
