"""How a newsletter arrives, with a real person's data, before anything is sent."""

from django.urls import reverse

from press.models import Newsletter
from press.queries import newsletters
from relations.mail import content
from relations.models import Mailing, Person
from relations.web.urls import absolute


def _laid_out(newsletter: Newsletter) -> str:
    """Return the letter laid out: the frozen one once it was handed in."""
    if newsletter.mailing is not None and newsletter.mailing.html:
        return newsletter.mailing.html
    mailing = Mailing(kind=Mailing.Kind.CAMPAIGN, purpose=newsletter.purpose, language=newsletter.language)
    return content.letter(
        mailing=mailing, subject=newsletter.subject, preheader=newsletter.preheader, body=newsletters.body_html(newsletter)
    )


def _values(person: Person | None) -> dict[str, str]:
    home = absolute(reverse("press:newsroom"))
    return {**content.words_of(person=person), **dict.fromkeys(content.LINK_WORDS, home)}


def html(newsletter: Newsletter, person: Person | None) -> str:
    """Return the whole message as `person` would see it."""
    return content.fill(_laid_out(newsletter), _values(person), in_html=True)


def text(newsletter: Newsletter, person: Person | None) -> str:
    """Return its plain-text twin."""
    return content.fill(content.to_text(_laid_out(newsletter)), _values(person), in_html=False)
