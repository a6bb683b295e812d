"""Loading the dated rules a new office starts with."""

from fundraising.models import TaxRule
from fundraising.tax_rules import RULES


def load_rules() -> int:
    """Write the starting rules where there is none of that title; return how many were written."""
    known = set(TaxRule.objects.values_list("title", flat=True))
    fresh = [TaxRule(**rule) for rule in RULES if rule["title"] not in known]
    TaxRule.objects.bulk_create(fresh)
    return len(fresh)
