"""The sheet one takes to a meeting: who they are, what was promised, last decisions, open points. typst gets JSON only."""

import json
from datetime import datetime
from functools import cache
from typing import Any

import typst
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from relations import formats
from relations.actions.saying import OFFICE_LANGUAGE
from relations.models import (
    AgendaItem,
    Attendee,
    Commitment,
    ContactPoint,
    Decision,
    Interaction,
    Meeting,
    OfficeSettings,
    User,
)
from relations.queries import meetings, promises

TEMPLATE = "templates/relations/meetings/brief.typ"
_MOST = 12


@cache
def _template() -> bytes:
    return (settings.BASE_DIR / TEMPLATE).read_bytes()


def render(page: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of `page`."""
    return typst.compile(
        _template(), format="pdf", sys_inputs={"data": json.dumps(page)}, timestamp=int(at.timestamp()), ignore_system_fonts=True
    )


def compose(meeting: Meeting, *, user: User, at: datetime) -> dict[str, Any]:
    """Return all the sheet says, in the office's language."""
    with override(OFFICE_LANGUAGE):
        begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        seats = meetings.seats(meeting)
        guests = [seat for seat in seats if seat.user_id is None]
        ours, theirs = _promises(meeting, guests, timezone.localdate(at))
        return {
            "title": meeting.title,
            "when": f"{formats.day_long(begins)}, {formats.clock(begins)}{formats.DASH}{formats.clock(ends)}",
            "where": " · ".join(filter(None, [str(meeting.get_kind_display()), meeting.place, meeting.link])),
            "subject": str(meeting.subject or ""),
            "purpose": meeting.purpose,
            "office": OfficeSettings.current().name,
            "colleagues": [seat.name for seat in seats if seat.user_id],
            "people": _people(guests),
            "agenda": [item.title for item in meeting.items.order_by("position")],
            "ours": ours,
            "theirs": theirs,
            "decisions": _decisions(meeting, guests),
            "open": _open_points(meeting, guests),
            "talks": _talks(guests),
            "printed": _("printed on %(day)s by %(who)s") % {"day": formats.day_full(timezone.localdate(at)), "who": user},
            "words": {
                "people": _("Who they are"), "us": _("For us"), "agenda": pgettext("meeting", "Agenda"), "ours": _("What we promised"),
                "theirs": _("What they promised"), "decisions": _("Last decisions"), "open": _("Open points"),
                "talks": _("Last contacts"), "notes": _("Notes"), "none": _("Nothing."), "why": _("What it is for"),
            },
        }  # fmt: skip


def _people(guests: list[Attendee]) -> list[dict[str, str]]:
    points = ContactPoint.objects.filter(
        Q(person__in=[seat.person_id for seat in guests]) | Q(organization__in=[seat.organization_id for seat in guests if not seat.person_id]),
        kind__in=["mobile", "phone"], ended_at=None,
    ).order_by("-is_primary", "pk")  # fmt: skip
    phones: dict[tuple, str] = {}
    for point in points:
        phones.setdefault((point.person_id, None if point.person_id else point.organization_id), formats.phone(point.value))
    found = []
    for seat in guests:
        key = (seat.person_id, None if seat.person_id else seat.organization_id)
        body = str(seat.organization or "") if seat.person_id else ""
        party = seat.party
        last = party.last_contact_at
        known = getattr(seat.organization, "mission", "") or ""
        found.append({
            "name": seat.name, "body": " · ".join(filter(None, [getattr(seat.person, "public_role", ""), body])),
            "reach": " · ".join(filter(None, [phones.get(key, ""), seat.email])), "known": known[:280],
            "last": _("last contact %(day)s") % {"day": formats.day_full(timezone.localdate(last))} if last else _("never heard yet"),
            "answer": str(seat.answer_term.label),
        })  # fmt: skip
    return found


def _of(guests: list[Attendee]) -> Q:
    """Rows with any of the guests, or of their bodies."""
    return Q(person__in=[seat.person_id for seat in guests if seat.person_id]) | Q(
        organization__in=[seat.organization_id for seat in guests if seat.organization_id]
    )


def _promises(meeting: Meeting, guests: list[Attendee], today: Any) -> tuple[list, list]:
    rows = promises.listed().filter(promises.OPEN).filter(_of(guests)).order_by("due_on", "pk")[:40]

    def line(row: Commitment) -> dict[str, str]:
        term = row.standing(today)
        who = str(row.owner) if row.is_ours else str(row.party)
        return {"text": row.text, "who": who, "by": formats.day_full(row.due_on), "state": str(term.label), "late": row.is_late(today)}

    lines = [(row.is_ours, line(row)) for row in rows]
    return [item for ours, item in lines if ours][:_MOST], [item for ours, item in lines if not ours][:_MOST]


def _earlier(meeting: Meeting, guests: list[Attendee]) -> Any:
    """Meetings before this one, on the same thing, in the same series or with the same guests."""
    near = Q(pk__in=Attendee.objects.filter(_of(guests)).values("meeting")) | Q(pk=meeting.previous_id)
    if meeting.object_id:
        near |= Q(object_type=meeting.object_type, object_id=meeting.object_id)
    if meeting.series_id:
        near |= Q(series=meeting.series_id)
    rows = Meeting.objects.filter(near, starts_at__lt=meeting.starts_at).exclude(status="cancelled").exclude(pk=meeting.pk)
    return rows.order_by("-starts_at").values("pk")[:5]


def _decisions(meeting: Meeting, guests: list[Attendee]) -> list[dict[str, str]]:
    rows = Decision.objects.filter(meeting__in=list(_earlier(meeting, guests).values_list("pk", flat=True))).order_by("-at", "-pk")[:_MOST]
    return [{"text": row.text, "on": formats.day_full(timezone.localdate(row.at))} for row in rows]


def _open_points(meeting: Meeting, guests: list[Attendee]) -> list[dict[str, str]]:
    earlier = list(_earlier(meeting, guests).values_list("pk", flat=True))
    rows = AgendaItem.objects.filter(meeting__in=earlier, is_open=True).select_related("meeting")
    return [
        {"text": row.title, "on": formats.day_full(timezone.localdate(row.meeting.starts_at))}
        for row in rows.order_by("-meeting__starts_at", "position")[:_MOST]
    ]


def _talks(guests: list[Attendee]) -> list[dict[str, str]]:
    rows = Interaction.objects.filter(_of(guests)).order_by("-at", "-pk")[:4]
    return [
        {"text": row.text[:220], "on": formats.day_full(timezone.localdate(row.at)), "how": str(row.get_channel_display())} for row in rows
    ]
