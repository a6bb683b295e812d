"""Volunteering as the public sees it: what is looked for, offering to come; and the body's page to confirm the hours."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from relations.actions import links, volunteer_signups, volunteering
from relations.forms.volunteering import HoursForm, OfferForm
from relations.models import VolunteerOpportunity
from relations.queries import volunteering as queries
from relations.text import one_line
from relations.views import visitors
from relations.vocab.community import THEMES
from relations.web.access import by_slug

WHEN = {
    "settimana": gettext_lazy("within a week"),
    "mese": gettext_lazy("within a month"),
    "sabato": gettext_lazy("on Saturdays and Sundays"),
    "sera": gettext_lazy("in the evening, from six"),
}


def _fits(starts_at: datetime, when: str, today: date) -> bool:
    local = timezone.localtime(starts_at)
    days = {"settimana": 7, "mese": 31}.get(when)
    if days:
        return local.date() <= today + timedelta(days=days)
    return local.weekday() >= 5 if when == "sabato" else local.hour >= 18


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is looked for, by theme, place and time."""
    at = timezone.now()
    rows = list(queries.public(at)[:300])
    places = sorted({row.municipality for row in rows})
    themes = [term for term in THEMES if any(row.theme == term.key for row in rows)]
    chosen = {key: one_line(request.GET.get(key, ""))[:80] for key in ("tema", "dove", "quando")}
    if chosen["tema"] in THEMES:
        rows = [row for row in rows if row.theme == chosen["tema"]]
    if chosen["dove"] in places:
        rows = [row for row in rows if row.municipality == chosen["dove"]]
    if chosen["quando"] in WHEN:
        rows = [row for row in rows if any(_fits(shift.starts_at, chosen["quando"], at.date()) for shift in row.ahead)]
    for row in rows:
        row.free_places = sum(max(shift.free, 0) for shift in row.ahead)
    context = {
        "rows": rows, "places": places, "themes": themes, "when": WHEN.items(), "chosen": chosen, "public_key": "volunteering",
        "is_filtered": any(chosen.values()),
    }  # fmt: skip
    return render(request, "relations/community/public/opportunities.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them, with the form to offer to come."""
    at = timezone.now()
    opportunity = by_slug(VolunteerOpportunity.objects.filter(state__in=["published", "closed"]).select_related("organization"), slug)
    shifts = queries.shifts().filter(opportunity=opportunity, starts_at__gt=at).select_related("opportunity").order_by("starts_at", "pk")
    free = [shift for shift in shifts if shift.free > 0]
    text = volunteer_signups.words(language=visitors.language(), at=at)
    form = None
    if opportunity.state == "published" and free:
        form = OfferForm(request.POST or None, at=at, opportunity=opportunity, shifts=shifts.filter(free__gt=0))
    if request.method == "POST" and form is not None and form.is_valid():
        if form.is_robot:
            return redirect("relations:opportunity_asked", opportunity.slug)
        if not visitors.within_limits(request, "volunteering", at):
            return visitors.too_many(request)
        language = visitors.language()
        agreed = volunteer_signups.consent_text(language=language, at=at)
        try:
            volunteer_signups.ask(text=agreed, language=language, at=at, **form.values)
        except volunteering.NotNow:
            return redirect(opportunity.public_url)
        return redirect("relations:opportunity_asked", opportunity.slug)
    context = {
        "opportunity": opportunity, "shifts": list(shifts), "form": form, "consent": text, "public_key": "volunteering",
        "has_cta": form is not None,
    }  # fmt: skip
    return render(request, "relations/community/public/opportunity.html", context, status=422 if form and form.errors else 200)


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """After the form: look at your mail. The same for every address."""
    row = by_slug(VolunteerOpportunity.objects.filter(state__in=["published", "closed"]), slug)
    context = {"title": row.title, "back": reverse("relations:opportunities_public"), "plain": True}
    return render(request, "relations/community/public/asked.html", context)


@visitors.private
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest, token: str) -> HttpResponse:
    """One's own offer: looking changes nothing, the buttons confirm it or withdraw it."""
    at = timezone.now()
    row = volunteer_signups.own(links.resolve(scope=volunteer_signups.SCOPE, token=token, at=at).target)
    note = ""
    if request.method == "POST":
        try:
            if request.POST.get("che") == "ritira":
                volunteer_signups.withdraw(signup=row, at=at)
            else:
                volunteer_signups.confirm(signup=row, at=at, evidence=visitors.evidence(request))
        except volunteering.NotNow as error:
            note = str(error)
        if not note:
            return redirect("relations:volunteer_signup", token)
    shift = row.shift
    context = {
        "signup": row, "shift": shift, "opportunity": shift.opportunity, "note": note, "plain": True,
        "is_ahead": shift.starts_at > at,
    }  # fmt: skip
    return render(request, "relations/community/public/offer.html", context, status=409 if note else 200)


@visitors.private
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, token: str) -> HttpResponse:
    """The body says who came, and for how many hours."""
    at = timezone.now()
    opportunity = links.resolve(scope=volunteering.HOURS_SCOPE, token=token, at=at).target
    form = HoursForm(request.POST or None, signups=queries.to_confirm(opportunity, at))
    done = "fatto" in request.GET
    if request.method == "POST" and form.is_valid():
        volunteering.confirm_hours(opportunity=opportunity, hours=form.hours, people=form.people, at=at)
        return redirect(f"{reverse('relations:volunteer_hours_confirm', args=[token])}?fatto")
    context = {"opportunity": opportunity, "form": form, "done": done, "plain": True, "message": _("Saved: thank you.") if done else ""}
    return render(request, "relations/community/public/hours.html", context, status=422 if form.errors else 200)
