"""Rows turned into the facts that matching compares, in a fixed number of statements."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from partnerships import terms
from partnerships.matching import facts
from partnerships.matching.aliases import target
from partnerships.models import Need, PartnerRequest
from relations import vocab as ground
from relations.models import Consent, Organization


def nonprofits() -> QuerySet[Organization]:
    """Living non-profits with their open needs, capacity, running partnerships and kept promises."""
    last = Consent.objects.filter(organization=OuterRef("pk"), purpose="partnership").order_by("-at", "-pk")
    states = {"engaged": terms.LIVING, "kept": ("completed", "renewed"), "broken": ("failed",)}
    counts = {name: Count("parts", filter=Q(parts__partnership__state__in=wanted)) for name, wanted in states.items()}
    return (
        Organization.objects.filter(kind="nonprofit", archived_at=None)
        .select_related("capacity")
        .prefetch_related(Prefetch("needs", Need.objects.filter(status="open").order_by("pk"), to_attr="open_needs"))
        .annotate(**counts, consent=Subquery(last.values("event")[:1]))
        .order_by("pk")
    )


def profiles(organizations: Iterable[Organization], *, today: date) -> list[facts.Profile]:
    """Return what matching knows of each of `organizations` (as `nonprofits` gives them)."""
    return [nonprofit(organization, today=today) for organization in organizations]


def nonprofit(organization: Organization, *, today: date) -> facts.Profile:
    """Return one non-profit as facts; what was never said is absent."""
    capacity = getattr(organization, "capacity", None)
    needs = organization.open_needs
    themes = set(organization.themes).union(*(need.themes for need in needs))
    people = set(organization.targets).union(*(need.targets for need in needs))
    return facts.Profile(
        id=key(organization.pk),
        kind=facts.NONPROFIT,
        name=organization.name,
        text=organization.mission,
        results=tuple(filter(None, (f"{need.title}. {need.results_text}".strip() for need in needs))),
        sdgs=frozenset(organization.sdgs),
        themes=frozenset(themes),
        targets=frozenset(map(target, people)),
        municipality=organization.municipality,
        province=organization.province,
        territory=organization.provinces_served,
        needs=tuple(facts.Need(need.kind, _number(need.quantity), need.unit, need.by_on) for need in needs),
        gives=frozenset(capacity.gives if capacity else ()),
        exclusions=frozenset((*organization.refused, *_lines(*(need.limits_text for need in needs)))),
        capacity=capacity.max_partners if capacity else None,
        engaged=organization.engaged,
        paused=bool(capacity and capacity.paused_until and capacity.paused_until >= today),
        contact_consent=None if organization.consent is None else organization.consent in ground.CONSENT_YES,
        kept=organization.kept if organization.kept + organization.broken else None,
        broken=organization.broken if organization.kept + organization.broken else None,
    )


def company(request: PartnerRequest) -> facts.Profile:
    """Return a company's request as facts."""
    results = [str(terms.RESULTS[key].label) for key in request.results if key in terms.RESULTS and key != "unsure"]
    offers = list(request.offers.order_by("pk"))
    limits = _lines(request.limits_text, *(offer.limits_text for offer in offers))
    return facts.Profile(
        id=key(request.pk),
        kind=facts.COMPANY,
        name=request.company_name,
        results=tuple(filter(None, (*results, request.results_text))),
        sdgs=frozenset(request.sdgs),
        themes=frozenset(request.themes),
        targets=frozenset(map(target, request.targets)),
        municipality=request.municipality,
        province=request.province,
        territory=frozenset(request.territory),
        offers=tuple(
            facts.Offer(
                offer.kind,
                _number(offer.quantity),
                offer.unit,
                offer.from_on or request.from_on,
                offer.until_on or request.until_on,
            )
            for offer in offers
        ),
        wants=frozenset(request.wants),
        exclusions=frozenset((*request.exclusions, *limits)),
        sector=request.sector,
    )


def key(pk: int) -> str:
    """Return the id by which matching knows a row: ids sort as texts."""
    return f"{pk:09d}"


def _lines(*texts: str) -> list[str]:
    """The first limits that only people can check, one a line as they were written."""
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()][:3]


def _number(value: object) -> float | None:
    return None if value is None else float(value)
