"""Dynamic groups: the list, the builder, who is in one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations import panels
from relations import segments as trees
from relations.actions import segments as actions
from relations.forms import builder
from relations.forms.lists import SegmentForm
from relations.models import Segment
from relations.queries import history
from relations.queries import segments as queries
from relations.views import organizations, people
from relations.web.access import get, staff
from relations.web.htmx import is_part, page_or_part
from relations.web.once import once
from relations.web.toast import toast

LISTS = {"person": people.list_of, "organization": organizations.list_of}
ROWS = {"person": "relations/people/_rows.html", "organization": "relations/organizations/_rows.html"}
FACT_GROUPS = {
    "who": gettext_lazy("Who they are"), "where": gettext_lazy("Where"), "reach": gettext_lazy("How to reach them"),
    "story": gettext_lazy("What happened"), **panels.MENU_GROUPS,
}  # fmt: skip


def one(request: HttpRequest, pk: int, *, removed: bool = False) -> Segment:
    """Return a group the reader may see: one who may not ask a fact may not see who it holds for."""
    segment = get(Segment.objects.filter(removed_at=None) if not removed else Segment, pk=pk)
    if not queries.may_see(segment, request.user):
        raise PermissionDenied
    return segment


@staff("relations.view_segment")
def listing(request: HttpRequest) -> HttpResponse:
    """The groups, with how many each holds today."""
    at = timezone.now()
    return render(request, "relations/segments/list.html", {"groups": queries.with_counts(request.user, at)})


@require_http_methods(["GET", "POST"])
@staff("relations.view_segment")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in it today, what it asks, who uses it, what became of it. POST only asks for a file of the list."""
    segment, at = one(request, pk), timezone.now()
    listing = LISTS[segment.on](request, queries.members(segment, at), slugify(segment.name)[:60] or "gruppo")
    listing.extra["di"] = segment.pk
    exported = listing.export()
    if exported:
        return exported
    context = {
        "segment": segment, "listing": listing, "today": timezone.localdate(), "bulk_model": segment.on,
        "outline": queries.said(segment), "uses": queries.uses(segment), "events": history.of_object(segment),
        "count": queries.members(segment, at).count(), "rows_template": ROWS[segment.on],
    }  # fmt: skip
    return page_or_part(request, "relations/segments/detail.html", ROWS[segment.on], context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_segment")
@once
def new(request: HttpRequest, on: str) -> HttpResponse:
    """Build a group."""
    if on not in queries.MODELS:
        raise Http404(on)
    return _build(request, on, None)


@require_http_methods(["GET", "POST"])
@staff("relations.change_segment")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a group."""
    segment = one(request, pk)
    return _build(request, segment.on, segment)


def _build(request: HttpRequest, on: str, segment: Segment | None) -> HttpResponse:
    """The builder: each post redraws it with what was added or taken away; only the last button saves."""
    known = queries.facts(on, request.user)
    if request.method == "POST":
        group = builder.read(request.POST, known)
        wanted = request.POST.get("do", "")
        builder.act(group, wanted, request.POST, known)
        if wanted == "save":
            return _save(request, on, segment, group)
        form = SegmentForm(initial={key: request.POST.get(key, "")[:200] for key in ("name", "note", "seen")})
        return _page(request, on, segment, group, form)
    group = _known_tree(segment) if segment else trees.Group("all")
    initial = {"name": segment.name, "note": segment.note, "seen": segment.version} if segment else {}
    return _page(request, on, segment, group, SegmentForm(initial=initial))


def _known_tree(segment: Segment) -> trees.Group:
    try:
        return queries.tree(segment)
    except trees.Unreadable:
        return trees.Group("all")


def _save(request: HttpRequest, on: str, segment: Segment | None, group: trees.Group) -> HttpResponse:
    form, at = SegmentForm(request.POST), timezone.now()
    known = queries.facts(on)
    asked = trees.conditions(group)
    missing = next((item for item in asked if not trees.is_whole(item, known[item.fact].kind)), None)
    if not asked:
        form.add_error(None, _("Add at least one condition: a group of everybody is the list itself."))
    if missing is not None:
        form.add_error(None, _("Fill in the condition “%(what)s”, or take it away.") % {"what": known[missing.fact].label})
    if not form.is_valid():
        return _page(request, on, segment, group, form, status=422)
    data = form.cleaned_data
    try:
        if segment is None:
            segment = actions.add(name=data["name"], on=on, group=group, note=data["note"], by=request.user, at=at)
        else:
            actions.change(
                segment=segment, seen=data["seen"] or 0, name=data["name"], group=group, note=data["note"],
                by=request.user, at=at,
            )  # fmt: skip
    except (actions.NameTaken, actions.ChangedMeanwhile) as refused:
        form.add_error("name" if isinstance(refused, actions.NameTaken) else None, str(refused))
        return _page(request, on, segment, group, form, status=422)
    toast(request, _("Group saved: %(name)s") % {"name": segment})
    return redirect(segment)


def _page(
    request: HttpRequest, on: str, segment: Segment | None, group: trees.Group, form: SegmentForm, status: int = 200
) -> HttpResponse:
    known = queries.facts(on, request.user)
    context: dict[str, Any] = {
        "on": on, "segment": segment, "form": form, "join": group.join, "joins": queries.JOINS,
        "rows": builder.drawn(group, known), "menu": builder.menu(known, FACT_GROUPS),
        "outline": queries.outline(group, on), "asked": bool(trees.conditions(group)),
        "here": request.path, **queries.glance(on, group, timezone.now()),
    }  # fmt: skip
    if is_part(request):
        part = "_builder" if request.POST.get("do") else "_glance"
        return render(request, f"relations/segments/{part}.html", context, status=status)
    return render(request, "relations/segments/form.html", context, status=status)


@require_POST
@staff("relations.delete_segment")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away; the toast puts it back."""
    segment = one(request, pk)
    try:
        actions.remove(segment=segment, by=request.user, at=timezone.now())
    except actions.InUse as refused:
        toast(request, str(refused), level=messages.ERROR)
        return redirect(segment)
    undo = reverse("relations:segment_restore", args=[pk])
    toast(request, _("Group removed: %(name)s") % {"name": segment}, undo_url=undo)
    return redirect("relations:segments")


@require_POST
@staff("relations.delete_segment")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `remove`."""
    segment = one(request, pk, removed=True)
    try:
        actions.restore(segment=segment, by=request.user, at=timezone.now())
    except actions.NameTaken as refused:
        toast(request, str(refused), level=messages.ERROR)
        return redirect("relations:segments")
    return redirect(segment)
