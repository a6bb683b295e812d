"""The plan of all matches, whose turn it is, and where needs stay uncovered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.actions import plans as actions
from partnerships.actions import proposals
from partnerships.models import PartnerRequest
from partnerships.queries import coverage
from partnerships.queries import plans as queries
from relations.models import Organization
from relations.web import access, htmx
from relations.web.toast import toast


@require_safe
@access.staff("partnerships.view_matchplan")
def page(request: HttpRequest) -> HttpResponse:
    """The last plan computed."""
    return render(request, "partnerships/plan/page.html", queries.page(at=timezone.now()))


@require_POST
@access.staff("partnerships.add_matchplan")
def compute(request: HttpRequest) -> HttpResponse:
    """Plan all the open requests, now."""
    actions.compute(by=request.user, at=timezone.now())
    toast(request, _("Plan computed: it proposes, you decide"))
    return redirect("partnerships:plan")


@require_POST
@access.staff("partnerships.change_match")
def shortlist(request: HttpRequest, code: str, nonprofit: int) -> HttpResponse:
    """Turn a row of the plan into a proposal on the shortlist of its request."""
    row = access.get(PartnerRequest.objects.exclude(status="draft"), code=code)
    body = access.get(Organization.objects.filter(kind="nonprofit", archived_at=None), pk=nonprofit)
    try:
        if not row.is_open:
            raise proposals.CannotPropose(_("This request is no longer open."))
        proposals.add_by_hand(request=row, nonprofit=body, by=request.user, at=timezone.now())
        toast(request, _("%(name)s is on the shortlist of %(code)s") % {"name": body, "code": code})
    except proposals.CannotPropose as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect("partnerships:plan")


@access.staff("partnerships.view_match")
def exposure(request: HttpRequest) -> HttpResponse:
    """How often each non-profit was proposed, those whose turn it is first."""
    rows = queries.exposure(request, at=timezone.now())
    if (file := rows.export()) is not None:
        return file
    return htmx.page_or_part(
        request, "partnerships/plan/exposure.html", "partnerships/plan/_exposure.html", {"listing": rows}
    )


@require_safe
@access.staff("partnerships.view_need")
def uncovered(request: HttpRequest) -> HttpResponse:
    """Open needs by municipality and theme."""
    return render(request, "partnerships/needs/map.html", coverage.page())
