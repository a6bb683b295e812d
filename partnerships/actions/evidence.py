"""Files that prove something: what they are is read from their content, never from their name."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from relations.models import Attachment, User
from relations.text import one_line

# First bytes → (type, ending). No SVG and no HTML: they may carry scripts.
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"%PDF-", "application/pdf", "pdf"),
)
LARGEST = 8 * 1024 * 1024


class NotEvidence(Exception):
    """The file is of no kind we keep."""


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Return (mime, ending) by the first bytes, None when it is not a kind we keep."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp", "webp"
    return next(((mime, ending) for start, mime, ending in SIGNATURES if head.startswith(start)), None)


def keep(*, of: models.Model, upload: UploadedFile | None, by: User | None, at: datetime) -> Attachment | None:
    """Keep `upload` with the row `of`, whose `evidence` it becomes; nothing without a file. Called within an action."""
    if upload is None:
        return None
    data = upload.read()
    kind = kind_of(data[:16])
    if kind is None or len(data) > LARGEST:
        raise NotEvidence(upload.name)
    mime, ending = kind
    stem = one_line(upload.name or "").rpartition("/")[2].rpartition(".")[0][:120] or "prova"
    kept = Attachment(
        object=of,
        name=f"{stem}.{ending}",
        mime=mime,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
        created_at=at,
    )
    kept.file.save(f"prova.{ending}", ContentFile(data), save=False)
    kept.save()
    of.evidence = kept
    of.save(update_fields=["evidence"])
    return kept
