"""Every list of every area goes out as a file by POST, whatever the page accepts besides."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from relations.web.listing import Listing

pytestmark = pytest.mark.django_db
AREAS = ("relations", "partnerships", "press", "fundraising")


def plain_addresses() -> set[str]:
    """Addresses of the four areas that take no parameter."""
    found, waiting = set(), [(get_resolver(), "")]
    while waiting:
        resolver, area = waiting.pop()
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                if not entry.pattern.converters:
                    waiting.append((entry, entry.namespace or area))
            elif isinstance(entry, URLPattern) and entry.name and area in AREAS and not entry.pattern.converters:
                found.add(reverse(f"{area}:{entry.name}"))
    return found


def test_every_list_goes_out_as_a_file(sign_in, head):
    client = sign_in(head)
    lists, refused = [], {}
    for address in sorted(plain_addresses()):
        context = client.get(address).context
        listing = context.get("listing") if context else None
        if not isinstance(listing, Listing) or not listing.formats:
            continue
        lists.append(address)
        answer = client.post(address, {"formato": "csv"})
        if answer.status_code != 200 or "attachment" not in answer.get("Content-Disposition", ""):
            refused[address] = answer.status_code
    assert refused == {}
    assert len(lists) >= 15, lists
