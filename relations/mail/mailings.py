"""The verbs of a mailing to many: written, approved by somebody else, sent, paused, stopped."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import vocab
from relations.actions import approvals, history
from relations.mail import content, kick, outbox
from relations.mail.recipients import Counts, NotNow, set_audience
from relations.models import Approval, Delivery, Mailing, MailSettings, User
from relations.text import one_line

__all__ = [
    "Counts", "NotNow", "approve", "cancel", "consider_sent", "create", "hold_back", "pause", "pause_everything",
    "refuse", "reopen", "resume", "retry_uncertain", "schedule", "set_audience", "set_content", "set_pace", "skip_wait",
    "start", "submit",
]
State = Mailing.State
# How long whoever sent a mailing to many can still call it back.
UNDO_SECONDS = 600
APPROVE = "relations.approve_mailing"
OPEN = ("queued", "claimed", "deferred")


def create(
    *, purpose: str, title: str, by: User | None, at: datetime, basis: str = "consent", reply_to: str = "",
    sender_name: str = "", language: str = "it", about: models.Model | None = None,
) -> Mailing:
    """Begin a mailing to many for one of vocab.PURPOSES."""
    if purpose not in vocab.PURPOSES:
        raise ValueError(purpose)
    mailing = Mailing.objects.create(
        kind=Mailing.Kind.CAMPAIGN, purpose=purpose, basis=basis, title=one_line(title)[:200], reply_to=reply_to,
        sender_name=one_line(sender_name)[:80], language=language, about=about, created_by=by, created_at=at,
        per_minute=MailSettings.current().mailing_per_minute,
    )
    history.record(verb="mailing.created", by=by, at=at, obj=mailing)
    return mailing


@transaction.atomic
def set_content(
    *, mailing: Mailing, subject: str, at: datetime, by: User | None, html: str = "", mjml: str = "", preheader: str = "",
    text: str = "", reply_to: str | None = None,
) -> Mailing:
    """Give a draft its content: `html` from the editor (cleaned, laid out as the office's letter), or whole `mjml`
    made by our own templates. Raises BadContent for unknown words in square brackets, NotNow once it is not a draft.
    """
    locked = _locked(mailing, State.DRAFT)
    subject, preheader = one_line(subject)[:250], one_line(preheader)[:200]
    body = content.sanitise(html)
    if not subject:
        raise content.BadContent(_("Write the subject: it is the first thing people read."))
    content.check_words(subject, preheader, body, text)
    page = content.compile_mjml(mjml) if mjml else content.letter(
        mailing=locked, subject=subject, preheader=preheader, body=body
    )
    locked.subject, locked.preheader, locked.html = subject, preheader, page
    locked.text = text.strip() + "\n" if text.strip() else content.to_text(page)
    locked.reply_to = locked.reply_to if reply_to is None else reply_to
    locked.version += 1
    locked.save(update_fields=["subject", "preheader", "html", "text", "reply_to", "version"])
    history.record(verb="mailing.written", by=by, at=at, obj=locked, changes={"version": [locked.version - 1, locked.version]})
    return _refreshed(mailing, locked)


@transaction.atomic
def submit(*, mailing: Mailing, by: User, at: datetime, url: str = "") -> Approval:
    """Ask somebody else to approve a draft that has content and recipients."""
    locked = _locked(mailing, State.DRAFT)
    if not locked.html:
        raise NotNow(_("Write the message first."))
    recipients = locked.deliveries.filter(state="queued").count()
    if not recipients:
        raise NotNow(_("Nobody would receive it: choose the recipients first."))
    locked.state, locked.submitted_at = State.IN_REVIEW, at
    locked.save(update_fields=["state", "submitted_at"])
    summary = ngettext("%(number)s recipient", "%(number)s recipients", recipients) % {"number": recipients}
    left_out = locked.deliveries.filter(state="excluded").count()
    if left_out:
        summary += ", " + ngettext("%(number)s left out", "%(number)s left out", left_out) % {"number": left_out}
    approval = approvals.request(
        obj=locked, permission=APPROVE, title=str(locked), summary=summary, icon="mail",
        url=url or reverse("relations:mailing", args=[locked.pk]), by=by, at=at,
    )
    _refreshed(mailing, locked)
    return approval


@transaction.atomic
def approve(*, mailing: Mailing, by: User, at: datetime, seen: int | None = None) -> Mailing:
    """Approve what somebody else submitted. Raises ApprovalRefused (four eyes, permission, nothing to approve).

    `seen` is the request that stood on the page (`queries.open_request`): when the mailing was taken back and handed in
    anew meanwhile, what was read is not what would be approved, and NotNow says so.
    """
    locked = _locked(mailing, State.IN_REVIEW)
    if seen is not None and not _requests(locked).filter(pk=seen, status="requested").exists():
        raise NotNow(_("It was changed after you opened this page: read it again before you approve it."))
    approvals.decide(obj=locked, granted=True, by=by, at=at)
    _take_approval(locked)
    return _refreshed(mailing, locked)


@transaction.atomic
def refuse(*, mailing: Mailing, by: User, at: datetime, reason: str) -> Mailing:
    """Send it back to its author with a reason."""
    locked = _locked(mailing, State.IN_REVIEW)
    approvals.decide(obj=locked, granted=False, by=by, at=at, reason=reason)
    _take_approval(locked)
    return _refreshed(mailing, locked)


@transaction.atomic
def reopen(*, mailing: Mailing, by: User, at: datetime) -> Mailing:
    """Make a mailing that has not left a draft again; its approval is no longer worth anything."""
    locked = _locked(mailing, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.LEAVING)
    _requests(locked).filter(status="requested").update(status=Approval.Status.WITHDRAWN, decided_at=at)
    _to(locked, State.DRAFT, "mailing.reopened", by, at, approved_by=None, approved_at=None, starts_at=None)
    return _refreshed(mailing, locked)


@transaction.atomic
def schedule(*, mailing: Mailing, when: datetime, by: User, at: datetime) -> Mailing:
    """Let an approved mailing leave at `when`."""
    locked = _locked(mailing, State.APPROVED, State.SCHEDULED)
    if when <= at:
        raise NotNow(_("Choose a moment in the future."))
    _to(locked, State.SCHEDULED, "mailing.scheduled", by, at, starts_at=when)
    return _refreshed(mailing, locked)


@transaction.atomic
def start(*, mailing: Mailing, by: User, at: datetime, undo_seconds: int = 0) -> Mailing:
    """Send an approved mailing, after `undo_seconds` in which it can be held back. Doing it twice does it once."""
    locked = _locked(mailing)
    if locked.state in (State.LEAVING, State.SENDING, State.PAUSED, State.SENT):
        return _refreshed(mailing, locked)
    if locked.state not in (State.APPROVED, State.SCHEDULED):
        raise NotNow(_("It has not been approved yet."))
    state = State.LEAVING if undo_seconds else State.SENDING
    _to(locked, state, "mailing.started", by, at, starts_at=at + timedelta(seconds=undo_seconds))
    kick.after_commit()
    return _refreshed(mailing, locked)


@transaction.atomic
def skip_wait(*, mailing: Mailing, by: User, at: datetime) -> Mailing:
    """Let what can still be called back leave at once. Twice is once."""
    locked = _locked(mailing, State.LEAVING, State.SENDING)
    if locked.state == State.LEAVING:
        _to(locked, State.SENDING, "mailing.left", by, at, starts_at=at)
        kick.after_commit()
    return _refreshed(mailing, locked)


@transaction.atomic
def hold_back(*, mailing: Mailing, by: User, at: datetime) -> Mailing:
    """Undo a start or a schedule while nothing has left."""
    locked = _locked(mailing, State.LEAVING, State.SCHEDULED)
    _to(locked, State.APPROVED, "mailing.held_back", by, at, starts_at=None)
    return _refreshed(mailing, locked)


@transaction.atomic
def pause(*, mailing: Mailing, by: User | None, at: datetime, reason: str = "") -> Mailing:
    """Stop sending for now; what has left has left. Twice is once."""
    locked = _locked(mailing, State.SENDING, State.PAUSED)
    if locked.state == State.SENDING:
        _to(locked, State.PAUSED, "mailing.paused", by, at, pause_reason=one_line(reason)[:200])
    return _refreshed(mailing, locked)


@transaction.atomic
def resume(*, mailing: Mailing, by: User, at: datetime) -> Mailing:
    """Go on where it was paused; what had its own hour still to come waits for it. Twice is once."""
    locked = _locked(mailing, State.SENDING, State.SCHEDULED, State.PAUSED)
    if locked.state == State.PAUSED:
        is_early = locked.starts_at is not None and locked.starts_at > at
        _to(locked, State.SCHEDULED if is_early else State.SENDING, "mailing.resumed", by, at, pause_reason="")
        kick.after_commit()
    return _refreshed(mailing, locked)


@transaction.atomic
def set_pace(*, mailing: Mailing, per_minute: int | None, by: User, at: datetime) -> Mailing:
    """Let at most `per_minute` messages of a mailing leave in a minute (None: no limit), whatever its state until it ends.

    It holds at once: what senders have in hand and not begun goes back into the queue. Raises NotNow for a mailing that
    has ended, ValueError below one.
    """
    if per_minute is not None and per_minute < 1:
        raise ValueError(per_minute)
    locked = _locked(mailing)
    if locked.is_finished:
        raise NotNow(_("This is no longer possible: the mailing is “%(state)s”.") % {"state": locked.get_state_display()})
    if locked.per_minute != per_minute:
        before, locked.per_minute = locked.per_minute, per_minute
        locked.save(update_fields=["per_minute"])
        outbox.take_back(locked.pk)
        history.record(verb="mailing.pace_set", by=by, at=at, obj=locked, changes={"per_minute": [before, per_minute]})
        kick.after_commit()
    return _refreshed(mailing, locked)


@transaction.atomic
def cancel(*, mailing: Mailing, by: User, at: datetime) -> Mailing:
    """Stop for good: what is still waiting is never sent."""
    locked = _locked(mailing)
    if locked.state == State.SENT:
        raise NotNow(_("It has already been sent to everybody."))
    if locked.state != State.CANCELLED:
        locked.deliveries.filter(state__in=OPEN).update(state="cancelled", owner="", lease_until=None)
        _to(locked, State.CANCELLED, "mailing.cancelled", by, at, finished_at=at)
    return _refreshed(mailing, locked)


@transaction.atomic
def pause_everything(*, reason: str, at: datetime) -> int:
    """Pause all that is leaving or about to (after a restored backup); return how many mailings."""
    going = Mailing.objects.filter(kind="campaign", state__in=[State.SENDING, State.LEAVING, State.SCHEDULED])
    rows = list(going.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        _to(row, State.PAUSED, "mailing.paused", None, at, pause_reason=one_line(reason)[:200])
    return len(rows)


@transaction.atomic
def retry_uncertain(*, mailing: Mailing, by: User, at: datetime, delivery: Delivery | None = None) -> int:
    """Send the uncertain ones again (or only `delivery`): they may get a second copy. Return how many."""
    locked = _locked(mailing, State.SENDING, State.PAUSED, State.SENT)
    number = _uncertain(locked, delivery).update(state="queued", due_at=at, owner="", settled_at=None)
    if number:
        if locked.state == State.SENT:
            locked.state, locked.finished_at, locked.going_since = State.SENDING, None, at
            locked.save(update_fields=["state", "finished_at", "going_since"])
        history.record(verb="mailing.uncertain_retried", by=by, at=at, obj=locked, changes={"deliveries": [0, number]})
        kick.after_commit()
    _refreshed(mailing, locked)
    return number


@transaction.atomic
def consider_sent(*, mailing: Mailing, by: User, at: datetime, delivery: Delivery | None = None) -> int:
    """Count the uncertain ones (or only `delivery`) as sent. Return how many."""
    locked = _locked(mailing)
    number = _uncertain(locked, delivery).update(state="sent", owner="", settled_at=at)
    if number:
        history.record(verb="mailing.uncertain_accepted", by=by, at=at, obj=locked, changes={"deliveries": [0, number]})
    return number


def _requests(mailing: Mailing) -> models.QuerySet:
    """Return every request to approve it, answered or not."""
    return Approval.objects.filter(
        object_type__app_label="relations", object_type__model="mailing", object_id=mailing.pk
    )


def _uncertain(mailing: Mailing, delivery: Delivery | None) -> models.QuerySet:
    rows = mailing.deliveries.filter(state="uncertain")
    return rows if delivery is None else rows.filter(pk=delivery.pk)


def _locked(mailing: Mailing, *states: str) -> Mailing:
    """Return the row, locked, with an approval given elsewhere taken in; NotNow unless it is in one of `states`."""
    locked = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if locked.state == State.IN_REVIEW:
        _take_approval(locked)
    if states and locked.state not in states:
        raise NotNow(_("This is no longer possible: the mailing is “%(state)s”.") % {"state": locked.get_state_display()})
    return locked


def _take_approval(mailing: Mailing) -> None:
    """Follow the decision on the open approval, wherever it was given."""
    answer = _requests(mailing).filter(requested_at__gte=mailing.submitted_at).order_by("-pk").first()
    if answer is None or answer.status == Approval.Status.REQUESTED:
        return
    if answer.status == Approval.Status.GRANTED:
        mailing.state, mailing.approved_by_id, mailing.approved_at = State.APPROVED, answer.decided_by_id, answer.decided_at
    else:
        mailing.state = State.DRAFT
    mailing.save(update_fields=["state", "approved_by", "approved_at"])


def _to(mailing: Mailing, state: str, verb: str, by: User | None, at: datetime, **fields: object) -> None:
    before, mailing.state = mailing.state, state
    if state == State.SENDING:
        fields["going_since"] = at
    for name, value in fields.items():
        setattr(mailing, name, value)
    mailing.save(update_fields=["state", *fields])
    history.record(verb=verb, by=by, at=at, obj=mailing, changes={"state": [before, state]})


def _refreshed(mailing: Mailing, locked: Mailing) -> Mailing:
    """Give the caller's object what the locked row has."""
    if mailing is not locked:
        for field in Mailing._meta.concrete_fields:
            setattr(mailing, field.attname, getattr(locked, field.attname))
    return mailing

