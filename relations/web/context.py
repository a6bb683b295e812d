"""What the shell of every page needs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _

from relations import panels
from relations.models import FollowUp, OfficeSettings, SavedView
from relations.queries import counting, saved_views, together
from relations.web.htmx import is_part


@dataclass
class Line:
    """One line of the side menu."""

    item: panels.MenuItem
    request: HttpRequest
    nav: "Nav"
    current: bool = False

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def label(self) -> str:
        return self.item.label

    @property
    def icon(self) -> str:
        return self.item.icon

    @property
    def hot(self) -> bool:
        return self.item.hot

    @cached_property
    def url(self) -> str:
        return reverse(self.item.url_name)

    @cached_property
    def count(self) -> int:
        return self.nav.counts.get(self.item.key, 0)

    @property
    def pins(self) -> list[SavedView]:
        """The saved views this colleague keeps under the line."""
        return self.nav.pins.get(self.item.key, [])


class Nav:
    """The side menu of the signed-in colleague; computed when the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def today(self) -> Line:
        item = panels.MenuItem(
            group="", key="today", label=_("Today"), icon="sun", url_name="relations:today", count=_open_today
        )
        return Line(item, self.request, self, current=self.request.path == "/")

    @cached_property
    def _shell(self) -> dict[str, Any]:
        """The office, the views of the menu, and every number in it that is given as rows to count: in one statement."""
        items = [self.today.item, *panels.of(panels.MenuItem, self.request.user)]
        given = {item.key: item.count(self.request.user) for item in items if item.count}
        rows = {key: together.Counted(value, counting.CAP) for key, value in given.items() if isinstance(value, QuerySet)}
        office, views, *numbers = together.read(
            [OfficeSettings.objects.filter(pk=1), saved_views.shown(self.request), *rows.values()]
        )
        saved_views.remember(self.request, views)
        return {"office": office[0] if office else OfficeSettings(pk=1), "counts": given | dict(zip(rows, numbers, strict=True))}

    @property
    def counts(self) -> dict[str, int]:
        """Every number of the menu, by the key of its line."""
        return self._shell["counts"]

    @property
    def office(self) -> OfficeSettings:
        return self._shell["office"]

    @cached_property
    def pins(self) -> dict[str, list[SavedView]]:
        """Pinned views by the key of the line whose list they are of."""
        lines = panels.of(panels.MenuItem, self.request.user)
        found: dict[str, list[SavedView]] = {}
        for address, views in saved_views.pins(self.request).items():
            fits = [line for line in lines if address.startswith(reverse(line.url_name))]
            if fits:
                found.setdefault(max(fits, key=lambda line: len(reverse(line.url_name))).key, []).extend(views)
        return found

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        lines = [Line(item, self.request, self) for item in panels.of(panels.MenuItem, self.request.user)]
        found = [(label, [line for line in lines if line.item.group == key]) for key, label in panels.MENU_GROUPS.items()]
        here = [line for line in lines if self.request.path.startswith(line.url)]
        if here:
            max(here, key=lambda line: len(line.url)).current = True
        return [(label, group) for label, group in found if group]


def _open_today(user: Any) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(owner=user, status="open", due_on__lte=timezone.localdate())


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the office, the public menu and, for colleagues, the side menu; all lazy."""
    context: dict[str, Any] = {"public_links": panels.of(panels.PublicLink)}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context["nav"] = Nav(request)
    # A part of a page has no menu: the office is read alone there.
    with_menu = "nav" in context and not is_part(request)
    context["office"] = SimpleLazyObject((lambda: context["nav"].office) if with_menu else OfficeSettings.current)
    return context
