"""Rows of the press office: constraints, and facts about one row."""

from press.models.media import Coverage, Distribution, Journalist, Outlet
from press.models.newsletters import Newsletter, NewsletterBlock
from press.models.releases import PressRelease, ReleaseVersion
from relations.models.changes import keep_changes

__all__ = [
    "Coverage",
    "Distribution",
    "Journalist",
    "Newsletter",
    "NewsletterBlock",
    "Outlet",
    "PressRelease",
    "ReleaseVersion",
]

keep_changes(Coverage, Journalist, Newsletter, Outlet, PressRelease)
