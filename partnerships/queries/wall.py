"""The public wall: stories of partnerships whose parties all agreed to the very words that are shown."""

from typing import Any

from django.db.models import QuerySet

from partnerships.models import Assent, CaseStudy, PartnershipParty
from partnerships.models.recognition import mark_of
from relations.queries import together
from relations.web.urls import absolute

MOST = 60


def _published() -> QuerySet[CaseStudy]:
    return CaseStudy.objects.exclude(published_at=None).select_related("partnership").order_by("-published_at", "-pk")


@together.reader
def stories(code: str = "") -> together.Reader:
    """Return the stories on the wall with their parties, newest first; only that of `code` if it is given.

    The consents are asked again here: a party that takes its yes back takes the story down by itself.
    """
    rows = _published().filter(partnership__code=code) if code else _published()
    found = yield rows[:MOST]
    ids = [story.partnership_id for story in found]
    read = yield {
        "parties": PartnershipParty.objects.filter(partnership__in=ids)
        .select_related("organization")
        .order_by("side", "pk"),
        "assents": Assent.objects.filter(party__partnership__in=ids, subject="case", answer="yes"),
    }
    marks = {one.party_id: one.mark for one in read["assents"]}
    shown = []
    for story in found:
        parties = [party for party in read["parties"] if party.partnership_id == story.partnership_id]
        if all(marks.get(party.pk) == mark_of(story.words) for party in parties):
            shown.append({"story": story, "parties": parties})
    return shown


def site_pages() -> list[dict[str, Any]]:
    """The stories for the map of the site."""
    return [
        {"loc": absolute(item["story"].get_absolute_url()), "lastmod": item["story"].published_at} for item in stories()
    ]
