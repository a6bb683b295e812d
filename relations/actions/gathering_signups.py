"""Signing up to an open meeting: asked, confirmed from the mailbox, a place or the waiting list, withdrawn.

Places are given under the lock of the meeting's row: never more than there are, the list in the order of confirming.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.actions import consents, history, links
from relations.mail import addresses, limits
from relations.mail.post import post_service
from relations.mail.subscriptions import person_of
from relations.models import Gathering, GatheringSignup, User
from relations.text import one_line
from relations.web.gathering_calendar import invitation
from relations.web.urls import absolute

SCOPE = "gathering_signup"
DAY = timedelta(days=1)
LIVING = ("confirmed", "waiting")
FORGET_AFTER = timedelta(days=30)


class NotNow(Exception):
    """This cannot be done any more; the message is for the page."""


def locked(gathering: Gathering) -> Gathering:
    """Return the meeting's row, locked: whoever gives or takes places holds it."""
    return Gathering.objects.select_for_update(of=("self",)).get(pk=gathering.pk)


def locked_row(signup: GatheringSignup) -> GatheringSignup:
    """Return the sign-up as it is now, locked; the meeting's row is locked before it."""
    return GatheringSignup.objects.select_for_update(of=("self",)).select_related(
        "gathering", "person", "interaction__by"
    ).get(pk=signup.pk)


@transaction.atomic
def ask(
    *, gathering: Gathering, first_name: str, last_name: str, email: str, key: UUID, at: datetime, phone: str = "",
    wants_news: bool = False, language: str = "it",
) -> GatheringSignup | None:
    """Note who would like to come and mail a link to confirm; at most two such mails a day to one address.

    Who has a place already gets the link to it again: the page answers the same to everybody.
    """
    if not gathering.takes_signups(at):
        raise NotNow(_("Signing up is closed."))
    email = addresses.normalize(email)
    known = GatheringSignup.objects.filter(key=key).first()
    if known is not None:
        return known
    if not limits.may_mail(kind=f"gathering{gathering.pk}", email=email, at=at):
        return None
    signup = gathering.signups.filter(email=email, state__in=LIVING).first()
    if signup is None:
        try:
            with transaction.atomic():
                signup = GatheringSignup.objects.create(
                    gathering=gathering, key=key, first_name=one_line(first_name)[:80], last_name=one_line(last_name)[:80],
                    email=email, phone=one_line(phone)[:40], wants_news=wants_news, language=language, asked_at=at,
                )
        except IntegrityError:
            return GatheringSignup.objects.get(key=key)
    _mail(signup, "gathering_confirm" if signup.state == "unconfirmed" else "gathering_signup", at)
    return signup


def own(signup: GatheringSignup) -> GatheringSignup:
    """Return what the mailbox has at this meeting: the sign-up that was confirmed, or else this one."""
    if signup.state != "unconfirmed":
        return signup
    return GatheringSignup.objects.filter(gathering=signup.gathering_id, email=signup.email, state__in=LIVING).first() or signup


@transaction.atomic
def confirm(*, signup: GatheringSignup, at: datetime, evidence: dict | None = None) -> GatheringSignup:
    """Give a place, or the next line of the waiting list. Confirming again changes nothing."""
    gathering = locked(signup.gathering)
    row = locked_row(signup)
    if row.state != "unconfirmed":
        return row
    if not gathering.takes_signups(at):
        raise NotNow(_("Signing up is closed."))
    twin = gathering.signups.filter(email=row.email, state__in=LIVING).first()
    if twin is not None:
        return twin
    row.state = "confirmed" if _has_room(gathering) else "waiting"
    row.confirmed_at, row.person = at, person_of(row.email)
    row.save(update_fields=["state", "confirmed_at", "person"])
    if row.wants_news:
        _consent(row, at, evidence or {})
    history.record(
        verb="gathering.signed_up", by=None, at=at, obj=row, about=[row.person], icon="calendar-plus",
        title=_("Signed up to “%(title)s”") % {"title": gathering.title}, url=gathering.get_absolute_url(),
    )
    _mail(row, "gathering_signup", at, gathering=gathering)
    return row


@transaction.atomic
def withdraw(*, signup: GatheringSignup, at: datetime, by: User | None = None) -> GatheringSignup:
    """Give the place back; the first of the waiting list gets it, and a mail."""
    gathering = locked(signup.gathering)
    row = locked_row(signup)
    if row.state == "cancelled":
        return row
    if row.attended_at:
        raise NotNow(_("She or he came: take the mark off first."))
    row.state, row.cancelled_at = "cancelled", at
    row.save(update_fields=["state", "cancelled_at"])
    history.record(
        verb="gathering.withdrew", by=by, at=at, obj=row, about=[row.person], icon="calendar-x",
        title=_("Withdrew from “%(title)s”") % {"title": gathering.title}, url=gathering.get_absolute_url(),
    )
    fill(gathering=gathering, at=at)
    return row


def fill(*, gathering: Gathering, at: datetime) -> list[GatheringSignup]:
    """Give free places to those who wait, in their order; `gathering` is locked by the caller."""
    moved: list[GatheringSignup] = []
    if not gathering.takes_signups(at):
        return moved
    waiting = gathering.signups.filter(state="waiting").order_by("confirmed_at", "pk")
    free = None if gathering.capacity is None else gathering.capacity - taken(gathering)
    if free is not None and free <= 0:
        return moved
    for row in waiting if free is None else waiting[:free]:
        row.state, row.promoted_at = "confirmed", at
        row.save(update_fields=["state", "promoted_at"])
        history.record(verb="gathering.got_a_place", by=None, at=at, obj=row)
        _mail(row, "gathering_place", at, gathering=gathering)
        moved.append(row)
    return moved


def taken(gathering: Gathering) -> int:
    """Return how many places are taken."""
    return gathering.signups.filter(state="confirmed", is_walk_in=False).count()


def _has_room(gathering: Gathering) -> bool:
    if gathering.signups.filter(state="waiting").exists():
        return False
    return gathering.capacity is None or taken(gathering) < gathering.capacity


# --- by the clock -------------------------------------------------------------------
def remind(*, at: datetime) -> int:
    """Mail everybody who has a place at a meeting of tomorrow, once; return how many. Idempotent."""
    tomorrow = timezone.localdate(at) + DAY
    rows = GatheringSignup.objects.filter(
        state="confirmed", reminded_at=None, attended_at=None, gathering__state="published", gathering__starts_at__gt=at,
        gathering__starts_at__date=tomorrow,
    ).exclude(email="")  # fmt: skip
    return sum(_remind(pk, at) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, at: datetime) -> int:
    row = GatheringSignup.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=pk, reminded_at=None, state="confirmed"
    ).select_related("gathering").first()  # fmt: skip
    if row is None:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    _mail(row, "gathering_reminder", at, once=f"gathering-reminder:{row.pk}", purpose="reminder")
    return 1


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete sign-ups nobody confirmed within thirty days; return how many."""
    return GatheringSignup.objects.filter(state="unconfirmed", asked_at__lt=at - FORGET_AFTER).delete()[0]


# --- mails --------------------------------------------------------------------------
def address(signup: GatheringSignup, at: datetime) -> str:
    """Return a fresh link to this sign-up: to confirm it, to see it, to give the place back."""
    _link, token = links.issue(
        scope=SCOPE, target=signup, at=at, expires_at=signup.gathering.ends_at + DAY, email=signup.email
    )
    return absolute(reverse("relations:gathering_signup", args=[token]))


def _mail(
    row: GatheringSignup, template: str, at: datetime, *, gathering: Gathering | None = None, once: str = "",
    purpose: str = "signup",
) -> None:
    if not row.email:
        return
    gathering = gathering or row.gathering
    has_place = row.state == "confirmed"
    attached = [("incontro.ics", invitation(gathering, at=at), "text/calendar")] if has_place else []
    post_service(
        purpose=purpose, to=row.email, template=f"relations/mail/{template}", at=at, person=row.person, once=once,
        language=row.language, about=gathering, attachments=attached,
        context={"gathering": gathering, "signup": row, "url": address(row, at)},
    )  # fmt: skip


def _consent(row: GatheringSignup, at: datetime, evidence: dict) -> None:
    """Invitations to events are asked for apart, and written down with the words that were read."""
    text = consents.current_texts(purposes=["events"], language=row.language, at=row.asked_at).get("events")
    proof = {**evidence, "name": row.name, "signup": row.pk}
    for event, when in (("requested", row.asked_at), ("confirmed", at)):
        consents.record(
            email=row.email, purpose="events", event=event, source="appuntamenti", at=when, person=row.person,
            text=text, evidence=proof,
        )  # fmt: skip
