"""Releases that may stand in a letter, and those that tell of a partnership: public ones only, so that no embargo leaks."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from press.models import PressRelease
from relations.panels import LetterPiece
from relations.text import fold
from relations.web.urls import absolute


def _public(at: datetime) -> QuerySet[PressRelease]:
    return PressRelease.objects.public(at).order_by("-published_at", "-pk")


def _stories(at: datetime) -> QuerySet[PressRelease]:
    return _public(at).filter(partnership__isnull=False)


def _choices(found: QuerySet[PressRelease], text: str) -> list[tuple[int, str]]:
    for word in text.split()[:5]:
        found = found.filter(folded_title__contains=fold(word))
    return [
        (row.pk, f"{timezone.localtime(row.published_at):%d/%m/%Y} · {row.title}")
        for row in found.only("published_at", "title", "number", "year")[:60]
    ]


def _piece(row: PressRelease | None, over: str = "") -> LetterPiece | None:
    return LetterPiece(row.title, row.summary, absolute(row.public_path), row.kicker or over) if row else None


def choices(text: str, at: datetime) -> list[tuple[int, str]]:
    """Return the public releases whose title holds `text`, the newest first."""
    return _choices(_public(at), text)


def piece(pk: int, at: datetime) -> LetterPiece | None:
    """Return what a letter says of a release."""
    return _piece(_public(at).filter(pk=pk).first())


def story_choices(text: str, at: datetime) -> list[tuple[int, str]]:
    """Return the public releases about a partnership."""
    return _choices(_stories(at), text)


def story(pk: int, at: datetime) -> LetterPiece | None:
    """Return what a letter says of a partnership: the words its partners approved for the press."""
    return _piece(_stories(at).filter(pk=pk).first(), _("Story of a partnership"))
