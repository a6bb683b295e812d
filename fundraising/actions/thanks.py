"""Thanking: by mail through the engine, or by what a colleague did."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fundraising import vocab
from fundraising.models import Donation, Thanks
from relations import formats
from relations.actions import followups, history
from relations.mail.kinds import REASONS
from relations.mail.post import post_service
from relations.models import ContactPoint, Delivery, FollowUp, OfficeSettings, User
from relations.text import clean


class NoAddress(Exception):
    """The donor has no e-mail address; the message says what to do."""


class AlreadyDone(Exception):
    """Somebody thanked already; the message says who and when."""


def email_of(donation: Donation) -> str:
    """Return the donor's main e-mail address, or an empty string. Never a PEC, never of somebody who died."""
    if donation.donor is None or (donation.person and donation.person.died_on):
        return ""
    side = {"person": donation.person} if donation.person_id else {"organization": donation.organization}
    points = ContactPoint.objects.filter(**side, kind="email", ended_at=None)
    point = points.order_by("-is_primary", "pk").first()
    return point.value if point else ""


def refuse_if_excluded(delivery: Delivery) -> None:
    """Raise NoAddress when the engine may not write to the address; the caller's transaction is undone."""
    if delivery.state == Delivery.State.EXCLUDED:
        words = {"address": delivery.email, "reason": REASONS.get(delivery.reason, delivery.reason)}
        raise NoAddress(_("We cannot write to %(address)s: %(reason)s. Use the phone or a letter.") % words)


def _language(donation: Donation) -> str:
    return donation.person.language if donation.person_id else "it"


def salutation(donation: Donation) -> str:
    """How the letter begins: the donor's own salutation, else a neutral one."""
    person = donation.person
    if person is not None:
        return person.salutation or _("Dear %(name)s") % {"name": person.first_name or person.last_name}
    return _("To all of you at %(name)s") % {"name": donation.donor_name}


def letter(donation: Donation, *, by: User | None) -> dict:
    """Return the words of the thank-you mail, written with the gift's purpose; no request for money in it."""
    with override(_language(donation)):
        return {
            "salutation": salutation(donation),
            "amount": formats.money(donation.amount),
            "day": formats.day_full(donation.given_on),
            "campaign": donation.campaign.name if donation.campaign_id else "",
            "purpose": donation.campaign.purpose if donation.campaign_id else "",
            "signature": by.display_name if by else "",
            "job_title": by.job_title if by else "",
            "office": OfficeSettings.current(),
        }


@transaction.atomic
def send(*, donation: Donation, by: User | None, at: datetime, words: str = "") -> Thanks:
    """Thank by mail; `words` are a colleague's own sentence, put before the signature."""
    thanks = _take(donation)
    address = email_of(donation)
    if not address:
        raise NoAddress(_("There is no e-mail address: thank by phone or letter, or add the address to the record."))
    delivery = post_service(
        purpose="thanks", to=address, template="fundraising/mail/thanks",
        context={**letter(donation, by=by), "sentence": clean(words).strip()}, at=at, person=donation.person,
        organization=donation.organization, by=by, language=_language(donation), about=donation,
        reply_to=OfficeSettings.current().email,
    )
    refuse_if_excluded(delivery)
    return _done(thanks, how="email", by=by, at=at)


@transaction.atomic
def mark(*, donation: Donation, how: str, by: User, at: datetime, note: str = "") -> Thanks:
    """Note that a colleague thanked by phone, by letter or in person."""
    return _done(_take(donation), how=how, by=by, at=at, note=note)


@transaction.atomic
def not_needed(*, donation: Donation, by: User, at: datetime, note: str) -> Thanks:
    """Note that no thanks are due, and why."""
    thanks = _take(donation)
    thanks.state, thanks.note, thanks.done_at, thanks.done_by = "not_needed", clean(note)[:200], at, by
    thanks.save(update_fields=["state", "note", "done_at", "done_by"])
    history.record(verb="thanks.not_needed", by=by, at=at, obj=donation, body=thanks.note)
    _close_followup(thanks, by, at)
    return thanks


def _take(donation: Donation) -> Thanks:
    """Lock the thanks: two colleagues who press at once send one letter."""
    thanks = Thanks.objects.select_for_update(of=("self",)).select_related("done_by").get(donation=donation)
    if thanks.state == "sent":
        who = thanks.done_by.display_name if thanks.done_by else _("the system")
        raise AlreadyDone(_("Already thanked by %(who)s on %(day)s.") % {"who": who, "day": formats.day(thanks.done_at)})
    return thanks


def _done(thanks: Thanks, *, how: str, by: User | None, at: datetime, note: str = "") -> Thanks:
    thanks.state, thanks.how, thanks.done_at, thanks.done_by, thanks.note = "sent", how, at, by, clean(note)[:200]
    thanks.save(update_fields=["state", "how", "done_at", "done_by", "note"])
    donation = Donation.objects.select_related("person", "organization").get(pk=thanks.donation_id)
    history.record(
        verb="thanks.sent", by=by, at=at, obj=donation, about=[donation.donor], icon="heart-handshake",
        title=_("Thanked: %(how)s") % {"how": vocab.THANKS_WAYS[how].label}, body=thanks.note,
        url=donation.get_absolute_url(),
    )
    history.touch(parties=[donation.donor], at=at)
    _close_followup(thanks, by, at)
    return thanks


def _origin(thanks: Thanks) -> str:
    return f"thanks:{thanks.pk}"


def _close_followup(thanks: Thanks, by: User | None, at: datetime) -> None:
    for followup in FollowUp.objects.filter(origin=_origin(thanks), status="open"):
        followups.complete(followup=followup, by=by, at=at)


@transaction.atomic
def follow_up_overdue(*, at: datetime) -> int:
    """Give whoever follows the campaign one thing to do for each thanks that is late; made once, however often it runs."""
    late = Thanks.objects.filter(state="owed", due_at__lt=at).select_related(
        "donation__campaign__manager", "donation__by", "donation__person", "donation__organization"
    )
    known = set(FollowUp.objects.filter(origin__startswith="thanks:").values_list("origin", flat=True))
    made = 0
    for thanks in late:
        donation = thanks.donation
        owner = donation.campaign.manager if donation.campaign_id else donation.by
        if owner is None or _origin(thanks) in known:
            continue
        words = {"name": donation.donor_name, "amount": formats.money(donation.amount)}
        followups.create(
            title=_("Thank %(name)s for %(amount)s") % words, owner=owner, due_on=formats.only_day(at), at=at,
            person=donation.person, organization=donation.organization, subject=donation, icon="heart",
            url=donation.get_absolute_url(), origin=_origin(thanks),
        )
        made += 1
    return made
