"""What is to be done: making it, doing it, putting it off."""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from relations import panels
from relations.actions import history
from relations.models import FollowUp, Organization, Person, User
from relations.text import one_line


@transaction.atomic
def create(
    *,
    title: str,
    owner: User,
    due_on: date,
    at: datetime,
    by: User | None = None,
    due_time: time | None = None,
    organization: Organization | None = None,
    person: Person | None = None,
    subject: models.Model | None = None,
    url: str = "",
    icon: str = "circle-check",
    origin: str = "",
) -> FollowUp:
    """Write down something `owner` has to do by `due_on`.

    With an `origin` key it is made once: a second call returns the first one.
    """
    try:
        with transaction.atomic():
            followup = FollowUp.objects.create(
                title=one_line(title)[:200], owner=owner, due_on=due_on, due_time=due_time, organization=organization,
                person=person, subject=subject, url=url, icon=icon, origin=origin, created_by=by, created_at=at,
            )
    except IntegrityError:
        return FollowUp.objects.get(origin=origin)
    history.record(verb="followup.created", by=by, at=at, obj=followup)
    return followup


@transaction.atomic
def complete(*, followup: FollowUp, by: User | None, at: datetime) -> FollowUp:
    """Mark it done; doing it twice changes nothing."""
    followup = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    if followup.status == "done":
        return followup
    followup.status, followup.done_at, followup.done_by = "done", at, by
    followup.save(update_fields=["status", "done_at", "done_by"])
    history.record(
        verb="followup.done", by=by, at=at, obj=followup, about=[followup.organization, followup.person],
        title=_("Done: %(title)s") % {"title": followup.title}, icon="check", url=followup.url,
    )
    _echo("done", followup, by, at)
    return followup


@transaction.atomic
def reopen(*, followup: FollowUp, by: User, at: datetime) -> FollowUp:
    """Undo `complete` or `cancel`."""
    followup = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    followup.status, followup.done_at, followup.done_by = "open", None, None
    followup.save(update_fields=["status", "done_at", "done_by"])
    history.record(verb="followup.reopened", by=by, at=at, obj=followup)
    _echo("reopened", followup, by, at)
    return followup


def _echo(what: str, followup: FollowUp, by: User | None, at: datetime) -> None:
    """Tell whoever made this follow-up for something of its own (a promise) what became of it."""
    for item in panels.of(panels.FollowUpEcho):
        act = getattr(item, what)
        if act is not None and followup.origin.startswith(item.prefix):
            act(followup, by, at)


@transaction.atomic
def postpone(*, followup: FollowUp, until: date, by: User, at: datetime) -> FollowUp:
    """Put it off to `until`; it stays open."""
    followup = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    before = followup.due_on
    followup.due_on, followup.due_time = until, None
    followup.times_postponed += 1
    followup.save(update_fields=["due_on", "due_time", "times_postponed"])
    history.record(
        verb="followup.postponed", by=by, at=at, obj=followup, changes={"due_on": [before.isoformat(), until.isoformat()]}
    )
    return followup


@transaction.atomic
def cancel(*, followup: FollowUp, by: User | None, at: datetime) -> FollowUp:
    """Drop it: no longer needed."""
    FollowUp.objects.filter(pk=followup.pk, status="open").update(status="cancelled", done_at=at, done_by=by)
    followup.refresh_from_db()
    history.record(verb="followup.cancelled", by=by, at=at, obj=followup)
    _echo("dropped", followup, by, at)
    return followup


@transaction.atomic
def change(*, followup: FollowUp, by: User, at: datetime, **fields: Any) -> dict[str, Any]:
    """Change title, day, hour, owner or party; return {field: [before, after]} of what differs."""
    followup = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    if "title" in fields:
        fields["title"] = one_line(fields["title"])[:200]
    before = {name: getattr(followup, name) for name in fields}
    changes = history.diff(before, fields)
    if changes:
        for name, value in fields.items():
            setattr(followup, name, value)
        followup.save(update_fields=list(fields))
        verb = "followup.assigned" if list(changes) == ["owner"] else "followup.changed"
        history.record(verb=verb, by=by, at=at, obj=followup, changes=changes)
    return changes
