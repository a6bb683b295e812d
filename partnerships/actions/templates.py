"""Templates of partnerships: written, retired, used to open one, made from one that ended well."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import lifecycle
from partnerships.actions import checklist, say
from partnerships.actions.partnerships import locked, note
from partnerships.models import Partnership, PartnershipTemplate
from partnerships.vocab import N_
from relations.actions import history
from relations.models import User

FIELDS = (
    "title", "purpose", "together", "company_brings", "nonprofit_brings", "with_volunteers", "lines", "objectives",
    "indicators", "clauses",
)  # fmt: skip


class StillRunning(Exception):
    """A template is made from a partnership that ended; the message is for the page."""


@transaction.atomic
def add(*, by: User, at: datetime, **fields: Any) -> PartnershipTemplate:
    """Write a new template."""
    row = PartnershipTemplate.objects.create(created_at=at, **fields)
    history.record(verb="template.added", by=by, at=at, obj=row)
    return row


@transaction.atomic
def change(*, template: PartnershipTemplate, by: User, at: datetime, **fields: Any) -> dict:
    """Change a template; the partnerships opened from it stay as they are. Return what changed."""
    row = PartnershipTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if changes:
        for key, value in fields.items():
            setattr(row, key, value)
        row.save(update_fields=list(fields))
        history.record(verb="template.changed", by=by, at=at, obj=row, changes=changes)
    return changes


@transaction.atomic
def retire(*, template: PartnershipTemplate, retired: bool, by: User, at: datetime) -> PartnershipTemplate:
    """Offer a template no longer, or again."""
    row = PartnershipTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if (row.retired_at is not None) != retired:
        row.retired_at = at if retired else None
        row.save(update_fields=["retired_at"])
        history.record(verb="template.retired" if retired else "template.offered", by=by, at=at, obj=row)
    return row


@transaction.atomic
def use(*, template: PartnershipTemplate, partnership: Partnership, by: User, at: datetime) -> Partnership:
    """Give a partnership just opened what its template holds: why together, what each brings, lines of its own.

    What is written there already stays. Doing it twice changes nothing.
    """
    row = locked(partnership)
    if template.partnerships.filter(pk=row.pk).exists():
        return row
    template.partnerships.add(row)
    row.together = row.together or template.together
    row.with_volunteers = row.with_volunteers or template.with_volunteers
    row.save(update_fields=["together", "with_volunteers"])
    for side, brings in (("company", template.company_brings), ("nonprofit", template.nonprofit_brings)):
        row.parties.filter(side=side, brings="").update(brings=brings)
    for phase in lifecycle.PHASES[lifecycle.phase(row.phase).number - 1 :]:
        for title, required in template.lines_of(phase.key):
            checklist.add_line(
                partnership=row, phase=phase.key, title=title[:160], required=required, by=by, at=at
            )  # fmt: skip
    title = say(N_("opened from the template “%(title)s”"), title=template.title)
    note(row, verb="partnership.from_template", title=title, by=by, at=at, icon="copy")
    return row


@transaction.atomic
def save_from(*, partnership: Partnership, by: User, at: datetime) -> PartnershipTemplate:
    """Make a template of a partnership that ended, from what it brought and its own lines; a second call gives the first."""
    row = locked(partnership)
    if row.is_living:
        raise StillRunning(_("Only a partnership that has ended becomes a template."))
    known = PartnershipTemplate.objects.filter(origin=row).first()
    if known is not None:
        return known
    brings = {party.side: party.brings for party in reversed(row.parties.all())}
    lines: dict[str, list[str]] = {}
    for line in row.deliverables.exclude(title="").order_by("pk"):
        lines.setdefault(line.phase, []).append(line.title + (" *" if line.required else ""))
    made = PartnershipTemplate.objects.create(
        title=row.title[:120],
        purpose=row.outcome,
        together=row.together,
        company_brings=brings.get("company", ""),
        nonprofit_brings=brings.get("nonprofit", ""),
        with_volunteers=row.with_volunteers,
        lines={phase: "\n".join(titles) for phase, titles in lines.items()},
        origin=row,
        created_at=at,
    )
    history.record(verb="template.added", by=by, at=at, obj=made)
    note(row, verb="partnership.made_template", title=say(N_("saved as a template")), by=by, at=at, icon="copy")
    return made
