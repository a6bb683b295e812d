"""Follow-up plans: writing them, starting them with somebody, their steps one after the other."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from relations import days, patron, plan_seeds
from relations.actions import followups, history
from relations.models import FollowUp, FollowUpPlan, Organization, Person, PlanRun, PlanStep, RunStep, User
from relations.text import one_line

Party = Organization | Person
PREFIX = "plan:"
NAME = "[nome]"


class AlreadyRunning(Exception):
    """The plan runs with that party already."""


class NotRunning(Exception):
    """The plan has ended, or is not in the state the button was made for."""


def seed(*, at: datetime) -> int:
    """Add the plans an office begins with; those that are there, renamed or changed, stay as they are."""
    return plan_seeds.plant(FollowUpPlan, PlanStep, at)


@transaction.atomic
def save(
    *, plan: FollowUpPlan | None, name: str, purpose: str, day_rule: str, steps: Sequence[dict[str, Any]], by: User, at: datetime
) -> FollowUpPlan:
    """Write a plan with its steps in order; those already running keep the steps they began with.

    A step is {title, days, counted_from, owner_kind, owner}.
    """
    is_new = plan is None
    plan = plan or FollowUpPlan(created_at=at)
    before = {} if is_new else outline(plan)
    plan.name, plan.purpose, plan.day_rule = one_line(name), purpose, day_rule
    plan.save()
    plan.steps.all().delete()
    PlanStep.objects.bulk_create(PlanStep(plan=plan, position=number, **step) for number, step in enumerate(steps, 1))
    changes = history.diff(before, outline(plan))
    if changes:
        history.record(verb="plan.created" if is_new else "plan.changed", by=by, at=at, obj=plan, changes=changes)
    return plan


def outline(plan: FollowUpPlan) -> dict[str, Any]:
    """Return a plan in plain words, as the log keeps it."""
    steps = [f"{step.position}. {step.title} (+{step.days}, {step.counted_from}, {step.owner_kind})" for step in plan.steps.all()]
    return {"name": plan.name, "purpose": plan.purpose, "day_rule": plan.day_rule, "steps": steps}


@transaction.atomic
def retire(*, plan: FollowUpPlan, by: User, at: datetime) -> None:
    """Offer a plan no longer; what runs goes on."""
    if FollowUpPlan.objects.filter(pk=plan.pk, retired_at=None).update(retired_at=at):
        history.record(verb="plan.withdrawn", by=by, at=at, obj=plan)


@transaction.atomic
def bring_back(*, plan: FollowUpPlan, by: User, at: datetime) -> None:
    """Undo `retire`."""
    if FollowUpPlan.objects.filter(pk=plan.pk).exclude(retired_at=None).update(retired_at=None):
        history.record(verb="plan.restored", by=by, at=at, obj=plan)


# --- running --------------------------------------------------------------------------------------------------------
def owner_of(step: PlanStep, party: Party, starter: User) -> User:
    """Return who has to do a step: where nobody follows the party, or the colleague has left, who starts it."""
    wanted = {"follower": party.owner, "named": step.owner}.get(step.owner_kind, starter)
    return wanted if wanted is not None and wanted.is_active else starter


def title_for(title: str, party: Party) -> str:
    """Return a step's words with the name in them."""
    return title.replace(NAME, str(party))[:160]


@transaction.atomic
def start(
    *, plan: FollowUpPlan, party: Party, by: User, at: datetime, start_on: date, subject: models.Model | None = None, url: str = ""
) -> PlanRun:
    """Begin `plan` with `party`: the steps counted from the start get their day, the others wait for the one before.

    Raises AlreadyRunning where the same plan runs with the same party (and about the same thing) already.
    """
    type(party).objects.select_for_update().get(pk=party.pk)
    key = party._meta.model_name
    alive = PlanRun.objects.filter(plan=plan, state__in=("running", "paused"), **{key: party})
    if any(run.subject == subject for run in alive):
        raise AlreadyRunning(_("“%(plan)s” is running with %(name)s already.") % {"plan": plan, "name": party})
    run = PlanRun.objects.create(
        plan=plan, name=plan.name, day_rule=plan.day_rule, started_on=start_on, started_by=by, subject=subject, url=url,
        **{key: party},
    )
    steps = plan.steps.select_related("owner")
    RunStep.objects.bulk_create(
        RunStep(
            run=run, position=step.position, title=title_for(step.title, party), days=step.days,
            counted_from=step.counted_from, owner=owner_of(step, party, by),
        )
        for step in steps
    )
    title = _("Plan started: %(name)s") % {"name": run.name}
    history.record(verb="plan.started", by=by, at=at, obj=run, about=[party], title=title, icon="list-checks", url=url)
    _advance(run, by=by, at=at)
    return run


def _advance(run: PlanRun, *, by: User | None, at: datetime) -> None:
    """Give a day and a follow-up to every step whose turn has come; close the plan after the last."""
    if run.state != "running":
        return
    calendar = patron.working_days()
    base = run.started_on
    steps = list(run.steps.select_related("owner"))
    free = True  # the first step waits for nobody
    for step in steps:
        begin = base if step.counted_from == "previous" else run.started_on
        if step.state == "waiting" and (free or step.counted_from == "start"):
            step.due_on = days.due(begin, step.days, run.day_rule, calendar)
            _open(run, step, by=by, at=at)
        free = step.state in ("done", "skipped")
        base = step.done_on or step.due_on or base
    if all(step.state in ("done", "skipped") for step in steps):
        run.state, run.ended_at = "finished", at
        run.save(update_fields=["state", "ended_at"])
        title = _("Plan finished: %(name)s") % {"name": run.name}
        history.record(verb="plan.finished", by=by, at=at, obj=run, about=[run.party], title=title, icon="list-checks", url=run.url)


def _open(run: PlanRun, step: RunStep, *, by: User | None, at: datetime) -> None:
    step.followup = followups.create(
        title=step.title, owner=step.owner, due_on=step.due_on, at=at, by=by, organization=run.organization,
        person=run.person, subject=run.subject, url=run.url or run.party.get_absolute_url(), icon="list-checks",
        origin=step.origin,
    )
    step.state = "open"
    step.save(update_fields=["due_on", "followup", "state"])


def _locked(run: PlanRun) -> PlanRun:
    return PlanRun.objects.select_for_update(of=("self",)).get(pk=run.pk)


def _step_of(followup: FollowUp) -> RunStep | None:
    step = RunStep.objects.filter(followup=followup).first()
    if step is not None:
        step.run = _locked(step.run)
    return step


def step_done(followup: FollowUp, by: User | None, at: datetime) -> None:
    """A step was ticked: the next one gets its day, counted from today if it depends on this one."""
    _settle(followup, "done", by, at)


def step_dropped(followup: FollowUp, by: User | None, at: datetime) -> None:
    """A step is not needed: the plan goes on without it."""
    _settle(followup, "skipped", by, at)


def _settle(followup: FollowUp, state: str, by: User | None, at: datetime) -> None:
    step = _step_of(followup)
    if step is None:
        return
    step.state, step.done_on, step.due_on = state, timezone.localdate(at), followup.due_on
    step.save(update_fields=["state", "done_on", "due_on"])
    _advance(step.run, by=by, at=at)


def step_reopened(followup: FollowUp, by: User | None, at: datetime) -> None:
    """The tick was taken off: what had followed from it waits again."""
    step = _step_of(followup)
    if step is None or step.state == "open":
        return
    step.state, step.done_on = "open", None
    step.save(update_fields=["state", "done_on"])
    if step.run.state == "finished":
        step.run.state, step.run.ended_at = "running", None
        step.run.save(update_fields=["state", "ended_at"])
    following = step.run.steps.filter(position=step.position + 1, counted_from="previous", state="open").first()
    if following is not None and following.followup is not None:
        todo = following.followup
        following.state, following.due_on, following.followup = "waiting", None, None
        following.save(update_fields=["state", "due_on", "followup"])
        history.record(verb="followup.withdrawn", by=by, at=at, obj=todo)
        todo.delete()


# --- pausing and stopping -----------------------------------------------------------------------------------------
@transaction.atomic
def pause(*, run: PlanRun, reason: str, by: User, at: datetime) -> PlanRun:
    """Take what is to be done off the agenda until `resume`, and say why."""
    run = _in_state(run, "running")
    run.state, run.paused_on, run.reason = "paused", timezone.localdate(at), one_line(reason)[:200]
    run.save(update_fields=["state", "paused_on", "reason"])
    FollowUp.objects.filter(plan_step__run=run, plan_step__state="open", status="open").update(status="postponed")
    history.record(verb="plan.paused", by=by, at=at, obj=run, changes={"reason": ["", run.reason]})
    return run


@transaction.atomic
def resume(*, run: PlanRun, by: User, at: datetime) -> PlanRun:
    """Go on: every open step moves by as many days as the plan stood still."""
    run = _in_state(run, "paused")
    today = timezone.localdate(at)
    stood = today - (run.paused_on or today)
    calendar = patron.working_days()
    for step in run.steps.filter(state="open").select_related("followup"):
        if step.followup is not None and step.followup.status == "postponed":
            _move(step, step.followup, stood, run.day_rule, calendar)
    run.state, run.paused_on, run.reason = "running", None, ""
    run.started_on += stood
    run.save(update_fields=["state", "paused_on", "reason", "started_on"])
    history.record(verb="plan.resumed", by=by, at=at, obj=run, changes={"days": [0, stood.days]})
    _advance(run, by=by, at=at)
    return run


def _move(step: RunStep, todo: FollowUp, by_days: timedelta, rule: str, calendar: days.WorkingDays) -> None:
    day = todo.due_on + by_days
    todo.status, todo.due_on = "open", day if rule == "calendar" else calendar.first_from(day)
    todo.save(update_fields=["status", "due_on"])
    step.due_on = todo.due_on
    step.save(update_fields=["due_on"])


@transaction.atomic
def stop(*, run: PlanRun, reason: str, by: User, at: datetime) -> PlanRun:
    """End a plan before its last step, and say why; what was still to be done is dropped."""
    run = _locked(run)
    if not run.is_alive:
        raise NotRunning(_("The plan has already ended."))
    run.state, run.ended_at, run.reason = "stopped", at, one_line(reason)[:200]
    run.save(update_fields=["state", "ended_at", "reason"])
    FollowUp.objects.filter(plan_step__run=run, status="postponed").update(status="open")
    for step in run.steps.filter(state="open").select_related("followup"):
        if step.followup is not None:
            followups.cancel(followup=step.followup, by=by, at=at)
    run.steps.filter(state__in=("open", "waiting")).update(state="skipped")
    title = _("Plan stopped: %(name)s") % {"name": run.name}
    history.record(
        verb="plan.stopped", by=by, at=at, obj=run, about=[run.party], title=title, body=run.reason, icon="square", url=run.url
    )
    return run


def _in_state(run: PlanRun, state: str) -> PlanRun:
    run = _locked(run)
    if run.state != state:
        raise NotRunning(_("Somebody has changed this plan meanwhile: look at it again."))
    return run
