"""One partnership: its page, its brief on paper, and what staff write down on it."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import partnerships as actions
from partnerships.actions import templates, vetting
from partnerships.forms import partnerships as forms
from partnerships.models import Partnership
from partnerships.queries import partnerships as queries
from relations.web import access
from relations.web.toast import toast


def _get(code: str) -> Partnership:
    return access.get(queries.with_all(), code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_partnership")
def new(request: HttpRequest) -> HttpResponse:
    """A partnership that did not come from a request."""
    known = {"owner": request.user.pk, "template": request.GET.get("modello", "")}
    form = forms.NewPartnershipForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = vetting.open_by_hand(
            title=data["title"],
            company=data["company"],
            nonprofits=[data["nonprofit"]],
            owner=data["owner"],
            together=data["together"],
            with_volunteers=data["with_volunteers"],
            by=request.user,
            at=timezone.now(),
        )
        if data["template"]:
            templates.use(template=data["template"], partnership=row, by=request.user, at=timezone.now())
        toast(request, _("Partnership %(code)s opened") % {"code": row.code})
        return redirect(row)
    return _form(request, form, _("New partnership"), None)


@require_safe
@access.staff("partnerships.view_partnership")
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, what is missing to pass, what happened."""
    row = _get(code)
    return render(
        request, "partnerships/partnership/detail.html", queries.page(row, at=timezone.now(), user=request.user)
    )


@require_safe
@access.staff("partnerships.view_partnership")
def brief(request: HttpRequest, code: str) -> HttpResponse:
    """What to take to a meeting, on paper."""
    row = _get(code)
    return render(
        request, "partnerships/partnership/brief.html", queries.brief(row, at=timezone.now(), user=request.user)
    )


def _form(request: HttpRequest, form: django_forms.Form, title: str, row: Partnership | None) -> HttpResponse:
    context = {"form": form, "title": title, "partnership": row}
    return render(request, "partnerships/partnership/form.html", context, status=422 if form.errors else 200)


def _save(
    request: HttpRequest,
    row: Partnership,
    form: django_forms.Form,
    title: str,
    call: Callable[[dict], object],
    done: str,
) -> HttpResponse:
    """Show the form; when it is right run one action and say so."""
    if request.method == "POST" and form.is_valid():
        try:
            call(form.cleaned_data)
            toast(request, done)
            return redirect(row)
        except (actions.NotLiving, actions.CannotEnd) as error:
            form.add_error(None, str(error))
    return _form(request, form, title, row)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Its title, owner and facts."""
    row = _get(code)
    form = forms.DetailsForm(request.POST or None, row=row)
    call = lambda data: actions.change(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _save(request, row, form, _("Details"), call, _("Saved"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def next_step(request: HttpRequest, code: str) -> HttpResponse:
    """What happens next, and when."""
    row = _get(code)
    form = forms.NextStepForm(
        request.POST or None, initial={"next_step": row.next_step, "next_step_on": row.next_step_on}
    )

    def call(data: dict) -> None:
        actions.set_next_step(
            partnership=row, text=data["next_step"], on=data["next_step_on"], by=request.user, at=timezone.now()
        )

    return _save(request, row, form, _("Next step"), call, _("Next step written down"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def add_party(request: HttpRequest, code: str) -> HttpResponse:
    """Let another body in."""
    row = _get(code)
    form = forms.PartyForm(request.POST or None, initial={"side": "nonprofit"})
    call = lambda data: actions.add_party(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _save(request, row, form, _("Add a party"), call, _("Party added"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Pause it or end it, with the reason."""
    row = _get(code)
    form = forms.StateForm(request.POST or None)

    def call(data: dict) -> None:
        now = timezone.now()
        if data["state"] == "paused":
            actions.pause(partnership=row, why=data["why"], by=request.user, at=now)
        else:
            actions.end(partnership=row, outcome=data["state"], why=data["why"], by=request.user, at=now)

    return _save(request, row, form, _("Pause or end"), call, _("Saved"))


@require_POST
@access.staff("partnerships.change_partnership")
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Take it up again."""
    row = _get(code)
    actions.resume(partnership=row, by=request.user, at=timezone.now())
    toast(request, _("Partnership taken up again"))
    return redirect(row)
