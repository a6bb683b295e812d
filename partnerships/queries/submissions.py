"""What the pages of forms sent in by non-profits read."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.models import Need, NeedSubmission
from relations import formats
from relations.models import Organization
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort


def confirmed() -> QuerySet[NeedSubmission]:
    """Forms whose sender has confirmed them."""
    return NeedSubmission.objects.exclude(status="draft").select_related("organization", "decided_by")


def waiting() -> QuerySet[NeedSubmission]:
    """Forms nobody has read yet."""
    return NeedSubmission.objects.filter(status="received")


def listing(request: HttpRequest) -> Listing:
    """Forms sent in."""
    return Listing(
        request=request,
        queryset=confirmed(),
        filename="segnalazioni",
        sorts=[Sort("recenti", _("Newest first"), ("received_at",), descending=True)],
        filters=[Filter("stato", _("State"), lambda _r: terms.SUBMISSION_STATUS.choices[1:], lambda rows, value: rows.filter(status=value))],
        search=lambda rows, words: rows.filter(Q(name__icontains=words) | Q(tax_code__icontains=words) | Q(municipality__icontains=words)),
        columns=[
            ExportColumn(_("Non-profit"), lambda row: row.name),
            ExportColumn(_("Tax code"), lambda row: row.tax_code),
            ExportColumn(_("Municipality"), lambda row: row.municipality),
            ExportColumn(_("Needs"), lambda row: "; ".join(need["title"] for need in row.needs)),
            ExportColumn(_("State"), lambda row: row.get_status_display()),
        ],
    )  # fmt: skip


def views(request: HttpRequest) -> list[dict[str, Any]]:
    """The ready-made filters above the list."""
    chosen = request.GET.get("stato", "")
    counts = confirmed().aggregate(all=Count("pk"), received=Count("pk", filter=Q(status="received")))
    rows = [("", _("All"), counts["all"]), ("received", _("To be read"), counts["received"])]
    return [
        {"label": label, "url": f"?stato={key}" if key else "?", "count": count, "current": chosen == key}
        for key, label, count in rows
    ]


def open_needs(organization: Organization) -> list[Need]:
    """What the office already knows that a body needs."""
    return list(organization.needs.filter(status="open").order_by("pk")[:12])


def known_of(organization: Organization) -> dict[str, Any]:
    """What the form already knows of a body."""
    capacity = getattr(organization, "capacity", None)
    names = ("max_partners", "people_at_once", "notice_days", "supervision_cost", "gives")
    room = {name: getattr(capacity, name) for name in names} if capacity else {}
    insured = {True: "true", False: "false"}.get(getattr(capacity, "has_insurance", None), "")
    refused = [code for code in organization.refused if code in terms.REFUSED]
    return {
        **room,
        "has_insurance": insured,
        "refused": refused,
        "themes": organization.themes,
        "targets": organization.targets,
    }


def answers(row: NeedSubmission) -> list[tuple[str, list[tuple[str, str]]]]:
    """A form in words, under its headings."""
    room = row.capacity
    capacity = [
        (_("Partnerships at the same time, at most"), room.get("max_partners")),
        (_("People at once"), room.get("people_at_once")),
        (_("Days of notice"), room.get("notice_days")),
        (_("Volunteers are insured"), {True: _("yes"), False: _("no")}.get(room.get("has_insurance"))),
        (_("Cost of looking after a day of help, in euro"), room.get("supervision_cost")),
        (_("What it can give back"), ", ".join(terms.labels(terms.RETURNS, room.get("gives") or []))),
        (_("Sectors it refuses"), ", ".join(terms.labels(terms.REFUSED, row.refused))),
    ]
    who = [
        (_("Tax code"), row.tax_code),
        (_("Seat"), ", ".join(filter(None, [row.municipality, row.province]))),
        (_("Person"), row.contact_name),
        (_("E-mail"), row.contact_email),
        (_("Phone"), row.contact_phone),
        (_("Activities of general interest"), ", ".join(terms.labels(terms.THEMES, row.themes))),
        (_("People to help"), ", ".join(terms.labels(terms.TARGETS, row.targets))),
        (_("May receive proposals"), _("yes") if row.may_propose else _("no")),
    ]
    groups = [
        (_("Who it is"), who),
        *((need["title"], _need(need)) for need in row.needs),
        (_("Capacity to take in partners"), capacity),
    ]
    return [
        (title, [(label, str(value)) for label, value in pairs if value not in (None, "")]) for title, pairs in groups
    ]


def _need(need: dict[str, Any]) -> list[tuple[str, Any]]:
    unit = terms.UNITS[need["unit"]].label if need["unit"] else ""
    return [
        (_("Kind"), terms.NEEDS[need["kind"]].label),
        (_("How much"), f"{formats.plain(Decimal(need['quantity']))} {unit}".strip() if need["quantity"] else ""),
        (_("By when"), formats.day_full(date.fromisoformat(need["by_on"])) if need["by_on"] else ""),
        (_("What it will make possible"), need["results_text"]),
        (_("Limits"), need["limits_text"]),
    ]
