"""How a newsletter arrives, with a real person's data, before anything is sent."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from press import letter
from press.models import Newsletter
from press.queries import letter_parts
from relations.mail import content
from relations.models import Person
from relations.web.urls import absolute

_DARK = "@media (prefers-color-scheme: dark)"


def laid_out(newsletter: Newsletter, *, at: datetime) -> str:
    """Return the letter laid out: the frozen one once it was handed in."""
    if newsletter.mailing is not None and newsletter.mailing.html and not newsletter.is_editable:
        return newsletter.mailing.html
    return content.compile_mjml(letter_parts.mjml(newsletter, letter_parts.parts(newsletter, at=at)))


def _values(person: Person | None) -> dict[str, str]:
    home = absolute(reverse("press:newsroom"))
    return {**content.words_of(person=person), **dict.fromkeys(content.LINK_WORDS, home)}


def html(newsletter: Newsletter, person: Person | None, *, at: datetime, is_dark: bool = False) -> str:
    """Return the whole message as `person` would see it, on a light or a dark screen whatever the reader's own is."""
    page = content.fill(laid_out(newsletter, at=at), _values(person), in_html=True)
    page = page.replace(_DARK, "@media all" if is_dark else "@media not all")
    # The page may load pictures from this address only, and it may have another name than the public one.
    return page.replace(f'src="{settings.PUBLIC_URL}/', 'src="/')


def text(newsletter: Newsletter, person: Person | None, *, at: datetime) -> str:
    """Return its plain-text twin."""
    if newsletter.mailing is not None and newsletter.mailing.text and not newsletter.is_editable:
        found = newsletter.mailing.text
    else:
        found = letter_parts.plain_text(newsletter, laid_out(newsletter, at=at))
    return content.fill(found, _values(person), in_html=False)


def text_of_its_own(newsletter: Newsletter, *, at: datetime) -> str:
    """Return the letter's words as text, to begin a plain text of our own from."""
    return content.to_text(letter.as_html(letter_parts.parts(newsletter, at=at))).strip()
