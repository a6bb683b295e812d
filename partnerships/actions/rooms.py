"""The room beside the clauses: what each side wants, its private notes, the minutes shared, the way in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.actions import news, proofs, say
from partnerships.actions.clauses import NotYet, opened
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.actors import Actor
from partnerships.models import Agreement, Interest, Partnership, PrivateNote, SharedMinutes
from partnerships.queries import minutes as papers
from partnerships.vocab import N_
from relations.models import Meeting, User

MOST_NOTES = 100


def _living(partnership: Partnership) -> Partnership:
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    return row


@transaction.atomic
def add_interest(*, partnership: Partnership, kind: str, text: str, actor: Actor, at: datetime) -> Interest:
    """Write what matters to a side, what it proposes or cannot accept; all read it."""
    row = _living(partnership)
    made = Interest.objects.create(partnership=row, kind=kind, text=text.strip(), at=at, **actor.said)
    title = say(N_("%(who)s wrote in the room: %(what)s"), who=actor.name, what=say(_KINDS[kind]))
    note(row, verb="room.interest", title=title, by=actor.user, at=at, icon="message-square")
    sides = set(row.parties.values_list("pk", flat=True))
    wrote = set(row.interests.filter(kind="red_line").values_list("party", flat=True))
    proofs.keep(
        partnership=row,
        phase="negotiation",
        key="values_discussed",
        is_true=bool(sides) and sides <= wrote,
        by=actor.user,
        at=at,
    )
    agreement = row.agreements.filter(status="draft").first()
    if agreement is not None:
        news.tell(agreement=agreement, actor=actor, at=at)
    return made


_KINDS = {
    "interest": N_("what matters to them"),
    "proposal": N_("what they propose"),
    "red_line": N_("values and red lines"),
}


@transaction.atomic
def add_note(*, partnership: Partnership, text: str, actor: Actor, at: datetime) -> PrivateNote:
    """Keep a note that only the actor's own side reads. Nothing else is written anywhere: not even that there is one."""
    row = _living(partnership)
    if row.private_notes.filter(party=actor.party).count() >= MOST_NOTES:
        raise NotYet(_("There are already a hundred notes: take some away first."))
    return PrivateNote.objects.create(partnership=row, text=text.strip(), at=at, **actor.said)


@transaction.atomic
def drop_note(*, partnership: Partnership, pk: int, actor: Actor) -> int:
    """Take away a note of the actor's own side; 0 when there is none of that number."""
    return PrivateNote.objects.filter(partnership=partnership, party=actor.party, pk=pk).delete()[0]


@transaction.atomic
def share_minutes(*, partnership: Partnership, meeting: Meeting, by: User, at: datetime) -> SharedMinutes:
    """Let the parties read the minutes of a meeting about this partnership."""
    row = _living(partnership)
    if not papers.held(row).filter(pk=meeting.pk).exists():
        raise NotYet(_("Only the minutes of a meeting held on this partnership can be shared."))
    made, is_new = SharedMinutes.objects.get_or_create(
        meeting=meeting, defaults={"partnership": row, "at": at, "by": by}
    )
    if is_new:
        title = say(N_("minutes shared with the parties: %(meeting)s"), meeting=meeting.title)
        note(row, verb="room.minutes_shared", title=title, by=by, at=at, icon="notebook-pen")
        proofs.keep(partnership=row, phase="negotiation", key="meeting_with_minutes", is_true=True, by=by, at=at)
    return made


@transaction.atomic
def unshare_minutes(*, partnership: Partnership, meeting: Meeting, by: User, at: datetime) -> None:
    """Show the minutes of a meeting to the parties no longer."""
    row = _living(partnership)
    if SharedMinutes.objects.filter(partnership=row, meeting=meeting).delete()[0]:
        title = say(N_("minutes no longer shared: %(meeting)s"), meeting=meeting.title)
        note(row, verb="room.minutes_unshared", title=title, by=by, at=at, icon="eye-off")
        left = row.shared_minutes.exists()
        proofs.keep(partnership=row, phase="negotiation", key="meeting_with_minutes", is_true=left, by=by, at=at)


@transaction.atomic
def invite(*, agreement: Agreement, by: User, at: datetime) -> tuple[int, list[str]]:
    """Send every party the way into the room; return how many were written to, and who has no address."""
    row = opened(agreement)
    sent, missing = 0, []
    for party in row.partnership.parties.select_related("organization", "partnership__owner"):
        if news.invite(party=party, agreement=row, at=at, once=f"room-open:{row.pk}:{party.pk}:{at:%Y%m%d%H%M}"):
            sent += 1
        else:
            missing.append(str(party.organization))
    if sent:
        row.invited_at = at
        row.save(update_fields=["invited_at"])
        note(
            locked(row.partnership), verb="room.invited", title=say(N_("parties invited into the negotiation room")), by=by, at=at,
            icon="mail",
        )  # fmt: skip
    return sent, missing
