"""The pulse of trust: asked of both sides by link, answered once by each, told when the two are apart."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions import partner_links, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Partnership, PartnershipParty, PulseAnswer, TrustPulse
from partnerships.queries import trust as queries
from partnerships.vocab import N_
from relations.actions import followups
from relations.models import FollowUp, User
from relations.text import clean, one_line

OPEN_DAYS = 14


class StillOpen(Exception):
    """The last pulse still waits for answers; the message says until when."""


class TooLate(Exception):
    """The pulse is over."""


@transaction.atomic
def ask(
    *, partnership: Partnership, at: datetime, occasion: str = "", by: User | None = None
) -> tuple[TrustPulse, list[PartnershipParty]]:
    """Ask both sides how it goes; return the pulse and the parties with no address. StillOpen while one waits."""
    row = living(partnership)
    today = timezone.localdate(at)
    running = row.pulses.filter(closes_on__gte=today).first()
    if running is not None:
        raise StillOpen(_("The last pulse still waits for answers."))
    pulse = TrustPulse.objects.create(
        partnership=row,
        asked_at=at,
        asked_by=by,
        closes_on=today + timedelta(days=OPEN_DAYS),
        occasion=one_line(occasion)[:160],
    )
    without = [party for party in row.parties.select_related("organization") if not _write(pulse, party, by, at)]
    tell(
        row,
        verb="pulse.requested",
        text=N_("Asked both sides how it goes%(what)s"),
        what=_occasion(pulse),
        by=by,
        at=at,
        icon="heart-pulse",
    )
    return pulse, without


def _occasion(pulse: TrustPulse) -> str:
    return f": {pulse.occasion}" if pulse.occasion else ""


def _write(pulse: TrustPulse, party: PartnershipParty, by: User | None, at: datetime) -> bool:
    return partner_links.ask(
        party=party, template="partnerships/mail/pulse_asked", page="partnerships:partner_pulse", args=(pulse.pk,), by=by, at=at,
        once=f"pulse:{pulse.pk}:{party.pk}", context={"pulse": pulse},
    )  # fmt: skip


@transaction.atomic
def answer(*, pulse: TrustPulse, visitor: Visitor, marks: dict[str, int], at: datetime, words: str = "") -> PulseAnswer:
    """Take the four marks of one person; said again, they replace the first. TooLate after the last day.

    When two sides are two marks apart on a question, the officer is told once.
    """
    partnership = living(pulse.partnership)
    if pulse.closes_on < timezone.localdate(at) or visitor.partnership.pk != partnership.pk:
        raise TooLate(_("This question is closed: thank you all the same. Call us if you have something to say."))
    said, _made = PulseAnswer.objects.update_or_create(
        pulse=pulse, party=visitor.party, holder=visitor.holder,
        defaults={**marks, "words": clean(words).strip(), "person": visitor.person, "at": at},
    )  # fmt: skip
    tell(
        partnership,
        verb="pulse.answered",
        text=N_("Answer on trust: %(what)s"),
        what=str(visitor.party),
        by=None,
        at=at,
        icon="heart-pulse",
    )
    _alert(pulse, at=at)
    return said


def _alert(pulse: TrustPulse, *, at: datetime) -> None:
    apart = queries.asked(pulse).apart
    origin = f"pulse:{pulse.pk}:apart"
    if not apart or FollowUp.objects.filter(origin=origin).exists():
        return
    partnership = pulse.partnership
    followups.create(
        title=say(N_("The two sides of %(title)s see it differently: hear both"), title=partnership.title)[:200],
        owner=partnership.owner, due_on=timezone.localdate(at), at=at, subject=partnership, icon="scale", url=partnership.get_absolute_url(),
        origin=origin,
    )  # fmt: skip
