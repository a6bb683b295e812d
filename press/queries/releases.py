"""Reads for the desk: lists, the steps of a release, versions, who waits for whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from press import desk, prose, vocab
from press.models import Coverage, PressRelease, ReleaseVersion
from relations.models import Approval, User
from relations.queries import together
from relations.text import fold


def listed() -> QuerySet:
    """Return every release with what its row shows."""
    return PressRelease.objects.select_related("author", "approved_by").annotate(
        coverage_count=Count("coverage", distinct=True)
    ).defer("body", "boilerplate", "notes")


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """Narrow to titles, kickers and bodies holding every word of `text`."""
    for word in text.split()[:8]:
        queryset = queryset.filter(
            Q(folded_title__contains=fold(word)) | Q(kicker__icontains=word) | Q(body__icontains=word)
        )
    return queryset


def to_review(user: User) -> QuerySet:
    """Return the releases `user` may approve."""
    if not user.has_perm("press.approve_pressrelease"):
        return PressRelease.objects.none()
    return PressRelease.objects.filter(status="in_review").exclude(author=user)


@dataclass(frozen=True)
class Step:
    """One line of the path of a release."""

    label: str
    who: str = ""
    at: datetime | None = None
    done: bool = False


def steps(release: PressRelease) -> list[Step]:
    """Return the path of a release: written, handed in, approved, out."""
    asked = (
        Approval.objects.filter(object_type__app_label="press", object_type__model="pressrelease", object_id=release.pk)
        .exclude(status="withdrawn").select_related("requested_by").order_by("-pk").first()
    )  # fmt: skip
    handed = release.status != "draft" and asked is not None
    out = release.status in (*vocab.PUBLIC_STATUS, "withdrawn") and release.published_at is not None
    found = [
        Step(_("Written"), str(release.author), release.created_at, bool(release.body)),
        Step(_("Handed in"), str(asked.requested_by) if handed else "", asked.requested_at if handed else None, handed),
        Step(pgettext("release", "Approved"), str(release.approved_by or ""), release.approved_at, release.approved_by_id is not None),
    ]
    if release.status in vocab.WAITING_STATUS:
        found.append(Step(_("Comes out"), "", release.public_from))
    else:
        found.append(Step(pgettext("release", "Published"), "", release.published_at, out))
    if release.withdrawn_at:
        found.append(Step(pgettext("release", "Withdrawn"), release.withdrawn_reason, release.withdrawn_at, True))
    return found


def refusal(release: PressRelease) -> Approval | None:
    """Return why it was sent back, while it is being mended."""
    if release.status != "draft":
        return None
    last = (
        Approval.objects.filter(object_type__app_label="press", object_type__model="pressrelease", object_id=release.pk)
        .select_related("decided_by").order_by("-pk").first()
    )  # fmt: skip
    return last if last is not None and last.status == "refused" else None


def meters(release: PressRelease | None) -> dict[str, desk.Measure]:
    """Return how long each text is beside what reads well."""
    found = {}
    for meter in vocab.METERS:
        text = getattr(release, meter.field, "") if release else ""
        if meter.field == "body":
            text = prose.as_text(text)
        found[meter.field] = desk.Measure(len(text), meter.low, meter.high)
    return found


def versions(release: PressRelease) -> QuerySet:
    """Return the versions, newest first."""
    return ReleaseVersion.objects.filter(release=release).select_related("by").order_by("-number")


def compare(older: ReleaseVersion, newer: ReleaseVersion) -> list[dict]:
    """Return what changed, field by field: [{label, pieces}]."""
    found = []
    for key in ("kicker", "title", "summary", "place", "body", "boilerplate", "notes"):
        before, after = (str(version.content.get(key) or "") for version in (older, newer))
        if before == after:
            continue
        if key == "body":
            before, after = prose.as_text(before), prose.as_text(after)
        label = PressRelease._meta.get_field(key).verbose_name
        found.append({"label": label, "pieces": desk.words_changed(before, after)})
    return found


def coverage_of(release: PressRelease) -> QuerySet:
    """Return what came out of a release."""
    return (
        Coverage.objects.filter(release=release).select_related("outlet__organization").order_by("-came_out_on", "-pk")
    )


@together.reader
def by_month(year: int) -> together.Reader:
    """Return how many releases came out each month of `year`."""
    rows = yield PressRelease.objects.filter(year=year, published_at__isnull=False).values_list("published_at", flat=True)
    counts = [0] * 12
    for moment in rows:
        counts[moment.astimezone(desk.ROME).month - 1] += 1
    return counts
