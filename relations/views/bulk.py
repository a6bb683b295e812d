"""Changing the rows ticked in a list, and taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from relations.actions import bulk as actions
from relations.models import BulkChange, User
from relations.queries import parties
from relations.web.access import get, require, staff
from relations.web.toast import toast
from relations.web.urls import back

LISTS = {"organization": "relations:organizations", "person": "relations:people"}
SAID = {
    "tag": lambda n, what: ngettext("Tag “%(what)s” added to %(n)s", "Tag “%(what)s” added to %(n)s", n) % {"n": n, "what": what},
    "untag": lambda n, what: ngettext("Tag “%(what)s” taken off %(n)s", "Tag “%(what)s” taken off %(n)s", n) % {"n": n, "what": what},
    "assign": lambda n, what: ngettext("%(n)s assigned to %(what)s", "%(n)s assigned to %(what)s", n) % {"n": n, "what": what or _("nobody")},
    "archive": lambda n, what: ngettext("%(n)s archived", "%(n)s archived", n) % {"n": n},
}


@require_POST
@staff()
def change(request: HttpRequest, model: str) -> HttpResponse:
    """Tag, assign or archive the rows ticked; the toast takes it back."""
    if model not in LISTS:
        raise Http404(model)
    require(request, f"relations.change_{model}")
    address = back(request, reverse(LISTS[model]))
    verb = request.POST.get("verb", "")
    rows = [int(row) for row in request.POST.getlist("rows") if row.isascii() and row.isdigit() and len(row) < 19]
    if verb not in actions.VERBS or not rows:
        toast(request, _("Tick at least one row first."), level=messages.WARNING)
        return redirect(address)
    try:
        given = _colleague(request) if verb == "assign" else request.POST.get("tag", "")
        batch = actions.change(model=model, rows=rows, verb=verb, given=given, by=request.user, at=timezone.now())
    except (actions.Refused, ValidationError) as refused:
        words = refused.messages[0] if isinstance(refused, ValidationError) else str(refused)
        toast(request, words, level=messages.ERROR)
        return redirect(address)
    changed = len(batch.before)
    if changed:
        toast(request, SAID[verb](changed, batch.note), undo_url=f"{reverse('relations:bulk_undo', args=[batch.pk])}?next={_quoted(address)}")
    else:
        toast(request, _("Nothing to change: they are so already."))
    return redirect(address)


def _colleague(request: HttpRequest) -> User | None:
    key = request.POST.get("owner", "")
    if not key:
        return None
    found = parties.colleagues().filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
    if found is None:
        raise actions.Refused(_("Choose a colleague from the list."))
    return found


def _quoted(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="/")


@require_POST
@staff()
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a change of many rows: its author may, and the head."""
    own = BulkChange.objects.all() if request.user.has_perm("relations.view_overview") else BulkChange.objects.filter(by=request.user)
    batch = get(own, pk=pk)
    require(request, f"relations.change_{batch.model}")
    try:
        count = actions.undo(batch=batch, by=request.user, at=timezone.now())
    except IntegrityError:
        toast(request, _("It cannot be taken back: a VAT number is in use again."), level=messages.ERROR)
    else:
        words = ngettext("%(n)s row is as it was", "%(n)s rows are as they were", count) % {"n": count}
        toast(request, words)
    return redirect(back(request, reverse(LISTS[batch.model])))
