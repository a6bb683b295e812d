"""Hard stops lifted by the head, with a written reason that stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions import proposals
from partnerships.actions.proposals import CannotPropose
from partnerships.matching import gates
from partnerships.models import Match, PartnerRequest
from relations.actions import history
from relations.models import Organization, User


@transaction.atomic
def lift(*, request: PartnerRequest, nonprofit: Organization, reason: str, by: User, at: datetime) -> Match:
    """Put a stopped non-profit on the shortlist of `request`, with its score, its stops and the written reason.

    The caller has checked that `by` may do so. Raises CannotPropose when the request is closed, when there is nothing to
    lift, or when only the body itself can lift it.
    """
    row = PartnerRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not row.is_open:
        raise CannotPropose(_("This request is no longer open."))
    today = timezone.localdate(at)
    corpus = proposals.corpus_on(today)
    found = proposals.ranked(row, corpus, today=today)
    place = proposals.place_of(found, nonprofit)
    if place is None:
        raise CannotPropose(_("Choose a non-profit."))
    stops = found[place].blocked
    if not stops:
        raise CannotPropose(_("Nothing stops this non-profit any more: compute the proposals again."))
    if not gates.liftable(stop.key for stop in stops):
        raise CannotPropose(_("It has not agreed to be contacted: only its own consent can change that."))
    found = proposals.ranked(row, corpus, today=today, lifting=[nonprofit])
    kept = {"stops": proposals.stored(stops), "lift_reason": reason, "lifted_at": at, "lifted_by": by}
    match, is_new = Match.objects.select_for_update(of=("self",)).get_or_create(
        request=row,
        nonprofit=nonprofit,
        defaults={
            **proposals.shown(found, proposals.place_of(found, nonprofit)),
            **kept,
            "created_at": at,
            "status": "shortlisted",
        },
    )
    if not is_new and match.status in ("suggested", "declined", "expired") and not match.invited_at:
        kept |= {"status": "shortlisted", "reason": ""}
    if not is_new:
        for name, value in kept.items():
            setattr(match, name, value)
        match.save(update_fields=list(kept))
    row.blocked = [line for line in row.blocked if line["nonprofit"] != nonprofit.pk]
    row.save(update_fields=["blocked"])
    history.record(
        verb="match.lifted",
        by=by,
        at=at,
        obj=match,
        about=[nonprofit],
        changes={"reason": ["", reason], "stops": [[stop.key for stop in stops], []]},
    )
    return match


@transaction.atomic
def note_risk(*, match: Match, text: str, by: User, at: datetime) -> Match:
    """Keep what could go wrong with a pair, in the words of whoever knows both; an empty text takes it away."""
    row = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
    if row.risk_note == text:
        return row
    changes = {"risk_note": [row.risk_note, text]}
    row.risk_note, row.risk_noted_at, row.risk_noted_by = text, at, by
    row.save(update_fields=["risk_note", "risk_noted_at", "risk_noted_by"])
    history.record(verb="match.risk_noted", by=by, at=at, obj=row, changes=changes)
    return row
