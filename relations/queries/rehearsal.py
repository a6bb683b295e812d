"""What a sequence does by a moment, and why not: the one plan that the clock carries out and the rehearsal shows.

Nothing is written here. `actions.sequences.run` writes what `compute` returns; a page shows the same for any day to come.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from relations import panels, patron, sequencing
from relations.mail import addresses, budget, facts, policy
from relations.mail.kinds import OF_A_SEQUENCE
from relations.models import (
    ContactPoint,
    Delivery,
    Mailing,
    MailSequence,
    Organization,
    Person,
    SequenceRun,
    SequenceRunStep,
    SequenceStep,
    SequenceVersion,
    User,
)
from relations.panels import Follower, Happening, SequenceStop, SequenceTrigger
from relations.queries import segments

# Answers of the mail policy that end a sequence for somebody; the others leave out one mail.
ENDS = frozenset({
    policy.ERASED, policy.BLOCKED, policy.COMPLAINT, policy.UNSUBSCRIBED, policy.WITHDRAWN, policy.DEAD,
})  # fmt: skip


def triggers(user: User | None = None) -> dict[str, SequenceTrigger]:
    """Return what may begin a sequence, in order; only what `user` may know of, if one is given."""
    return {item.key: item for item in panels.of(SequenceTrigger, user)}


def stop_rules() -> dict[str, SequenceStop]:
    """Return what may end a sequence for somebody, in order."""
    return {item.key: item for item in panels.of(SequenceStop)}


def once_of(step_id: int, day: date) -> str:
    """Return the key of the mailing of one step on one day: one copy of it for each address."""
    return f"{OF_A_SEQUENCE}{step_id}:{day.isoformat()}"


@dataclass
class Someone:
    """Who is in a sequence, or would be; `run` is None until they are."""

    version: SequenceVersion
    occurrence: str
    happened_at: datetime
    began_at: datetime
    person: Person | None = None
    organization: Organization | None = None
    email: str = ""
    name: str = ""
    subject: tuple[str, int] | None = None
    run: SequenceRun | None = None
    address: str = ""

    @property
    def party(self) -> Person | Organization | None:
        return self.person or self.organization

    @property
    def label(self) -> str:
        return str(self.party or self.name or self.email)

    @property
    def who(self) -> str:
        """What makes two of them the same: the person, else the body, else the address."""
        if self.person is not None:
            return f"person:{self.person.pk}"
        return f"organization:{self.organization.pk}" if self.organization else f"email:{addresses.normalize(self.email)}"

    @property
    def follower(self) -> Follower:
        return Follower(
            self.person.pk if self.person else None, self.organization.pk if self.organization else None, self.address,
            self.happened_at, self.subject,
        )  # fmt: skip


@dataclass
class Act:
    """One step for one person, due by now. `outcome` is mail, todo or left_out with a reason."""

    who: Someone
    step: SequenceStep
    when: datetime
    row: SequenceRunStep | None = None
    outcome: str = ""
    reason: str = ""
    until: datetime | None = None
    owner: User | None = None


@dataclass
class Begin:
    """Somebody a sequence begins for: with the days of the steps, or left out with a reason."""

    who: Someone
    reason: str = ""
    dues: list[datetime] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One line of the log and of the rehearsal: who, which step, what became of it, why, until when it waits."""

    who: str
    step: str
    outcome: str
    reason: str = ""
    until: datetime | None = None
    when: datetime | None = field(default=None, compare=False)
    url: str = field(default="", compare=False)
    link: str = field(default="", compare=False)


@dataclass
class Plan:
    """All that happens to one sequence by a moment."""

    sequence: MailSequence
    now: datetime
    steps: list[SequenceStep] = field(default_factory=list)  # of the version that is followed
    begins: list[Begin] = field(default_factory=list)
    stops: list[tuple[Someone, str]] = field(default_factory=list)
    moves: list[tuple[SequenceRunStep, datetime]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Return it as the log will have it, in order of time."""
        found = [
            *(
                Line(one.who.label, "", "left_out", one.reason, None, max(one.who.began_at, self.now), _url(one.who))
                for one in self.begins if one.reason
            ),
            *(Line(who.label, "", "stopped", reason, None, self.now, _url(who)) for who, reason in self.stops),
            *(Line(a.who.label, a.step.title, a.outcome, a.reason, a.until, a.when, _url(a.who)) for a in self.acts),
        ]
        return sorted(found, key=lambda line: (line.when, line.who, line.step))


def _url(who: Someone) -> str:
    return who.party.get_absolute_url() if who.party else ""


def compute(sequence: MailSequence, *, now: datetime, until: datetime) -> Plan:
    """Return what `sequence` does by `until` if it is looked at `now` and then at every moment, and nothing else happens.

    The world is as it is now: only days pass. A fixed number of statements, whatever the number of people.
    """
    plan = Plan(sequence, now, list(sequence.live.steps.all()) if sequence.live else [])
    inside = list(_inside(sequence))
    newcomers = list(_newcomers(sequence, now, until))
    everybody = [*inside, *newcomers]
    _address(everybody)
    ends = _ends(everybody, until)
    plan.stops = [(who, ends[place]) for place, who in enumerate(inside) if place in ends]
    staying = [who for place, who in enumerate(inside) if place not in ends]
    _begin(plan, staying, newcomers, {place - len(inside): why for place, why in ends.items() if place >= len(inside)})
    _due(plan, staying, until)
    _judge(plan)
    return plan


# --- who --------------------------------------------------------------------------------------------------------------
def _inside(sequence: MailSequence) -> Iterator[Someone]:
    rows = (
        SequenceRun.objects.filter(sequence=sequence, state="running")
        .select_related("person__owner", "organization__owner", "version", "object_type")
        .prefetch_related("steps__step").order_by("pk")
    )  # fmt: skip
    for row in rows:
        kind = row.object_type
        yield Someone(
            row.version, row.occurrence, row.happened_at, row.began_at, row.person, row.organization, row.email, row.name,
            (f"{kind.app_label}.{kind.model}", row.object_id) if kind and row.object_id else None, row,
        )  # fmt: skip


def _newcomers(sequence: MailSequence, now: datetime, until: datetime) -> Iterator[Someone]:
    """What happened since the sequence is on and has begun nothing yet, in order."""
    version = sequence.live
    trigger = triggers().get(version.trigger) if version else None
    if trigger is None:
        return
    since = max(sequence.on_since or now, now - sequencing.OLDEST)
    found = {one.key: one for one in trigger.happened(since, until, version.value)}
    known = SequenceRun.objects.filter(sequence=sequence, occurrence__in=list(found))
    for key in set(known.values_list("occurrence", flat=True)):
        del found[key]
    yield from _someones(version, sorted(found.values(), key=lambda one: (one.at, one.key)), now)


def _someones(version: SequenceVersion, happenings: Sequence[Happening], now: datetime) -> Iterator[Someone]:
    people = Person.objects.select_related("owner").in_bulk({one.person_id for one in happenings if one.person_id})
    bodies = Organization.objects.select_related("owner").in_bulk(
        {one.organization_id for one in happenings if one.organization_id}
    )
    for one in happenings:
        yield Someone(
            version, one.key, one.at, sequencing.begin(one.at, now), people.get(one.person_id), bodies.get(one.organization_id),
            one.email, one.name, one.subject,
        )  # fmt: skip


def _address(everybody: Sequence[Someone]) -> None:
    """Give each the address a mail would go to: the one it came with, the person's own, the body's."""
    people = {who.person.pk for who in everybody if who.person}
    bodies = {who.organization.pk for who in everybody if who.organization}
    points = ContactPoint.objects.filter(kind="email", ended_at=None).order_by("-is_primary", "pk")
    own: dict[str, str] = {}
    for side, ids in (("person", people), ("organization", bodies)):
        for party, value in points.filter(**{f"{side}__in": ids}).values_list(side, "normalized"):
            own.setdefault(f"{side}:{party}", value)
    for who in everybody:
        who.address = (
            who.email
            or (own.get(f"person:{who.person.pk}", "") if who.person else "")
            or (own.get(f"organization:{who.organization.pk}", "") if who.organization else "")
        )


# --- who leaves -----------------------------------------------------------------------------------------------------
def _ends(everybody: Sequence[Someone], until: datetime) -> dict[int, str]:
    """Return for whom it ends, by place, and why: life and consent first, then the rules of each version."""
    found = {place: why for place, who in enumerate(everybody) if (why := _life(who))}
    asked = [place for place, who in enumerate(everybody) if who.address]
    for place, answer in zip(asked, _ask([everybody[place] for place in asked], None), strict=True):
        if answer.reason in ENDS:
            found.setdefault(place, answer.reason)
    for key, rule in stop_rules().items():
        places = [place for place, who in enumerate(everybody) if key in who.version.stops]
        if places:
            for number in rule.stops([everybody[place].follower for place in places], until):
                found.setdefault(places[number], key)
    return found


def _life(who: Someone) -> str:
    person = who.person
    if person is not None and person.erased_at:
        return policy.ERASED
    if person is not None and person.died_on:
        return policy.DEAD
    return "archived" if any(party is not None and party.archived_at for party in (person, who.organization)) else ""


def _ask(people: Sequence[Someone], moments: Sequence[datetime] | None) -> list[policy.Answer]:
    """Ask the mail policy for each of `people`, on the day of each of `moments`."""
    days = [timezone.localdate(moment) for moment in moments] if moments is not None else [None] * len(people)
    found = facts.of([
        facts.Subject(
            addresses.normalize(who.address), addresses.hashed(who.address), who.version.purpose, who.version.basis, True,
            who.person.pk if who.person else None, day,
        )
        for who, day in zip(people, days, strict=True)
    ])  # fmt: skip
    return [policy.may_write(fact) for fact in found]


# --- who comes in ---------------------------------------------------------------------------------------------------
def _begin(plan: Plan, staying: Sequence[Someone], newcomers: Sequence[Someone], ends: dict[int, str]) -> None:
    if not newcomers:
        return
    # Until when each is busy with this sequence.
    busy = {who.who: max(row.due_at for row in who.run.steps.all()) for who in staying if who.run and who.run.steps.all()}
    members = _members(plan.sequence.live, plan.now)
    calendar = patron.working_days()
    delays = [_delay(step) for step in plan.steps]
    for place, who in enumerate(newcomers):
        why = ends.get(place, "")
        if not why and members is not None and not _is_in(who, plan.sequence.live.segment.on, members):
            why = "not_in_group"
        if not why and who.who in busy and busy[who.who] >= who.happened_at:
            why = "already_in"
        dues = [] if why else sequencing.lay_out(who.began_at, delays, calendar)
        if dues:
            busy[who.who] = dues[-1]
        plan.begins.append(Begin(who, why, dues))


def _members(version: SequenceVersion, now: datetime) -> set[int] | None:
    return set(segments.members(version.segment, now).values_list("pk", flat=True)) if version.segment else None


def _is_in(who: Someone, on: str, members: set[int]) -> bool:
    party = who.person if on == "person" else who.organization
    return party is not None and party.pk in members


def _delay(step: SequenceStep) -> sequencing.Delay:
    return sequencing.Delay(step.days, step.day_rule, step.hour)


# --- what is due ------------------------------------------------------------------------------------------------------
def _due(plan: Plan, staying: Sequence[Someone], until: datetime) -> None:
    calendar = patron.working_days()
    for who in staying:
        rows = sorted((row for row in who.run.steps.all() if row.state == "waiting"), key=lambda row: row.step.position)
        moved = sequencing.catch_up([row.due_at for row in rows], [_delay(row.step) for row in rows], plan.now, calendar)
        plan.moves += [(row, due) for row, due in zip(rows, moved, strict=True) if due != row.due_at]
        plan.acts += [
            Act(who, row.step, max(due, plan.now), row) for row, due in zip(rows, moved, strict=True) if due <= until
        ]
    for begin in plan.begins:
        plan.acts += [
            Act(begin.who, step, max(due, plan.now)) for step, due in zip(plan.steps, begin.dues, strict=False) if due <= until
        ]
    plan.acts.sort(key=lambda act: (act.when, act.who.occurrence, act.step.position))


def _judge(plan: Plan) -> None:
    """Say what becomes of each act."""
    mails = [act for act in plan.acts if act.step.kind == "mail"]
    _judge_mails(mails)
    _judge_todos(plan, [act for act in plan.acts if act.step.kind != "mail"])


def _judge_mails(acts: Sequence[Act]) -> None:
    if not acts:
        return
    keys = {once_of(act.step.pk, timezone.localdate(act.when)) for act in acts}
    stopped = set(Mailing.objects.filter(once__in=keys, state="cancelled").values_list("once", flat=True))
    written = set(Delivery.objects.filter(mailing__once__in=keys).values_list("mailing__once", "email"))
    answers = iter(_ask([act.who for act in acts], [act.when for act in acts]))
    leaving = []
    for act in acts:
        once, email, answer = once_of(act.step.pk, timezone.localdate(act.when)), addresses.normalize(act.who.address), next(answers)
        act.reason = _why_not(once, email, answer, stopped, written)
        act.outcome = "left_out" if act.reason else "mail"
        if not act.reason:
            written.add((once, email))
            leaving.append(act)
    wanted = [
        budget.Wanted(
            addresses.hashed(act.who.address), act.who.person.pk if act.who.person else None, act.who.version.purpose, at=act.when
        )
        for act in leaving
    ]  # fmt: skip
    for act, answer in zip(leaving, budget.answers(wanted, now=leaving[0].when) if leaving else [], strict=True):
        act.until = answer.until


def _why_not(once: str, email: str, answer: policy.Answer, stopped: set[str], written: set[tuple[str, str]]) -> str:
    if not email:
        return "no_address"
    if not addresses.is_valid(email):
        return policy.INVALID
    if not answer:
        return answer.reason
    if once in stopped:
        return "mailing_stopped"
    return "duplicate" if (once, email) in written else ""


def _judge_todos(plan: Plan, acts: Sequence[Act]) -> None:
    if not acts:
        return
    somebody = _somebody(plan.sequence)
    for act in acts:
        follower = getattr(act.who.party, "owner", None)
        act.owner = follower if follower is not None and follower.is_active else somebody
        act.outcome, act.reason = ("todo", "") if act.owner else ("left_out", "nobody")


def _somebody(sequence: MailSequence) -> User | None:
    """Who gets what nobody follows: who is in charge of the sequence, else the head."""
    if sequence.owner is not None and sequence.owner.is_active:
        return sequence.owner
    return User.objects.filter(is_active=True, groups__name="office_head").order_by("pk").first()


# --- the rehearsal ----------------------------------------------------------------------------------------------------
def of_day(plan: Plan, day: date) -> list[Line]:
    """Return the lines of `plan` that fall on `day`."""
    return [line for line in plan.lines() if timezone.localdate(line.when) == day]


def log(sequence: MailSequence, *, since: datetime | None = None, limit: int | None = None) -> list[Line]:
    """Return what became of people and steps, the latest last, in the words of the rehearsal; three statements."""
    steps = SequenceRunStep.objects.filter(run__sequence=sequence, state__in=["done", "left_out"]).select_related(
        "step", "run__person", "run__organization"
    )
    runs = SequenceRun.objects.filter(sequence=sequence, state__in=["stopped", "left_out"]).select_related("person", "organization")
    if since is not None:
        steps, runs = steps.filter(done_at__gte=since), runs.filter(ended_at__gte=since)
    found = [
        *(_line_of_run(row) for row in runs.order_by("-ended_at", "-pk")[:limit]),
        *(_line_of_step(row) for row in steps.order_by("-done_at", "-pk")[:limit]),
    ]
    found = sorted(found, key=lambda line: (line.when, line.who, line.step))
    return found[-limit:] if limit else found


def _line_of_run(row: SequenceRun) -> Line:
    return Line(row.label, "", row.state, row.reason, None, row.ended_at, _party_url(row))


def _line_of_step(row: SequenceRunStep) -> Line:
    outcome = "left_out" if row.state == "left_out" else row.step.kind
    return Line(row.run.label, row.step.title, outcome, row.reason, row.waits_until, row.done_at, _party_url(row.run), _link(row))


def _party_url(run: SequenceRun) -> str:
    return run.party.get_absolute_url() if run.party else ""


def _link(row: SequenceRunStep) -> str:
    return reverse("relations:message", args=[row.delivery_id]) if row.delivery_id else ""


def kinds_of(subjects: Iterable[tuple[str, int] | None]) -> dict[str, ContentType]:
    """Return the content type of each "app.model" in `subjects`."""
    names = {subject[0] for subject in subjects if subject}
    return {name: ContentType.objects.get_by_natural_key(*name.split(".")) for name in names}
