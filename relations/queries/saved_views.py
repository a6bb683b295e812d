"""The saved views of a list, and those in the side menu."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from relations.models import SavedView, User, ViewPin
from relations.text import fold


def visible(user: User) -> QuerySet[SavedView]:
    """Return what `user` may open: own views and those of the whole office."""
    return SavedView.objects.filter(Q(owner=user) | Q(is_shared=True), removed_at=None).select_related("owner")


def known(request: HttpRequest) -> list[SavedView]:
    """Return the views of the list shown and those of the menu, in Italian order, in one statement a page."""
    if not hasattr(request, "known_views"):
        remember(request, shown(request))
    return request.known_views  # type: ignore[attr-defined]


def shown(request: HttpRequest) -> QuerySet[SavedView]:
    """The views of the list shown and those in the reader's menu; `pinned` tells the latter."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    pins = ViewPin.objects.filter(user=request.user, view=OuterRef("pk"))
    return visible(request.user).annotate(pinned=Exists(pins)).filter(Q(page=here) | Q(pinned=True))


def remember(request: HttpRequest, rows: Iterable[SavedView]) -> None:
    """Keep the views of a page for the rest of it, in Italian order."""
    request.known_views = sorted(rows, key=lambda row: (fold(row.name), row.pk))  # type: ignore[attr-defined]


@dataclass
class Bar:
    """The views of one list as its page shows them; read when the page asks."""

    request: HttpRequest
    listing: Any
    page: str = ""

    @cached_property
    def rows(self) -> list[SavedView]:
        """Own and shared views, in Italian order; `pinned` tells those in the reader's menu."""
        if not self.page:
            return []
        return [row for row in known(self.request) if row.page == self.page]

    @cached_property
    def current(self) -> SavedView | None:
        """The view the address names."""
        wanted = self.request.GET.get("vista", "")
        return next((row for row in self.rows if str(row.pk) == wanted), None)

    @property
    def is_mine(self) -> bool:
        return self.current is not None and self.current.owner_id == self.request.user.pk

    @property
    def is_changed(self) -> bool:
        """Tell whether the list no longer is as its view was saved."""
        return self.current is not None and self.current.query != self.query

    @property
    def query(self) -> str:
        return self.listing.kept_query

    @property
    def save_url(self) -> str:
        """Where the list is given a name; empty where there is nothing to keep."""
        if not self.page or not self.query or (self.current and not self.is_changed):
            return ""
        return f"{reverse('relations:view_new')}?{_encoded(pagina=self.page, da=self.query)}"


def _encoded(**pairs: str) -> str:
    from urllib.parse import urlencode

    return urlencode(pairs)


def of_page(request: HttpRequest, listing: Any) -> Bar:
    """Return the views of the list shown; a page that needs more than its name to be found has none."""
    match = request.resolver_match
    named = match is not None and not match.args and not match.kwargs and request.user.is_authenticated
    return Bar(request, listing, match.view_name if named else "")


def pins(request: HttpRequest) -> dict[str, list[SavedView]]:
    """Return the views in the reader's menu by the address of their list."""
    found: dict[str, list[SavedView]] = {}
    for row in known(request):
        if row.pinned and page_name(row.page):
            found.setdefault(reverse(row.page), []).append(row)
    return found


def page_name(page: str) -> str:
    """Return `page` if it names a list of ours, else empty."""
    try:
        reverse(page)
    except NoReverseMatch:
        return ""
    return page if page.partition(":")[0] in ("relations", "partnerships", "fundraising", "press") else ""
