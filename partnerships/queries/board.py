"""What the board and the list of partnerships read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import lifecycle, terms
from partnerships.models import Deliverable, Partnership, PartnershipParty
from partnerships.queries import agreements
from relations import formats
from relations.models import Interaction
from relations.queries import parties, search, segments
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort

STALLED_DAYS = 21


def last_seen(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Add when anything last happened: an event of ours, or a contact logged on the partnership."""
    kind = ContentType.objects.get_for_model(Partnership)
    talks = Interaction.objects.filter(object_type=kind, object_id=OuterRef("pk")).order_by("-at")
    return rows.annotate(
        last_seen=Greatest("last_event_at", Coalesce(Subquery(talks.values("at")[:1]), F("last_event_at")))
    )


def living() -> QuerySet[Partnership]:
    """Partnerships that go on, with parties and ticks, in a fixed number of statements."""
    return (
        agreements.ends_on(last_seen(Partnership.objects.filter(state__in=terms.LIVING)))
        .select_related("owner")
        .prefetch_related(
            Prefetch("parties", PartnershipParty.objects.select_related("organization").order_by("side", "pk")),
            Prefetch("deliverables", Deliverable.objects.exclude(done_at=None, title=""), to_attr="ticks"),
        )
        .order_by("next_step_on", "pk")
    )


def stalled(rows: QuerySet[Partnership], at: datetime) -> QuerySet[Partnership]:
    """Active ones without any event or contact for more than three weeks."""
    return last_seen(rows).filter(state="active", last_seen__lt=at - timedelta(days=STALLED_DAYS))


def silent(rows: QuerySet[Partnership], at: datetime) -> QuerySet[Partnership]:
    """Active ones not heard for longer than the rhythm of their phase."""
    late = Q()
    for phase in lifecycle.PHASES:
        late |= Q(phase=phase.key, last_seen__lt=at - timedelta(days=phase.contact_days))
    return last_seen(rows).filter(late, state="active")


@dataclass(frozen=True)
class BoardCard:
    """A card of the board."""

    partnership: Partnership
    names: str
    done: int
    asked: int
    today: date
    is_stalled: bool
    to: lifecycle.Phase | None
    is_expired: bool = False

    @property
    def due(self) -> str:
        """late, now, none or empty (a date ahead)."""
        on = self.partnership.next_step_on
        return "none" if on is None else "late" if on < self.today else "now" if on == self.today else ""

    @property
    def css(self) -> str:
        return "late" if self.due == "late" else "stale" if self.is_stalled or self.is_expired or self.due == "none" else ""

    @property
    def share(self) -> int:
        return round(100 * self.done / self.asked) if self.asked else 0

    @property
    def label(self) -> str:
        return _("Checklist of the phase: %(done)s of %(asked)s done") % {"done": self.done, "asked": self.asked}


def names_of(partnership: Partnership) -> str:
    """Return "Riseria Dosso Verde + Mensa Fraterna"."""
    return " + ".join(party.organization.name for party in partnership.parties.all())


def card(row: Partnership, *, today: date, at: datetime) -> BoardCard:
    """Return the card of a partnership read by `living`."""
    ticks = [tick for tick in row.ticks if tick.phase == row.phase]
    own = [tick.as_asked() for tick in ticks if tick.title]
    keys = {tick.key for tick in ticks if tick.done_at}
    done, asked = lifecycle.progress(row.phase, keys, facts=row.facts, own=own)
    silent = row.state == "active" and row.last_seen < at - timedelta(days=STALLED_DAYS)
    ended = row.agreement_ends_on is not None and row.agreement_ends_on < today
    return BoardCard(row, names_of(row), done, asked, today, silent, lifecycle.next_phase(row.phase), ended)


def board(request: HttpRequest, *, today: date, at: datetime) -> dict[str, Any]:
    """Everything the board shows."""
    rows = living()
    owner = request.GET.get("chi", "")
    if owner.isascii() and owner.isdigit() and len(owner) < 18:
        rows = rows.filter(owner_id=int(owner))
    if "ferme" in request.GET:
        rows = stalled(rows, at)
    cards = [card(row, today=today, at=at) for row in rows[:300]]
    columns = [
        {
            "phase": phase,
            "title": terms.PHASES[phase.key].label,
            "short": terms.PHASES_SHORT[phase.key].label,
            "cards": [item for item in cards if item.partnership.phase == phase.key],
        }
        for phase in lifecycle.PHASES
    ]
    stages = [
        {"title": _(stage.title), "colour": stage.colour, "columns": [c for c in columns if c["phase"].stage is stage]}
        for stage in lifecycle.Stage
    ]
    return {
        "stages": stages,
        "columns": columns,
        "count": len(cards),
        "stalled_count": sum(item.is_stalled for item in cards),
        "owner": owner,
        "only_stalled": "ferme" in request.GET,
        "colleagues": parties.colleagues(),
        "moves": moves(),
        "is_filtered": bool(owner) or "ferme" in request.GET,
    }


def moves() -> list[tuple[str, str]]:
    """The phases a card may be moved to: (key, "3 · Accordo")."""
    return [(phase.key, f"{phase.number} · {terms.PHASES_SHORT[phase.key].label}") for phase in lifecycle.PHASES]


def listing(request: HttpRequest) -> Listing:
    """All partnerships, also the ended ones, as a list."""
    rows = Partnership.objects.select_related("owner").prefetch_related(
        Prefetch("parties", PartnershipParty.objects.select_related("organization").order_by("side", "pk"))
    )
    return Listing(
        request=request,
        queryset=rows,
        filename="partnership",
        sorts=[
            Sort("recenti", _("Last event first"), ("last_event_at",), descending=True),
            Sort("numero", _("Number"), ("code",), descending=True),
            Sort("titolo", _("Title"), ("title",), text=True),
        ],
        filters=[
            Filter(
                "fase",
                _("Phase"),
                lambda _r: terms.PHASES_SHORT.choices,
                lambda found, value: found.filter(phase=value),
            ),
            Filter(
                "stato",
                _("State"),
                lambda _r: terms.PARTNERSHIP_STATES.choices,
                lambda found, value: found.filter(state=value),
            ),
            Filter("chi", _("Followed by"), _colleagues, lambda found, value: found.filter(owner_id=value)),
            Filter(
                "da",
                _("To look at"),
                lambda _r: [("ferme", _("stalled")), ("senza", _("without a next step")), ("accordo", _("agreement expired"))],
                _to_look_at,
            ),
            Filter("gruppo", _("Dynamic group"), *segments.narrowing("parties__organization", "organization")),
        ],
        search=search.among,
        columns=[
            ExportColumn(_("Number"), lambda row: row.code),
            ExportColumn(_("Title"), lambda row: row.title),
            ExportColumn(_("Parties"), names_of),
            ExportColumn(_("Phase"), lambda row: row.get_phase_display()),
            ExportColumn(_("State"), lambda row: row.get_state_display()),
            ExportColumn(_("Followed by"), lambda row: str(row.owner)),
            ExportColumn(_("Next step"), lambda row: row.next_step),
            ExportColumn(_("On"), lambda row: row.next_step_on.isoformat() if row.next_step_on else ""),
            ExportColumn(_("Opened"), lambda row: formats.only_day(row.started_at).isoformat()),
        ],
    )


def _colleagues(_request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(user.pk), user.display_name) for user in parties.colleagues()]


def _to_look_at(rows: QuerySet, value: str) -> QuerySet:
    if value == "ferme":
        return stalled(rows, timezone.now())
    if value == "accordo":
        return agreements.expired(rows.filter(state__in=terms.LIVING), timezone.localdate())
    return rows.filter(state__in=terms.LIVING, next_step_on=None)


def views(request: HttpRequest) -> list[dict[str, Any]]:
    """The ready-made filters above the list."""
    chosen = request.GET.get("stato", "")
    counts = Partnership.objects.aggregate(
        all=Count("pk"), **{key: Count("pk", filter=Q(state=key)) for key in terms.PARTNERSHIP_STATES.keys}
    )
    rows = [
        ("", _("All"), counts["all"]),
        *((term.key, term.label, counts[term.key]) for term in terms.PARTNERSHIP_STATES if counts[term.key]),
    ]
    return [
        {"label": label, "url": f"?stato={key}" if key else "?", "count": count, "current": chosen == key}
        for key, label, count in rows
    ]
