"""Writing down what was done."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from relations.models import AuditEvent, Organization, Person, TimelineEntry, User


@transaction.atomic
def record(
    *,
    verb: str,
    by: User | None,
    at: datetime,
    obj: models.Model,
    about: Iterable[Organization | Person | None] = (),
    title: str = "",
    body: str = "",
    url: str = "",
    icon: str = "circle",
    changes: dict | None = None,
) -> AuditEvent:
    """Write an audit entry on `obj` and one timeline line on each party in `about`.

    `verb` is a dotted key such as "followup.done"; `title` is what the timeline shows (a plain sentence in the
    office's language); `changes` is {field: [before, after]} of JSON values. `by` None means the system or a link.
    """
    event = AuditEvent.objects.create(
        at=at, by=by, verb=verb, object=obj, label=str(obj)[:200], changes=changes or {}
    )
    entries = []
    for party in dict.fromkeys(party for party in about if party is not None):
        key = "organization" if isinstance(party, Organization) else "person"
        entries.append(
            TimelineEntry(event=event, at=at, icon=icon, title=(title or verb)[:200], body=body, url=url, **{key: party})
        )
    TimelineEntry.objects.bulk_create(entries)
    return event


def touch(*, parties: Iterable[Organization | Person | None], at: datetime) -> None:
    """Note that somebody was in contact with `parties` at `at` (never moves the date back)."""
    for party in parties:
        if party is None:
            continue
        later = Q(last_contact_at=None) | Q(last_contact_at__lt=at)
        if type(party).objects.filter(later, pk=party.pk).update(last_contact_at=at):
            party.last_contact_at = at


def diff(before: dict, after: dict) -> dict:
    """Return {field: [before, after]} of the values that differ, as JSON-safe values."""

    def plain(value: object) -> object:
        return value if isinstance(value, str | int | float | bool | list | None) else str(value)

    return {key: [plain(before.get(key)), plain(after[key])] for key in after if before.get(key) != after[key]}
