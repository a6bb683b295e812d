"""From a finished letter to its departure: handing in freezes it, somebody else approves, the mail engine sends."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from press import letter
from press.actions.newsletters import locked
from press.models import Newsletter
from press.queries import letter_checks, letter_parts
from relations.actions import approvals, history, search
from relations.mail import audience, content, mailings
from relations.mail.post import post_service
from relations.models import Delivery, Mailing, User
from relations.text import clean

APPROVE = "press.approve_newsletter"


class NotNow(Exception):
    """Something is missing, or it is too late; the message is for the page."""


# The states from which it can still become a draft again.
BEFORE_IT_LEAVES = ("in_review", "approved", "scheduled", "leaving")
# What the mail engine says no with: each carries a sentence for the page.
ENGINE_REFUSALS = (mailings.NotNow, content.BadContent)


@transaction.atomic
def hand_in(*, newsletter: Newsletter, by: User, at: datetime) -> Mailing:
    """Freeze the content, count the recipients, ask somebody else to approve.

    Raises NotNow when a check stops it, the engine's own refusals otherwise.
    """
    row = locked(newsletter)
    if not row.is_editable:
        raise NotNow(_("It was handed in already."))
    if row.is_model:
        raise NotNow(_("This is a model: begin a newsletter from it."))
    missing = [check.label for check in letter_checks.checks(row, at=at) if check.stops and not check.is_ok]
    if missing:
        raise NotNow(_("Not yet: “%(what)s” is missing.") % {"what": missing[0]})
    mailing = row.mailing or mailings.create(
        purpose=row.purpose, title=row.title, by=row.author, at=at, language=row.language, reply_to=row.author.email, about=row
    )
    if mailing.purpose != row.purpose:
        mailing.purpose = row.purpose
        mailing.save(update_fields=["purpose"])
    given, pieces = letter_parts.content_of(row, at=at)
    mailings.set_content(mailing=mailing, at=at, by=by, **given)
    # Whoever may not be written to is among them: the engine leaves them out and keeps why, for whoever approves.
    everybody = audience.everybody(row.purpose, audience.of_thing(row), at=at)
    mailings.set_audience(mailing=mailing, recipients=everybody, at=at, by=by)
    mailings.submit(mailing=mailing, by=by, at=at, url=reverse("press:newsletter_sending", args=[row.pk]))
    row.mailing = newsletter.mailing = mailing
    row.frozen_parts = [piece.frozen() for piece in pieces]
    row.save(update_fields=["mailing", "frozen_parts"])
    history.record(verb="newsletter.handed_in", by=by, at=at, obj=row)
    return mailing


@transaction.atomic
def decide(
    *, newsletter: Newsletter, granted: bool, by: User, at: datetime, reason: str = "", seen: int | None = None
) -> None:
    """Approve it or send it back with a reason; who wrote it never approves (ApprovalRefused).

    `seen` is the request the page showed: what was handed in anew meanwhile is not approved unread.
    """
    row = locked(newsletter)
    if row.mailing is None:
        raise NotNow(_("Nobody has handed it in."))
    if granted and row.author_id == by.pk:
        raise approvals.ApprovalRefused(_("Somebody else has to approve it: you wrote it."))
    if granted:
        mailings.approve(mailing=row.mailing, by=by, at=at, seen=seen)
    else:
        mailings.refuse(mailing=row.mailing, by=by, at=at, reason=clean(reason))
    history.record(verb="newsletter.approved" if granted else "newsletter.sent_back", by=by, at=at, obj=row)
    newsletter.refresh_from_db()


def _mailing(newsletter: Newsletter) -> Mailing:
    row = locked(newsletter)
    if row.mailing is None:
        raise NotNow(_("Nobody has handed it in."))
    return row.mailing


@transaction.atomic
def leave(
    *, newsletter: Newsletter, starts_at: datetime | None, by: User, at: datetime, undo_seconds: int = mailings.UNDO_SECONDS
) -> None:
    """Let an approved letter leave at `starts_at`, or now, with `undo_seconds` to call it back. Pressed twice, it leaves
    once."""
    mailing = _mailing(newsletter)
    if starts_at is not None:
        mailings.schedule(mailing=mailing, when=starts_at, by=by, at=at)
    else:
        mailings.start(mailing=mailing, by=by, at=at, undo_seconds=undo_seconds)
    history.record(verb="newsletter.scheduled" if starts_at else "newsletter.started", by=by, at=at, obj=newsletter)
    newsletter.refresh_from_db()
    search.index(newsletter)


@transaction.atomic
def hold_back(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Call it back while nothing has left: it stays approved."""
    mailings.hold_back(mailing=_mailing(newsletter), by=by, at=at)


@transaction.atomic
def skip_wait(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Do not wait for the ten minutes."""
    mailings.skip_wait(mailing=_mailing(newsletter), by=by, at=at)


@transaction.atomic
def take_back(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Make it a draft again, to be changed; its approval is no longer worth anything."""
    mailings.reopen(mailing=_mailing(newsletter), by=by, at=at)
    history.record(verb="newsletter.taken_back", by=by, at=at, obj=newsletter)
    newsletter.refresh_from_db()
    search.index(newsletter)


@transaction.atomic
def settle(*, newsletter: Newsletter, again: bool, delivery: Delivery | None, by: User, at: datetime) -> int:
    """Send the uncertain again, or count them as sent: all, or one. Return how many."""
    act = mailings.retry_uncertain if again else mailings.consider_sent
    return act(mailing=_mailing(newsletter), delivery=delivery, by=by, at=at)


@transaction.atomic
def pause(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Stop for now."""
    mailings.pause(mailing=_mailing(newsletter), by=by, at=at)


@transaction.atomic
def resume(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Go on."""
    mailings.resume(mailing=_mailing(newsletter), by=by, at=at)


@transaction.atomic
def stop(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Stop for good."""
    mailings.cancel(mailing=_mailing(newsletter), by=by, at=at)


@transaction.atomic
def send_test(*, newsletter: Newsletter, by: User, at: datetime) -> None:
    """Send the letter as it is to whoever asks, with their own name in it."""
    row = locked(newsletter)
    pieces = letter_parts.parts(row, at=at)
    body = letter.as_html(pieces)
    if not row.subject or not body:
        raise NotNow(_("Write the subject and the text first, and save."))
    content.check_words(row.subject, row.preheader, row.own_text, body)
    given = {"nome": by.first_name, "cognome": by.last_name, "nome_completo": by.display_name}
    words = content.words_of(given=given)
    laid_out = content.compile_mjml(letter_parts.mjml(row, pieces))
    note = _("This is a test: nobody else got it.")
    context = {
        **letter_parts.layout(row, note=note),
        "sections": content.fill(letter.as_mjml(pieces), words, in_html=True),
        "subject_line": content.fill(row.subject, words, in_html=False), "preheader": content.fill(row.preheader, words, in_html=False),
        "letter_text": content.fill(letter_parts.plain_text(row, laid_out), {**words, **dict.fromkeys(content.LINK_WORDS, "#")}, in_html=False),
    }  # fmt: skip
    post_service(
        purpose="newsletter_test", to=by.email, template="press/mail/newsletter_test", by=by, at=at, language=row.language,
        about=row, context=context,
    )  # fmt: skip
    if row.is_editable:
        row.tested_at = at
        row.save(update_fields=["tested_at"])
    newsletter.refresh_from_db()
