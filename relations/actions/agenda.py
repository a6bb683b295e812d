"""The points of a meeting, what is said on them, and what is decided."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import Max

from relations import meeting_path
from relations.actions import history, search
from relations.actions.attendance import locked
from relations.models import AgendaItem, AuditEvent, Decision, Meeting, User
from relations.text import clean, one_line

# Typing leaves one line in the log for so long, not one for every pause of the fingers.
QUIET = timedelta(minutes=10)
MOST = 40


class Closed(Exception):
    """The meeting was called off: nothing is written on it any more."""


class TooMany(Exception):
    """More points than a meeting can have."""


class WrittenMeanwhile(Exception):
    """Somebody else wrote on this point; `item` is how it stands now."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__(str(item))
        self.item = item


def _open(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.status not in meeting_path.LIVING:
        raise Closed
    return meeting


@transaction.atomic
def add_item(*, meeting: Meeting, title: str, by: User, at: datetime) -> AgendaItem:
    """Add a point at the end."""
    meeting = _open(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    if last >= MOST:
        raise TooMany
    item = meeting.items.create(title=one_line(title)[:200], position=last + 1)
    history.record(verb="meeting.changed", by=by, at=at, obj=meeting, changes={"item": ["", item.title]})
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User, at: datetime) -> None:
    """Take a point away; what was decided or promised on it stays with the meeting, its minutes in the log."""
    meeting = _open(item.meeting)
    history.record(verb="meeting.changed", by=by, at=at, obj=meeting, changes={"item": [item.title, ""], "minutes": [item.minutes, ""]})
    item.delete()
    _number(list(meeting.items.order_by("position", "pk")))


@transaction.atomic
def move_item(*, item: AgendaItem, to: int, by: User, at: datetime) -> None:
    """Put a point in place `to` (1 is the first); the others move along."""
    meeting = _open(item.meeting)
    others = list(meeting.items.exclude(pk=item.pk).order_by("position", "pk"))
    others.insert(min(max(to, 1), len(others) + 1) - 1, item)
    if _number(others):
        history.record(verb="meeting.changed", by=by, at=at, obj=meeting, changes={"order": [None, [row.title for row in others]]})


def _number(items: list[AgendaItem]) -> bool:
    """Give consecutive places; the constraint looks only when the transaction ends."""
    moved = [row for place, row in enumerate(items, 1) if row.position != place]
    for place, row in enumerate(items, 1):
        row.position = place
    AgendaItem.objects.bulk_update(moved, ["position"])
    return bool(moved)


@transaction.atomic
def write(*, item: AgendaItem, text: str, is_open: bool, version: int, by: User, at: datetime) -> AgendaItem:
    """Keep what is being typed on a point. WrittenMeanwhile when it is no longer at `version`: nothing is overwritten."""
    meeting = _open(item.meeting)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("written_by").get(pk=item.pk)
    text = clean(text).replace("\r\n", "\n").strip()
    if (item.minutes, item.is_open) == (text, is_open):
        return item
    if item.version != version:
        raise WrittenMeanwhile(item)
    before = item.minutes
    item.minutes, item.is_open, item.written_by, item.written_at = text, is_open, by, at
    item.version += 1
    item.save(update_fields=["minutes", "is_open", "written_by", "written_at", "version"])
    kind = ContentType.objects.get_for_model(Meeting)
    same = AuditEvent.objects.filter(object_type=kind, object_id=meeting.pk, by=by, verb="meeting.written", at__gt=at - QUIET)
    if before and not text or not same.filter(changes__has_key=str(item.pk)).exists():
        history.record(verb="meeting.written", by=by, at=at, obj=meeting, changes={str(item.pk): [before, text], "point": [None, item.title]})
    search.index(meeting)
    return item


@transaction.atomic
def decide(*, meeting: Meeting, text: str, by: User, at: datetime, item: AgendaItem | None = None, once: str = "") -> Decision:
    """Write down a decision; a second call with the same `once` returns the first one."""
    meeting = _open(meeting)
    try:
        with transaction.atomic():
            decision = Decision.objects.create(meeting=meeting, item=item, text=one_line(text)[:500], by=by, at=at, once=once)
    except IntegrityError:
        known = Decision.objects.filter(models.Q(once=once) & ~models.Q(once="")).first()
        if known is None:
            raise
        return known
    history.record(verb="meeting.decided", by=by, at=at, obj=meeting, changes={"decision": ["", decision.text]})
    search.index(meeting)
    return decision


@transaction.atomic
def remove_decision(*, decision: Decision, by: User, at: datetime) -> None:
    """Take away a decision written by mistake; the log keeps it."""
    meeting = _open(decision.meeting)
    history.record(verb="meeting.withdrawn", by=by, at=at, obj=meeting, changes={"decision": [decision.text, ""]})
    decision.delete()
    search.index(meeting)
