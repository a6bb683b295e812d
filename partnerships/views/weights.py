"""The weights of matching: what counts for each side, where it comes from, and the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.actions import weights as actions
from partnerships.models import WeightSet
from partnerships.queries import weights as queries
from relations.web import access
from relations.web.toast import toast


@require_safe
@access.staff("partnerships.view_match")
def page(request: HttpRequest) -> HttpResponse:
    """The weights in use, and all those learnt."""
    return render(request, "partnerships/weights.html", queries.page())


@require_POST
@access.staff("partnerships.add_weightset")
def learn(request: HttpRequest) -> HttpResponse:
    """Learn from the decisions there are."""
    try:
        row = actions.learn(by=request.user, at=timezone.now())
        toast(request, _("Weights «%(version)s» learnt: look at them before you use them") % {"version": row.version})
    except actions.CannotUse as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect("partnerships:weights")


@require_POST
@access.staff("partnerships.change_weightset")
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a version from now on; 0 goes back to the experts'."""
    row = access.get(WeightSet, pk=pk) if pk else None
    try:
        actions.use(weights=row, by=request.user, at=timezone.now())
        toast(request, _("From the next computing on, these weights count"))
    except actions.CannotUse as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect("partnerships:weights")
