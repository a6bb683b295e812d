"""Fundraising: gifts, receipts, thanks, campaigns."""
