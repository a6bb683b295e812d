"""Releases for images: written down with their signed file, and withdrawn."""

import hashlib
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.actions import communication, say
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.models import ImageConsent, Partnership
from partnerships.vocab import N_
from relations.models import Person, User
from relations.text import one_line

# First bytes → (type, ending): a scan is a PDF or a photograph.
SIGNATURES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
)
LARGEST = 8 * 1024 * 1024


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Return (mime, ending) by the first bytes, None when it is not a kind we keep."""
    return next(((mime, ending) for start, mime, ending in SIGNATURES if head.startswith(start)), None)


@transaction.atomic
def add(
    *,
    partnership: Partnership,
    what: str,
    by: User,
    at: datetime,
    person: Person | None = None,
    people: str = "",
    uses: str = "",
    until: date | None = None,
    upload: UploadedFile | None = None,
) -> ImageConsent:
    """Write a release down; ValidationError for a file that is neither a PDF nor a picture, or too big."""
    row = locked(partnership)
    if not row.is_living:
        raise NotLiving(_("This partnership has ended."))
    made = ImageConsent(
        partnership=row, what=what, person=person, people=people, uses=uses, until=until, by=by, created_at=at
    )
    if upload is not None:
        _keep(made, upload)
    made.save()
    title = say(N_("release for the images: %(what)s"), what=made.what)
    note(
        row, verb="image_consent.added", title=title, by=by, at=at, icon="camera", changes={"piece": [None, made.what]}
    )
    return made


def _keep(made: ImageConsent, upload: UploadedFile) -> None:
    if upload.size > LARGEST:
        raise ValidationError(_("This file is too big: at most 8 MB. Save a smaller copy and try again."))
    data = upload.read()
    kind = kind_of(data[:16])
    if kind is None:
        raise ValidationError(_("Choose a PDF, or a JPEG or PNG picture of the signed sheet."))
    stem = one_line(upload.name or "").rpartition("/")[2].rpartition(".")[0][:120] or "file"
    made.file_name, made.sha256 = f"{stem}.{kind[1]}", hashlib.sha256(data).hexdigest()
    made.file.save(f"liberatoria.{kind[1]}", ContentFile(data), save=False)


@transaction.atomic
def withdraw(*, consent: ImageConsent, by: User, at: datetime) -> ImageConsent:
    """Write down that whoever gave it has taken it back: what is not out yet may no longer show those images."""
    row = ImageConsent.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=consent.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        title = say(N_("release withdrawn: %(what)s"), what=row.what)
        note(
            row.partnership, verb="image_consent.withdrawn", title=title, by=by, at=at, icon="camera-off",
            changes={"piece": [None, row.what]},
        )  # fmt: skip
        communication.settle(partnership=row.partnership, by=by, at=at)
    return row
