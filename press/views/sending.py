"""From a finished letter to the last delivery: recipients, checks, approval, the sending and its progress."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from press import letter
from press.actions import newsletters as editing
from press.actions import sending as actions
from press.actions.newsletters import Frozen
from press.forms.newsletters import LeaveForm
from press.forms.releases import SendBackForm
from press.models import Newsletter
from press.queries import letter_checks
from press.queries import newsletters as queries
from press.queries import sending as sending_queries
from press.views.newsletters import one
from relations.actions.approvals import ApprovalRefused
from relations.queries import segments
from relations.web import access
from relations.web.htmx import is_part
from relations.web.toast import toast


def _do(request: HttpRequest, said: str, back: HttpResponse, act) -> HttpResponse:
    """Run one action and tell what happened, or why it did not."""
    try:
        act()
    except (actions.NotNow, Frozen, ApprovalRefused, *actions.ENGINE_REFUSALS) as refused:
        toast(request, str(refused), level=messages.ERROR)
    else:
        toast(request, said)
    return back


@require_POST
@access.staff("press.change_newsletter")
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test to oneself."""
    newsletter = one(pk)
    said = _("Test sent to %(email)s.") % {"email": request.user.email}
    return _do(request, said, redirect(newsletter),
               lambda: actions.send_test(newsletter=newsletter, by=request.user, at=timezone.now()))  # fmt: skip


@access.staff("press.view_newsletter")
def audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 2: who gets it, who does not, and why; a POST narrows it to a dynamic group, or widens it again."""
    newsletter = one(pk)
    known = segments.for_user(request.user)
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        wanted = next((group for group in known if str(group.pk) == request.POST.get("gruppo", "")), None)
        said = _("It goes only to the group “%(name)s”.") % {"name": wanted} if wanted else _("It goes to all who asked for it.")
        return _do(request, said, redirect("press:newsletter_audience", pk=pk),
                   lambda: editing.narrow(newsletter=newsletter, segment=wanted, by=request.user, at=timezone.now()))  # fmt: skip
    segment = segments.of_thing(newsletter)
    return render(request, "press/newsletters/audience.html",
                  {"newsletter": newsletter, "step": 2, "segment": segment, "segments": known,
                   "audience": queries.audience(newsletter.purpose, segment)})  # fmt: skip


@access.staff("press.view_newsletter")
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3: what is missing; hand it in."""
    newsletter, at = one(pk), timezone.now()
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        return _do(request, _("Handed in: whoever approves finds it on their page."),
                   redirect("press:newsletter_sending", pk=pk),
                   lambda: actions.hand_in(newsletter=newsletter, by=request.user, at=at))  # fmt: skip
    found, segment = letter_checks.checks(newsletter, at=at), segments.of_thing(newsletter)
    return render(request, "press/newsletters/checks.html",
                  {"newsletter": newsletter, "step": 3, "checks": found, "passed": sum(check.is_ok for check in found),
                   "ready": letter.ready(found), "segment": segment, "audience": queries.audience(newsletter.purpose, segment)})  # fmt: skip


@access.staff("press.view_newsletter")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 4: approval, departure, progress. htmx asks for the progress alone, every two seconds."""
    newsletter = one(pk)
    if is_part(request):
        context = {"newsletter": newsletter, **sending_queries.page(newsletter, at=timezone.now())}
        return render(request, "press/newsletters/_progress.html", context)
    return _page(request, newsletter)


def _page(request: HttpRequest, newsletter: Newsletter, **forms) -> HttpResponse:
    user, at = request.user, timezone.now()
    refused = any(form.is_bound and not form.is_valid() for form in forms.values())
    context = {
        "newsletter": newsletter, "step": 4, **sending_queries.page(newsletter, at=at),
        "may_approve": newsletter.state == "in_review" and user.has_perm(actions.APPROVE) and newsletter.author_id != user.pk,
        "may_send": user.has_perm("press.send_newsletter"),
        "send_back": SendBackForm(prefix="back"), "leave": LeaveForm(at=at, initial={"how": "now"}), **forms,
    }  # fmt: skip
    return render(request, "press/newsletters/sending.html", context, status=422 if refused else 200)


@require_POST
@access.staff(actions.APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, or send back with a reason."""
    newsletter, granted = one(pk), request.POST.get("answer") == "yes"
    form = SendBackForm(request.POST, prefix="back")
    if not granted and not form.is_valid():
        return _page(request, newsletter, send_back=form)
    reason = "" if granted else form.cleaned_data["reason"]
    said = _("Newsletter approved.") if granted else _("Sent back to %(name)s.") % {"name": newsletter.author}
    answer = {"granted": granted, "reason": reason, "by": request.user, "at": timezone.now()}
    return _do(request, said, redirect("press:newsletter_sending", pk=pk),
               lambda: actions.decide(newsletter=newsletter, **answer))  # fmt: skip


@require_POST
@access.staff("press.send_newsletter")
def command(request: HttpRequest, pk: int) -> HttpResponse:
    """Send, schedule, pause, resume, stop."""
    newsletter, at = one(pk), timezone.now()
    back = redirect("press:newsletter_sending", pk=pk)
    what = request.POST.get("what", "")
    if what == "leave":
        form = LeaveForm(request.POST, at=at)
        if not form.is_valid():
            return _page(request, newsletter, leave=form)
        said = _("It leaves at that hour.") if form.starts_at else _("It is leaving.")
        return _do(request, said, back,
                   lambda: actions.leave(newsletter=newsletter, starts_at=form.starts_at, by=request.user, at=at))  # fmt: skip
    verbs = {
        "pause": (actions.pause, _("On pause: nothing more leaves.")),
        "resume": (actions.resume, _("Sending again.")),
        "stop": (actions.stop, _("Stopped: those still in the queue do not get it.")),
    }
    if what not in verbs:
        return back
    verb, said = verbs[what]
    return _do(request, said, back, lambda: verb(newsletter=newsletter, by=request.user, at=at))
