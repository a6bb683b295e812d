"""Open meetings that may stand in a letter: published, still to come."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from relations import formats
from relations.models import Gathering
from relations.panels import LetterPiece
from relations.web.urls import absolute


def gathering_choices(text: str, at: datetime) -> list[tuple[int, str]]:
    """Return the meetings to come whose title or place holds `text`, the nearest first."""
    found = Gathering.objects.filter(state="published", ends_at__gt=at).order_by("starts_at", "pk")
    for word in text.split()[:5]:
        found = found.filter(title__icontains=word) | found.filter(municipality__icontains=word)
    return [(row.pk, f"{timezone.localtime(row.starts_at):%d/%m/%Y} · {row.title}") for row in found[:60]]


def gathering_piece(pk: int, at: datetime) -> LetterPiece | None:
    """Return what a letter says of a meeting: when, where, what about; None once it is over or called off."""
    row = Gathering.objects.filter(pk=pk, state="published", ends_at__gt=at).first()
    if row is None:
        return None
    language = translation.get_language() or "it"
    when = f"{formats.day_long(row.starts_at, language=language)}, {formats.clock(row.starts_at)}"
    return LetterPiece(row.title, "\n".join(filter(None, [f"{when} · {row.where}", row.summary])), absolute(row.public_url), _("Appointment"))
