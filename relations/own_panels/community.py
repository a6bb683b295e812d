"""Listening: feedback, surveys, open meetings, volunteering, involvement."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from relations import involvement, panels
from relations.demo import community as demo
from relations.models import FeedbackItem, Gathering, Survey, VolunteerOpportunity
from relations.queries import feedback, gatherings, together, volunteering
from relations.queries import involvement as ladder
from relations.queries.letter_things import gathering_choices, gathering_piece
from relations.views.involvement import panel as involvement_panel
from relations.web.urls import absolute


# --- found by -------------------------------------------------------------------
def feedback_entry(item: FeedbackItem) -> dict:
    """What somebody told us is found by its words, its code and who said it."""
    return {
        "title": item.short, "subtitle": f"{item.code} · {item.get_state_display()}", "keywords": f"{item.code} {item.name} {item.email}",
        "body": f"{item.text}\n{item.person or ''}", "url": item.get_absolute_url(),
    }  # fmt: skip


def survey_entry(survey: Survey) -> dict:
    """What a survey is found by."""
    return {"title": survey.title, "subtitle": str(survey.get_state_display()), "body": survey.intro, "url": survey.get_absolute_url()}


def gathering_entry(gathering: Gathering) -> dict:
    """What an open meeting is found by."""
    return {
        "title": gathering.title, "subtitle": f"{timezone.localtime(gathering.starts_at):%d/%m/%Y} · {gathering.venue}",
        "body": f"{gathering.summary}\n{gathering.text}\n{gathering.minutes}", "url": gathering.get_absolute_url(),
    }  # fmt: skip


def opportunity_entry(row: VolunteerOpportunity) -> dict:
    """What a volunteer opportunity is found by."""
    return {
        "title": row.title, "subtitle": f"{row.organization} · {row.municipality}",
        "body": f"{row.summary}\n{row.text}\n{row.skills}", "url": row.get_absolute_url(),
    }  # fmt: skip


# --- boxes ------------------------------------------------------------------------
def hours_panel(party, user) -> together.Reader:
    """On the page of a body or a person: the hours of volunteering received or given."""
    if party._meta.model_name == "person":
        found, given, offers = (yield from volunteering.hours.read(person=party)), None, []
    else:
        latest = party.opportunities.order_by("-changed_at")[:3] if party.kind != "company" else party.opportunities.none()
        found, given, offers = yield from together.side_by_side(
            volunteering.hours.read(organization=party), volunteering.hours.read(company=party), together.rows(latest)
        )
    if not found.occasions and not offers and not (given and given.occasions):
        return None
    return {"hours": found, "given": given, "offers": offers, "party": party}


def stuck(at: datetime) -> together.Reader:
    """Voices without an answer past their thirty days; shifts of a week ago whose hours nobody confirmed."""
    week_ago = at - timedelta(days=7)
    unconfirmed = volunteering.opportunities(at).filter(to_confirm__gt=0, shifts__asked_at__lt=week_ago).distinct()[:3]
    late, rows = yield from together.side_by_side(feedback.late(at), together.rows(unconfirmed))
    shown = [
        {"title": row.title, "note": _("hours of volunteering to be confirmed"), "url": row.get_absolute_url(), "days": 7, "owner": row.owner}
        for row in rows
    ]
    return [*late, *shown]


def calendar(user, first: date, last: date) -> list[panels.CalendarEntry]:
    """Open meetings between two days."""
    rows = Gathering.objects.filter(state="published", starts_at__date__range=(first, last)).order_by("starts_at")
    return [
        panels.CalendarEntry(
            key=f"gathering:{row.pk}", day=timezone.localdate(row.starts_at), title=row.title, url=row.get_absolute_url(),
            icon="users", colour="glicine", at=timezone.localtime(row.starts_at).time().replace(tzinfo=None),
            minutes=int((row.ends_at - row.starts_at).total_seconds() // 60), note=row.where, row=row,
        )
        for row in (rows if user is None else rows.filter(owner=user))
    ]  # fmt: skip


def hours_tile(year: int, at: datetime) -> together.Reader:
    """On the Quadro: hours of volunteering confirmed in the year, beside the same days of the year before."""
    day = timezone.localdate(at)
    until = day if day.year == year else date(year, 12, 31)
    same = until.replace(year=year - 1, day=28 if (until.month, until.day) == (2, 29) else until.day)
    now, before = yield from together.side_by_side(
        volunteering.hours.read(since=date(year, 1, 1), until=until), volunteering.hours.read(since=date(year - 1, 1, 1), until=same)
    )
    if not now.occasions and not before.occasions:
        return None
    return {
        "label": _("Hours of volunteering confirmed"), "value": f"{now.total:.0f}", "before": f"{before.total:.0f}",
        "note": _("%(n)s people") % {"n": now.people}, "url": f"{reverse('relations:volunteer_hours')}?anno={year}", "series": [],
    }  # fmt: skip


def site_pages() -> list[dict]:
    """The public pages of open meetings and opportunities, for the map of the site."""
    at = timezone.now()
    ahead, past = gatherings.public(at)
    return [
        *({"loc": absolute(row.public_url), "lastmod": row.changed_at} for row in [*ahead, *past]),
        *({"loc": absolute(row.public_url), "lastmod": row.changed_at} for row in volunteering.public(at)[:500]),
    ]


VIEWS = (
    "relations.view_feedbackitem", "relations.view_survey", "relations.view_gathering", "relations.view_volunteeropportunity",
    "relations.view_volunteerhours", "relations.view_involvementstep",
)  # fmt: skip
LISTENS = ("relations.add_feedbackitem", "relations.change_feedbackitem", "relations.add_involvementstep")
RUNS = tuple(
    f"relations.{verb}_{model}" for verb in ("add", "change") for model in ("survey", "gathering", "volunteeropportunity")
)
panels.register(
    panels.MenuItem(
        "community", "feedback", pgettext_lazy("menu", "Voices heard"), "message-square-quote", "relations:feedback", 10,
        "relations.view_feedbackitem", count=feedback.waiting_for, hot=True,
    ),
    panels.MenuItem(
        "community", "gatherings", gettext_lazy("Open meetings"), "calendar-heart", "relations:gatherings", 20, "relations.view_gathering"
    ),
    panels.MenuItem("community", "surveys", gettext_lazy("Surveys"), "clipboard-list", "relations:surveys", 30, "relations.view_survey"),
    panels.MenuItem(
        "community", "opportunities", gettext_lazy("Volunteering"), "hand-heart", "relations:opportunities", 40,
        "relations.view_volunteeropportunity",
    ),
    panels.MenuItem(
        "community", "involvement", gettext_lazy("Involvement"), "chart-no-axes-column-increasing", "relations:involvement", 50,
        "relations.view_involvementstep",
    ),
    panels.LetterThing("event", gettext_lazy("Open meetings"), gathering_choices, gathering_piece, 10, "relations.view_gathering"),
    panels.PublicLink("gatherings", pgettext_lazy("public", "Events"), "relations:gatherings_public", 30),
    panels.PublicLink("volunteering", gettext_lazy("Volunteering"), "relations:opportunities_public", 35),
    panels.PublicLink("write", gettext_lazy("Write to us"), "relations:feedback_write", 60),
    panels.SitePages("community", site_pages),
    panels.SearchKind(
        "feedback", FeedbackItem, pgettext_lazy("menu", "Voices heard"), "message-square-quote", feedback_entry, 70,
        "relations.view_feedbackitem",
    ),
    panels.SearchKind("survey", Survey, gettext_lazy("Surveys"), "clipboard-list", survey_entry, 72, "relations.view_survey"),
    panels.SearchKind(
        "gathering", Gathering, gettext_lazy("Open meetings"), "calendar-heart", gathering_entry, 71, "relations.view_gathering"
    ),
    panels.SearchKind(
        "opportunity", VolunteerOpportunity, gettext_lazy("Volunteering"), "hand-heart", opportunity_entry, 73,
        "relations.view_volunteeropportunity",
    ),
    panels.RecordPanel(
        "involvement", ["person"], "relations/community/_person_panel.html", involvement_panel, 20, "relations.view_involvementstep"
    ),
    panels.RecordPanel(
        "volunteering", ["person", "organization"], "relations/community/_hours_panel.html", hours_panel, 55,
        "relations.view_volunteerhours",
    ),
    panels.CalendarSource("gatherings", gettext_lazy("Open meetings"), calendar, 30, "relations.view_gathering", feed=True),
    panels.HeadTile("feedback", feedback.head_tile.read, 20),
    panels.HeadTile("volunteering", hours_tile, 25),
    panels.Stuck("community", stuck),
    involvement.Cause("meeting", gettext_lazy("Came to an open meeting"), "sympathiser", ladder.came_to_meetings, "calendar-heart", 10),
    involvement.Cause("hours", gettext_lazy("Hours of volunteering confirmed"), "volunteer", ladder.gave_hours, "hand-heart", 20),
    *(panels.RolePermissions(role, [*VIEWS, *LISTENS]) for role in ("relations_officer", "press_officer", "fundraiser", "editor")),
    *(panels.RolePermissions(role, RUNS) for role in ("relations_officer", "press_officer")),
    panels.RolePermissions("viewer", VIEWS),
    panels.DemoPart("community", demo.build, order=60),
)
