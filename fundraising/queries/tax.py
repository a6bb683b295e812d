"""Which dated rules apply to a gift on a day."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from fundraising.models import Donation, TaxRule
from relations.models import OfficeSettings


def rules_on(day: date, *, section: str, donor_type: str) -> QuerySet[TaxRule]:
    """The rules in force on `day` for an office of RUNTS `section` and a donor of `donor_type` ("person", "body")."""
    living = TaxRule.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)
    ours = Q(runts_sections=[]) | (Q(runts_sections__contains=[section]) if section else Q(pk__in=[]))
    return living.filter(ours, donor_type__in=["any", donor_type]).order_by("kind", "pk")


def benefits_on(day: date, *, office: OfficeSettings, donor_type: str) -> list[TaxRule]:
    """The benefits a traceable gift may have; none for an office outside the RUNTS."""
    return list(rules_on(day, section=section_of(office), donor_type=donor_type).filter(kind="benefit"))


def section_of(office: OfficeSettings) -> str:
    """The office's RUNTS section, empty where it has no registration."""
    return office.runts_section.lower() if office.runts_number else ""


def texts_for(donation: Donation, *, office: OfficeSettings) -> dict[str, list[str]]:
    """The sentences printed on the receipt: {"tax": [...], "stamp": [...]}.

    A benefit is named only for a traceable payment to an entitled office; the stamp line depends on who we are.
    """
    donor_type = "person" if donation.person_id else "body"
    rules: dict[str, list[TaxRule]] = {}
    for rule in rules_on(donation.given_on, section=section_of(office), donor_type=donor_type):
        rules.setdefault(rule.kind, []).append(rule)
    tax = rules.get("benefit" if donation.is_traceable else "untraceable", [])
    due = [rule for rule in rules.get("stamp_due", []) if donation.amount > (rule.ceiling or Decimal(0))]
    stamp = rules.get("stamp_exempt") or due
    return {"tax": [rule.text for rule in tax], "stamp": [rule.text for rule in stamp]}
