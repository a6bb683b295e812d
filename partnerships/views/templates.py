"""The templates of partnerships: the list, one of them, and making one of a partnership that ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import templates as actions
from partnerships.forms.templates import TemplateForm
from partnerships.models import Partnership, PartnershipTemplate
from partnerships.queries import templates as queries
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast


@require_safe
@access.staff("partnerships.view_partnershiptemplate")
def listing(request: HttpRequest) -> HttpResponse:
    """What kinds of partnership there are, and how many were opened from each."""
    return render(request, "partnerships/templates/list.html", {"rows": queries.listing()})


def _form(request: HttpRequest, form: TemplateForm, title: str, row: PartnershipTemplate | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "template": row}
    return render(request, "partnerships/templates/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_partnershiptemplate")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write a template."""
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.add(by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Template “%(title)s” saved") % {"title": row.title})
        return redirect("partnerships:templates")
    return _form(request, form, _("New template"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnershiptemplate")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a template."""
    row = access.get(PartnershipTemplate, pk=pk)
    form = TemplateForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        actions.change(template=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Template “%(title)s” saved") % {"title": form.cleaned_data["title"]})
        return redirect("partnerships:templates")
    return _form(request, form, row.title, row)


@require_POST
@access.staff("partnerships.change_partnershiptemplate")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a template no longer, or again."""
    row = access.get(PartnershipTemplate, pk=pk)
    actions.retire(template=row, retired=request.POST.get("again") != "yes", by=request.user, at=timezone.now())
    return redirect("partnerships:templates")


@require_POST
@access.staff("partnerships.add_partnershiptemplate")
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Make a template of a partnership that ended, and go on writing it."""
    row = access.get(Partnership, code=code)
    try:
        made = actions.save_from(partnership=row, by=request.user, at=timezone.now())
    except actions.StillRunning as error:
        toast(request, str(error), level=messages.ERROR)
        return redirect(row)
    return redirect(made)
