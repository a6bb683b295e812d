"""A picture for a mail: what it is by its content, turned upright, without what the camera wrote, small. No database."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 8 * 1024 * 1024
# A photograph of today has 12 to 50 million points; a small file that says it has more is a trap.
MOST_POINTS = 50_000_000
WIDE, SMALL = 1200, 600
# Mail programs show these; SVG may carry scripts, and no old program shows WebP: it is written again as one of them.
KINDS = ["JPEG", "PNG", "WEBP", "GIF"]
_ENDINGS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}


@dataclass(frozen=True)
class Picture:
    """The same picture at two widths, and what it is."""

    wide: bytes
    small: bytes
    width: int
    height: int
    mime: str
    ending: str


def prepare(data: bytes) -> Picture:
    """Return `data` as pictures for a mail; ValidationError with a sentence when it cannot be."""
    if len(data) > LARGEST:
        raise ValidationError(_("This file is too big: at most 8 MB. Save a smaller copy and try again."))
    try:
        image = Image.open(BytesIO(data), formats=KINDS)
        if image.width * image.height > MOST_POINTS:
            raise ValidationError(_("This picture has too many points: at most 50 million. Save a smaller copy and try again."))
        if getattr(image, "is_animated", False):
            raise ValidationError(_("Moving pictures disturb those who read: choose a still one."))
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        raise ValidationError(_("This is no picture we can read: choose a JPEG, PNG or WebP.")) from wrong
    image = ImageOps.exif_transpose(image)
    is_clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    kind = "PNG" if is_clear else "JPEG"
    image = image.convert("RGBA" if is_clear else "RGB")
    wide = _smaller(image, WIDE)
    return Picture(_written(wide, kind), _written(_smaller(image, SMALL), kind), wide.width, wide.height, *_ENDINGS[kind])


def _smaller(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _written(image: Image.Image, kind: str) -> bytes:
    """Encode a bare copy: no Exif, no place, no thumbnail, no comment goes along."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    buffer = BytesIO()
    bare.save(buffer, kind, optimize=True, **({"quality": 82, "progressive": True} if kind == "JPEG" else {}))
    return buffer.getvalue()
