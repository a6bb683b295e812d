"""The public newsroom: everything here comes from `queries.newsroom`, which knows the embargo."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from press import prose, vocab
from press.models import PressRelease
from press.queries import letters as letter_queries
from press.queries import newsroom as queries
from press.views.public import json_ld, no_cookies
from relations import panels
from relations.models import OfficeSettings
from relations.text import clean
from relations.web.urls import absolute

PER_PAGE = 12


@no_cookies
def listing(request: HttpRequest) -> HttpResponse:
    """The releases by topic, year and words."""
    at = timezone.now()
    chosen = {
        "text": clean(request.GET.get("q", "")).strip()[:100],
        "topic": request.GET.get("tema", "") if request.GET.get("tema", "") in vocab.TOPICS else "",
        "year": _year(request.GET.get("anno", "")),
    }
    page = Paginator(queries.found(at, **chosen), PER_PAGE).get_page(request.GET.get("pagina", "1"))
    releases = queries.with_images(list(page.object_list))
    plain = page.number == 1 and not any(chosen.values())
    return render(
        request, "press/newsroom/list.html",
        {
            "page": page, "first": releases[0] if plain and releases else None,
            "releases": releases[1:] if plain else releases, "chosen": chosen, "years": queries.years(at),
            "topics": queries.topics(at), "public_key": "newsroom", "has_letters": letter_queries.archive().exists(),
        },
    )  # fmt: skip


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


@no_cookies
def release(request: HttpRequest, year: int, number: int, slug: str) -> HttpResponse:
    """One release; of a withdrawn one only that it was."""
    at = timezone.now()
    found = queries.one(year=_safe(year), number=_safe(number), at=at)
    if found.status == "withdrawn":
        return render(request, "press/newsroom/withdrawn.html", {"release": found, "public_key": "newsroom"}, status=410)
    if slug != found.slug:
        return redirect(found.public_path, permanent=True)
    files = list(found.attachments.filter(is_public=True).order_by("pk"))
    cover = next((file for file in files if file.mime.startswith("image/")), None)
    return render(
        request, "press/newsroom/release.html",
        {
            "release": found, "files": files, "cover": cover, "public_key": "newsroom",
            "corrections": list(queries.corrections(found, at)), "address": absolute(found.public_path),
            "cover_address": absolute(reverse("press:newsroom_file", args=[cover.pk])) if cover else "",
            "json_ld": json_ld(_article(found, cover)),
        },
    )  # fmt: skip


def _safe(number: int) -> int:
    """Numbers the database cannot hold are nobody's."""
    if number > 2_000_000_000:
        raise Http404("number")
    return number


def _article(found: PressRelease, cover) -> dict:
    office = OfficeSettings.current()
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": found.title[:110],
        "alternativeHeadline": found.kicker,
        "description": found.summary,
        "inLanguage": found.language,
        "datePublished": timezone.localtime(found.published_at).isoformat(),
        "dateModified": timezone.localtime(found.updated_at).isoformat(),
        "articleSection": str(found.get_topic_display()),
        "mainEntityOfPage": absolute(found.public_path),
        "author": {"@type": "Organization", "name": office.name},
        "publisher": {"@type": "Organization", "name": office.name},
        **({"image": [absolute(reverse("press:newsroom_file", args=[cover.pk]))]} if cover else {}),
    }


@no_cookies
def plain(request: HttpRequest, year: int, number: int, slug: str) -> HttpResponse:
    """The release as plain text, to copy into a page."""
    found = queries.one(year=_safe(year), number=_safe(number), at=timezone.now())
    if found.status == "withdrawn":
        raise Http404("withdrawn")
    place = f"{found.place}, " if found.place else ""
    parts = [found.kicker, found.title.upper(), found.summary, f"{place}{found.dated_on:%d/%m/%Y}" if found.dated_on else "",
             prose.as_text(found.body), found.boilerplate,
             " · ".join(filter(None, [found.contact_name, found.contact_phone, found.contact_email]))]  # fmt: skip
    text = "\n\n".join(part for part in parts if part) + "\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.slug}.txt"'
    return response


@no_cookies
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture or PDF of a public release."""
    found = queries.attachment(_safe(pk), timezone.now())
    response = FileResponse(found.file.open("rb"), content_type=found.mime, filename=found.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=3600"
    return response


class Rss(Feed):
    """The last thirty releases as RSS."""

    feed_type = Rss201rev2Feed
    access = "public"
    here = "press:newsroom_rss"

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "no-cache"
        return response

    def title(self) -> str:
        return _("%(office)s: press releases") % {"office": OfficeSettings.current().short_name}

    def description(self) -> str:
        return _("What the office tells the world.")

    subtitle = description

    def link(self) -> str:
        return absolute(reverse("press:newsroom"))

    def feed_url(self) -> str:
        return absolute(reverse(self.here))

    def items(self) -> list[PressRelease]:
        return list(queries.releases(timezone.now())[:30])

    def item_title(self, item: PressRelease) -> str:
        return item.title

    def item_description(self, item: PressRelease) -> str:
        return item.summary

    def item_link(self, item: PressRelease) -> str:
        return absolute(item.public_path)

    def item_guid(self, item: PressRelease) -> str:
        # The address may follow a mended title; this never changes.
        return f"{settings.PUBLIC_URL}/comunicato/{item.year}/{item.number}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: PressRelease):
        return item.published_at

    def item_updateddate(self, item: PressRelease):
        return item.updated_at

    def item_categories(self, item: PressRelease) -> list[str]:
        return [str(item.get_topic_display())]


class Atom(Rss):
    """The same as Atom."""

    feed_type = Atom1Feed
    here = "press:newsroom_atom"


def framed(html: str) -> HttpResponse:
    """Return a mail as a document that can load nothing and run nothing."""
    response = HttpResponse(html)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups"
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@no_cookies
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page that the menu names, every release, every archived newsletter."""
    at = timezone.now()
    pages = [{"loc": absolute(link.url), "lastmod": None} for link in panels.of(panels.PublicLink)]
    pages += [page for item in panels.of(panels.SitePages) for page in item.load()]
    pages += [
        {"loc": absolute(item.public_path), "lastmod": item.updated_at}
        for item in queries.releases(at).only("number", "year", "title", "updated_at")[:5000]
    ]
    pages += [
        {"loc": absolute(item.public_path), "lastmod": item.sent_at}
        for item in letter_queries.archive()[:1000]
    ]
    return render(request, "press/newsroom/sitemap.xml", {"pages": pages}, content_type="application/xml")
