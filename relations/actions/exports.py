"""Files made from lists: each is written down (who, how many, with which conditions); large ones are built apart."""

import contextlib
import threading
from datetime import datetime, timedelta

from django.db import transaction

from relations.actions import history
from relations.models import ListExport, User
from relations.text import one_line

KEPT = timedelta(hours=24)
LOST_AFTER = timedelta(minutes=30)


@transaction.atomic
def note(
    *, by: User, at: datetime, title: str, kind: str, path: str, query: str, conditions: str, rows: int, later: bool = False
) -> ListExport:
    """Write down a file handed over now; with `later` a worker is asked to build it."""
    state = ListExport.State.WAITING if later else ListExport.State.HANDED
    export = ListExport.objects.create(
        owner=by, title=one_line(title)[:120], kind=kind, path=path[:200], query=query[:4000],
        conditions=one_line(conditions)[:1000], rows=rows, state=state, created_at=at,
    )  # fmt: skip
    history.record(
        verb="list.exported", by=by, at=at, obj=export,
        changes={"kind": ["", kind], "rows": [None, rows], "conditions": ["", export.conditions]},
    )
    if later:
        transaction.on_commit(lambda: threading.Thread(target=_announce, args=[export.pk], daemon=True).start())
    return export


def _announce(pk: int) -> None:
    """Tell the workers, from a thread of its own: a dead broker slows no page, and the clock finds the row anyway."""
    from relations.tasks import build_export

    with contextlib.suppress(Exception):
        build_export.apply_async((pk,), retry=False)


@transaction.atomic
def take(*, pk: int, at: datetime) -> ListExport | None:
    """Take a waiting file to build it; None when somebody else has it, or it is gone."""
    row = ListExport.objects.select_for_update(skip_locked=True).filter(pk=pk, state=ListExport.State.WAITING).first()
    if row is not None:
        row.state = ListExport.State.BUILDING
        row.ready_at = at
        row.save(update_fields=["state", "ready_at"])
    return row


@transaction.atomic
def ready(*, export: ListExport, rows: int, at: datetime) -> None:
    """Its file is there, for a day."""
    export.state, export.rows, export.ready_at, export.expires_at = ListExport.State.READY, rows, at, at + KEPT
    export.save(update_fields=["state", "rows", "ready_at", "expires_at", "file"])


@transaction.atomic
def failed(*, export: ListExport) -> None:
    """It could not be made."""
    export.state = ListExport.State.FAILED
    export.save(update_fields=["state"])


def waiting(*, at: datetime) -> list[int]:
    """Return what nobody is building: announcements get lost, workers die."""
    ListExport.objects.filter(state=ListExport.State.BUILDING, ready_at__lt=at - LOST_AFTER).update(
        state=ListExport.State.WAITING
    )
    return list(ListExport.objects.filter(state=ListExport.State.WAITING).order_by("created_at").values_list("pk", flat=True))


def expire(*, at: datetime) -> int:
    """Delete the files whose day is over; the line stays."""
    gone = 0
    for row in ListExport.objects.filter(state=ListExport.State.READY, expires_at__lte=at).exclude(file=""):
        row.file.delete(save=False)
        row.save(update_fields=["file"])
        gone += 1
    return gone
