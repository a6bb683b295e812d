"""The verbs of partnerships: keyword-only, atomic, the clock passed in, the history entry inside."""

from django.utils.translation import gettext, override


def say(text: str, **values: object) -> str:
    """Return a message id in the office's language: what history keeps is the same whoever reads."""
    with override("it"):
        return gettext(text) % values if values else gettext(text)
