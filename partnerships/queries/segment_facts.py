"""What a dynamic group can ask about partnerships."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships import terms
from partnerships.models import PartnerRequest, PartnershipParty
from relations.panels import SegmentFact


def _parties() -> QuerySet[PartnershipParty]:
    return PartnershipParty.objects.filter(partnership__state__in=terms.LIVING)


def _running(_value: None, at: datetime) -> Q:
    return Q(pk__in=_parties().values("organization"))


def _in_phase(phases: list[str], at: datetime) -> Q:
    return Q(pk__in=_parties().filter(partnership__phase__in=phases).values("organization"))


def _ever(_value: None, at: datetime) -> Q:
    return Q(pk__in=PartnershipParty.objects.values("organization"))


def _asked(_value: None, at: datetime) -> Q:
    requests = PartnerRequest.objects.filter(status__in=terms.REQUEST_OPEN).exclude(organization=None)
    return Q(pk__in=requests.values("organization"))


def _contact(_value: None, at: datetime) -> Q:
    return Q(pk__in=_parties().exclude(contact=None).values("contact"))


_SHARED = {"group": "partnerships", "permission": "partnerships.view_partnership"}
FACTS = [
    SegmentFact(
        "partnership", ("organization",), _("Running partnership"), _("has a partnership under way"),
        _("has no partnership under way"), _running, order=10, **_SHARED,
    ),
    SegmentFact(
        "partnership_phase", ("organization",), _("Phase of the partnership"), _("has a partnership in the phase %(value)s"),
        _("has no partnership in the phase %(value)s"), _in_phase, "choices", lambda: terms.PHASES_SHORT.choices, order=20,
        **_SHARED,
    ),
    SegmentFact(
        "partnership_ever", ("organization",), _("Partnership, also ended"), _("has or had a partnership"),
        _("never had a partnership"), _ever, order=30, **_SHARED,
    ),
    SegmentFact(
        "partner_request", ("organization",), _("Open request"), _("has an open request for a partner"),
        _("has no open request for a partner"), _asked, order=40, **_SHARED,
    ),
    SegmentFact(
        "partnership_contact", ("person",), _("Contact of a partnership"), _("is the contact of a partnership under way"),
        _("is the contact of no partnership under way"), _contact, order=10, **_SHARED,
    ),
]  # fmt: skip
