"""Who waits so as not to be written to too often: the list, letting one pass, the ceiling."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from relations import vocab
from relations.forms.sequences import AttentionForm, WhyForm
from relations.mail import budget, queries
from relations.mail.kinds import purpose_label
from relations.models import AttentionBudget, Delivery
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

MANAGE = "relations.manage_attention"
SORTS = [Sort("prima", gettext_lazy("Leaves first"), ("due_at",)), Sort("recenti", gettext_lazy("Latest first"), ("created_at",), descending=True)]
FILTERS = [
    Filter("scopo", gettext_lazy("Purpose"), lambda request: vocab.PURPOSES.choices,
           lambda rows, value: rows.filter(mailing__purpose=value)),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("To"), lambda row: row.email),
    ExportColumn(gettext_lazy("Subject"), lambda row: row.mailing.subject),
    ExportColumn(gettext_lazy("Purpose"), lambda row: purpose_label(row.mailing.purpose)),
    ExportColumn(gettext_lazy("May leave"), lambda row: timezone.localtime(row.due_at).strftime("%Y-%m-%d %H:%M")),
]


@staff("relations.view_delivery")
def listing(request: HttpRequest) -> HttpResponse:
    """What waits now, and from when it may leave."""
    rows = budget.held().select_related("mailing", "person", "organization").defer("mailing__html", "mailing__text")
    found = Listing(request, rows, SORTS, FILTERS, search=queries.search, columns=COLUMNS, filename="in-attesa")
    if (file := found.export()) is not None:
        return file
    for row in found.rows:
        row.purpose = purpose_label(row.mailing.purpose)
    context = {"listing": found, "ceiling": AttentionBudget.current().ceiling, "may_manage": request.user.has_perm(MANAGE)}
    return page_or_part(request, "relations/attention/list.html", "relations/attention/_rows.html", context)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def let_pass(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one leave all the same, and say why."""
    row = get(budget.held().select_related("mailing", "person"), pk=pk) if request.method == "GET" else get(Delivery, pk=pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            budget.let_pass(delivery=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except budget.NoLongerWaiting as error:
            toast(request, str(error), level=messages.WARNING)
        else:
            toast(request, _("It leaves within a minute: %(to)s") % {"to": row.email})
        return redirect("relations:attention")
    context = {"form": form, "delivery": row}
    return render(request, "relations/attention/pass.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def rules(request: HttpRequest) -> HttpResponse:
    """The ceiling, and who goes first."""
    form = AttentionForm(request.POST or None, initial=AttentionForm.known(AttentionBudget.current().ceiling))
    if request.method == "POST" and form.is_valid():
        budget.settle_rules(
            ceiling=form.cleaned_data["ceiling"], order=form.order, by=request.user, at=timezone.now()
        )
        toast(request, _("Saved: what waits looks for its place again."))
        return redirect("relations:attention")
    return render(request, "relations/attention/rules.html", {"form": form}, status=422 if form.errors else 200)
