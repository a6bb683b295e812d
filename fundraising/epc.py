"""The QR code a banking app reads: a SEPA transfer with name, IBAN, amount and reason for payment."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from segno import QRCode, helpers

# EPC069-12: 70 characters of name, 140 of text; character set 1 is UTF-8.
NAME_LENGTH, TEXT_LENGTH, UTF8 = 70, 140, 1


def payload(*, name: str, iban: str, amount: Decimal, text: str) -> str:
    """Return what the code says, line by line."""
    lines = ["BCD", "002", str(UTF8), "SCT", "", name[:NAME_LENGTH], iban, f"EUR{_plain(amount)}", "", "", text[:TEXT_LENGTH]]
    return "\n".join(lines)


def code(*, name: str, iban: str, amount: Decimal, text: str) -> QRCode:
    """Return the code. The amount can't be left out, so pages offer presets."""
    return helpers.make_epc_qr(
        name=name[:NAME_LENGTH], iban=iban, amount=_plain(amount), text=text[:TEXT_LENGTH], encoding=UTF8
    )


def svg(qr: QRCode, *, label: str) -> SafeString:
    """Draw the code for a page: no style, no class, a sentence for those who cannot see it."""
    drawn = qr.svg_inline(scale=1, border=2, omitsize=True, svgclass=None, lineclass=None)
    # The drawing is made of digits only; the label is escaped.
    return format_html('<svg role="img" aria-label="{}" {}', label, mark_safe(drawn.removeprefix("<svg ")))


def _plain(amount: Decimal) -> str:
    text = f"{amount:.2f}"
    return text[:-3] if text.endswith(".00") else text
