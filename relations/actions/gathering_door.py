"""The door of an open meeting: who came, signed up or not, and who of them joins the archive."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from relations.actions import history, interactions, parties
from relations.actions.gathering_signups import NotNow, locked, locked_row
from relations.mail import addresses
from relations.mail.subscriptions import person_of
from relations.models import Gathering, GatheringSignup, Person, User
from relations.text import one_line


@transaction.atomic
def check_in(*, signup: GatheringSignup, by: User, at: datetime) -> GatheringSignup:
    """Note that she or he came; of a known person it becomes a contact in the diary. Twice is once."""
    gathering = locked(signup.gathering)
    row = locked_row(signup)
    if row.attended_at:
        return row
    if row.state in ("cancelled", "full"):
        raise NotNow(_("This sign-up was withdrawn: add who came as somebody new."))
    # Whoever is in the room is in: waiting or unconfirmed, the door decides.
    row.state, row.attended_at = "confirmed", at
    row.confirmed_at = row.confirmed_at or at
    row.person = row.person or (person_of(row.email) if row.email else None)
    row.save(update_fields=["state", "attended_at", "confirmed_at", "person"])
    history.record(verb="gathering.came", by=by, at=at, obj=row)
    _note_attendance(row, gathering, by, at)
    return row


@transaction.atomic
def undo_check_in(*, signup: GatheringSignup, by: User, at: datetime) -> GatheringSignup:
    """Take a mark put by mistake off again, with the contact it made."""
    row = locked_row(signup)
    if row.attended_at is None:
        return row
    contact = row.interaction
    if contact is not None and contact.by_id != by.pk:
        raise NotNow(_("%(name)s put this mark: only she or he can take it off.") % {"name": contact.by})
    row.interaction, row.attended_at = None, None
    row.save(update_fields=["interaction", "attended_at"])
    if contact is not None:
        interactions.undo(interaction=contact, by=by, at=at)
    history.record(verb="gathering.came_undone", by=by, at=at, obj=row)
    return row


@transaction.atomic
def walk_in(
    *, gathering: Gathering, first_name: str, last_name: str, by: User, at: datetime, email: str = "", key: UUID
) -> GatheringSignup:
    """Add somebody who is here without having signed up; the same e-mail is the same sign-up."""
    gathering = locked(gathering)
    email = addresses.normalize(email) if email else ""
    known = GatheringSignup.objects.filter(key=key).first() or (
        gathering.signups.filter(email=email).exclude(state__in=["cancelled", "full"]).order_by("-state").first() if email else None
    )
    if known is None:
        known = GatheringSignup.objects.create(
            gathering=gathering, key=key, first_name=one_line(first_name)[:80], last_name=one_line(last_name)[:80],
            email=email, state="confirmed", is_walk_in=True, asked_at=at, confirmed_at=at,
        )  # fmt: skip
    return check_in(signup=known, by=by, at=at)


def _note_attendance(row: GatheringSignup, gathering: Gathering, by: User, at: datetime) -> None:
    if row.person is None or row.interaction_id:
        return
    row.interaction = interactions.log(
        channel="event", text=_("Came to “%(title)s”") % {"title": gathering.title}, by=by, at=at,
        happened_at=min(at, max(gathering.starts_at, row.attended_at)) if gathering.starts_at <= at else at,
        person=row.person, subject=gathering, outgoing=False, url=gathering.get_absolute_url(),
    )  # fmt: skip
    row.save(update_fields=["interaction"])


@transaction.atomic
def make_person(*, signup: GatheringSignup, by: User, at: datetime) -> Person:
    """Tie a sign-up to the one person with its e-mail, or add a person; the day it came to goes into the diary."""
    gathering = locked(signup.gathering)
    row = locked_row(signup)
    if row.person is None:
        row.person = (person_of(row.email) if row.email else None) or parties.add_person(
            first_name=row.first_name, last_name=row.last_name, by=by, at=at,
            contacts=[
                *([("email", row.email)] if row.email else []), *([("mobile", row.phone)] if row.phone else []),
            ],
        )  # fmt: skip
        row.save(update_fields=["person"])
        history.record(
            verb="gathering.connected", by=by, at=at, obj=row, about=[row.person], icon="calendar-plus",
            title=_("Signed up to “%(title)s”") % {"title": gathering.title}, url=gathering.get_absolute_url(),
        )
        if row.attended_at:
            _note_attendance(row, gathering, by, at)
    return row.person


@transaction.atomic
def make_people(*, gathering: Gathering, by: User, at: datetime) -> int:
    """The same for everybody who came and is not in the archive; return how many."""
    rows = gathering.signups.filter(attended_at__isnull=False, person=None).order_by("pk")
    return len([make_person(signup=row, by=by, at=at) for row in rows])
