"""What the public pages show; only what donors allowed."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from fundraising import epc
from fundraising.models import Campaign
from fundraising.queries import campaigns, tax
from relations import formats
from relations.models import OfficeSettings

DEFAULT_AMOUNT = Decimal(50)


def listing(*, today: date) -> list[dict]:
    """Published campaigns with their progress, the running ones first."""
    return [entry for entry in campaigns.listing(today) if entry["campaign"].is_public]


def page(campaign: Campaign, *, amount: Decimal | None, today: date) -> dict:
    """All of a campaign's public page, for one amount."""
    office = OfficeSettings.current()
    presets = list(campaign.amounts.order_by("amount"))
    chosen = amount or _default(presets)
    return {
        "campaign": campaign,
        "progress": campaigns.progress(campaign, today=today),
        "wall": campaigns.wall(campaign),
        "presets": presets,
        "chosen": chosen,
        "is_preset": any(preset.amount == chosen for preset in presets),
        "makes_possible": next((preset.makes_possible for preset in presets if preset.amount == chosen), ""),
        "box": _box(campaign, office, chosen) if can_give(campaign, office, today) else None,
        "benefits": _benefits(office, today),
        "has_cta": can_give(campaign, office, today),
    }


def can_give(campaign: Campaign, office: OfficeSettings, today: date) -> bool:
    """Whether the donation box stands: the campaign runs and the account is known."""
    runs = campaign.status == "active" and campaign.starts_on <= today
    return runs and bool(office.iban and office.account_holder)


def _default(presets: list) -> Decimal:
    """The middle preset."""
    return presets[len(presets) // 2].amount if presets else DEFAULT_AMOUNT


def _box(campaign: Campaign, office: OfficeSettings, amount: Decimal) -> dict:
    code = epc.code(
        name=office.account_holder, iban=office.iban, amount=amount, text=campaign.reason_for_payment
    )
    label = _("Payment code for a transfer of %(amount)s") % {"amount": formats.money(amount)}
    return {
        "holder": office.account_holder, "iban": office.iban, "reason": campaign.reason_for_payment,
        "qr": epc.svg(code, label=label),
    }  # fmt: skip


def _benefits(office: OfficeSettings, today: date) -> list:
    """The dated rules a visitor may read; none for an office that is not entitled."""
    found = {rule.pk: rule for kind in ("person", "body") for rule in tax.benefits_on(today, office=office, donor_type=kind)}
    return [found[key] for key in sorted(found)]
