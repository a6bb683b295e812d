"""Every page of an app or of several, found by following the links of a signed-in colleague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.test import Client
from django.urls import Resolver404, resolve

_LINK = re.compile(r'href="(/[^"#]*|\?[^"#]*)')


def found_by_links(client: Client, apps: str | tuple[str, ...], *starts: str) -> dict[str, str]:
    """Return one address for each page of `apps` that links lead to: {name of the address: address}."""
    wanted = tuple(f"{app}:" for app in ((apps,) if isinstance(apps, str) else apps))
    found: dict[str, str] = {}
    todo = list(starts)
    while todo:
        address = todo.pop(0)
        name = _name(address)
        if not name.startswith(wanted) or name in found:
            continue
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[name] = address
            todo += links(answer.content.decode(), address)
    return found


def links(page: str, address: str) -> Iterator[str]:
    """Yield the addresses a page leads to."""
    for link in _LINK.findall(page):
        plain = unescape(link)
        yield plain if plain.startswith("/") else address.partition("?")[0] + plain


def _name(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""
