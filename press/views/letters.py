"""The public archive of newsletters: by year, each readable as a page, as feeds; nobody's name in it."""

from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from press.models import Newsletter
from press.queries import letters as queries
from press.views.newsroom import PER_PAGE, framed
from press.views.newsroom import Rss as ReleaseRss
from press.views.public import no_cookies
from relations.models import OfficeSettings
from relations.web.urls import absolute

IMAGE_SIZES = ("wide", "small")


@no_cookies
def listing(request: HttpRequest) -> HttpResponse:
    """The newsletters that went out and may be read by anybody, by year."""
    years = queries.years()
    given = request.GET.get("anno", "")
    year = int(given) if given.isascii() and given.isdigit() and int(given[:6]) in years else None
    found = queries.archive()
    page = Paginator(found.filter(mailing__finished_at__year=year) if year else found, PER_PAGE).get_page(request.GET.get("pagina", "1"))
    for letter in page.object_list:
        letter.shown_title = queries.title(letter)
    return render(request, "press/newsroom/letters.html", {"page": page, "years": years, "year": year, "public_key": "newsroom"})


@no_cookies
def page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One newsletter as it went out, as a page; those from before letters had blocks in a frame."""
    found = _one(pk)
    if slug != found.slug:
        return redirect("press:newsroom_letter", pk=found.pk, slug=found.slug, permanent=True)
    parts = queries.archive_parts(found)
    cover = next((part for part in parts or () if part.image), None)
    return render(
        request, "press/newsroom/letter.html",
        {"letter": found, "title": queries.title(found), "parts": parts, "cover": cover, "address": absolute(found.public_path),
         "public_key": "newsroom"},
    )  # fmt: skip


def _one(pk: int) -> Newsletter:
    """Numbers the database cannot hold are nobody's."""
    if pk > 2**62:
        raise Http404("number")
    return queries.archived(pk)


@no_cookies
def frame(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The mail itself, as the document of a frame: nobody's name in it."""
    return framed(queries.archive_html(_one(pk)).replace(f'src="{settings.PUBLIC_URL}/', 'src="/'))


@no_cookies
def image(request: HttpRequest, key: str, size: str) -> HttpResponse:
    """A picture of a letter: mails ask for it by its secret name, for years."""
    if size not in IMAGE_SIZES:
        raise Http404(size)
    found = queries.image(key)
    stored = getattr(found, size)
    response = FileResponse(stored.open("rb"), content_type=found.mime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


class Rss(ReleaseRss):
    """The last thirty newsletters as RSS."""

    here = "press:letters_rss"

    def title(self) -> str:
        return _("%(office)s: newsletters") % {"office": OfficeSettings.current().short_name}

    def description(self) -> str:
        return _("The letters of the office, as they went out.")

    subtitle = description

    def link(self) -> str:
        return absolute(reverse("press:newsroom_letters"))

    def items(self) -> list[Newsletter]:
        return list(queries.archive()[:30])

    def item_title(self, item: Newsletter) -> str:
        return queries.title(item)

    def item_description(self, item: Newsletter) -> str:
        return item.preheader

    def item_guid(self, item: Newsletter) -> str:
        return f"{settings.PUBLIC_URL}/newsletter/{item.pk}"

    def item_pubdate(self, item: Newsletter) -> datetime:
        return item.sent_at

    item_updateddate = item_pubdate

    def item_categories(self, item: Newsletter) -> list[str]:
        return [str(item.get_purpose_display())]


class Atom(Rss):
    """The same as Atom."""

    feed_type = Atom1Feed
    here = "press:letters_atom"
