"""From the staging table into the archive: a few INSERT … SELECT for each group of rows, all in the caller's transaction.

What they write equals what `actions.parties` would, row by row (a test compares them): the party, its contact details and
addresses, the position, and for each the history entry and the lines of the story.
"""

import json
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils.translation import gettext as _

from relations.actions import search
from relations.imports import findable, sql
from relations.imports.progress import Progress
from relations.models import Address, Affiliation, AuditEvent, ContactPoint, Import, ImportRow, Organization, Person

GROUP = 10_000


def write(import_: Import, *, at: datetime, progress: Progress) -> None:
    """Write every staged row as decided; the rows keep what became of them."""
    given = _given(import_, at)
    with connection.cursor() as cursor:
        for statement in sql.prepare():
            cursor.execute(statement, given)
        total = ImportRow.objects.filter(import_of=import_).count()
        for done, (low, high) in enumerate(_groups(cursor, import_.pk), 1):
            given |= {"low": low, "high": high}
            for statement in sql.group():
                cursor.execute(statement, given)
            findable.index("import_party")
            search.learn("import_party")
            progress.tell("writing", min(done * GROUP, total), total)
        for statement in sql.finish():
            cursor.execute(statement, given)


def _groups(cursor: object, import_id: int) -> list[tuple[int, int]]:
    """Return the row numbers (from, to) of each group."""
    cursor.execute(
        f"SELECT min(number), max(number) FROM (SELECT number, (row_number() OVER (ORDER BY number) - 1) / {GROUP} AS place"
        f" FROM {sql.ROW} WHERE import_id = %s) x GROUP BY place ORDER BY place",
        [import_id],
    )
    return cursor.fetchall()


def defaults(model: type[models.Model], **more: object) -> str:
    """Return as JSON what Django would put into the columns of a new row of `model`."""
    found = {}
    for field in writable(model):
        value = field.get_default()
        found[field.column] = "" if value is None and not field.null else value
    return json.dumps(found | more, cls=DjangoJSONEncoder)


def writable(model: type[models.Model]) -> list[models.Field]:
    """Return the stored fields of `model` but its key and those the database computes."""
    return [field for field in model._meta.concrete_fields if not field.primary_key and not field.generated]


def _given(import_: Import, at: datetime) -> dict:
    types = ContentType.objects.get_for_models(Person, Organization, ContactPoint, Affiliation, Address)
    owner = {"owner_id": import_.owner_id, "created_at": at}
    names = {field.column: str(field.verbose_name) for model in (Person, Organization) for field in writable(model)}
    texts = {"person": "%1$s", "role": "%2$s", "organization": "%3$s"}
    return {
        "import": import_.pk, "by": import_.by_id, "at": at, "fills": import_.if_sure == "update",
        "new_person": defaults(Person, **owner), "new_organization": defaults(Organization, **owner),
        "new_point": defaults(ContactPoint), "new_tie": defaults(Affiliation), "new_address": defaults(Address, created_at=at),
        "person_type": types[Person].pk, "organization_type": types[Organization].pk, "point_type": types[ContactPoint].pk,
        "tie_type": types[Affiliation].pk, "address_type": types[Address].pk,
        "added": _("Added to the archive"), "changed": _("Record changed"), "contact_role": _("contact person"),
        "tie_words": _("%(person)s: %(role)s of %(organization)s") % texts,
        "address_words": _("New address: %(where)s") % {"where": "%1$s"},
        "field_keys": list(names), "field_names": list(names.values()),
        "event_floor": AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0,
        "filename": import_.filename[:80],
    }  # fmt: skip
