"""Reads for the public archive of newsletters."""

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from press.models import Newsletter
from relations.mail import content
from relations.web.urls import absolute

# In the archive nobody is addressed: this reads well after "Gentile".
NOBODY = {"nome": "lettrice, gentile lettore", "nome_completo": "lettrice, gentile lettore",
          "saluto": "Gentile lettrice, gentile lettore", "cognome": "", "organizzazione": ""}  # fmt: skip


def archive() -> QuerySet:
    """Return the newsletters anybody may read, newest first."""
    return (
        Newsletter.objects.filter(in_archive=True, mailing__state="sent").select_related("mailing")
        .order_by("-mailing__finished_at", "-pk").defer("body", "mailing__text")
    )  # fmt: skip


def archived(pk: int) -> Newsletter:
    """Return one of them, or Http404."""
    letter = archive().filter(pk=pk).first()
    if letter is None:
        raise Http404("newsletter")
    return letter


def archive_html(letter: Newsletter) -> str:
    """Return the letter as it went out, addressed to nobody, its personal links leading to the newsroom."""
    home = absolute(reverse("press:newsroom"))
    return content.fill(letter.mailing.html, {**NOBODY, **dict.fromkeys(content.LINK_WORDS, home)}, in_html=True)
