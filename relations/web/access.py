"""Who may come in, and which objects they get."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control

from relations.models import Organization, Person
from relations.queries import merging

View = Callable[..., HttpResponse]


class Moved(Exception):
    """The record went into another one: its address leads there, until the merge is undone."""

    def __init__(self, old: str, party: models.Model) -> None:
        super().__init__(old)
        self.old, self.party = old, party

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Lead to the same page of the record that stayed; a form that was being sent is sent there."""
        path = request.get_full_path().replace(f"/{self.old}/", f"/{self.party.slug}/", 1)
        return HttpResponseRedirect(path, preserve_request=request.method not in ("GET", "HEAD"))


class NotYourRole(PermissionDenied):
    """The signed-in colleague lacks `permission`; the 403 page names the roles that have it."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


def staff(permission: str = "") -> Callable[[View], View]:
    """Decorate a view for signed-in colleagues, who hold `permission` ("app.codename") if one is given.

    Others go to the sign-in page (not signed in) or get 403. The answer is never stored by a cache.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(request, permission)
            try:
                response = view(request, *args, **kwargs)
            except Moved as moved:
                response = moved.answer(request)
            patch_cache_control(response, no_store=True, private=True)
            return response

        guarded.access = permission or "signed-in"  # type: ignore[attr-defined]
        return guarded

    return decorate


def require(request: HttpRequest, permission: str) -> None:
    """Raise NotYourRole unless the reader holds `permission` (empty: everybody signed in)."""
    if permission and not request.user.has_perm(permission):
        raise NotYourRole(permission)


def get(source: models.QuerySet | type[models.Model], **lookup: Any) -> Any:
    """Return the one object of `source` for `lookup`, or raise Http404."""
    queryset = source if isinstance(source, models.QuerySet) else source._default_manager.all()
    try:
        return queryset.get(**lookup)
    except (queryset.model.DoesNotExist, queryset.model.MultipleObjectsReturned, ValueError, OverflowError):
        raise Http404(queryset.model._meta.model_name) from None


def by_slug(source: models.QuerySet | type[models.Model], slug: str) -> Any:
    """Return the object whose readable address ends in its number ("meccanica-lomellina-412"), or Http404.

    A record that was merged into another raises Moved, which `staff` answers with the way there.
    """
    number = slug.rpartition("-")[2]
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404(slug)
    found = get(source, pk=int(number))
    into = merging.where_to(found) if isinstance(found, Organization | Person) and found.archived_at else None
    if into is not None:
        raise Moved(slug, into)
    return found
