"""Open meetings as the public sees them: the list, one of them, signing up, one's own sign-up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from relations.actions import consents, gathering_signups, links
from relations.forms.gatherings import SignupForm
from relations.models import Gathering
from relations.queries import gatherings
from relations.views import visitors
from relations.web.access import by_slug
from relations.web.gathering_calendar import invitation


def _seen(slug: str) -> Gathering:
    return by_slug(gatherings.gatherings().filter(state__in=["published", "cancelled"]), slug)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What comes and what was."""
    ahead, past = gatherings.public(timezone.now())
    for row in ahead:
        row.free = gatherings.free(row)
    return render(request, "relations/community/public/gatherings.html", {"ahead": ahead, "past": past, "public_key": "gatherings"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them; while it is to come, with the form to sign up."""
    at = timezone.now()
    gathering = _seen(slug)
    is_open = gathering.takes_signups(at)
    form = SignupForm(request.POST or None, at=at) if is_open else None
    if request.method == "POST" and form is not None and form.is_valid():
        if form.is_robot:
            return redirect("relations:gathering_asked", gathering.slug)
        if not visitors.within_limits(request, "gathering", at):
            return visitors.too_many(request)
        data = {name: form.cleaned_data[name] for name in ("first_name", "last_name", "email", "phone", "wants_news", "key")}
        try:
            gathering_signups.ask(gathering=gathering, at=at, language=visitors.language(), **data)
        except gathering_signups.NotNow:
            return redirect(gathering.public_url)
        return redirect("relations:gathering_asked", gathering.slug)
    text = consents.current_texts(purposes=["events"], language=visitors.language(), at=at).get("events")
    context = {
        "gathering": gathering, "form": form, "free": gatherings.free(gathering), "is_over": gathering.ends_at <= at,
        "voices": gatherings.seen(gathering) if gathering.minutes_at else [], "consent": text.text if text else "",
        "public_key": "gatherings", "has_cta": is_open,
    }  # fmt: skip
    return render(request, "relations/community/public/gathering.html", context, status=422 if form and form.errors else 200)


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """After the form: look at your mail. The same for every address."""
    context = {"title": _seen(slug).title, "back": reverse("relations:gatherings_public"), "plain": True}
    return render(request, "relations/community/public/asked.html", context)


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting as a calendar file."""
    gathering = _seen(slug)
    response = HttpResponse(invitation(gathering, at=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{gathering.slug}.ics"'
    return response


@visitors.private
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest, token: str) -> HttpResponse:
    """One's own sign-up: looking changes nothing, the buttons confirm it or give the place back."""
    at = timezone.now()
    row = gathering_signups.own(links.resolve(scope=gathering_signups.SCOPE, token=token, at=at).target)
    note = ""
    if request.method == "POST":
        try:
            if request.POST.get("che") == "ritira":
                gathering_signups.withdraw(signup=row, at=at)
            else:
                gathering_signups.confirm(signup=row, at=at, evidence=visitors.evidence(request))
        except gathering_signups.NotNow as error:
            note = str(error)
        if not note:
            return redirect("relations:gathering_signup", token)
    gathering = gatherings.gatherings().get(pk=row.gathering_id)
    ahead = gathering.signups.filter(state="waiting", confirmed_at__lte=row.confirmed_at).count() if row.state == "waiting" else 0
    context = {"signup": row, "gathering": gathering, "note": note, "plain": True, "place": ahead, "is_ahead": gathering.starts_at > at}
    return render(request, "relations/community/public/signup.html", context, status=409 if note else 200)
