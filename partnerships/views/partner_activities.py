"""What a partner says by link of the activities it answers for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnerships.actions import activities as actions
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving
from partnerships.queries import activities as queries
from partnerships.views.partner import by_link
from relations.web import access


@by_link
@require_POST
def done(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Say, in one tap, that an activity is done."""
    activity = access.get(queries.of(visitor.partnership).filter(accountable_party=visitor.party), pk=pk)
    try:
        actions.close(activity=activity, visitor=visitor, at=timezone.now())
        messages.success(request, _("Thank you: it is written down as done."))
    except (NotLiving, actions.Closed) as error:
        messages.warning(request, str(error))
    return redirect(reverse("partnerships:partner", args=[visitor.token]))
