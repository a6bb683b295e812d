"""The fundraising app."""
