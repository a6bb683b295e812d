"""Files of a release: what they are is read from their content, never from their name."""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from press.actions import releases
from press.models import PressRelease
from relations.actions import history
from relations.models import Attachment, User
from relations.text import one_line

# First bytes → (type, ending). No SVG: it may carry scripts.
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"%PDF-", "application/pdf", "pdf"),
)
LARGEST = 8 * 1024 * 1024


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Return (mime, ending) by the first bytes, None when it is not a kind we keep."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp", "webp"
    return next(((mime, ending) for start, mime, ending in SIGNATURES if head.startswith(start)), None)


@transaction.atomic
def attach(*, release: PressRelease, upload: UploadedFile, alt_text: str, by: User, at: datetime) -> Attachment:
    """Keep a picture or PDF with the release; ValidationError for other kinds, size, or a picture without words.

    As with its text: NotNow once it left the desk, and what somebody had approved is a draft again.
    """
    releases.open_for_changes(release=release, at=at)
    if upload.size > LARGEST:
        raise ValidationError(_("This file is too big: at most 8 MB. Save a smaller copy and try again."))
    data = upload.read()
    kind = kind_of(data[:16])
    if kind is None:
        raise ValidationError(_("Choose a JPEG, PNG or WebP picture, or a PDF."))
    mime, ending = kind
    words = one_line(alt_text)[:200]
    if mime.startswith("image/") and not words:
        raise ValidationError(_("Describe the picture in a sentence: it is read to those who cannot see it."))
    stem = one_line(upload.name or "").rpartition("/")[2].rpartition(".")[0][:120] or "file"
    attachment = Attachment(
        object=release, name=f"{stem}.{ending}", mime=mime, size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        alt_text=words, is_public=True, by=by, created_at=at,
    )
    attachment.file.save(f"{stem[:20]}.{ending}", ContentFile(data), save=False)
    attachment.save()
    history.record(verb="release.file_added", by=by, at=at, obj=release, changes={"file": ["", attachment.name]})
    return attachment


@transaction.atomic
def detach(*, release: PressRelease, attachment: Attachment, by: User, at: datetime) -> None:
    """Take a file off the release; as `attach`, only while it is on the desk."""
    releases.open_for_changes(release=release, at=at)
    history.record(verb="release.file_removed", by=by, at=at, obj=release, changes={"file": [attachment.name, ""]})
    stored = attachment.file
    attachment.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
