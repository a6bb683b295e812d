"""The checks of a body: the label with its expiry, and the due diligence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.actions import vetting as actions
from partnerships.forms.vetting import VettingForm
from partnerships.queries import vetting as queries
from relations.models import Organization
from relations.web import access, urls
from relations.web.toast import toast


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_vetting")
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down how far a body was checked."""
    rows = Organization.objects.filter(archived_at=None).select_related("vetting__checked_by")
    body = access.by_slug(rows.prefetch_related("diligence__checked_by"), slug)
    checks = {row.key: row for row in body.diligence.all()}
    form = VettingForm(request.POST or None, row=getattr(body, "vetting", None), checks=checks)
    back = urls.back(request, body.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if form.label_changed:
            fields = {name: form.cleaned_data[name] for name in ("label", "expires_on", "note")}
            actions.check(organization=body, by=request.user, at=now, **fields)
        actions.examine(organization=body, found=form.found(), by=request.user, at=now)
        toast(request, _("Checks saved"))
        return redirect(back)
    context = {
        "form": form,
        "organization": body,
        "standing": queries.standing(body, today=timezone.localdate()),
        "back": back,
    }
    return render(request, "partnerships/vetting/form.html", context, status=422 if form.errors else 200)
