"""What a receipt says, and its PDF. The page is data: typst gets JSON, never text as code."""

import json
from datetime import datetime
from functools import cache

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from fundraising import words
from fundraising.models import Donation
from fundraising.queries import tax
from relations import formats
from relations.models import Address, OfficeSettings, Person

TEMPLATE = "templates/fundraising/receipts/receipt.typ"


@cache
def _template() -> bytes:
    return (settings.BASE_DIR / TEMPLATE).read_bytes()


def render(page: dict, *, at: datetime, mark: str = "") -> bytes:
    """Return the PDF/A of `page`; `mark` is written across it (DUPLICATO). The same page at the same time: same bytes."""
    return typst.compile(
        _template(), format="pdf", sys_inputs={"data": json.dumps(page | {"mark": mark})}, pdf_standards=["a-2b"],
        timestamp=int(at.timestamp()), ignore_system_fonts=True,
    )


def compose(donation: Donation, *, number: str, office: OfficeSettings, at: datetime) -> dict:
    """Return all that the receipt prints. A receipt is an Italian paper: its words are Italian whoever issues it."""
    with override("it"):
        texts = tax.texts_for(donation, office=office)
        place = office.municipality
        return {
            "number": number,
            "title": _("Receipt for a gift"),
            "issued": _("issued on %(day)s") % {"day": formats.day_full(at)},
            "office": {"name": office.name, "lines": _office_lines(office)},
            "opening": _("We declare that we have received from:"),
            "donor": _donor_lines(donation),
            "rows": _rows(donation),
            "declarations": _declarations(donation),
            "tax": texts["tax"],
            "stamp": texts["stamp"],
            "place": f"{place}, {formats.day_full(at)}" if place else formats.day_full(at),
            "signatory": office.legal_representative,
            "words": {"receipt": _("Receipt no."), "signature": _("The legal representative")},
            "privacy": _privacy(office),
            "footer": f"{office.name} · {number}",
        }


def _office_lines(office: OfficeSettings) -> list[str]:
    town = " ".join(filter(None, [office.postal_code, office.municipality]))
    province = f" ({office.province})" if office.province else ""
    section = office.runts_section.upper()
    runts = [_("RUNTS section %(section)s, no. %(number)s") % {"section": section, "number": office.runts_number}]
    return [
        line
        for line in [
            office.legal_nature,
            ", ".join(filter(None, [office.address, f"{town}{province}".strip()])),
            _("Tax code %(code)s") % {"code": office.tax_code} if office.tax_code else "",
            _("VAT number %(number)s") % {"number": office.vat_number} if office.vat_number else "",
            *(runts if office.runts_number else []),
        ]
        if line
    ]


def _donor_lines(donation: Donation) -> list[str]:
    donor = donation.donor
    is_person = isinstance(donor, Person)
    side = {"person": donor} if is_person else {"organization": donor}
    address = Address.objects.filter(**side, is_primary=True).select_related("municipality__province").first()
    code = donor.tax_code or getattr(donor, "vat_number", "")
    return [
        line
        for line in [
            f"{donor.last_name} {donor.first_name}".strip() if is_person else donor.name,
            _("natural person") if is_person else str(donor.get_kind_display()),
            _("Tax code %(code)s") % {"code": code} if code else _("Tax code not given"),
            str(address) if address else donor.municipality,
        ]
        if line
    ]


def _rows(donation: Donation) -> list[list[str]]:
    amount = _("%(figures)s (%(words)s euro)") % {
        "figures": formats.money(donation.amount), "words": words.amount(donation.amount)
    }
    rows = [
        (_("Amount"), amount),
        (_("Currency"), "EUR"),
        (_("Date of the gift"), formats.day_full(donation.given_on)),
        (_("Means of payment"), str(donation.get_payment_method_display())),
        (_("Payment reference"), donation.payment_reference),
        (_("Reason"), _("Gift (erogazione liberale)")),
        (_("Campaign"), donation.campaign.name if donation.campaign_id else ""),
    ]
    return [[str(label), value] for label, value in rows if value]


def _declarations(donation: Donation) -> list[str]:
    lines = [
        _("The sum was given freely, without anything in exchange."),
        _("It will be used for the statutory activities of general interest of this body."),
    ]
    if donation.legal_nature == "modal_gift" and donation.campaign_id:
        lines.append(_("It is bound to this purpose: %(purpose)s") % {"purpose": donation.campaign.purpose})
    return lines


def _privacy(office: OfficeSettings) -> str:
    return _(
        "Personal data are processed by %(office)s to record the gift and meet legal duties (art. 6.1.c of Regulation "
        "EU 2016/679); you may ask to see, correct or limit them by writing to %(email)s."
    ) % {"office": office.name, "email": office.email or office.name}
