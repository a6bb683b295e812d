"""Sentences that stay in the database: in the office's language, whoever writes them."""

from django.utils.translation import gettext, override

OFFICE_LANGUAGE = "it"


def say(text: str, /, **values: object) -> str:
    """Return the Italian of the msgid `text` with `values` in it."""
    with override(OFFICE_LANGUAGE):
        return gettext(text) % values if values else gettext(text)
