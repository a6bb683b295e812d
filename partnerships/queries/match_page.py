"""What one match's own page and the comparison of two read: the eight parts, what to ask, what to fear, whose turn it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships import terms
from partnerships.matching import groups
from partnerships.matching.facts import Profile
from partnerships.models import Match, PartnerRequest
from partnerships.queries import candidates, matches, vetting
from relations.models import Organization

# Two directions further apart than this: one side would give much more than it gets.
UNEVEN = 20
# Which of the four risks a doubt points at (kinds of `vocab.RISK_KINDS`).
RISKS = {
    "goals_differ": "priority_conflict", "themes_differ": "priority_conflict", "targets_differ": "priority_conflict",
    "sector_warning": "priority_conflict", "limit": "priority_conflict", "short": "resource_gap", "units": "resource_gap",
    "not_needed": "resource_gap", "returns_differ": "resource_gap", "dates_tight": "resource_gap", "far": "communication_gap",
    "other_region": "communication_gap", "thin": "communication_gap", "newcomer": "power_imbalance", "trust_low": "communication_gap",
}  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """Something nobody asked yet: which side lacks it, and where it is filled in."""

    words: str
    side: str
    url: str


@dataclass(frozen=True)
class Ask:
    """How a side is known to lack what a component compares, and the page that fills it in."""

    lacks: Callable[[Profile], bool]
    company: str = "request_edit"
    nonprofit: str = "organization_edit"


def _dated(side: Profile) -> bool:
    return any(offer.start or offer.end for offer in side.offers) or any(need.by or need.start for need in side.needs)


ASKS = {
    "ask_risultati": Ask(lambda side: not (side.sdgs or side.words), nonprofit="organization_edit"),
    "ask_temi": Ask(lambda side: not side.themes),
    "ask_destinatari": Ask(lambda side: not side.targets),
    "ask_territorio": Ask(lambda side: not (side.province or side.territory or side.municipality)),
    "ask_risorse": Ask(lambda side: not (side.offers or side.needs), nonprofit="need_new"),
    "ask_ritorni": Ask(lambda side: not (side.wants or side.gives), nonprofit="capacity"),
    "ask_tempi": Ask(lambda side: not _dated(side), nonprofit="need_new"),
    "ask_fiducia": Ask(lambda side: side.kept is None, company="", nonprofit=""),
    "ask_consent": Ask(lambda side: side.contact_consent is None, company="", nonprofit="organization"),
}  # fmt: skip
SIDE_WORDS = {"company": gettext_lazy("the company"), "nonprofit": gettext_lazy("the non-profit")}


def detail(request: PartnerRequest, match: Match, *, today: date) -> dict[str, Any]:
    """Everything the page of one match shows."""
    return {
        "column": column(request, match, today=today),
        "gaps": gaps(request, match, today=today),
        "company_standing": vetting.standing(request.organization, today=today) if request.organization else None,
        "others": list(request.matches.exclude(pk=match.pk).exclude(status="declined").select_related("nonprofit").order_by("rank", "pk")),
    }  # fmt: skip


def column(request: PartnerRequest, match: Match, *, today: date) -> dict[str, Any]:
    """One match as the comparison and its own page show it."""
    return {
        "match": match,
        "card": matches.card(match),
        "parts": parts(match),
        "directions": [
            {"label": _("Seen by the company"), "value": match.directions.get("company")},
            {"label": _("Seen by the non-profit"), "value": match.directions.get("nonprofit")},
        ],
        "confidence": round(100 * match.directions.get("confidence", 0)),
        "stops": [matches.sentence(reason) for reason in match.stops],
        "gains": gains(match),
        "risks": risks(request, match),
        "standing": vetting.standing(match.nonprofit, today=today),
        "capacity": getattr(match.nonprofit, "capacity", None),
    }


def parts(match: Match) -> list[dict[str, Any]]:
    """The eight components: agreement, what each could bring at most, points; they sum to the score."""
    return [
        {
            "key": part["key"],
            "label": _(groups.COMPONENT_LABELS[part["key"]]),
            "value": None if part["value"] is None else round(100 * part["value"]),
            "most": round(100 * part["weight"], 1),
            "points": part["points"],
        }
        for bar in match.bars
        for part in bar["parts"]
    ]


def gains(match: Match) -> list[dict[str, Any]]:
    """What would change the score most, in words: who would change what, and the score after it."""
    return [
        {
            "words": matches.sentence(gain["reason"]),
            "who": SIDE_WORDS[gain["who"]],
            "after": round(gain["after"]),
            "points": gain["points"],
            "at_best": gain["at_best"],
        }
        for gain in match.gains
    ]


def risks(request: PartnerRequest, match: Match) -> list[dict[str, Any]]:
    """What the facts already warn of, under the four kinds of risk a partnership has."""
    found: dict[str, list[str]] = {}
    for doubt in match.doubts:
        if kind := RISKS.get(doubt["key"]):
            found.setdefault(kind, []).append(matches.sentence(doubt))
    ours, theirs = (match.directions.get(side) for side in ("company", "nonprofit"))
    if ours is not None and theirs is not None and abs(ours - theirs) > UNEVEN:
        gaining = SIDE_WORDS["company" if ours > theirs else "nonprofit"]
        found.setdefault("power_imbalance", []).append(
            _("It is worth much more to %(side)s than to the other") % {"side": gaining}
        )
    capacity = getattr(match.nonprofit, "capacity", None)
    if (
        capacity
        and capacity.has_insurance is False
        and any(offer.kind == "volunteers" for offer in request.offers.all())
    ):
        found.setdefault("resource_gap", []).append(_("Company volunteers are offered and nobody insures them"))
    return [
        {"label": term.label, "colour": term.colour, "words": found[term.key]}
        for term in terms.RISKS
        if term.key in found
    ]


def gaps(request: PartnerRequest, match: Match, *, today: date) -> list[Gap]:
    """What to ask, to whom, and where to write the answer down."""
    if not match.unknowns:
        return []
    [profile] = candidates.profiles(candidates.nonprofits().filter(pk=match.nonprofit_id), today=today) or [None]
    sides = {"company": candidates.company(request), "nonprofit": profile}
    found = []
    for unknown in match.unknowns:
        ask = ASKS.get(unknown["key"])
        for side, facts in sides.items():
            if ask and facts is not None and (name := getattr(ask, side)) and ask.lacks(facts):
                found.append(
                    Gap(matches.sentence(unknown), str(SIDE_WORDS[side]), _place(name, request, match.nonprofit))
                )
    return found


def _place(name: str, request: PartnerRequest, nonprofit: Organization) -> str:
    places = {
        "request_edit": lambda: reverse("partnerships:request_edit", args=[request.code]),
        "organization_edit": lambda: reverse("relations:organization_edit", args=[nonprofit.slug]),
        "organization": nonprofit.get_absolute_url,
        "need_new": lambda: f"{reverse('partnerships:need_new')}?ente={nonprofit.pk}",
        "capacity": lambda: reverse("partnerships:capacity", args=[nonprofit.slug]),
    }
    return places[name]()
