"""The approvals inbox: what waits for a second pair of eyes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from relations.models import Approval
from relations.queries import head
from relations.web.access import get, staff


@staff("relations.view_approval")
def listing(request: HttpRequest) -> HttpResponse:
    """List what waits, and the last answers."""
    context = {"waiting": head.waiting_approvals(request.user), "decided": head.decided_approvals()}
    return render(request, "relations/head/approvals.html", context)


@require_GET
@staff("relations.view_approval")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page of what is to be approved: it is read there, and answered there by its own action."""
    return redirect(get(Approval, pk=pk).url)
