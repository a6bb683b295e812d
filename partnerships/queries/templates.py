"""What is read of the templates of partnerships."""

from typing import Any

from django.db.models import Count, F, QuerySet

from partnerships.models import Partnership, PartnershipTemplate
from relations.models import User
from relations.queries import together

# Phases in which the suggestions of a template are still of use.
USEFUL = ("planning", "negotiation", "agreement")


def offered() -> QuerySet[PartnershipTemplate]:
    """Return the templates a partnership may be opened from."""
    return PartnershipTemplate.objects.filter(retired_at=None).order_by("title", "pk")


def listing() -> list[PartnershipTemplate]:
    """Return all templates, the offered ones first, with how many partnerships were opened from each."""
    rows = PartnershipTemplate.objects.annotate(uses=Count("partnerships")).select_related("origin")
    return list(rows.order_by(F("retired_at").asc(nulls_first=True), "title", "pk")[:200])


def box(partnership: Partnership, user: User) -> together.Reader:
    """What the template of a partnership suggests while it is being prepared; once it ended, the way to make one of it."""
    found = yield {
        "used": PartnershipTemplate.objects.filter(partnerships=partnership).order_by("pk")[:1],
        "made": PartnershipTemplate.objects.filter(origin=partnership)[:1],
    }
    used, made = next(iter(found["used"]), None), next(iter(found["made"]), None)
    if partnership.is_living:
        return {"template": used, "lists": lists(used)} if used and partnership.phase in USEFUL else None
    may_make = user.has_perm("partnerships.add_partnershiptemplate")
    return {"made": made, "partnership": partnership, "may_make": may_make} if made or may_make else None


def lists(row: PartnershipTemplate) -> list[dict[str, Any]]:
    """Return the suggestions of a template as lists."""
    fields = [
        (name, PartnershipTemplate._meta.get_field(name).verbose_name)
        for name in ("objectives", "indicators", "clauses")
    ]
    found = [
        {"title": title, "lines": [line for line in getattr(row, name).splitlines() if line.strip()]}
        for name, title in fields
    ]
    return [item for item in found if item["lines"]]
