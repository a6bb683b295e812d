"""Activities and milestones of one partnership, for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import activities as actions
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import activities as forms
from partnerships.models import Activity, Partnership
from partnerships.queries import activities as queries
from partnerships.views import programme
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

CHANGE = "partnerships.change_partnership"
REFUSALS = (actions.Circle, actions.Closed)


def _back(row: Partnership) -> str:
    return programme.url(row, "activities")


def _activity(row: Partnership, pk: int) -> Activity:
    return access.get(queries.of(row), pk=pk)


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The timeline, with who does what."""
    row = programme.get(code)
    context = queries.page(row, today=timezone.localdate()) | {
        "partnership": row,
        "can_change": request.user.has_perm(CHANGE) and row.is_living,
    }
    return render(request, "partnerships/activities/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new activity or milestone."""
    row = programme.get(code)
    form = forms.ActivityForm(request.POST or None, partnership=row)
    call = lambda data: actions.plan(partnership=row, by=request.user, at=timezone.now(), **form.values())  # noqa: E731
    return programme.save(
        request, row, form, _("New activity"), call, _("Activity planned"), back=_back(row), refusals=REFUSALS
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change words, ties and roles."""
    row = programme.get(code)
    activity = _activity(row, pk)
    form = forms.ActivityForm(request.POST or None, partnership=row, row=activity)
    call = lambda data: actions.change(activity=activity, by=request.user, at=timezone.now(), **form.values())  # noqa: E731
    return programme.save(
        request, row, form, _("Change the activity"), call, _("Activity saved"), back=_back(row), refusals=REFUSALS
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another day: the first post shows what would move with it, the second moves one or all."""
    row = programme.get(code)
    activity = _activity(row, pk)
    form = forms.MoveForm(request.POST or None, initial={"to": activity.due_on})
    effect = None
    if request.method == "POST" and form.is_valid():
        how = request.POST.get("how", "")
        effect = queries.effect(row, activity, form.cleaned_data["to"])
        if not effect:
            form.add_error("to", _("It is due on this day already."))
        elif how in ("all", "one") or len(effect) == 1:
            return _moved(request, row, activity, form, with_rest=how == "all")
    context = {
        "partnership": row, "activity": activity, "form": form, "effect": effect, "back": _back(row),
        "lead": activity.title, "follow": len(effect or []) - 1,
    }  # fmt: skip
    return render(request, "partnerships/activities/move.html", context, status=422 if form.errors else 200)


def _moved(
    request: HttpRequest, row: Partnership, activity: Activity, form: forms.MoveForm, *, with_rest: bool
) -> HttpResponse:
    data = form.cleaned_data
    try:
        moved = actions.move(
            activity=activity, to=data["to"], with_rest=with_rest, why=data["why"], by=request.user, at=timezone.now()
        )
    except (NotLiving, actions.Closed) as error:
        toast(request, str(error), level=30)
    else:
        toast(request, ngettext("%(n)s activity moved", "%(n)s activities moved", len(moved)) % {"n": len(moved)})
    return redirect(_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Done, or waived with the reason."""
    row = programme.get(code)
    activity = _activity(row, pk)
    form = forms.CloseForm(request.POST or None)
    call = lambda data: actions.close(activity=activity, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("Close the activity"),
        call,
        _("Activity closed"),
        back=_back(row),
        about=activity.title,
        refusals=REFUSALS,
    )


@require_POST
@access.staff(CHANGE)
def reopen(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Open it again."""
    row = programme.get(code)
    activity = _activity(row, pk)
    call = lambda: actions.reopen(activity=activity, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(request, call, _("Activity opened again"), back=_back(row))
