"""Rows of the press office: constraints, and facts about one row."""

from press.models.letter_images import LetterImage, LetterStyle
from press.models.media import Coverage, Distribution, Journalist, Outlet
from press.models.newsletters import Newsletter, NewsletterBlock
from press.models.releases import PressRelease, ReleaseVersion
from relations.models.changes import keep_changes

__all__ = [
    "Coverage",
    "Distribution",
    "Journalist",
    "LetterImage",
    "LetterStyle",
    "Newsletter",
    "NewsletterBlock",
    "Outlet",
    "PressRelease",
    "ReleaseVersion",
]

keep_changes(Coverage, Journalist, LetterStyle, Outlet, PressRelease)
# What went out stands in the mailing; its copy for the archive needs no images.
keep_changes(Newsletter, besides=("frozen_parts",))
keep_changes(NewsletterBlock, besides=("position", "was_at"))
