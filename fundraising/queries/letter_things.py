"""Campaigns that may stand in a letter: going on, with a public page."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fundraising.models import Campaign
from relations.panels import LetterPiece
from relations.web.urls import absolute


def _open(at: datetime):
    today = timezone.localdate(at)
    return Campaign.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), is_public=True, status="active").order_by("-starts_on", "-pk")


def choices(text: str, at: datetime) -> list[tuple[int, str]]:
    """Return the campaigns one can give to whose name holds `text`."""
    found = _open(at)
    for word in text.split()[:5]:
        found = found.filter(name__icontains=word)
    return [(row.pk, row.name) for row in found[:60]]


def piece(pk: int, at: datetime) -> LetterPiece | None:
    """Return what a letter says of a campaign; None once nobody can give to it."""
    row = _open(at).filter(pk=pk).first()
    return LetterPiece(row.name, row.purpose, absolute(row.public_url), _("Invitation to give")) if row else None
