"""Who gets a letter: groups and lists put together, the number while one chooses, the people behind each number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from press.actions import newsletters as actions
from press.models import Newsletter
from press.queries import newsletters as queries
from press.views.newsletters import one
from relations.actions import exports
from relations.mail import audience
from relations.mail.kinds import REASONS
from relations.queries import mailing_lists
from relations.web import access, small_files
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.toast import toast

COLUMNS = [
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email),
    ExportColumn(gettext_lazy("Who"), lambda row: row.who),
    ExportColumn(gettext_lazy("Why"), lambda row: str(REASONS.get(row.reason, row.reason))),
]


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("press.view_newsletter")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 2: any of these groups and lists, less those. The number follows the ticks (htmx); a POST keeps them."""
    newsletter, at = one(pk), timezone.now()
    known = mailing_lists.sources(request.user)
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        try:
            actions.aim(newsletter=newsletter, choice=mailing_lists.chosen(request.POST, known), by=request.user, at=at)
        except actions.Frozen as refused:
            toast(request, str(refused))
            return redirect("press:newsletter_audience", pk=pk)
        toast(request, _("Recipients saved."))
        return redirect("press:newsletter_checks" if request.POST.get("then") == "next" else "press:newsletter_audience", pk=pk)
    saved = audience.of_thing(newsletter)
    may_choose = newsletter.is_editable and request.user.has_perm("press.change_newsletter")
    choice = mailing_lists.chosen(request.GET, known) if may_choose and "scelta" in request.GET else saved
    inside, outside = ({mailing_lists.key_of(source) for source in sources} for sources in (choice.inside, choice.outside))
    context = {
        "newsletter": newsletter, "step": 2, "choice": choice, "may_choose": may_choose, "is_saved": choice == saved,
        "sources": [
            {"key": key, "source": source, "is_list": key[0] == "l", "inside": key in inside, "outside": key in outside}
            for key, source in known.items()
        ],
        "audience": queries.audience(newsletter.purpose, choice, at=at), "asked": _asked(request, choice),
        "people": reverse("press:newsletter_people", args=[pk]),
    }  # fmt: skip
    return page_or_part(request, "press/newsletters/audience.html", "press/newsletters/_audience_live.html", context)


def _asked(request: HttpRequest, choice: audience.Choice) -> str:
    """Return the choice as it stands in an address, so that the people listed are those counted."""
    pairs = [f"dentro={mailing_lists.key_of(one)}" for one in choice.inside]
    pairs += [f"fuori={mailing_lists.key_of(one)}" for one in choice.outside]
    return "&".join(["scelta=1", *pairs])


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("press.view_newsletter")
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Those a letter would reach, or leave out for one reason. POST only asks for a file.

    Once it is handed in the engine has a row for each: the list is there.
    """
    newsletter, at = one(pk), timezone.now()
    reason = request.GET.get("motivo", "")
    reason = reason if reason in REASONS else ""
    if not newsletter.is_editable:
        tail = f"?motivo={reason}" if reason else ""
        return redirect(reverse("relations:mailing_people", args=[newsletter.mailing_id]) + tail)
    known = mailing_lists.sources(request.user)
    choice = mailing_lists.chosen(request.GET, known) if "scelta" in request.GET else audience.of_thing(newsletter)
    if request.POST.get("formato") in small_files.FORMATS:
        return _file(request, newsletter, choice, reason)
    start, words = request.GET.get("da", "0"), request.GET.get("q", "").replace("\x00", "")[:200]
    found = queries.people(
        newsletter.purpose, choice, reason=reason, words=words, at=at,
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 8 else 0,
    )  # fmt: skip
    params = request.GET.copy()
    params["da"] = str(found.next_from or 0)
    context = {
        "newsletter": newsletter, "step": 2, "people": found, "reason": reason, "reason_label": REASONS.get(reason, ""),
        "words": words, "next_query": params.urlencode() if found.next_from else "", "asked": _asked(request, choice),
    }  # fmt: skip
    return page_or_part(request, "press/newsletters/people.html", "press/newsletters/_people_rows.html", context)


def _file(request: HttpRequest, newsletter: Newsletter, choice: audience.Choice, reason: str) -> HttpResponse:
    at, kind = timezone.now(), request.POST["formato"]
    rows = list(queries.every_one(newsletter.purpose, choice, reason=reason, at=at))
    exports.note(
        by=request.user, at=at, title=_("Recipients"), kind=kind, path=request.path, query=request.GET.urlencode(),
        conditions=str(REASONS.get(reason, "")), rows=len(rows),
    )  # fmt: skip
    return small_files.answer(kind, "destinatari", COLUMNS, rows)
