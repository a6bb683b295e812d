"""The tags of the archive: how many have each, another name, merging, deleting, taking back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import tags as actions
from relations.forms.tags import TagForm
from relations.models import AuditEvent
from relations.queries import tags as queries
from relations.web.access import get, staff
from relations.web.toast import toast


@staff("relations.view_organization")
def listing(request: HttpRequest) -> HttpResponse:
    """List the tags in use."""
    return render(request, "relations/tags/list.html", {"tags": queries.all_tags()})


@staff()
def proposals(request: HttpRequest) -> HttpResponse:
    """List the tags that begin so, as options of a form's list."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:40]
    found = queries.proposals(words) if words and request.user.has_perm("relations.view_organization") else []
    return render(request, "relations/tags/_options.html", {"tags": found, "list_id": request.GET.get("id", "tags")[:60]})


@require_http_methods(["GET", "POST"])
@staff("relations.manage_tags")
def rename(request: HttpRequest) -> HttpResponse:
    """Give a tag another name; one that is in use already takes the other in."""
    old = request.GET.get("nome", "").replace("\x00", "")[:40]
    form = TagForm(request.POST or None, initial={"tag": old, "to": old})
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.rename(tag=form.cleaned_data["tag"], to=form.cleaned_data["to"], by=request.user, at=timezone.now())
        except (actions.NoSuchTag, ValidationError) as wrong:
            form.add_error("to", wrong if isinstance(wrong, ValidationError) else str(wrong))
        else:
            _tell(request, event, _("“%(old)s” is now “%(new)s”") % {"old": event.changes["tag"][0], "new": event.changes["tag"][1]})
            return redirect("relations:tags")
    return render(request, "relations/tags/rename.html", {"form": form, "old": form["tag"].value() or old}, status=422 if form.errors else 200)


@require_POST
@staff("relations.manage_tags")
def delete(request: HttpRequest) -> HttpResponse:
    """Take a tag off everything; the toast puts it back."""
    try:
        event = actions.delete(tag=request.POST.get("tag", "").replace("\x00", "")[:40], by=request.user, at=timezone.now())
    except actions.NoSuchTag as wrong:
        toast(request, str(wrong), level=messages.WARNING)
    else:
        _tell(request, event, _("Tag “%(tag)s” deleted") % {"tag": event.changes["tag"][0]})
    return redirect("relations:tags")


def _tell(request: HttpRequest, event: AuditEvent, words: str) -> None:
    count = sum(len(event.changes[side][key]) for side in ("organization", "person") for key in ("only", "both"))
    on = ngettext("on %(n)s page", "on %(n)s pages", count) % {"n": count}
    toast(request, f"{words} ({on})", undo_url=reverse("relations:tag_undo", args=[event.pk]))


@require_POST
@staff("relations.manage_tags")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a renaming or a deletion."""
    event = get(AuditEvent.objects.filter(verb__in=["tag.renamed", "tag.deleted"]), pk=pk)
    tag = actions.undo(event=event, by=request.user, at=timezone.now())
    toast(request, _("The tag “%(tag)s” is back") % {"tag": tag})
    return redirect("relations:tags")
