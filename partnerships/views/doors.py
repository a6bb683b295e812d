"""The room and the agreement have two doors: colleagues come from the partnership, the parties by their link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from partnerships.actions import limits
from partnerships.actors import Actor
from partnerships.models import Partnership
from partnerships.queries import partnerships as queries
from partnerships.views.partner import by_link
from partnerships.views.visitors import address
from relations.web import access


@dataclass(frozen=True)
class Door:
    """By which way somebody came in: whose eyes, which frame, how addresses are written."""

    actor: Actor
    partnership: Partnership
    key: str
    visitor: Any = None

    @property
    def is_staff(self) -> bool:
        return self.visitor is None

    @property
    def frame(self) -> str:
        return "staff.html" if self.is_staff else "public.html"

    def url(self, name: str, *args: object) -> str:
        """Return the address of a page of the room behind this door."""
        return reverse(f"partnerships:{'' if self.is_staff else 'partner_'}{name}", args=[self.key, *args])

    @property
    def home(self) -> str:
        return self.url("partnership") if self.is_staff else reverse("partnerships:partner", args=[self.key])


View = Callable[..., HttpResponse]
MOST_POSTS = 240


def for_staff(permission: str) -> Callable[[View], View]:
    """Make a page of the office of `view(request, door, ...)`; its address begins with the partnership's number."""

    def decorate(view: View) -> View:
        @access.staff(permission)
        @wraps(view)
        def entered(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
            row = access.get(queries.with_all(), code=code)
            return view(request, Door(Actor.of(request.user), row, code), *args, **kwargs)

        return entered

    return decorate


def for_partner(view: View) -> View:
    """Make a page reached by link of `view(request, door, ...)`; what is posted is counted, so that nobody floods a room."""

    @by_link
    @wraps(view)
    def entered(request: HttpRequest, visitor: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        if request.method == "POST" and not limits.allow(scope="room", who=address(request), limit=MOST_POSTS, at=now):
            return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)
        return view(request, Door(Actor.of(visitor), visitor.partnership, visitor.token, visitor), *args, **kwargs)

    return entered
