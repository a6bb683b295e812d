"""What the pages of sequences read, each in a fixed number of statements, and what they say in words."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Count, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import formats, vocab
from relations.mail.kinds import REASONS as MAIL_REASONS
from relations.models import (
    MailSequence,
    Organization,
    Person,
    SequenceRun,
    SequenceRunStep,
    SequenceStep,
    SequenceVersion,
)
from relations.queries import rehearsal, together
from relations.queries.rehearsal import Line
from relations.queries.segments import said
from relations.vocab import sequences as terms

Party = Person | Organization
# How far a rehearsal looks.
FARTHEST = timedelta(days=60)
LATELY = timedelta(days=30)
AS_IF_ON = timedelta(days=7)
_STEPS = Prefetch("steps", SequenceStep.objects.defer("html", "text"))


def sequences() -> QuerySet[MailSequence]:
    """Return the sequences with their versions, and how many are in each."""
    since = timezone.now() - LATELY
    done = SequenceRunStep.objects.filter(run__sequence=OuterRef("pk"), state="done", step__kind="mail", done_at__gte=since)
    return (
        MailSequence.objects.select_related("owner", "live__segment")
        .prefetch_related(Prefetch("live__steps", SequenceStep.objects.defer("html", "text")), _versions())
        .annotate(
            inside=Count("runs", filter=Q(runs__state="running")),
            lately=Coalesce(Subquery(done.order_by().values("run__sequence").annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-is_on", "retired_at", "name", "pk")
    )  # fmt: skip


def _versions() -> Prefetch:
    rows = SequenceVersion.objects.filter(state__in=["draft", "in_review"]).select_related("segment", "written_by")
    return Prefetch("versions", rows.prefetch_related(_STEPS), to_attr="open_versions")


def open_version(sequence: MailSequence) -> SequenceVersion | None:
    """Return the draft, or what waits for approval."""
    known = getattr(sequence, "open_versions", None)
    if known is not None:
        return known[0] if known else None
    rows = sequence.versions.filter(state__in=["draft", "in_review"]).select_related("segment", "written_by")
    return rows.prefetch_related(_STEPS).first()


def shown(sequence: MailSequence) -> SequenceVersion | None:
    """Return the version a page tells about: the followed one, else the draft."""
    return sequence.live or open_version(sequence)


# --- in words -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """A version as one reads it."""

    version: SequenceVersion
    begins: str
    segment: Any
    stops: list[str]
    steps: list[tuple[SequenceStep, str]]


def told(version: SequenceVersion | None) -> Told | None:
    """Return a version in words."""
    if version is None:
        return None
    rules = rehearsal.stop_rules()
    return Told(
        version, begins(version), said(version.segment) if version.segment else None,
        [str(rules[key].label) for key in version.stops if key in rules], [(step, when(step)) for step in version.steps.all()],
    )  # fmt: skip


def begins(version: SequenceVersion) -> str:
    """Return "somebody subscribes to Newsletter"."""
    trigger = rehearsal.triggers().get(version.trigger)
    if trigger is None:
        return _("something that this office no longer knows")
    if not trigger.kind:
        return str(trigger.says)
    return str(trigger.says) % {"value": _value(version.value, trigger.choices)}


def _value(value: Any, choices: Any) -> str:
    if isinstance(value, list):
        labels = {str(key): str(label) for key, label in (choices() if choices else ())}
        return ", ".join(labels.get(key, key) for key in value) or "…"
    return str(value or 0)


def when(step: SequenceStep) -> str:
    """Return "at once", "after 7 days, at 09:30", "on the same day, at 9:00"."""
    if not step.days:
        if step.hour is None:
            return _("at once")
        return _("on the same day, at %(hour)s") % {"hour": _hour(step.hour)}
    if step.day_rule == "working":
        after = ngettext("after %(n)s working day", "after %(n)s working days", step.days) % {"n": step.days}
    else:
        after = ngettext("after %(n)s day", "after %(n)s days", step.days) % {"n": step.days}
    return _("%(after)s, at %(hour)s") % {"after": after, "hour": _hour(step.hour or time(9))}


def _hour(hour: time) -> str:
    return formats.clock(hour)


def reason(key: str) -> str:
    """Return why somebody is not in a sequence, or did not get a step."""
    known = terms.REASONS.get(key) or MAIL_REASONS.get(key)
    if known is None and (rule := rehearsal.stop_rules().get(key)):
        known = rule.told
    return str(known or key.replace("_", " "))


def outcome(line: Line) -> str:
    """Return what becomes of it: the same words before and after."""
    if line.outcome == "mail" and line.until is not None:
        day = f"{formats.day(line.until)}, {formats.clock(line.until)}"
        return _("the mail, when their week has room (from %(day)s)") % {"day": day}
    if line.outcome == "mail":
        return _("the mail")
    if line.outcome == "todo":
        return _("a thing to do for us")
    if line.outcome == "stopped":
        return _("stops: %(why)s") % {"why": reason(line.reason)}
    return _("not: %(why)s") % {"why": reason(line.reason)}


@dataclass(frozen=True)
class Shown:
    """A line as the pages show it."""

    line: Line
    words: str
    tone: str
    icon: str


_TONES = {
    "mail": ("verde", "mail"), "todo": ("verde", "circle-check"), "stopped": ("ocra", "square"), "left_out": ("", "circle-slash"),
}  # fmt: skip


def in_words(lines: Iterable[Line]) -> list[Shown]:
    """Return lines with their words, colour and sign."""
    found = []
    for line in lines:
        tone, icon = _TONES[line.outcome]
        found.append(Shown(line, outcome(line), "ocra" if line.until else tone, "hourglass" if line.until else icon))
    return found


# --- people in it -------------------------------------------------------------------------------------------------------
def running(sequence: MailSequence, limit: int = 100) -> list[SequenceRun]:
    """Return who is in it now, whose next step comes first at the top; two statements."""
    waiting = Min("steps__due_at", filter=Q(steps__state="waiting"))
    rows = SequenceRun.objects.filter(sequence=sequence, state="running").annotate(next_at=waiting)
    return together.run(_with_steps(rows.order_by("next_at", "pk")[:limit]))[0]


@together.reader
def of_party(party: Party, limit: int = 8) -> together.Reader:
    """Return the sequences a party is in, then the last it was in; two statements."""
    rows = SequenceRun.objects.filter(**{party._meta.model_name: party}).exclude(state="left_out")
    if party._meta.model_name == "organization":
        rows = rows.filter(person=None)
    rows = rows.order_by(Case(When(state="running", then=0), default=1), "-began_at", "-pk")[:limit]
    return (yield from _with_steps(rows))


def _with_steps(rows: QuerySet[SequenceRun]) -> together.Reader:
    """Read runs, each with its steps in order."""
    found = yield rows.select_related("sequence", "person", "organization")
    steps = SequenceRunStep.objects.select_related("step", "delivery").defer("step__html", "step__text", "step__body")
    inside: defaultdict[int, list[SequenceRunStep]] = defaultdict(list)
    for step in (yield steps.filter(run__in=[run.pk for run in found]).order_by("due_at", "pk")) if found else ():
        inside[step.run_id].append(step)
    for run in found:
        run.in_order = inside[run.pk]
        run.next_step = next((row for row in run.in_order if row.state == "waiting"), None)
        run.why = reason(run.reason) if run.reason else ""
        run.term = terms.RUN_STATES[run.state]
        for row in run.in_order:
            row.term, row.why = terms.STEP_STATES[row.state], reason(row.reason) if row.reason else ""
            row.holds = row.delivery if row.delivery and row.delivery.reason == "attention" and row.delivery.state == "deferred" else None
    return found


# --- the rehearsal ------------------------------------------------------------------------------------------------------
def rehearse(sequence: MailSequence, day: date, *, at: datetime) -> list[Line]:
    """Return what `sequence` would do on `day`, as the clock would do it; the database itself refuses to write meanwhile.

    One that is off is rehearsed as if it had been switched on a week ago, with its approved version or its draft.
    """
    tried = copy(sequence)
    if not tried.is_on:
        tried.live, tried.on_since = sequence.live or open_version(sequence), at - AS_IF_ON
    end = timezone.make_aware(datetime.combine(day, time.max))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        return rehearsal.of_day(rehearsal.compute(tried, now=at, until=max(end, at)), day)


def days_ahead(today: date) -> tuple[date, date]:
    """Return the first and the last day that can be rehearsed."""
    return today, today + FARTHEST


def purposes() -> list[tuple[str, str]]:
    """Return what a sequence may be for: what is sent to many, never the passing of data."""
    return [(term.key, term.label) for term in vocab.PURPOSES if term.key not in ("partner_data", "volunteer_data", "press")]
