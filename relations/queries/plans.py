"""Plans, those that run, and the dates they would have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from relations import days, patron, plan_seeds
from relations.actions.plans import owner_of, title_for
from relations.models import FollowUpPlan, Organization, Person, PlanRun, PlanStep, RunStep, User

Party = Organization | Person
ALIVE = ("running", "paused")


@dataclass(frozen=True)
class Dated:
    """One step with its day: set, or only to be expected."""

    step: PlanStep | RunStep
    title: str
    owner: User
    day: date
    expected: bool


@dataclass(frozen=True)
class Running:
    """A running plan with the days of all its steps."""

    run: PlanRun
    steps: list[Dated]

    @property
    def done(self) -> int:
        return sum(line.step.state in ("done", "skipped") for line in self.steps)

    @property
    def current(self) -> Dated | None:
        return next((line for line in self.steps if line.step.state == "open"), None)


def plans() -> QuerySet[FollowUpPlan]:
    """Every plan with its steps and how often it runs."""
    return (
        FollowUpPlan.objects.annotate(alive=Count("runs", filter=Q(runs__state__in=ALIVE)), all_runs=Count("runs"))
        .prefetch_related(Prefetch("steps", PlanStep.objects.select_related("owner")))
        .order_by("retired_at", "name", "pk")
    )


def likeliest(party: Party | None) -> int | None:
    """Return the plan to propose first: the one meant for that kind of body, or the first by name."""
    offered = FollowUpPlan.objects.filter(retired_at=None).order_by("name", "pk")
    rows = dict(offered.values_list("pk", "key"))
    wanted = plan_seeds.FIRST_FOR.get(getattr(party, "kind", ""))
    return next((pk for pk, key in rows.items() if wanted and key == wanted), next(iter(rows), None))


def preview(plan: FollowUpPlan, party: Party, starter: User, start_on: date) -> list[Dated]:
    """Return the days `plan` would have with `party` from `start_on`, if every step is done on its day."""
    steps = list(plan.steps.select_related("owner"))
    laid = days.lay_out(
        [days.Step(step.days, step.counted_from) for step in steps], start_on, plan.day_rule, patron.working_days()
    )
    return [
        Dated(step, title_for(step.title, party), owner_of(step, party, starter), day, number > 0 and step.counted_from == "previous")
        for number, (step, day) in enumerate(zip(steps, laid, strict=True))
    ]


def running(runs: Sequence[PlanRun], today: date) -> list[Running]:
    """Return running plans with the days of their steps, those to come moved by what is late."""
    if not runs:
        return []
    calendar = patron.working_days()
    return [_running(run, today, calendar) for run in runs]


def _running(run: PlanRun, today: date, calendar: days.WorkingDays) -> Running:
    steps = list(run.steps.all())
    set_days = [step.followup.due_on if step.followup and step.state == "open" else step.due_on for step in steps]
    laid = days.lay_out(
        [days.Step(step.days, step.counted_from, day, step.done_on) for step, day in zip(steps, set_days, strict=True)],
        run.started_on, run.day_rule, calendar, today,
    )  # fmt: skip
    lines = [
        Dated(step, step.title, step.owner, day, day_set is None)
        for step, day, day_set in zip(steps, laid, set_days, strict=True)
    ]
    return Running(run, lines)


def runs() -> QuerySet[PlanRun]:
    """Running plans with all that a box or a list shows."""
    steps = RunStep.objects.select_related("followup", "owner")
    return PlanRun.objects.select_related("organization", "person", "started_by").prefetch_related(Prefetch("steps", steps))


def of_party(party: Party) -> QuerySet[PlanRun]:
    """Plans that run with `party`, and the last two that ended."""
    return runs().filter(**{party._meta.model_name: party}).order_by("-state", "-started_on", "-pk")
