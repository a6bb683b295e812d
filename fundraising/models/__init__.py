"""Rows of fundraising: constraints, and facts about one row."""

from fundraising.models.campaigns import Appeal, Campaign, SuggestedAmount
from fundraising.models.donations import Donation, Thanks
from fundraising.models.receipts import Receipt, TaxRule
from relations.models.changes import keep_changes

__all__ = ["Appeal", "Campaign", "Donation", "Receipt", "SuggestedAmount", "TaxRule", "Thanks"]

keep_changes(Appeal, Campaign, Donation, TaxRule)
