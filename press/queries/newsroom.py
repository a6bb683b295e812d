"""Reads for the public newsroom; everything comes through `PressRelease.objects.public(at)`."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from press import vocab
from press.models import PressRelease
from relations.models import Attachment
from relations.text import fold


def releases(at: datetime) -> QuerySet:
    """Return what the public may read, newest first."""
    return PressRelease.objects.public(at).order_by("-published_at", "-pk")


def found(at: datetime, *, text: str = "", topic: str = "", year: int | None = None) -> QuerySet:
    """Return the public releases of a topic and year that hold the words of `text`."""
    queryset = releases(at)
    if topic in vocab.TOPICS:
        queryset = queryset.filter(topic=topic)
    if year:
        queryset = queryset.filter(year=year)
    for word in text.split()[:8]:
        queryset = queryset.filter(
            Q(folded_title__contains=fold(word)) | Q(summary__icontains=word) | Q(body__icontains=word)
        )
    return queryset


def years(at: datetime) -> list[int]:
    """Return the years with releases, newest first."""
    return list(releases(at).order_by("-year").values_list("year", flat=True).distinct())


def topics(at: datetime) -> list:
    """Return the topics with releases, in the order of the list."""
    used = set(releases(at).order_by().values_list("topic", flat=True).distinct())
    return [term for term in vocab.TOPICS if term.key in used]


def with_images(found: list[PressRelease]) -> list[PressRelease]:
    """Set `cover` on each release: its first picture, or None."""
    images: dict[int, Attachment] = {}
    for image in _images().filter(object_id__in=[release.pk for release in found]).order_by("-pk"):
        images[image.object_id] = image
    for release in found:
        release.cover = images.get(release.pk)
    return found


def _images() -> QuerySet:
    return Attachment.objects.filter(
        object_type=ContentType.objects.get_for_model(PressRelease), is_public=True, mime__startswith="image/"
    )


def one(*, year: int, number: int, at: datetime) -> PressRelease:
    """Return a release by its number, also a withdrawn one that had come out; Http404 for every other."""
    release = (
        PressRelease.objects.filter(year=year, number=number)
        .filter(Q(pk__in=PressRelease.objects.public(at).values("pk")) | Q(status="withdrawn", published_at__lte=at))
        .select_related("corrects").first()
    )  # fmt: skip
    if release is None:
        raise Http404("release")
    return release


def corrections(release: PressRelease, at: datetime) -> QuerySet:
    """Return the public corrections of a release."""
    return PressRelease.objects.public(at).filter(corrects=release).order_by("published_at")


def attachment(pk: int, at: datetime) -> Attachment:
    """Return a public file of a public release; Http404 for every other."""
    file = Attachment.objects.filter(
        Exists(PressRelease.objects.public(at).filter(pk=OuterRef("object_id"))),
        pk=pk, object_type=ContentType.objects.get_for_model(PressRelease), is_public=True,
    ).first()  # fmt: skip
    if file is None:
        raise Http404("file")
    return file
