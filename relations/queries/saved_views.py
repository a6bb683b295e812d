"""The saved views of a list, and those in the side menu."""

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
        pins = ViewPin.objects.filter(user=self.request.user, view=OuterRef("pk"))
        rows = visible(self.request.user).filter(page=self.page).annotate(pinned=Exists(pins))
        return sorted(rows, key=lambda row: (fold(row.name), row.pk))

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


def pins(user: User) -> dict[str, list[SavedView]]:
    """Return the views in `user`'s menu by the address of their list, in one statement."""
    rows = SavedView.objects.filter(pins__user=user, removed_at=None).filter(Q(owner=user) | Q(is_shared=True))
    found: dict[str, list[SavedView]] = {}
    for row in sorted(rows, key=lambda row: (fold(row.name), row.pk)):
        try:
            found.setdefault(reverse(row.page), []).append(row)
        except NoReverseMatch:
            continue  # the list is gone; its views are not shown
    return found


def page_name(page: str) -> str:
    """Return `page` if it names a list of ours, else empty."""
    try:
        reverse(page)
    except NoReverseMatch:
        return ""
    return page if page.partition(":")[0] in ("relations", "partnerships", "fundraising", "press") else ""
