"""What a partner does by link about objectives: says its word, sends a value."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.actions import objectives as actions
from partnerships.actions import readings
from partnerships.actions.evidence import NotEvidence
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import objectives as forms
from partnerships.queries import objectives as queries
from partnerships.queries import partnerships
from partnerships.views.partner import by_link
from relations.web import access
from relations.web.once import once


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Every objective with its letters; one form each for what this side says of it."""
    row = partnerships.with_all().get(pk=visitor.partnership.pk)
    context = queries.page(row, today=timezone.localdate())
    form = None
    if request.method == "POST":
        objective = access.get(row.objectives.filter(dropped_at=None), pk=request.POST.get("objective", ""))
        form = forms.EndorseForm(request.POST)
        if form.is_valid():
            try:
                actions.endorse(
                    objective=objective, party=visitor.party, agrees=form.cleaned_data["agrees"] == "yes",
                    words=form.cleaned_data["words"], visitor=visitor, at=timezone.now(),
                )  # fmt: skip
                messages.success(request, _("Thank you: we have your word."))
                return redirect(request.path)
            except (NotLiving, actions.NotSmart, actions.GivenUp):
                form.add_error(None, _("This objective changed in the meantime: read it again."))
        form.objective = objective
    mine = [
        (
            stated,
            next((said for party, said in stated.parties if party.pk == visitor.party.pk), None),
            _form_of(form, stated),
        )
        for stated in context["stated"]
        if stated.is_smart
    ]
    return render(
        request, "partnerships/objectives/partner.html", {"visitor": visitor, "partnership": row, "mine": mine, "plain": True},
        status=422 if form is not None and form.errors else 200,
    )  # fmt: skip


def _form_of(sent: forms.EndorseForm | None, stated: queries.Stated) -> forms.EndorseForm:
    if sent is not None and sent.objective == stated.objective:
        return sent
    return forms.EndorseForm(auto_id=f"id_{stated.objective.pk}_%s")


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def reading(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Send a value of one indicator."""
    indicator = access.get(queries.indicators_of(visitor.partnership), pk=pk)
    form = forms.ReadingForm(request.POST or None, request.FILES or None, indicator=indicator)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            readings.send(
                visitor=visitor, indicator=indicator, on=data["on"], value=data["value"], words=data["words"],
                evidence_url=data["evidence_url"], upload=data["file"], is_final=data["is_final"], at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Thank you: the value has reached us, we look at it and let it count."))
            return redirect(reverse("partnerships:partner", args=[visitor.token]))
        except (NotLiving, NotEvidence, readings.SameDay) as error:
            form.add_error(None, str(error))
    bar = queries.measured(
        indicator, queries.readings_of(visitor.partnership).filter(indicator=indicator), timezone.localdate()
    )
    context = {"visitor": visitor, "partnership": visitor.partnership, "bar": bar, "form": form, "plain": True}
    return render(request, "partnerships/objectives/send.html", context, status=422 if form.errors else 200)
