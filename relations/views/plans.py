"""Follow-up plans: the list, the editor, starting one, pausing and stopping."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import plans as actions
from relations.forms.plans import PlanForm, ReasonForm, StartForm, steps_formset
from relations.models import FollowUpPlan, PlanRun
from relations.queries import plans
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.htmx import is_part
from relations.web.once import once
from relations.web.toast import toast
from relations.web.urls import back

MOST_RUNS = 60


@staff("relations.view_followupplan")
def listing(request: HttpRequest) -> HttpResponse:
    """Show the plans, and those that run."""
    runs = list(plans.runs().filter(state__in=plans.ALIVE).order_by("-started_on", "-pk")[:MOST_RUNS])
    found = list(plans.plans())
    context = {
        "plans": [plan for plan in found if plan.retired_at is None],
        "retired": [plan for plan in found if plan.retired_at is not None],
        "running": plans.running(runs, timezone.localdate()), "today": timezone.localdate(), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "relations/diary/plans.html", context)


# --- the editor -------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_followupplan")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Write a new plan."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@staff("relations.change_followupplan")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan; those already running keep the steps they began with."""
    return _edit(request, get(FollowUpPlan, pk=pk))


def _edit(request: HttpRequest, plan: FollowUpPlan | None) -> HttpResponse:
    initial = {"name": plan.name, "purpose": plan.purpose, "day_rule": plan.day_rule} if plan else None
    more = request.method == "POST" and "more" in request.POST
    form = PlanForm(request.POST or None, initial=initial)
    steps = steps_formset(plan, request.POST or None, more=2 if more else 0)
    valid = request.method == "POST" and not more and all([form.is_valid(), steps.is_valid()])
    if valid:
        saved = actions.save(plan=plan, steps=steps.wanted, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Plan saved: %(name)s") % {"name": saved.name})
        return redirect("relations:plans")
    wrong = request.method == "POST" and not more
    context = {"form": form, "steps": steps, "plan": plan, "wrong": wrong}
    return render(request, "relations/diary/plan_form.html", context, status=422 if wrong else 200)


@require_POST
@staff("relations.change_followupplan")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a plan no longer; the toast brings it back."""
    plan = get(FollowUpPlan, pk=pk)
    actions.retire(plan=plan, by=request.user, at=timezone.now())
    toast(request, _("No longer offered: %(name)s") % {"name": plan.name}, undo_url=reverse("relations:plan_back", args=[pk]))
    return redirect("relations:plans")


@require_POST
@staff("relations.change_followupplan")
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a plan again."""
    plan = get(FollowUpPlan, pk=pk)
    actions.bring_back(plan=plan, by=request.user, at=timezone.now())
    toast(request, _("Offered again: %(name)s") % {"name": plan.name})
    return redirect("relations:plans")


# --- starting ---------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_planrun")
@once
def start(request: HttpRequest) -> HttpResponse:
    """Choose a plan, see its dates, begin it with somebody (`?about=`)."""
    about = subjects.read(request.GET.get("about", ""), request.user)
    initial = {"plan": request.GET.get("piano") or plans.likeliest(about.party), "who": about.party, "start_on": timezone.localdate()}
    form = StartForm(request.POST or None, initial=initial)
    look = request.method == "POST" and "look" in request.POST
    valid = request.method == "POST" and form.is_valid()
    if valid and not look:
        run = _start(request, form, about)
        if run is not None:
            return redirect(back(request, run.url or run.party.get_absolute_url()))
    context = {
        "form": form, "about": request.GET.get("about", ""), "next": back(request, ""), "preview": _preview(request, form, about),
    }  # fmt: skip
    part = is_part(request) and look
    template = "relations/diary/_preview.html" if part else "relations/diary/plan_start.html"
    wrong = bool(form.errors) and not look
    return render(request, template, context, status=422 if wrong else 200)


def _start(request: HttpRequest, form: StartForm, about: subjects.About) -> PlanRun | None:
    data = form.cleaned_data
    subject = about.subject if data["who"] in about.parties else None
    try:
        run = actions.start(
            plan=data["plan"], party=data["who"], by=request.user, at=timezone.now(), start_on=data["start_on"],
            subject=subject, url=about.url if subject is not None else "",
        )
    except actions.AlreadyRunning as running:
        form.add_error("plan", str(running))
        return None
    toast(request, _("Plan started: %(name)s") % {"name": run})
    return run


def _preview(request: HttpRequest, form: StartForm, about: subjects.About) -> list[plans.Dated] | None:
    """The dates of the chosen plan, or of the one proposed first; None where plan or party are missing."""
    if form.is_bound:
        data = getattr(form, "cleaned_data", {})
        plan, party, day = data.get("plan"), data.get("who"), data.get("start_on")
    else:
        wanted = str(form.initial["plan"] or "")
        plan = FollowUpPlan.objects.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else None
        party, day = about.party, timezone.localdate()
    return plans.preview(plan, party, request.user, day) if plan and party and day else None


# --- what runs --------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.change_planrun")
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a running plan off the agenda for a while, and say why."""
    return _with_reason(request, pk, actions.pause, _("Pause the plan"), _("Plan paused: %(name)s"))


@require_http_methods(["GET", "POST"])
@staff("relations.change_planrun")
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a plan before its last step, and say why."""
    return _with_reason(request, pk, actions.stop, _("Stop the plan"), _("Plan stopped: %(name)s"))


def _with_reason(request: HttpRequest, pk: int, act: Callable[..., Any], button: str, told: str) -> HttpResponse:
    run = get(PlanRun.objects.select_related("organization", "person"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(run=run, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except actions.NotRunning as ended:
            form.add_error(None, str(ended))
        else:
            toast(request, told % {"name": run})
            return redirect(back(request, run.party.get_absolute_url()))
    context = {"form": form, "party": run.party, "title": f"{button}: {run.name}", "button": button}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff("relations.change_planrun")
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a paused plan; its days move by as long as it stood still."""
    run = get(PlanRun.objects.select_related("organization", "person"), pk=pk)
    try:
        actions.resume(run=run, by=request.user, at=timezone.now())
    except actions.NotRunning as changed:
        toast(request, str(changed), level=messages.WARNING)
    else:
        toast(request, _("Plan goes on: %(name)s") % {"name": run})
    return redirect(back(request, run.party.get_absolute_url()))
