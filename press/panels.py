"""What the press office shows on others' pages."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from press import demo, prose, vocab
from press.models import Coverage, Newsletter, Outlet, PressRelease
from press.queries import calendar, letter_things, matters
from press.queries import releases as release_queries
from press.queries.segment_facts import FACTS
from relations import panels
from relations.models import Organization, User
from relations.queries import together


# --- found by -------------------------------------------------------------
def release_entry(release: PressRelease) -> dict | None:
    """What a release is found by; the search is for colleagues only."""
    if release.status == "withdrawn":
        return None
    return {
        "title": release.title,
        "subtitle": " · ".join(filter(None, [str(release.get_kind_display()), release.code, str(release.get_status_display())])),
        "keywords": f"{release.code} {release.kicker}",
        "body": f"{release.summary}\n{prose.as_text(release.body)}",
        "url": release.get_absolute_url(),
    }


def newsletter_entry(newsletter: Newsletter) -> dict | None:
    """What a newsletter is found by: its head and what its blocks say by themselves."""
    if newsletter.is_model:
        return None
    blocks = newsletter.blocks.standing()
    return {
        "title": newsletter.title,
        "subtitle": newsletter.subject,
        "keywords": "",
        "body": "\n".join([newsletter.preheader, *(f"{one.heading} {one.text} {prose.as_text(one.body)}" for one in blocks)]),
        "url": newsletter.get_absolute_url(),
    }


def coverage_entry(coverage: Coverage) -> dict:
    """What a piece is found by."""
    return {
        "title": coverage.title,
        "subtitle": f"{coverage.outlet} · {coverage.came_out_on:%d/%m/%Y}",
        "keywords": coverage.url,
        "body": coverage.summary,
        "url": coverage.get_absolute_url(),
    }


def recent_coverage() -> list[Coverage]:
    """The last pieces that came out: what somebody said in public proves where it stands."""
    return list(Coverage.objects.select_related("outlet").order_by("-came_out_on", "-pk")[:20])


def coverage_words(coverage: Coverage) -> str:
    """A piece in one line."""
    return f"{coverage.title[:80]}, {coverage.outlet}, {coverage.came_out_on:%d/%m/%Y}"


# --- numbers of the menu -----------------------------------------------------
def releases_waiting(user: User) -> QuerySet:
    """Releases this colleague may approve."""
    return release_queries.to_review(user)


def newsletters_waiting(user: User) -> QuerySet[Newsletter]:
    """Newsletters this colleague may approve."""
    if not user.has_perm("press.approve_newsletter"):
        return Newsletter.objects.none()
    return Newsletter.objects.filter(mailing__state="in_review").exclude(author=user)


# --- Oggi -----------------------------------------------------------------
def desk_today(user: User, at: datetime, mine: bool) -> together.Reader:
    """What waits at the desk: to approve, sent back, coming out soon."""
    soon = PressRelease.objects.filter(status__in=vocab.WAITING_STATUS).order_by("publish_at", "embargo_until")[:4]
    context = yield {
        "to_review": release_queries.to_review(user).select_related("author").order_by("updated_at")[:5],
        "letters": newsletters_waiting(user).select_related("author")[:3],
        "soon": soon,
    }
    return context if any(context.values()) else None


def went_out(since: datetime, at: datetime) -> together.Reader:
    """Releases and pieces of the last hours; newsletters are told by the mail engine."""
    releases = PressRelease.objects.public(at).filter(published_at__gte=since).order_by("-published_at")[:5]
    pieces = Coverage.objects.filter(created_at__range=(since, at)).select_related("outlet__organization")
    found = yield {"releases": releases, "pieces": pieces.order_by("-created_at")[:5]}
    return [
        *({"at": item.published_at, "icon": "megaphone", "title": item.title,
           "note": _("release no. %(code)s, in the newsroom") % {"code": item.code}, "url": item.get_absolute_url()} for item in found["releases"]),
        *({"at": item.created_at, "icon": "newspaper", "title": item.title, "note": str(item.outlet),
           "url": item.get_absolute_url()} for item in found["pieces"]),
    ]  # fmt: skip


def stuck(at: datetime) -> together.Reader:
    """Releases that nobody has answered for three days."""
    rows = PressRelease.objects.filter(status="in_review", updated_at__lt=at - timedelta(days=3)).select_related("author")
    return [
        {"title": row.title, "note": _("waits for the approval"), "url": row.get_absolute_url(),
         "days": (at - row.updated_at).days, "owner": row.author}
        for row in (yield rows.order_by("updated_at")[:5])
    ]  # fmt: skip


# --- records and figures ---------------------------------------------------
def outlet_panel(party: Organization, user: User) -> together.Reader:
    """On an outlet's page: who writes there and what they wrote."""
    if getattr(party, "kind", "") != "media":
        return None
    outlets = yield Outlet.objects.filter(organization=party)
    if not outlets:
        return {"outlet": None, "party": party, "may_add": user.has_perm("press.add_outlet")}
    [outlet] = outlets
    found = yield {
        "journalists": outlet.journalists.select_related("person").order_by("person__sort_name")[:6],
        "pieces": outlet.coverage.order_by("-came_out_on")[:5],
        "counts": together.sums(outlet.coverage.all(), positive=Count("pk", filter=Q(tone="positive")), count=Count("pk")),
    }
    return {"outlet": outlet, **found, **found["counts"][0]}


def year_tiles(year: int, at: datetime) -> together.Reader:
    """On the Quadro: releases and pieces of the year beside the year before."""
    releases = PressRelease.objects.filter(published_at__isnull=False)
    this, last = Q(came_out_on__year=year), Q(came_out_on__year=year - 1)
    months, found = yield from together.side_by_side(
        release_queries.by_month.read(year),
        together.rows({
            "releases": together.sums(releases, value=Count("pk", filter=Q(year=year)), before=Count("pk", filter=Q(year=year - 1))),
            "pieces": together.sums(
                Coverage.objects.all(), value=Count("pk", filter=this), before=Count("pk", filter=last),
                positive=Count("pk", filter=this & Q(tone="positive")),
            ),
        }),
    )  # fmt: skip
    [out], [pieces] = found["releases"], found["pieces"]
    return [
        {
            "label": _("Releases published"), "value": out["value"], "before": out["before"], "note": "",
            "url": reverse("press:releases"), "series": months[: at.month if at.year == year else 12],
        },
        {
            "label": _("Pieces about us"), "value": pieces["value"], "before": pieces["before"],
            "note": _("%(n)s with a positive tone") % {"n": pieces["positive"]}, "url": reverse("press:coverage"), "series": [],
        },
    ]  # fmt: skip


WRITES = (
    "press.view_*", "press.add_pressrelease", "press.change_pressrelease", "press.add_newsletter", "press.change_newsletter",
)  # fmt: skip
panels.register(
    panels.Matters("press", matters.why, 30),
    *FACTS,
    panels.EvidenceSource(
        "coverage", gettext_lazy("coverage"), lambda party: recent_coverage(), coverage_words, 10, "press.view_coverage"
    ),
    panels.CalendarSource("press", gettext_lazy("Communication"), calendar.load, 50, "press.view_pressrelease"),
    panels.MenuItem(
        "communication", "newsletters", gettext_lazy("Newsletter"), "mails", "press:newsletters", 10, "press.view_newsletter",
        count=newsletters_waiting,
    ),
    panels.MenuItem(
        "communication", "releases", gettext_lazy("Releases"), "megaphone", "press:releases", 20, "press.view_pressrelease",
        count=releases_waiting,
    ),
    panels.MenuItem(
        "communication", "media", gettext_lazy("Media and coverage"), "newspaper", "press:coverage", 30, "press.view_coverage"
    ),
    panels.LetterThing(
        "release", gettext_lazy("Press releases"), letter_things.choices, letter_things.piece, 30, "press.view_pressrelease"
    ),
    panels.LetterThing(
        "story", gettext_lazy("Stories of partnerships"), letter_things.story_choices, letter_things.story, 40, "press.view_pressrelease"
    ),
    panels.PublicLink("newsroom", gettext_lazy("Newsroom"), "press:newsroom", 20),
    panels.TodayPanel("press", "press/_today.html", desk_today, "side", 40, "press.view_pressrelease"),
    panels.WentOut("press", went_out),
    panels.Stuck("press", stuck),
    panels.RecordPanel("outlet", ["organization"], "press/_outlet_panel.html", outlet_panel, 30, "press.view_outlet"),
    panels.SearchKind(
        "release", PressRelease, gettext_lazy("Press releases"), "megaphone", release_entry, 60, "press.view_pressrelease"
    ),
    panels.SearchKind(
        "newsletter", Newsletter, gettext_lazy("Newsletters"), "mails", newsletter_entry, 70, "press.view_newsletter"
    ),
    panels.SearchKind("coverage", Coverage, gettext_lazy("Coverage"), "newspaper", coverage_entry, 80, "press.view_coverage"),
    panels.HeadTile("press", year_tiles, 60),
    panels.RolePermissions("office_head", ["press.*"]),
    panels.RolePermissions(
        "press_officer",
        [
            *WRITES, "press.publish_pressrelease", "press.send_newsletter", "press.add_outlet", "press.change_outlet",
            "press.add_journalist", "press.change_journalist", "press.add_coverage", "press.change_coverage",
            "press.delete_coverage", "press.add_distribution", "press.add_newsletterblock", "press.change_newsletterblock",
            "press.delete_newsletterblock", "press.add_letterstyle", "press.change_letterstyle",
        ],
    ),
    panels.RolePermissions("editor", [*WRITES]),
    *(
        panels.RolePermissions(
            role, ["press.view_pressrelease", "press.view_newsletter", "press.view_letterstyle", "press.view_coverage", "press.view_outlet"]
        )
        for role in ("relations_officer", "fundraiser")
    ),
    panels.RolePermissions("viewer", ["press.view_*"]),
    panels.DemoPart("press", demo.build, order=40),
)
