"""Who may come in, and which objects they get."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]


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
            response = view(request, *args, **kwargs)
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
    """Return the object whose readable address ends in its number ("meccanica-lomellina-412"), or Http404."""
    number = slug.rpartition("-")[2]
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404(slug)
    return get(source, pk=int(number))
