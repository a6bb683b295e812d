"""Open meetings: announcing, calling off, minutes. Whoever signs up is in `gathering_signups`."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import formats
from relations.actions import feedback, gathering_signups, history, search
from relations.mail.post import post_service
from relations.models import FeedbackItem, Gathering, GatheringSignup, User
from relations.text import clean, one_line

_TEXTS = {"text", "minutes"}


class NotNow(Exception):
    """This cannot be done in the state the meeting is in; the message is for the page."""


def _tidy(fields: dict) -> dict:
    return {
        key: (clean(value).strip() if key in _TEXTS else one_line(value)) if isinstance(value, str) else value
        for key, value in fields.items()
    }


@transaction.atomic
def create(*, owner: User, by: User, at: datetime, **fields) -> Gathering:
    """Write down an open meeting; nobody outside sees it until it is published."""
    gathering = Gathering.objects.create(owner=owner, created_at=at, changed_at=at, **_tidy(fields))
    history.record(verb="gathering.created", by=by, at=at, obj=gathering)
    search.index(gathering)
    return gathering


@transaction.atomic
def change(*, gathering: Gathering, by: User, at: datetime, **fields) -> Gathering:
    """Change it; who has signed up is told by mail when the hour or the place changes, and more places are filled
    from the waiting list."""
    locked = gathering_signups.locked(gathering)
    fields = _tidy(fields)
    changes = history.diff({key: getattr(locked, key) for key in fields}, fields)
    if not changes:
        return locked
    for key, value in fields.items():
        setattr(locked, key, value)
    locked.changed_at = at
    locked.save(update_fields=[*fields, "changed_at"])
    history.record(verb="gathering.changed", by=by, at=at, obj=locked, changes=changes)
    search.index(locked)
    if locked.state == "published" and locked.starts_at > at:
        gathering_signups.fill(gathering=locked, at=at)
        if {"starts_at", "ends_at", "venue", "address", "municipality"} & set(changes):
            _tell_everybody(locked, "gathering_changed", at, by)
    return locked


@transaction.atomic
def publish(*, gathering: Gathering, by: User, at: datetime) -> Gathering:
    """Put it on the public page and open the sign-up."""
    locked = gathering_signups.locked(gathering)
    if locked.state == "published":
        return locked
    if locked.starts_at <= at and locked.state != "cancelled":
        raise NotNow(_("It has begun already: write a day that is still to come."))
    return _to(locked, "published", "gathering.published", by, at)


@transaction.atomic
def call_off(*, gathering: Gathering, reason: str, by: User, at: datetime) -> Gathering:
    """Call it off, saying why; who has a place or waits for one is told by mail."""
    locked, reason = gathering_signups.locked(gathering), clean(reason).strip()
    if locked.state == "cancelled":
        return locked
    if not reason:
        raise NotNow(_("Write why: who signed up reads it."))
    was_public = locked.state == "published"
    _to(locked, "cancelled", "gathering.called_off", by, at)
    if was_public and locked.starts_at > at:
        _tell_everybody(locked, "gathering_called_off", at, by, reason=reason)
    return locked


@transaction.atomic
def write_minutes(*, gathering: Gathering, text: str, publish: bool, by: User, at: datetime) -> Gathering:
    """Keep the minutes, and show them on the public page or take them off it."""
    locked = gathering_signups.locked(gathering)
    text = clean(text).strip()
    if publish and not text:
        raise NotNow(_("Write the minutes before publishing them."))
    if publish and locked.starts_at > at:
        raise NotNow(_("It has not begun yet: there is nothing to report."))
    before = locked.minutes_at
    locked.minutes, locked.changed_at = text, at
    locked.minutes_at = (before or at) if publish else None
    locked.save(update_fields=["minutes", "minutes_at", "changed_at"])
    verb = "gathering.minutes_published" if publish and not before else "gathering.minutes_written"
    history.record(verb=verb, by=by, at=at, obj=locked)
    search.index(locked)
    return locked


@transaction.atomic
def capture(
    *, gathering: Gathering, kind: str, text: str, by: User, at: datetime, signup: GatheringSignup | None = None,
    is_public: bool = True, key=None,
) -> FeedbackItem:
    """Take in an idea or a worry said at the meeting, of somebody who is there or of nobody in particular."""
    return feedback.receive(
        kind=kind, source="meeting", text=text, by=by, at=at, subject=gathering, owner=gathering.owner, key=key,
        name=signup.name if signup else "", email=signup.email if signup else "",
        person=signup.person if signup else None, is_public=is_public,
    )  # fmt: skip


def _to(gathering: Gathering, state: str, verb: str, by: User, at: datetime) -> Gathering:
    before, gathering.state, gathering.changed_at = gathering.state, state, at
    gathering.save(update_fields=["state", "changed_at"])
    history.record(verb=verb, by=by, at=at, obj=gathering, changes={"state": [before, state]})
    search.index(gathering)
    return gathering


def _tell_everybody(gathering: Gathering, template: str, at: datetime, by: User, reason: str = "") -> None:
    day = formats.day_long(timezone.localtime(gathering.starts_at), language="it")
    for signup in gathering.signups.filter(state__in=["confirmed", "waiting"]).exclude(email="").order_by("pk"):
        post_service(
            purpose="signup", to=signup.email, template=f"relations/mail/{template}", at=at, by=by, person=signup.person,
            language=signup.language, about=gathering, once=f"{template}:{signup.pk}:{int(at.timestamp())}",
            context={"gathering": gathering, "signup": signup, "reason": reason, "day": day,
                     "url": gathering_signups.address(signup, at)},
        )  # fmt: skip
