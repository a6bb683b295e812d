"""Labels as a PDF: typst draws what it is told in millimetres; no text of a user is ever its code."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache

import typst
from django.conf import settings

from relations import labels

TEMPLATE = "templates/relations/lists/labels.typ"


@cache
def _template() -> bytes:
    return (settings.BASE_DIR / TEMPLATE).read_bytes()


def render(sheet: labels.Sheet, addresses: Sequence[Sequence[str]], *, start: int, sender: str, at: datetime) -> bytes:
    """Return the sheets with `addresses` from the label `start` on."""
    data = {
        "width": sheet.width, "height": sheet.height, "sender": sender,
        "pages": labels.pages(sheet, addresses, start),
    }  # fmt: skip
    return typst.compile(
        _template(), format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, timestamp=int(at.timestamp()),
        ignore_system_fonts=True,
    )
