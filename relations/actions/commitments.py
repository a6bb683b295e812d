"""Promises: made, kept, put off with a reason, broken with a reason; the owner's to-do always level with them."""

from datetime import date, datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from relations.actions import followups, history, search
from relations.actions.saying import say
from relations.models import AgendaItem, Commitment, FollowUp, NewDate, Organization, Person, User
from relations.text import clean, one_line
from relations.vocab.meetings import OPEN_STATES

PREFIX = "commitment:"


def N_(text: str) -> str:
    """Mark a sentence that `say` will translate."""
    return text


class Closed(Exception):
    """The promise was already kept or given up."""


class SameDay(Exception):
    """The new day is the one it had."""


def _locked(promise: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("owner", "person", "organization", "follower", "followup")
    return rows.get(pk=promise.pk)


@transaction.atomic
def make(
    *, text: str, due_on: date, by: User, at: datetime, owner: User | None = None, person: Person | None = None,
    organization: Organization | None = None, follower: User | None = None, subject: models.Model | None = None,
    item: AgendaItem | None = None, once: str = "",
) -> Commitment:
    """Write down a promise: ours when `owner` is given (it lands in the owner's day), else the party's.

    A second call with the same `once` returns the first one.
    """
    try:
        with transaction.atomic():
            promise = Commitment.objects.create(
                text=one_line(text)[:300], owner=owner, person=person, organization=organization, follower=owner or follower or by,
                due_on=due_on, first_due_on=due_on, subject=subject, item=item, promised_at=at, created_by=by, once=once,
            )
    except IntegrityError:
        known = Commitment.objects.filter(models.Q(once=once) & ~models.Q(once="")).first()
        if known is None:
            raise
        return known
    if promise.is_ours:
        promise.followup = followups.create(
            title=_todo_title(promise), owner=owner, due_on=due_on, at=at, by=by, organization=organization, person=person,
            url=promise.get_absolute_url(), icon="handshake", origin=f"{PREFIX}{promise.pk}",
        )
        promise.save(update_fields=["followup"])
    words = N_("We promised: %(text)s") if promise.is_ours else N_("They promised us: %(text)s")
    history.record(
        verb="promise.made", by=by, at=at, obj=promise, about=[person, organization], icon="handshake",
        title=say(words, text=promise.text)[:200], url=promise.get_absolute_url(),
    )
    search.index(promise)
    return promise


def _todo_title(promise: Commitment) -> str:
    if promise.party is None:
        return say(N_("Promise: %(text)s"), text=promise.text)[:200]
    return say(N_("Promised to %(name)s: %(text)s"), name=promise.party, text=promise.text)[:200]


@transaction.atomic
def keep(*, promise: Commitment, by: User | None, at: datetime) -> Commitment:
    """Say that it was kept: its to-do is done too. Doing it twice changes nothing; Closed once it was given up."""
    promise = _locked(promise)
    if promise.status == "kept":
        return promise
    if not promise.is_open:
        raise Closed
    promise.status, promise.closed_on, promise.closed_by = "kept", timezone.localdate(at), by
    promise.save(update_fields=["status", "closed_on", "closed_by"])
    if promise.followup_id:
        followups.complete(followup=promise.followup, by=by, at=at)
    _drop_questions(promise, by=by, at=at)
    history.record(
        verb="promise.kept", by=by, at=at, obj=promise, about=[] if promise.is_ours else [promise.person, promise.organization],
        title=say(N_("Promise kept: %(text)s"), text=promise.text)[:200], icon="circle-check", url=promise.get_absolute_url(),
    )
    search.index(promise)
    return promise


@transaction.atomic
def reopen(*, promise: Commitment, by: User | None, at: datetime) -> Commitment:
    """Undo `keep` or `give_up`: it is owed again, and so is its to-do."""
    promise = _locked(promise)
    if promise.is_open:
        return promise
    before = promise.status
    promise.status = "renegotiated" if promise.new_dates.exists() else "open"
    promise.closed_on, promise.closed_by, promise.reason = None, None, ""
    promise.save(update_fields=["status", "closed_on", "closed_by", "reason"])
    if promise.followup_id and promise.followup.status in ("done", "cancelled"):
        followups.reopen(followup=promise.followup, by=by, at=at)
    history.record(verb="promise.reopened", by=by, at=at, obj=promise, changes={"status": [before, promise.status]})
    search.index(promise)
    return promise


@transaction.atomic
def renegotiate(*, promise: Commitment, to_on: date, reason: str, by: User, at: datetime) -> Commitment:
    """Agree on another day, with the reason; the days before stay readable and the to-do moves along."""
    promise = _locked(promise)
    if not promise.is_open:
        raise Closed
    if promise.due_on == to_on:
        raise SameDay
    NewDate.objects.create(promise=promise, from_on=promise.due_on, to_on=to_on, reason=clean(reason).strip(), at=at, by=by)
    before, promise.due_on, promise.status = promise.due_on, to_on, "renegotiated"
    promise.save(update_fields=["due_on", "status"])
    if promise.followup_id and promise.followup.status == "open":
        followups.postpone(followup=promise.followup, until=to_on, by=by, at=at)
    _drop_questions(promise, by=by, at=at)
    history.record(
        verb="promise.renegotiated", by=by, at=at, obj=promise, about=[promise.person, promise.organization], icon="calendar-sync",
        title=say(N_("New date for a promise: %(text)s"), text=promise.text)[:200], body=clean(reason).strip(),
        url=promise.get_absolute_url(), changes={"due_on": [before.isoformat(), to_on.isoformat()]},
    )
    search.index(promise)
    return promise


@transaction.atomic
def give_up(*, promise: Commitment, reason: str, by: User, at: datetime) -> Commitment:
    """Say that it will not be kept, and why; its to-do goes."""
    promise = _locked(promise)
    if not promise.is_open:
        raise Closed
    promise.status, promise.closed_on, promise.closed_by = "broken", timezone.localdate(at), by
    promise.reason = clean(reason).strip()
    promise.save(update_fields=["status", "closed_on", "closed_by", "reason"])
    if promise.followup_id and promise.followup.status == "open":
        followups.cancel(followup=promise.followup, by=by, at=at)
    _drop_questions(promise, by=by, at=at)
    history.record(
        verb="promise.broken", by=by, at=at, obj=promise, about=[promise.person, promise.organization], icon="circle-x",
        title=say(N_("Promise not kept: %(text)s"), text=promise.text)[:200], body=promise.reason, url=promise.get_absolute_url(),
    )
    search.index(promise)
    return promise


def question_origin(promise: Commitment, days: int) -> str:
    """Return the key of the reminder `days` from the promise's day: a new day brings new reminders."""
    return f"{PREFIX}{promise.pk}:ask:{promise.due_on.isoformat()}:{days}"


def _drop_questions(promise: Commitment, *, by: User | None, at: datetime) -> None:
    for todo in FollowUp.objects.filter(origin__startswith=f"{PREFIX}{promise.pk}:ask:", status="open"):
        followups.cancel(followup=todo, by=by, at=at)


# --- what the owner's to-do tells (panels.FollowUpEcho) -----------------------
def todo_done(followup: FollowUp, by: User | None, at: datetime) -> None:
    """The to-do was ticked: the promise is kept."""
    promise = Commitment.objects.filter(followup=followup, status__in=OPEN_STATES).first()
    if promise is not None:
        keep(promise=promise, by=by, at=at)


def todo_reopened(followup: FollowUp, by: User | None, at: datetime) -> None:
    """The tick was taken back: the promise is owed again."""
    promise = Commitment.objects.filter(followup=followup).exclude(status__in=OPEN_STATES).first()
    if promise is not None:
        reopen(promise=promise, by=by, at=at)
