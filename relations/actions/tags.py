"""Tags over the whole archive: renamed, merged, deleted at once, and taken back."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from relations.actions import history, parties
from relations.models import AuditEvent, OfficeSettings, Organization, Person, User
from relations.text import one_line

_TABLES = {"organization": Organization, "person": Person}


class NoSuchTag(Exception):
    """Nobody has this tag; the message is for the page."""


@transaction.atomic
def rename(*, tag: str, to: str, by: User, at: datetime) -> AuditEvent:
    """Call `tag` another name wherever it stands; a name that is there already swallows it (merge).

    Raises NoSuchTag, and ValidationError when people have it and may not be given the new name.
    """
    new = one_line(to)[:40].replace(",", " ").strip()
    if not new or new == tag:
        raise NoSuchTag(_("Write another name for the tag."))
    found = _holders(tag, new)
    if found["person"]["only"] or found["person"]["both"]:
        parties.refuse_tags([new])
    return _replace(tag, new, found, verb="tag.renamed", by=by, at=at)


@transaction.atomic
def delete(*, tag: str, by: User, at: datetime) -> AuditEvent:
    """Take `tag` off everything. Raises NoSuchTag."""
    return _replace(tag, "", _holders(tag, ""), verb="tag.deleted", by=by, at=at)


@transaction.atomic
def undo(*, event: AuditEvent, by: User, at: datetime) -> str:
    """Take back a renaming or a deletion, on the records that still are as it left them; return the tag."""
    old, new = event.changes["tag"]
    for label, model in _TABLES.items():
        only, both = (event.changes[label][key] for key in ("only", "both"))
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if new:
                cursor.execute(
                    f"UPDATE {table} SET tags = array_replace(tags, %s, %s) WHERE id = ANY(%s) AND %s = ANY(tags)",
                    [new, old, only, new],
                )
            back = both if new else only
            cursor.execute(
                f"UPDATE {table} SET tags = array_append(tags, %s) WHERE id = ANY(%s) AND NOT %s = ANY(tags)", [old, back, old]
            )
    history.record(verb="tag.restored", by=by, at=at, obj=OfficeSettings.current(), changes={"tag": [new, old]})
    return old


def _holders(tag: str, new: str) -> dict[str, dict[str, list[int]]]:
    """Who has `tag`: those who have `new` as well ("both"), and the others ("only")."""
    found = {}
    for label, model in _TABLES.items():
        rows = model.objects.select_for_update().filter(tags__contains=[tag]).order_by("pk").values_list("pk", "tags")
        both = {pk for pk, tags in rows if new and new in tags}
        found[label] = {"only": [pk for pk, _tags in rows if pk not in both], "both": sorted(both)}
    if not any(pks for side in found.values() for pks in side.values()):
        raise NoSuchTag(_("Nobody has the tag “%(tag)s” any more.") % {"tag": tag[:40]})
    return found


def _replace(tag: str, new: str, found: dict, *, verb: str, by: User, at: datetime) -> AuditEvent:
    for label, model in _TABLES.items():
        table, sides = model._meta.db_table, found[label]
        with connection.cursor() as cursor:
            if new:
                cursor.execute(
                    f"UPDATE {table} SET tags = array_replace(tags, %s, %s) WHERE id = ANY(%s)", [tag, new, sides["only"]]
                )
            gone = sides["both"] if new else sides["only"]
            cursor.execute(f"UPDATE {table} SET tags = array_remove(tags, %s) WHERE id = ANY(%s)", [tag, gone])
    return history.record(
        verb=verb, by=by, at=at, obj=OfficeSettings.current(), changes={"tag": [tag, new], **found}
    )
