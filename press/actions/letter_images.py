"""Pictures of letters, and the styles they wear."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from press import colours, pictures
from press.models import LetterImage, LetterStyle
from relations.actions import history
from relations.models import User
from relations.text import one_line

COLOURS = ("accent", "on_accent", "ink", "paper")
# Text, ground, and what cannot be read when they are too near.
PAIRS = (
    ("on_accent", "accent", gettext_lazy("the words on the buttons")),
    ("accent", "#ffffff", gettext_lazy("links on the white of the letter")),
    ("ink", "#ffffff", gettext_lazy("the text on the white of the letter")),
    ("ink", "paper", gettext_lazy("the lines around the letter")),
    ("accent", "paper", gettext_lazy("links around the letter")),
)


@transaction.atomic
def keep(*, upload: UploadedFile, by: User, at: datetime) -> LetterImage:
    """Keep a picture, turned upright and small; ValidationError with a sentence when it cannot be shown in a mail."""
    if (upload.size or 0) > pictures.LARGEST:
        raise ValidationError(_("This file is too big: at most 8 MB. Save a smaller copy and try again."))
    picture = pictures.prepare(upload.read())
    name = one_line(upload.name or "").rpartition("/")[2][:120] or "file"
    image = LetterImage(
        name=name, mime=picture.mime, width=picture.width, height=picture.height, size=len(picture.wide), by=by, created_at=at
    )
    image.wide.save(f"{image.key}.{picture.ending}", ContentFile(picture.wide), save=False)
    image.small.save(f"{image.key}-600.{picture.ending}", ContentFile(picture.small), save=False)
    image.save()
    return image


def unreadable(fields: dict[str, str]) -> list[tuple[str, str, float]]:
    """Return (field, what cannot be read, its contrast) for each pair of colours that are too near."""
    found = []
    for text, ground, what in PAIRS:
        contrast = colours.contrast(fields[text], fields.get(ground, ground))
        if contrast < colours.READABLE:
            found.append((text, str(what), contrast))
    return found


@transaction.atomic
def keep_style(*, style: LetterStyle | None, by: User, at: datetime, is_default: bool = False, **fields) -> LetterStyle:
    """Make or change a style; ValidationError when something in it could not be read."""
    row = LetterStyle.objects.select_for_update().get(pk=style.pk) if style else LetterStyle()
    for key, value in fields.items():
        setattr(row, key, value.lower() if key in COLOURS else one_line(value) if isinstance(value, str) else value)
    if unreadable({key: getattr(row, key) for key in COLOURS}):
        raise ValidationError(_("These colours cannot be read."))
    is_first = not LetterStyle.objects.filter(is_default=True).exclude(pk=row.pk).exists()
    row.is_default = is_default or is_first
    if row.is_default:
        LetterStyle.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
    row.changed_at = at
    row.save()
    history.record(verb="letter_style.changed" if style else "letter_style.added", by=by, at=at, obj=row)
    return row
