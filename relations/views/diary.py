"""The agenda, and Registra: logging a contact from anywhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import interactions
from relations.forms.diary import InteractionForm
from relations.models import Interaction
from relations.queries import diary
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.htmx import is_part
from relations.web.toast import toast
from relations.web.urls import back


@staff("relations.view_interaction")
def agenda(request: HttpRequest) -> HttpResponse:
    """Show a month, day by day: mine, or the whole office's (`?chi=tutti`)."""
    mine = request.GET.get("chi") != "tutti"
    first = diary.month_of(request.GET.get("mese", ""), timezone.localdate())
    context = {
        "first": first, "before": diary.month_before(first), "after": diary.next_month(first), "mine": mine,
        "days": diary.days(first, request.user, mine=mine), "today": timezone.localdate(), "back": request.get_full_path(),
    }  # fmt: skip
    return render(request, "relations/diary/agenda.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_interaction")
def new(request: HttpRequest) -> HttpResponse:
    """Log a contact: one save makes the contact, what is to be done next and the last contact."""
    key = request.POST.get("about") or request.GET.get("about", "")
    about = subjects.read(key, request.user)
    form = InteractionForm(request.POST or None, initial={"who": about.party, "about": key[:80]})
    if request.method == "POST" and form.is_valid():
        return _save(request, form, about)
    context = {"form": form, "next": back(request, ""), "about": about}
    template = "relations/diary/_dialog.html" if is_part(request) else "relations/diary/new.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: InteractionForm, about: subjects.About) -> HttpResponse:
    data = form.cleaned_data
    bodies = [party for party in about.parties if party._meta.model_name == "organization"]
    organization = form.organization(bodies)
    contact = interactions.log(
        channel=data["channel"], text=data["text"], by=request.user, at=timezone.now(), organization=organization,
        person=form.person, subject=about.subject, next_on=data["due_on"], url=about.url if about.subject else "",
    )
    who = form.person or organization
    words = _("%(channel)s with %(name)s logged") % {"channel": contact.get_channel_display(), "name": who}
    toast(request, words, undo_url=f"{reverse('relations:interaction_undo', args=[contact.pk])}?next={who.get_absolute_url()}")
    address = back(request, request.htmx.current_url_abs_path or who.get_absolute_url() if request.htmx else who.get_absolute_url())
    if not is_part(request):
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


@require_POST
@staff("relations.add_interaction")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was just logged."""
    contact = get(Interaction.objects.select_related("organization", "person"), pk=pk, by=request.user)
    interactions.undo(interaction=contact, by=request.user, at=timezone.now())
    toast(request, _("Taken back: it is as if it had not been logged"))
    return redirect(back(request, reverse("relations:today")))
