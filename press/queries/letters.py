"""Reads for the public archive of newsletters."""

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from press import letter
from press.models import LetterImage, Newsletter
from press.queries import letter_parts
from relations.mail import content
from relations.web.urls import absolute

# In the archive nobody is addressed: this reads well after "Gentile".
NOBODY = {
    "it": {"nome": "lettrice, gentile lettore", "nome_completo": "lettrice, gentile lettore",
           "saluto": "Gentile lettrice, gentile lettore", "cognome": "", "organizzazione": ""},
    "en": {"nome": "reader", "nome_completo": "reader", "saluto": "Dear reader", "cognome": "", "organizzazione": ""},
}  # fmt: skip
_TEXTS = ("heading", "html", "text", "over", "url", "label", "alt")


def archive() -> QuerySet:
    """Return the newsletters anybody may read, newest first."""
    return (
        Newsletter.objects.filter(in_archive=True, mailing__state="sent").select_related("mailing")
        .order_by("-mailing__finished_at", "-pk").defer("own_text", "frozen_parts", "mailing__html", "mailing__text")
    )  # fmt: skip


def years() -> list[int]:
    """Return the years with letters, newest first."""
    found = archive().order_by().values_list("mailing__finished_at__year", flat=True).distinct()
    return sorted((year for year in found if year), reverse=True)


def archived(pk: int) -> Newsletter:
    """Return one of them whole, or Http404."""
    found = archive().defer(None).filter(pk=pk).first()
    if found is None:
        raise Http404("newsletter")
    return found


def _values(found: Newsletter) -> dict[str, str]:
    home = absolute(reverse("press:newsroom_letters"))
    return {**NOBODY[found.language], **dict.fromkeys(content.LINK_WORDS, home)}


def archive_parts(found: Newsletter) -> list[letter.Part] | None:
    """Return the letter as it went out, addressed to nobody, its personal links leading to the archive.

    None for a letter that went out before letters had blocks: it is shown as it was.
    """
    pieces = letter_parts.frozen(found)
    if pieces is None:
        return None
    values = _values(found)

    def impersonal(piece: letter.Part) -> letter.Part:
        fields = piece.frozen()
        for name in _TEXTS:
            fields[name] = content.fill(fields[name], values, in_html=name == "html")
        return letter.Part(**fields)

    return [impersonal(piece) for piece in pieces]


def archive_html(found: Newsletter) -> str:
    """Return the mail as it went out, addressed to nobody."""
    return content.fill(found.mailing.html, _values(found), in_html=True)


def title(found: Newsletter) -> str:
    """Return the subject, addressed to nobody."""
    return content.fill(found.subject, _values(found), in_html=False)


def image(key: str) -> LetterImage:
    """Return a picture by its secret name, or Http404."""
    found = LetterImage.objects.filter(key=key).first()
    if found is None:
        raise Http404("image")
    return found
