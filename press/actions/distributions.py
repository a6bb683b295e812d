"""Sending an approved release to journalists through the mail engine."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from press import vocab
from press.actions.releases import NotNow
from press.models import Distribution, PressRelease
from press.queries import media as queries
from relations.actions import approvals, history
from relations.mail import content, mailings
from relations.mail.audience import Recipient
from relations.models import Mailing, User
from relations.text import clean
from relations.web.urls import absolute

REFUSALS = (NotNow, mailings.NotNow, content.BadContent, approvals.ApprovalRefused)
# The same release to the same people again within this time is a second click.
SECOND_CLICK = timedelta(minutes=1)
SENDABLE = ("approved", *vocab.WAITING_STATUS, *vocab.PUBLIC_STATUS)


def refusal(release: PressRelease) -> str:
    """Return why it cannot be sent now, or nothing."""
    if release.status not in SENDABLE:
        return _("It can be sent once somebody else has approved it.")
    if release.status == "scheduled":
        return _("It is scheduled: send it once it is out, or put it under embargo to send it before.")
    return ""


@transaction.atomic
def send(*, release: PressRelease, journalists: Sequence[int], note: str, by: User, at: datetime) -> Distribution:
    """Send the release to the chosen journalists; whoever opted out is left out even if chosen.

    The release's own author and approver are the mailing's four eyes. A note is a text they have not read: with one,
    the sender hands the mailing in and it waits for somebody else's approval.
    An approved release that is not out yet leaves only under an embargo or once public.
    """
    release = PressRelease.objects.select_for_update(of=("self",)).select_related("author", "approved_by").get(pk=release.pk)
    if why := refusal(release):
        raise NotNow(why)
    chosen = {one.journalist.pk: one for one in queries.candidates(release, at=at) if not one.blocked}
    rows = [chosen[pk] for pk in dict.fromkeys(journalists) if pk in chosen]
    if not rows:
        raise NotNow(_("Choose at least one journalist who can be written to."))
    if (twin := _just_sent(release, rows, by=by, at=at)) is not None:
        return twin
    note = clean(note).strip()
    mailing = mailings.create(
        purpose="press", basis="legitimate_interest", title=_("To the press: %(title)s") % {"title": release.title},
        by=by if note else release.author, at=at, reply_to=release.contact_email or by.email, language=release.language, about=release,
    )
    subject, html = _message(release, note)
    mailings.set_content(mailing=mailing, subject=subject, preheader=release.summary[:200], html=html, at=at, by=by)
    mailings.set_audience(mailing=mailing, recipients=[_recipient(row) for row in rows], at=at, by=by)
    mailings.submit(mailing=mailing, by=by if note else release.author, at=at)
    if not note:
        _approve_and_start(mailing, release, by=by, at=at)
    distribution = Distribution.objects.create(
        release=release, mailing=mailing, under_embargo=release.status == "under_embargo", by=by, at=at
    )
    history.record(
        verb="release.sent_to_press", by=by, at=at, obj=release, about=[row.journalist.person for row in rows],
        title=_("Release sent: “%(title)s”") % {"title": release.title[:150]}, icon="megaphone", url=release.get_absolute_url(),
    )
    return distribution


def _approve_and_start(mailing: Mailing, release: PressRelease, *, by: User, at: datetime) -> None:
    """The release was approved: so is its mailing, if that person may approve mail. Else it waits for somebody who may."""
    approver = release.approved_by
    if approver is not None and approver.has_perm(mailings.APPROVE):
        mailings.approve(mailing=mailing, by=approver, at=at)
        mailings.start(mailing=mailing, by=by, at=at)


def _just_sent(release: PressRelease, rows: Sequence[queries.Candidate], *, by: User, at: datetime) -> Distribution | None:
    latest = Distribution.objects.filter(release=release, by=by, at__gt=at - SECOND_CLICK).select_related("mailing").last()
    if latest is None:
        return None
    addresses = set(latest.mailing.deliveries.values_list("email", flat=True))
    return latest if addresses == {row.email.lower() for row in rows} else None


def start_approved(*, at: datetime) -> int:
    """Let leave what waited for somebody's approval and now has it; return how many sendings left."""
    waiting = Distribution.objects.filter(
        mailing__state__in=("in_review", "approved"), release__status__in=SENDABLE
    ).select_related("mailing", "by")
    left = 0
    for distribution in waiting:
        try:
            left += mailings.start(mailing=distribution.mailing, by=distribution.by, at=at).state == "sending"
        except mailings.NotNow:
            continue
    return left


def _recipient(row: queries.Candidate) -> Recipient:
    return Recipient(email=row.email, person=row.journalist.person, values={"organizzazione": row.outlets[:120]})


def _message(release: PressRelease, note: str) -> tuple[str, str]:
    """Return the subject and the HTML; under embargo both begin with it."""
    is_embargoed = release.status == "under_embargo"
    html = render_to_string("press/mail/release.html", {
        "release": release, "note": note, "embargo": release.embargo_line if is_embargoed else "",
        "address": absolute(release.public_path) if release.status in vocab.PUBLIC_STATUS else "",
    })  # fmt: skip
    subject = f"{release.get_kind_display()}: {release.title}"
    return (f"EMBARGO – {subject}" if is_embargoed else subject), html
