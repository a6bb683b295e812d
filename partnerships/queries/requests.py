"""What the screens of requests read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.models import Match, Offer, PartnerRequest
from partnerships.sectors import SECTORS
from relations import formats
from relations.models import AuditEvent, Organization
from relations.queries import parties, search
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort


def with_all() -> QuerySet[PartnerRequest]:
    """Received requests with whom they belong to."""
    return PartnerRequest.objects.exclude(status="draft").select_related("owner", "organization", "person")


def waiting() -> QuerySet[PartnerRequest]:
    """Requests nobody has taken, the oldest first."""
    return PartnerRequest.objects.filter(status="received").order_by("received_at", "pk")


def listing(request: HttpRequest) -> Listing:
    """The list of requests."""
    rows = with_all().annotate(
        proposed=Count("matches", filter=Q(matches__status__in=(*terms.MATCH_WAITING, "mutual"))),
        shown=Count("matches"),
    )
    return Listing(
        request=request,
        queryset=rows,
        filename="richieste",
        sorts=[
            Sort("recenti", _("Newest first"), ("received_at",), descending=True),
            Sort("scadenza", _("First answer due"), ("answer_due_on",)),
            Sort("azienda", _("Company"), ("company_name",), text=True),
        ],
        filters=[
            Filter(
                "stato", _("State"), lambda _r: [("aperte", _("open")), *terms.REQUEST_STATUS.choices[1:]], _by_status
            ),
            Filter("chi", _("Followed by"), _colleagues, lambda rows, value: rows.filter(owner_id=value)),
        ],
        search=search.among,
        columns=[
            ExportColumn(_("Number"), lambda row: row.code),
            ExportColumn(_("Company"), lambda row: row.company_name),
            ExportColumn(_("VAT number"), lambda row: row.vat_number),
            ExportColumn(_("State"), lambda row: row.get_status_display()),
            ExportColumn(_("Received"), lambda row: timezone.localtime(row.received_at).strftime("%Y-%m-%d")),
            ExportColumn(_("Followed by"), lambda row: str(row.owner or "")),
        ],
    )


def _by_status(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(status__in=terms.REQUEST_OPEN) if value == "aperte" else rows.filter(status=value)


def _colleagues(_request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(user.pk), user.display_name) for user in parties.colleagues()]


def views(request: HttpRequest) -> list[dict[str, Any]]:
    """The ready-made filters above the list."""
    chosen = request.GET.get("stato", "")
    counts = PartnerRequest.objects.aggregate(
        received=Count("pk", filter=Q(status="received")),
        open=Count("pk", filter=Q(status__in=terms.REQUEST_OPEN)),
        all=Count("pk", filter=~Q(status="draft")),
    )
    rows = [
        ("", _("All"), counts["all"]),
        ("received", _("Waiting for somebody"), counts["received"]),
        ("aperte", _("Open"), counts["open"]),
    ]
    return [
        {"label": label, "url": f"?stato={key}" if key else "?", "count": count, "current": chosen == key}
        for key, label, count in rows
    ]


# --- the answers, in words ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Answer:
    """One answer as it is read again; `value` is words or a list."""

    label: str
    value: Any
    edit_url: str = ""

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)


def answers(row: PartnerRequest, token: str = "") -> list[tuple[str, list[Answer]]]:
    """Return all answers under their headings; with `token` each leads back to its step."""

    def link(step: str) -> str:
        return f"{reverse('partnerships:ask_step', args=[token, step])}?riepilogo" if token else ""

    def group(step: str, *pairs: tuple[str, Any]) -> list[Answer]:
        return [Answer(label, value or "", link(step)) for label, value in pairs if value or token]

    place = ", ".join(filter(None, [row.municipality, row.province]))
    person = ", ".join(filter(None, [row.contact_name, row.contact_role]))
    reach = [words for words in (row.contact_email, row.contact_phone, row.get_best_call_display()) if words]
    return [
        (
            _("Your company") if token else _("The company"),
            group(
                "azienda",
                (_("Company"), row.company_name),
                (_("VAT number"), row.vat_number),
                (_("Seat"), place),
                (_("Sector"), sector(row)),
                (_("Employees"), row.employees or ""),
            ),
        ),
        (
            _("What you seek") if token else _("What it seeks"),
            group(
                "risultati",
                (_("Results"), results(row)),
                (_("In your own words") if token else _("In its own words"), row.results_text),
            ),
        ),
        (
            _("What you offer") if token else _("What it offers"),
            group("offerta", *[(str(offer.get_kind_display()), offer_words(offer)) for offer in row.offers.all()])
            or group("offerta", (_("Offer"), "")),
        ),
        (
            _("Where and when"),
            group(
                "limiti",
                (_("Provinces"), ", ".join(terms.labels(terms.PROVINCES, row.territory))),
                (_("When"), when(row)),
                (_("Wanted back"), terms.labels(terms.RETURNS, row.wants)),
                (_("To avoid"), row.limits_text),
            ),
        ),
        (_("Contact person"), group("referente", (_("Person"), person), (_("How to reach it"), reach))),
    ]


def sector(row: PartnerRequest) -> str:
    """Return the sector in words."""
    return str(dict(SECTORS).get(row.sector, row.sector))


def results(row: PartnerRequest) -> list[str]:
    """Return the results sought, in words."""
    return [str(terms.RESULTS[key].label) for key in row.results if key in terms.RESULTS]


def quantity(offer: Offer) -> str:
    """Return "€ 8.000" or "150 ore"."""
    if offer.quantity is None:
        return ""
    if offer.unit == "eur":
        return formats.money(offer.quantity, decimals=0 if offer.quantity == offer.quantity.to_integral_value() else 2)
    return f"{formats.plain(offer.quantity)} {offer.get_unit_display()}".strip()


def offer_words(offer: Offer) -> str:
    """Return the quantity and the description of an offer."""
    return ", ".join(filter(None, [quantity(offer), offer.description])) or _("to be agreed")


def when(row: PartnerRequest) -> str:
    """Return from when until when, in words."""
    if row.from_on and row.until_on:
        return formats.day_range(row.from_on, row.until_on)
    if row.from_on:
        return _("from %(day)s") % {"day": formats.day_full(row.from_on)}
    return _("until %(day)s") % {"day": formats.day_full(row.until_on)} if row.until_on else ""


# --- a request's own page ----------------------------------------------------------------------------------------
def known(row: PartnerRequest) -> dict[str, Any]:
    """What the archive already knows: the same company under this VAT number, its other requests."""
    body = row.organization or Organization.objects.filter(vat_number=row.vat_number, archived_at=None).first()
    others = with_all().filter(vat_number=row.vat_number).exclude(pk=row.pk).order_by("-received_at")[:5]
    differs = []
    if body:
        pairs = [(_("Name"), row.company_name, body.name), (_("Town"), row.municipality, body.municipality)]
        differs = [pair for pair in pairs if pair[1] and pair[1] != pair[2]]
    return {"organization": body, "others": list(others), "differs": differs}


def match_states(row: PartnerRequest) -> list[Match]:
    """The proposals that went further than a suggestion."""
    return list(
        row.matches.exclude(status__in=terms.MATCH_OPEN)
        .select_related("nonprofit", "partnership")
        .order_by("-invited_at", "rank")
    )


def history(row: PartnerRequest) -> list[AuditEvent]:
    """What happened to it, newest first."""
    kind = ContentType.objects.get_for_model(PartnerRequest)
    return list(
        AuditEvent.objects.filter(object_type=kind, object_id=row.pk).select_related("by").order_by("-at", "-pk")[:20]
    )


def company_initial(key: str) -> dict[str, Any]:
    """What a new request already knows of an organisation of the archive (its number)."""
    body = (
        Organization.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
    )
    if body is None:
        return {"best_call": "morning", "may_be_shown": False}
    return {
        "company_name": body.name,
        "vat_number": body.vat_number,
        "municipality": body.municipality,
        "province": body.province,
        "sector": body.sector[:2],
        "employees": body.employees,
        "best_call": "morning",
    }


# --- what the company sees ---------------------------------------------------------------------------------------
# What each state means for the company: sentence, and whether the road still goes on.
ROAD = (
    ("received", ("received",)),
    ("working", ("screening", "proposals_ready")),
    ("asked", ("introduced",)),
    ("partner", ("converted",)),
)


def status(row: PartnerRequest) -> dict[str, Any]:
    """Return what the status page says: where it stands, who follows it, what comes next and when."""
    waiting_for = Match.objects.filter(request=row, status__in=terms.MATCH_WAITING).order_by("expires_on").first()
    place = next((n for n, (_key, states) in enumerate(ROAD) if row.status in states), 0)
    place = max(place, 2) if waiting_for else place
    labels = [_("Received"), _("We look for partners"), _("Proposals sent"), _("Partnership opened")]
    steps = [
        {
            "label": label,
            "done": number < place,
            "current": number == place and row.status not in ("declined", "withdrawn"),
        }
        for number, label in enumerate(labels)
    ]
    return {
        "steps": steps,
        "officer": row.owner,
        "label": terms.REQUEST_STATUS[row.status].label,
        "next_on": _next_date(row, waiting_for),
        "is_declined": row.status == "declined",
        "is_new": row.status == "received",
        "answers_by": waiting_for.expires_on if waiting_for else None,
    }


def _next_date(row: PartnerRequest, match: Match | None) -> date | None:
    return match.expires_on if match else row.answer_due_on if row.status == "received" else None


def offers_of(request: PartnerRequest) -> list[str]:
    """Return the offers as short phrases."""
    return [f"{offer.get_kind_display()}: {offer_words(offer)}" for offer in request.offers.all()]


def with_offers(rows: QuerySet[PartnerRequest]) -> QuerySet[PartnerRequest]:
    """Add the offers, in one more statement."""
    return rows.prefetch_related(Prefetch("offers", Offer.objects.order_by("pk"))).annotate(days=F("received_at"))
