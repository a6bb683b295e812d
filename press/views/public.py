"""What every page for visitors shares: no cookie, and what search engines and other sites read."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

View = Callable[..., HttpResponse]


def no_cookies(view: View) -> View:
    """Decorate a page for visitors that must leave nothing on their machine.

    The shared frame writes a form token; without a form that needs it, its cookie is not sent.
    """

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return response

    quiet.access = "public"  # type: ignore[attr-defined]
    return quiet


def json_ld(data: dict[str, Any]) -> SafeString:
    """Return `data` as JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # every character that could end the element is escaped
