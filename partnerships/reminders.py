"""What has a day in a partnership, and when somebody is reminded of it. A new noun is one line of REMINDERS.

The same table makes the reminders (`actions/dates.py`) and the view of the deadlines (`queries/deadlines.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships import terms
from partnerships.models import Activity, CommunicationPiece, Deliverable, Partnership, PartnershipParty, PieceAnswer
from relations.models import User
from relations.queries import together

# Days a partner has to say yes to a text.
ANSWER_DAYS = 4


@dataclass(frozen=True)
class Due:
    """One thing that has a day. `mark` names it among those of its kind; `party` is set when the thing is theirs to do."""

    partnership: Partnership
    what: str
    on: date
    mark: str
    owner: User
    url: str = ""
    party: PartnershipParty | None = None


@dataclass(frozen=True)
class Reminder:
    """One kind of day.

    `read(first, last)` is a reader of the `Due` between two days, those included, of active partnerships, their owner read
    with them. The office is reminded at each of `days` from the day (−7: a week before). A party is written to at each of
    `mails`, with a link to `page`.
    """

    key: str
    label: str
    icon: str
    read: Callable[[date, date], together.Reader]
    days: tuple[int, ...] = (-7, 0, 3)
    mails: tuple[int, ...] = ()
    page: str = "partnerships:partner"


def _next_steps(first: date, last: date) -> together.Reader:
    rows = Partnership.objects.filter(state="active", next_step_on__range=(first, last)).select_related("owner")
    return [
        Due(row, row.next_step or _("next step"), row.next_step_on, "next", row.owner, row.get_absolute_url())
        for row in (yield rows)
    ]


def _lines(first: date, last: date) -> together.Reader:
    rows = Deliverable.objects.filter(done_at=None, due_on__range=(first, last), partnership__state="active")
    return [
        Due(
            row.partnership,
            row.title or str(terms.deliverable_label(row.phase, row.key)),
            row.due_on,
            f"{row.phase}.{row.key}",
            row.owner or row.partnership.owner,
            row.partnership.get_absolute_url() + "#lista",
        )
        for row in (yield rows.select_related("partnership__owner", "owner"))
    ]


def _activities(first: date, last: date) -> together.Reader:
    """Of a party's activity the officer is reminded, who hears the party."""
    rows = Activity.objects.filter(state="open", due_on__range=(first, last), partnership__state="active")
    return [
        Due(
            row.partnership,
            row.title,
            row.due_on,
            f"activity{row.pk}",
            row.accountable_user or row.partnership.owner,
            reverse("partnerships:activities", args=[row.partnership.code]),
        )
        for row in (yield rows.select_related("partnership__owner", "accountable_user"))
    ]


def _pieces(first: date, last: date) -> together.Reader:
    rows = CommunicationPiece.objects.filter(
        due_on__range=(first, last), out_at=None, dropped_at=None, partnership__state="active"
    )
    rows = rows.select_related("partnership__owner", "owner", "speaker__organization")
    return [
        Due(row.partnership, row.title, row.due_on, f"piece{row.pk}", row.owner, row.get_absolute_url(), row.speaker)
        for row in (yield rows)
    ]


def _answers(first: date, last: date) -> together.Reader:
    """Texts that wait for a party's yes: one a party that has not answered the last version. A change asked stops the wait."""
    span = timedelta(days=ANSWER_DAYS)
    pieces = CommunicationPiece.objects.filter(
        asked_at__date__range=(first - span, last - span), out_at=None, dropped_at=None, partnership__state="active"
    )
    asked = [piece for piece in (yield pieces.select_related("partnership__owner")) if not piece.is_approved]
    found = yield {
        "parties": PartnershipParty.objects.filter(
            partnership__in=[piece.partnership_id for piece in asked]
        ).select_related("organization"),
        "answers": PieceAnswer.objects.filter(
            version__piece__in=asked, version__number=F("version__piece__version")
        ).select_related("version"),
    }
    answered = {(answer.version.piece_id, answer.party_id) for answer in found["answers"]}
    to_change = {answer.version.piece_id for answer in found["answers"] if answer.answer == "change"}
    return [
        Due(
            piece.partnership,
            _("answer of %(name)s to “%(title)s”") % {"name": party.organization, "title": piece.title},
            timezone.localdate(piece.asked_at) + span,
            f"answer{piece.pk}.{piece.version}.{party.pk}",
            piece.partnership.owner,
            piece.get_absolute_url(),
            party,
        )
        for piece in asked
        for party in found["parties"]
        if party.partnership_id == piece.partnership_id
        and (piece.pk, party.pk) not in answered
        and piece.pk not in to_change
    ]


REMINDERS: tuple[Reminder, ...] = (
    Reminder("next_steps", gettext_lazy("Next step"), "arrow-right", _next_steps),
    Reminder("deliverables", gettext_lazy("Checklist"), "list-checks", _lines),
    Reminder("activities", gettext_lazy("Activity"), "flag", _activities),
    Reminder("pieces", gettext_lazy("Communication"), "megaphone", _pieces, mails=(-7,)),
    Reminder("answers", gettext_lazy("Answer awaited"), "message-circle", _answers, days=(0, 3), mails=(0,)),
)
