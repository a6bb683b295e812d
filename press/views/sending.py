"""From a finished letter to the last delivery: checks, approval, the sending and its progress."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from press import letter
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
from relations.mail import audience
from relations.models import Delivery
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
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 3: what is missing; hand it in."""
    newsletter, at = one(pk), timezone.now()
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        return _do(request, _("Handed in: whoever approves finds it on their page."),
                   redirect("press:newsletter_sending", pk=pk),
                   lambda: actions.hand_in(newsletter=newsletter, by=request.user, at=at))  # fmt: skip
    found, choice = letter_checks.checks(newsletter, at=at), audience.of_thing(newsletter)
    return render(request, "press/newsletters/checks.html",
                  {"newsletter": newsletter, "step": 3, "checks": found, "passed": sum(check.is_ok for check in found),
                   "ready": letter.ready(found), "choice": choice, "audience": queries.audience(newsletter.purpose, choice, at=at)})  # fmt: skip


@access.staff("press.view_newsletter")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 4: approval, departure, progress. htmx asks for the progress alone, every two seconds."""
    newsletter = one(pk)
    if not is_part(request):
        return _page(request, newsletter)
    context = {"newsletter": newsletter, **sending_queries.page(newsletter, at=timezone.now())}
    response = render(request, "press/newsletters/_progress.html", context)
    if request.GET.get("stato") != newsletter.state:
        # Its buttons change with its state: the page loads itself once.
        response["HX-Refresh"] = "true"
    return response


def _page(request: HttpRequest, newsletter: Newsletter, **forms) -> HttpResponse:
    user, at = request.user, timezone.now()
    refused = any(form.is_bound and not form.is_valid() for form in forms.values())
    context = {
        "newsletter": newsletter, "step": 4, **sending_queries.page(newsletter, at=at),
        "may_approve": newsletter.state == "in_review" and user.has_perm(actions.APPROVE) and newsletter.author_id != user.pk,
        "may_send": user.has_perm("press.send_newsletter"),
        "may_take_back": user.has_perm("press.change_newsletter") and newsletter.state in actions.BEFORE_IT_LEAVES,
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
    seen = request.POST.get("seen", "")
    answer = {
        "granted": granted, "reason": reason, "by": request.user, "at": timezone.now(),
        "seen": int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None,
    }  # fmt: skip
    return _do(request, said, redirect("press:newsletter_sending", pk=pk),
               lambda: actions.decide(newsletter=newsletter, **answer))  # fmt: skip


VERBS = {
    "hold_back": (actions.hold_back, gettext_lazy("Called back: nothing has left. It stays approved.")),
    "skip_wait": (actions.skip_wait, gettext_lazy("It is leaving.")),
    "pause": (actions.pause, gettext_lazy("On pause: nothing more leaves.")),
    "resume": (actions.resume, gettext_lazy("Sending again.")),
    "stop": (actions.stop, gettext_lazy("Stopped: those still in the queue do not get it.")),
}


@require_POST
@access.staff("press.send_newsletter")
def command(request: HttpRequest, pk: int) -> HttpResponse:
    """Send, schedule, call back, pause, resume, stop."""
    newsletter, at, what = one(pk), timezone.now(), request.POST.get("what", "")
    back = redirect("press:newsletter_sending", pk=pk)
    if what == "leave":
        return _leave(request, newsletter, back)
    if what not in VERBS:
        return back
    verb, said = VERBS[what]
    return _do(request, str(said), back, lambda: verb(newsletter=newsletter, by=request.user, at=at))


def _leave(request: HttpRequest, newsletter: Newsletter, back: HttpResponse) -> HttpResponse:
    at = timezone.now()
    form = LeaveForm(request.POST, at=at)
    if not form.is_valid():
        return _page(request, newsletter, leave=form)
    said = _("It leaves at that hour.") if form.starts_at else _("It leaves in ten minutes: until then you can call it back.")
    return _do(request, said, back,
               lambda: actions.leave(newsletter=newsletter, starts_at=form.starts_at, by=request.user, at=at))  # fmt: skip


@require_POST
@access.staff("press.change_newsletter")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a draft again."""
    newsletter = one(pk)
    return _do(request, _("A draft again: it needs a new approval."), redirect(newsletter),
               lambda: actions.take_back(newsletter=newsletter, by=request.user, at=timezone.now()))  # fmt: skip


@require_POST
@access.staff("press.send_newsletter")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the uncertain again, or count them as sent: all, or one."""
    newsletter, again, number = one(pk), request.POST.get("che") == "ritenta", request.POST.get("recapito", "")
    row = access.get(Delivery, pk=number, mailing_id=newsletter.mailing_id) if number else None
    said = _("It is on its way again.") if again else _("Counted as sent.")
    verb = {"again": again, "delivery": row, "by": request.user, "at": timezone.now()}
    return _do(request, said, redirect("press:newsletter_sending", pk=pk),
               lambda: actions.settle(newsletter=newsletter, **verb))  # fmt: skip
