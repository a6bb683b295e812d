"""The conditions on where and on tags that the lists of organisations and of people share."""

from typing import Any

from django.core.cache import cache
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations import places as table
from relations.models import Municipality, Organization
from relations.queries import parties, places, tags
from relations.text import fold
from relations.web.listing import Filter

KEPT = 60


def of(model: type[models.Model]) -> list[Filter]:
    """Return the conditions: region, province, municipality (seated, living or serving there), tag."""
    found = [
        Filter("regione", _("Region"), _regions, places.in_region),
        Filter("provincia", _("Province"), _provinces_of(model, "provincia"), parties.in_province),
        Filter("comune", _("Municipality"), _towns, places.in_municipality),
        Filter("etichetta", _("Tag"), _tags, lambda rows, tag: rows.filter(tags__contains=[tag])),
    ]
    if model is Organization:
        seat = Filter("sede", _("Seated in the province"), _provinces_of(model, "sede"), lambda rows, key: rows.filter(province=key))
        found.insert(2, seat)
    return found


def _regions(request: HttpRequest) -> list[tuple[str, str]]:
    return sorted(table.region_names().items(), key=lambda row: fold(row[1]))


def _provinces_of(model: type[models.Model], key: str) -> Any:
    def choices(request: HttpRequest) -> list[tuple[str, str]]:
        """Those where somebody is, and the one asked for: a body may serve a province where nobody is seated."""
        asked = request.GET.get(key, "").replace("\x00", "")[:2]
        letters = {*_seated(request, model), asked} - {""}
        names = {code: name for code, name in table.province_names().items() if code in letters}
        seated = letters - names.keys() - {request.GET.get(key, "")}
        rows = [(code, f"{name} ({code})") for code, name in names.items()] + [(code, code) for code in seated]
        return sorted(rows, key=lambda row: fold(row[1]))

    return choices


def _seated(request: HttpRequest, model: type[models.Model]) -> list[str]:
    """The provinces where somebody is, read once a page though two conditions ask for them."""
    known = request.__dict__.setdefault("known_provinces", {})
    if model not in known:
        known[model] = parties.provinces(model)
    return known[model]


def _towns(request: HttpRequest) -> list[tuple[str, str]]:
    """The municipalities of the province asked for, or only the one asked for."""
    asked = [request.GET.get(key, "").replace("\x00", "") for key in ("comune", "provincia", "sede")]
    province = asked[1] or asked[2]
    rows = Municipality.objects.filter(models.Q(pk=asked[0][:6]) | models.Q(province=province[:2], valid_to=None))
    return [(row.pk, str(row)) for row in rows.order_by("folded")] if any(asked) else []


def _tags(request: HttpRequest) -> list[tuple[str, str]]:
    known = cache.get_or_set("relations.tags", lambda: [tag.name for tag in tags.all_tags()], KEPT)
    asked = request.GET.get("etichetta", "").replace("\x00", "")[:40]
    return [(tag, tag) for tag in ([*known, asked] if asked and asked not in known else known)]
