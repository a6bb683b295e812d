"""The links by which the parties of a partnership reach its page: sent, made new, taken back."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import partner_links as actions
from partnerships.forms.partner_links import SendLinkForm
from partnerships.models import Partnership, PartnershipParty
from partnerships.queries import partner_links as queries
from partnerships.queries import partnerships as partnership_queries
from relations.models import SecretLink
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast


def _get(code: str) -> Partnership:
    return access.get(partnership_queries.with_all(), code=code)


@require_safe
@access.staff("partnerships.change_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Who has a link, since when, and when it was last used."""
    return render(request, "partnerships/partnership/links.html", queries.page(_get(code), at=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
@once
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send somebody a link, or a new one in the place of the old."""
    row = _get(code)
    if not row.is_living:
        raise Http404(code)
    context = queries.page(row, at=timezone.now())
    form = SendLinkForm(request.POST or None, parties=context["parties"], initial={"to": request.GET.get("a", "")})
    if request.method == "POST" and form.is_valid():
        data, chosen = form.cleaned_data, form.cleaned_data["chosen"]
        actions.send(
            party=chosen.party,
            email=chosen.email or data["email"],
            person=chosen.person,
            words=data["words"],
            by=request.user,
            at=timezone.now(),
        )
        toast(request, _("Link sent to %(who)s") % {"who": chosen.person or chosen.email or data["email"]})
        return redirect("partnerships:partner_links", row.code)
    context |= {"form": form, "title": _("Send the link")}
    return render(request, "partnerships/partnership/link_form.html", context, status=422 if form.errors else 200)


@require_POST
@access.staff("partnerships.change_partnership")
def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take back all the links of whoever holds this one."""
    row = _get(code)
    kind = ContentType.objects.get_for_model(PartnershipParty)
    link = access.get(
        SecretLink.objects.filter(
            scope=actions.SCOPE, target_type=kind, target_id__in=[party.pk for party in row.parties.all()]
        ),
        pk=pk,
    )
    party = next(party for party in row.parties.all() if party.pk == link.target_id)
    actions.take_back(party=party, holder=link.holder, email=link.email, by=request.user, at=timezone.now())
    toast(request, _("Link taken back"))
    return redirect("partnerships:partner_links", row.code)
