"""Pictures for the demo office, drawn here: no photograph of anybody."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SKY, SUN, WATER = "#f3e6cf", "#e8a87c", ("#cfe5e0", "#8fc2bd", "#3f918f", "#0b5f66")


def _file(image: Image.Image, name: str) -> SimpleUploadedFile:
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def landscape() -> SimpleUploadedFile:
    """Return rice fields under a rising sun."""
    image = Image.new("RGB", (1200, 480), SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((520, 70, 680, 230), fill=SUN)
    for row, colour in enumerate(WATER):
        top = 170 + row * 75
        draw.polygon([(0, top + 20), (400, top), (800, top + 25), (1200, top + 5), (1200, 480), (0, 480)], fill=colour)
    return _file(image, "risaie.png")


def mark() -> SimpleUploadedFile:
    """Return the office's sign: two rings that meet."""
    image = Image.new("RGBA", (560, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 159, 159), 36, fill="#0b5f66")
    draw.ellipse((24, 40, 104, 120), outline="#ffffff", width=14)
    draw.ellipse((60, 40, 140, 120), outline="#f0b79a", width=14)
    draw.rounded_rectangle((190, 44, 540, 68), 12, fill="#0b5f66")
    draw.rounded_rectangle((190, 92, 420, 112), 10, fill="#a8432b")
    return _file(image, "segno.png")
