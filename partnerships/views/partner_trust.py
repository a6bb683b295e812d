"""What a partner says by link of trust: four marks and its words, or that something is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.actions import disputes, pulses
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import trust as forms
from partnerships.views.partner import by_link
from relations.web import access
from relations.web.once import once


def _page(request: HttpRequest, visitor: Visitor, form: object, **words: object) -> HttpResponse:
    context = {"visitor": visitor, "partnership": visitor.partnership, "form": form, "plain": True, **words}
    return render(request, "partnerships/contributions/partner_form.html", context, status=422 if form.errors else 200)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Four marks, once for each person; said again, they are corrected."""
    asked = access.get(visitor.partnership.pulses.select_related("partnership"), pk=pk)
    said = asked.answers.filter(party=visitor.party, holder=visitor.holder).first()
    form = forms.PulseForm(request.POST or None, initial={**said.marks, "words": said.words} if said else None)
    if request.method == "POST" and form.is_valid():
        try:
            pulses.answer(
                pulse=asked, visitor=visitor, marks=form.marks, words=form.cleaned_data["words"], at=timezone.now()
            )
            messages.success(request, _("Thank you: it helps both."))
            return redirect(reverse("partnerships:partner", args=[visitor.token]))
        except (NotLiving, pulses.TooLate) as error:
            form.add_error(None, str(error))
    about = _("Four questions, one minute. The other side never sees your answers, only our office does.")
    return _page(
        request, visitor, form, title=_("How does it go between you?"), about=about, button=_("Send the answer")
    )


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def dispute(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Tell the office that something is wrong."""
    form = forms.PartnerDisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            disputes.open_dispute(
                partnership=visitor.partnership, subject=form.cleaned_data["subject"], severity=form.cleaned_data["severity"],
                visitor=visitor, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Thank you for telling us: we call you before anything else."))
            return redirect(reverse("partnerships:partner", args=[visitor.token]))
        except NotLiving as error:
            form.add_error(None, str(error))
    about = _("Write it in one line. Only our office reads it: we hear you first, then we look for a way with both.")
    return _page(request, visitor, form, title=_("Something is wrong"), about=about, button=_("Tell the office"))
