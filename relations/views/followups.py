"""What is to be done: ticking it, putting it off, writing a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import followups
from relations.forms.diary import FollowUpForm, PostponeForm
from relations.models import FollowUp
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.htmx import is_part
from relations.web.toast import toast
from relations.web.urls import back


@require_http_methods(["GET", "POST"])
@staff("relations.add_followup")
def new(request: HttpRequest) -> HttpResponse:
    """Write down something to do; `?about=` fills in with whom."""
    about = subjects.read(request.GET.get("about", ""), request.user)
    initial = {"who": about.party, "owner": request.user.pk, "due_on": timezone.localdate()}
    form = FollowUpForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        todo = followups.create(
            title=data["title"], owner=data["owner"], due_on=data["due_on"], due_time=data["due_time"],
            subject=about.subject, url=about.url, by=request.user, at=timezone.now(), **form.parties,
        )
        toast(request, _("To do: %(title)s") % {"title": todo.title})
        return _leave(request, back(request, reverse("relations:today")))
    context = {"form": form, "next": back(request, ""), "about": request.GET.get("about", "")}
    template = "relations/diary/_followup_dialog.html" if is_part(request) else "relations/diary/followup_new.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _leave(request: HttpRequest, address: str) -> HttpResponse:
    """Go to `address`, also from a dialog."""
    response = redirect(address)
    if is_part(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
    return response


@require_POST
@staff("relations.change_followup")
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick it; the toast undoes it."""
    todo = followups.complete(followup=get(FollowUp, pk=pk), by=request.user, at=timezone.now())
    address = back(request, reverse("relations:today"))
    undo = f"{reverse('relations:followup_reopen', args=[todo.pk])}?next={address}"
    toast(request, _("Done: %(title)s") % {"title": todo.title}, undo_url=undo)
    return redirect(address)


@require_POST
@staff("relations.change_followup")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the tick."""
    todo = followups.reopen(followup=get(FollowUp, pk=pk), by=request.user, at=timezone.now())
    toast(request, _("To do again: %(title)s") % {"title": todo.title})
    return redirect(back(request, reverse("relations:today")))


@require_POST
@staff("relations.change_followup")
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it off to tomorrow, Monday, a week from now or a day."""
    todo = get(FollowUp, pk=pk)
    address = back(request, reverse("relations:today"))
    form = PostponeForm(request.POST)
    if not form.is_valid():
        return render(request, "relations/diary/postpone.html", {"form": form, "todo": todo, "next": address}, status=422)
    before = todo.due_on
    todo = followups.postpone(followup=todo, until=form.cleaned_data["until"], by=request.user, at=timezone.now())
    undo = f"{reverse('relations:followup_postpone', args=[pk])}?when=date&day={before.isoformat()}&next={address}"
    from relations.formats import day as day_words

    toast(
        request, _("Put off to %(day)s: %(title)s") % {"day": day_words(todo.due_on), "title": todo.title},
        undo_url="" if before < timezone.localdate() else undo,
    )
    return redirect(address)
