"""What begins and ends a sequence of messages in partnerships: a request, a proposal, a phase, an answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.models import Match, PartnerRequest, PartnershipParty, PhaseChange
from relations.panels import Follower, Happening, SequenceStop, SequenceTrigger
from relations.queries.sequence_triggers import anniversaries

_MATCH = "partnerships.match"
_PARTNERSHIP = "partnerships.partnership"
# Past the gate of the formal agreement: it is signed.
_SIGNED = "management"


def request_received(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """A company handed in its request."""
    rows = PartnerRequest.objects.filter(received_at__gt=since, received_at__lte=until).order_by("received_at", "pk")
    for row in rows:
        yield Happening(
            f"request:{row.pk}", row.received_at, row.person_id, row.organization_id, row.contact_email, row.contact_name,
            ("partnerships.partnerrequest", row.pk),
        )  # fmt: skip


def proposal_made(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """A proposal went to both sides: each is one that may not answer. Proposed again, it is another one."""
    rows = Match.objects.filter(status__in=terms.MATCH_WAITING, invited_at__gt=since, invited_at__lte=until)
    for row in rows.select_related("request").order_by("invited_at", "pk"):
        key, request = f"proposal:{row.pk}:{row.invited_at.isoformat()}", row.request
        yield Happening(
            f"{key}:company", row.invited_at, request.person_id, request.organization_id, request.contact_email,
            request.contact_name, (_MATCH, row.pk),
        )  # fmt: skip
        yield Happening(f"{key}:nonprofit", row.invited_at, None, row.nonprofit_id, subject=(_MATCH, row.pk))


def phase_reached(since: datetime, until: datetime, phases: list[str] | None) -> Iterator[Happening]:
    """A partnership reached one of `phases`: each body in it, through its contact person."""
    changes = PhaseChange.objects.filter(to_phase__in=phases or [], at__gt=since, at__lte=until)
    for row in changes.prefetch_related("partnership__parties").order_by("at", "pk"):
        for party in row.partnership.parties.all():
            yield _of_party(party, f"phase:{row.pk}:{party.pk}", row.at)


def agreement_anniversary(since: datetime, until: datetime, _value: None) -> Iterator[Happening]:
    """The day of the year on which a running partnership's agreement was signed."""
    changes = PhaseChange.objects.filter(to_phase=_SIGNED, partnership__state__in=terms.LIVING).order_by("at", "pk")
    firsts = {row.partnership_id: timezone.localdate(row.at) for row in changes.reverse()}
    due = list(anniversaries(firsts.items(), since, until))
    parties: dict[int, list[PartnershipParty]] = {}
    for party in PartnershipParty.objects.filter(partnership__in=[pk for pk, _moment, _year in due]):
        parties.setdefault(party.partnership_id, []).append(party)
    for partnership, moment, year in due:
        for party in parties.get(partnership, []):
            yield _of_party(party, f"agreement:{partnership}:{party.pk}:{year}", moment)


def _of_party(party: PartnershipParty, key: str, at: datetime) -> Happening:
    return Happening(key, at, party.contact_id, party.organization_id, subject=(_PARTNERSHIP, party.partnership_id))


def answered(followers: Sequence[Follower], until: datetime) -> Iterator[int]:
    """The proposal was answered by them, or waits for nobody any more."""
    asked = {one.subject[1] for one in followers if one.subject and one.subject[0] == _MATCH}
    rows = {row.pk: row for row in Match.objects.filter(pk__in=asked).select_related("request")} if asked else {}
    for place, one in enumerate(followers):
        row = rows.get(one.subject[1]) if one.subject and one.subject[0] == _MATCH else None
        if row is not None and (not row.is_waiting or row.answer_of(_side(row, one))):
            yield place


def _side(row: Match, one: Follower) -> str:
    return "nonprofit" if one.organization_id == row.nonprofit_id else "company"


_SHARED = {"group": "partnerships", "permission": "partnerships.view_partnership"}
TRIGGERS = [
    SequenceTrigger("request_received", _("A request of a partner"), _("a company asks us for a partner"), request_received, order=110, **_SHARED),
    SequenceTrigger("proposal_made", _("A partnership proposal"), _("a proposal of partnership is sent"), proposal_made, order=120, **_SHARED),
    SequenceTrigger(
        "phase_reached", _("A phase of a partnership"), _("a partnership reaches the phase %(value)s"), phase_reached, "choices",
        lambda: terms.PHASES.choices, order=130, **_SHARED,
    ),
    SequenceTrigger(
        "agreement_anniversary", _("Anniversary of an agreement"), _("it is the anniversary of an agreement"), agreement_anniversary,
        order=140, **_SHARED,
    ),
]  # fmt: skip
STOPS = [SequenceStop("proposal_answered", _("they answer the proposal"), _("they answered the proposal"), answered, 20)]
