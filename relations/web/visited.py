"""The last five records a colleague opened: what the search box offers before anything is typed."""

from typing import Any

from django.db import models
from django.http import HttpRequest

_KEY, _MOST = "visited", 5


def remember(request: HttpRequest, obj: models.Model, icon: str) -> None:
    """Put `obj` in front of the last visited."""
    entry = {"url": obj.get_absolute_url(), "title": str(obj)[:120], "icon": icon}
    before = request.session.get(_KEY, [])
    if before[:1] != [entry]:
        request.session[_KEY] = [entry, *(item for item in before if item["url"] != entry["url"])][:_MOST]


def last(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the last visited, the newest first."""
    return list(request.session.get(_KEY, []))
