"""Sending a release to journalists: who fits, who is chosen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from press.actions import distributions as actions
from press.forms.media import DistributionForm
from press.models import PressRelease
from press.queries import media as queries
from relations.web import access
from relations.web.toast import toast


@access.staff("press.add_distribution")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the journalists by topic; send to those who were chosen."""
    release, at = access.get(PressRelease.objects.select_related("approved_by"), pk=pk), timezone.now()
    found = queries.candidates(release, at=at)
    possible = [one.journalist.pk for one in found if not one.blocked]
    chosen = {one.journalist.pk for one in found if one.fits}
    form = DistributionForm(request.POST or None, possible=possible)
    if request.method == "POST":
        chosen = {int(value) for value in request.POST.getlist("chosen") if value.isascii() and value.isdigit() and len(value) < 18}
        if form.is_valid():
            return _send(request, release, form)
    return render(
        request, "press/releases/distribute.html",
        {"release": release, "candidates": found, "chosen": chosen, "form": form, "refusal": actions.refusal(release)},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _send(request: HttpRequest, release: PressRelease, form: DistributionForm) -> HttpResponse:
    try:
        distribution = actions.send(
            release=release, journalists=form.cleaned_data["chosen"], note=form.cleaned_data["note"], by=request.user,
            at=timezone.now(),
        )
    except actions.REFUSALS as refused:
        toast(request, str(refused), level=messages.ERROR)
        return redirect("press:release_distribute", pk=release.pk)
    count = len(form.cleaned_data["chosen"])
    if distribution.mailing.state == "in_review":
        toast(request, _("Handed in: it leaves as soon as a colleague approves the sending."))
    else:
        said = ngettext("Leaving for %(n)s journalist.", "Leaving for %(n)s journalists.", count)
        toast(request, said % {"n": count})
    return redirect(release)
