"""What partnerships show on others' pages: menu, Oggi, records, search, Quadro, roles, public menu, demo."""

from datetime import datetime
from itertools import combinations
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships import demo, terms
from partnerships.models import Match, Need, PartnerRequest, Partnership, PartnershipParty
from partnerships.queries import calendar, figures, matters, requests, submissions, vetting, wall
from partnerships.queries.segment_facts import FACTS
from partnerships.queries.sequence_triggers import STOPS, TRIGGERS
from relations import formats, panels
from relations.models import Organization
from relations.network.graph import Tie
from relations.queries import together


# --- menu --------------------------------------------------------------------------------------------------------
def waiting_requests(user: Any) -> QuerySet[PartnerRequest]:
    """Requests nobody has taken."""
    return PartnerRequest.objects.filter(status="received")


def waiting_matches(user: Any) -> QuerySet[Match]:
    """Proposals that wait for an answer."""
    return Match.objects.filter(status__in=terms.MATCH_WAITING)


# --- Oggi --------------------------------------------------------------------------------------------------------
def active_tile(user: Any, at: datetime) -> together.Reader:
    """Running partnerships, and how they grew."""
    series = yield from figures.active_at.read(figures.month_ends(at))
    change = series[-1] - series[-2]
    return {
        "label": gettext("Running partnerships"),
        "value": series[-1],
        "series": series,
        "url": reverse("partnerships:board"),
        "change": f"{change:+d}".replace("-", "−") if change else "",
        "good": change > 0 if change else None,
        "note": gettext("since the beginning of the month") if change else gettext("as at the beginning of the month"),
    }


def requests_tile(user: Any, at: datetime) -> together.Reader:
    """Requests without an answer, and how old the oldest is."""
    series, days = yield from together.side_by_side(
        figures.waiting_at.read(figures.month_ends(at)), together.rows(figures.oldest_waiting())
    )
    oldest = next(iter(days), None)
    note = (
        gettext("the oldest came %(when)s") % {"when": formats.ago(oldest, now=at)}
        if oldest
        else gettext("all have an answer")
    )
    return {
        "label": gettext("Requests without an answer"),
        "value": series[-1],
        "series": series,
        "note": note,
        "url": reverse("partnerships:requests") + "?stato=received",
    }


def new_requests(user: Any, at: datetime, mine: bool) -> together.Reader:
    """Requests that wait for somebody."""
    rows = yield requests.waiting().select_related("owner")[:6]
    return {"rows": rows, "today": formats.only_day(at)} if rows else None


def stalled(user: Any, at: datetime, mine: bool) -> together.Reader:
    """Partnerships that do not move."""
    rows = yield from figures.stalled.read(at)
    return {"rows": rows} if rows else None


def waiting(user: Any, at: datetime) -> together.Reader:
    """Who has not answered a proposal."""
    return [
        {
            "initials": formats.initials(name),
            "colour": "g" if side == "nonprofit" else "",
            "name": name,
            "note": gettext("Proposal %(code)s, ends on %(day)s")
            % {"code": match.request.code, "day": formats.day(match.expires_on)},
            "url": reverse("partnerships:matches", args=[match.request.code]),
        }
        for match in (yield figures.proposals_waiting())
        for side, name in figures.waits_for(match)
    ]


def went_out(since: datetime, at: datetime) -> together.Reader:
    """Proposals sent."""
    return [
        {
            "at": match.invited_at,
            "icon": "send",
            "title": gettext("Proposal to both: %(name)s") % {"name": match.nonprofit},
            "note": str(match.request),
            "url": reverse("partnerships:matches", args=[match.request.code]),
        }
        for match in (yield figures.introduced_since(since, at))
    ]


def vetting_box(body: Organization) -> together.Reader:
    """How far a body was checked."""
    return {"standing": (yield from vetting.of.read(body, today=timezone.localdate()))}


# --- network -----------------------------------------------------------------------------------------------------
@together.reader
def partners(about: int | None = None) -> together.Reader:
    """Bodies in the same running partnership are tied by it; those of one body when `about` is its id."""
    rows = PartnershipParty.objects.filter(partnership__state__in=terms.LIVING).select_related("partnership")
    if about is not None:
        rows = rows.filter(partnership__parties__organization=about)
    sides: dict[Partnership, list[int]] = {}
    for row in (yield rows.order_by("partnership", "organization")):
        sides.setdefault(row.partnership, []).append(row.organization_id)
    return [
        Tie(one, other, "partnership", running.title, running.get_absolute_url(), running.started_at.date().isoformat())
        for running, bodies in sides.items()
        for one, other in combinations(bodies, 2)
        if about in (None, one, other)
    ]


# --- search ------------------------------------------------------------------------------------------------------
def request_entry(row: PartnerRequest) -> dict[str, Any] | None:
    """Found by company, number, VAT number and contact; drafts are nobody's business."""
    if row.status == "draft":
        return None
    return {
        "title": row.company_name,
        "subtitle": f"{row.code} · {row.get_status_display()}",
        "url": row.get_absolute_url(),
        "keywords": " ".join([row.code, row.code.replace("-", " "), row.vat_number, row.contact_email]),
        "body": "\n".join([row.results_text, row.contact_name, *requests.results(row)]),
    }


def partnership_entry(row: Partnership) -> dict[str, Any]:
    """Found by title, number and parties."""
    names = [party.organization.name for party in row.parties.select_related("organization")]
    return {
        "title": row.title,
        "subtitle": " · ".join([row.code, *names])[:250],
        "url": row.get_absolute_url(),
        "keywords": " ".join([row.code, row.code.replace("-", " "), *names]),
        "body": "\n".join([row.together, row.next_step]),
    }


def need_entry(need: Need) -> dict[str, Any] | None:
    """Found by what is needed, while it is."""
    if need.status == "closed":
        return None
    return {
        "title": need.title,
        "subtitle": str(need.organization),
        "url": need.get_absolute_url(),
        "keywords": str(need.organization),
        "body": need.results_text,
    }


# --- Quadro ------------------------------------------------------------------------------------------------------
def stuck(at: datetime) -> together.Reader:
    """What does not move, for the head."""
    overdue = requests.waiting().select_related("owner").filter(answer_due_on__lt=formats.only_day(at))
    lines, waits = yield from together.side_by_side(figures.stalled.read(at, limit=20), together.rows(overdue[:20]))
    silent = [
        {
            "title": line["partnership"].title,
            "note": line["names"],
            "url": line["partnership"].get_absolute_url(),
            "days": line["days"],
            "owner": line["partnership"].owner,
        }
        for line in lines
    ]
    late = [
        {
            "title": row.company_name,
            "note": gettext("Request %(code)s without an answer") % {"code": row.code},
            "url": row.get_absolute_url(),
            "days": (at - row.received_at).days,
            "owner": row.owner,
        }
        for row in waits
    ]
    return silent + late


OFFICER = [
    "partnerships.view_*",
    "partnerships.add_partnerrequest",
    "partnerships.change_partnerrequest",
    "partnerships.add_offer",
    "partnerships.change_offer",
    "partnerships.delete_offer",
    "partnerships.add_need",
    "partnerships.change_need",
    "partnerships.add_capacityprofile",
    "partnerships.change_capacityprofile",
    "partnerships.change_vetting",
    "partnerships.add_match",
    "partnerships.change_match",
    "partnerships.add_partnership",
    "partnerships.change_partnership",
    "partnerships.add_partnershipparty",
    "partnerships.change_partnershipparty",
    "partnerships.add_clausetext",
    "partnerships.change_clausetext",
    "partnerships.add_communicationpiece",
    "partnerships.change_communicationpiece",
]

panels.register(
    panels.Matters("partnerships", matters.why, 10),
    *TRIGGERS,
    *STOPS,
    *FACTS,
    panels.CalendarSource("partnerships", _("Partnership"), calendar.load, 40, "partnerships.view_partnership"),
    panels.MenuItem(
        "partnerships",
        "requests",
        _("Requests"),
        "inbox",
        "partnerships:requests",
        10,
        "partnerships.view_partnerrequest",
        count=waiting_requests,
        hot=True,
    ),
    panels.MenuItem(
        "partnerships",
        "matches",
        _("Matches"),
        "link",
        "partnerships:all_matches",
        20,
        "partnerships.view_match",
        count=waiting_matches,
    ),
    panels.MenuItem(
        "partnerships",
        "partnerships",
        _("Partnership"),
        "square-kanban",
        "partnerships:board",
        30,
        "partnerships.view_partnership",
    ),
    panels.MenuItem(
        "partnerships", "needs", _("Needs"), "hand-helping", "partnerships:needs", 40, "partnerships.view_need",
        count=lambda user: submissions.waiting(),
    ),  # fmt: skip
    panels.PublicLink("ask", _("For companies"), "partnerships:ask", 10),
    panels.PublicLink("tell_needs", _("For non-profits"), "partnerships:tell_needs", 12),
    panels.SitePages("wall", wall.site_pages),
    panels.TodayTile("partnerships_active", active_tile, 10, "partnerships.view_partnership"),
    panels.TodayTile("requests_waiting", requests_tile, 20, "partnerships.view_partnerrequest"),
    panels.TodayPanel(
        "requests_new",
        "partnerships/panels/requests.html",
        new_requests,
        "main",
        10,
        "partnerships.view_partnerrequest",
    ),
    panels.TodayPanel(
        "stalled", "partnerships/panels/stalled.html", stalled, "main", 20, "partnerships.view_partnership"
    ),
    panels.Waiting("proposals", waiting),
    panels.WentOut("proposals", went_out),
    panels.RecordPanel(
        "partnerships",
        ["organization"],
        "partnerships/panels/organization.html",
        lambda body, user: figures.of_organization.read(body),
        10,
        "partnerships.view_partnership",
    ),
    panels.RecordPanel(
        "vetting",
        ["organization"],
        "partnerships/panels/vetting.html",
        lambda body, user: vetting_box(body) if body.kind in terms.CHECKED else None,
        15,
        "partnerships.view_vetting",
    ),
    panels.SearchKind(
        "partner_request", PartnerRequest, _("Requests"), "inbox", request_entry, 40, "partnerships.view_partnerrequest"
    ),
    panels.SearchKind(
        "partnership",
        Partnership,
        _("Partnership"),
        "square-kanban",
        partnership_entry,
        30,
        "partnerships.view_partnership",
    ),
    panels.SearchKind("need", Need, _("Needs"), "hand-helping", need_entry, 50, "partnerships.view_need"),
    panels.TieSource(
        "partnerships", [("partnership", _("partnership"))], partners, 30, "partnerships.view_partnership"
    ),
    panels.HeadTile("partnerships", figures.year_figures, 10),
    panels.HeadPanel("portfolio", "partnerships/panels/portfolio.html", lambda year, at: figures.portfolio(), 10),
    panels.Stuck("partnerships", stuck),
    panels.RolePermissions("office_head", ["partnerships.*"]),
    panels.RolePermissions("relations_officer", OFFICER),
    *(
        panels.RolePermissions(role, ["partnerships.view_*"])
        for role in ("viewer", "press_officer", "fundraiser", "editor")
    ),
    panels.DemoPart("partnerships", demo.build, order=20),
)
