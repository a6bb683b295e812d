"""A text that waits for a partner's yes, by link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.actions import communication as actions
from partnerships.actions import limits
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving
from partnerships.forms.communication import PartnerAnswerForm
from partnerships.queries import communication as queries
from partnerships.views.partner import by_link
from partnerships.views.visitors import address


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Show the text to its side; only a post answers."""
    context = queries.for_partner_piece(visitor, pk)
    if context is None:
        raise Http404("piece")
    now, piece, answer = timezone.now(), context["piece"], context["answer"]
    known = {"given": answer.answer, "note": answer.note} if answer else {}
    form = PartnerAnswerForm(request.POST or None, initial=known | {"number": piece.version})
    warning = ""
    if request.method == "POST" and form.is_valid():
        if not limits.allow(scope="answer", who=address(request), limit=limits.PER_VISITOR, at=now):
            return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)
        data = form.cleaned_data
        try:
            actions.answer(
                visitor=visitor, piece=piece, number=data["number"], given=data["given"], note_text=data["note"], at=now
            )
            messages.success(request, _("Thank you: we have your answer."))
            return redirect("partnerships:partner", visitor.token)
        except actions.ChangedMeanwhile:
            warning = _("The text has changed since you opened it: read it again, then answer.")
            form = PartnerAnswerForm({"given": data["given"], "note": data["note"], "number": piece.version})
        except (actions.NotNow, NotLiving) as error:
            warning = str(error)
    status = 422 if warning or form.errors else 200
    return render(
        request, "partnerships/partner/piece.html", context | {"form": form, "warning": warning}, status=status
    )
