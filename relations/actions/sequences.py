"""Sequences: writing them, having them approved, switching them on and off, letting the clock carry them out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import sequence_seeds
from relations.actions import approvals, followups, history
from relations.mail import addresses, content, kick
from relations.mail.kinds import OF_A_SEQUENCE
from relations.models import (
    Approval,
    Delivery,
    Mailing,
    MailSequence,
    Organization,
    Person,
    Segment,
    SequenceRun,
    SequenceRunStep,
    SequenceStep,
    SequenceVersion,
    User,
)
from relations.queries import rehearsal
from relations.queries.rehearsal import Act, Begin, Plan, Someone
from relations.text import one_line

APPROVE = "relations.approve_mailing"
ORIGIN = OF_A_SEQUENCE
# Deliveries that have not left and may still be taken back.
OPEN = ("queued", "claimed", "deferred")


class NotNow(Exception):
    """The sequence is in a state in which this cannot be done; the message says so, for the page."""


def seed(*, at: datetime) -> int:
    """Add the sequences an office begins with, switched off; those that are there stay as they are."""
    return sequence_seeds.plant(MailSequence, SequenceVersion, SequenceStep, at)


# --- writing ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def save(
    *, sequence: MailSequence | None, name: str, note: str, owner: User | None, purpose: str, basis: str, trigger: str,
    value: Any, segment: Segment | None, stops: Sequence[str], steps: Sequence[dict[str, Any]], by: User, at: datetime,
) -> SequenceVersion:
    """Write a sequence: its draft, or a new draft beside the version that is followed, which goes on meanwhile.

    A step is {kind, title, days, day_rule, hour, subject, preheader, body}. Raises BadContent for unknown words in
    square brackets, NotNow while a version waits for approval.
    """
    is_new = sequence is None
    sequence = _locked(sequence) if sequence else MailSequence(created_at=at, created_by=by)
    sequence.name, sequence.note, sequence.owner = one_line(name)[:120], note, owner
    sequence.save()
    version = _draft_of(sequence, by=by, at=at)
    before = outline(version) if version.pk else {}
    version.purpose, version.basis, version.trigger, version.value = purpose, basis, trigger, value
    version.segment, version.stops, version.written_by, version.written_at = segment, list(stops), by, at
    version.save()
    version.steps.all().delete()
    SequenceStep.objects.bulk_create(_step(version, number, data) for number, data in enumerate(steps, 1))
    changes = history.diff(before, outline(version))
    if changes:
        history.record(verb="sequence.created" if is_new else "sequence.changed", by=by, at=at, obj=sequence, changes=changes)
    return version


def _draft_of(sequence: MailSequence, *, by: User, at: datetime) -> SequenceVersion:
    last = sequence.versions.order_by("-number").first()
    if last is not None and last.state == "in_review":
        raise NotNow(_("It waits for approval: take it back first, then change it."))
    if last is not None and last.state == "draft":
        return last
    return SequenceVersion(sequence=sequence, number=last.number + 1 if last else 1, written_by=by, written_at=at)


def _step(version: SequenceVersion, number: int, data: dict[str, Any]) -> SequenceStep:
    is_mail = data["kind"] == "mail"
    step = SequenceStep(
        version=version, position=number, kind=data["kind"], title=one_line(data["title"])[:160], days=data["days"],
        day_rule=data["day_rule"], hour=data["hour"],
    )
    if is_mail:
        step.subject, step.preheader = one_line(data["subject"])[:250], one_line(data["preheader"])[:200]
        step.body = content.sanitise(data["body"])
        content.check_words(step.subject, step.preheader, step.body)
    return step


def outline(version: SequenceVersion) -> dict[str, Any]:
    """Return a version in plain words, as the log keeps it."""
    steps = [f"{step.position}. {step.title} (+{step.days} {step.day_rule} {step.hour or ''})" for step in version.steps.all()]
    texts = [f"{step.subject}\n{step.body}" for step in version.steps.all() if step.kind == "mail"]
    return {
        "name": version.sequence.name, "purpose": version.purpose, "basis": version.basis, "trigger": version.trigger,
        "value": str(version.value or ""), "segment": str(version.segment or ""), "stops": list(version.stops), "steps": steps,
        "texts": texts,
    }  # fmt: skip


@transaction.atomic
def retire(*, sequence: MailSequence, by: User, at: datetime) -> None:
    """Put a sequence that is off away."""
    locked = _locked(sequence)
    if locked.is_on:
        raise NotNow(_("Switch it off first."))
    if locked.retired_at is None:
        MailSequence.objects.filter(pk=locked.pk).update(retired_at=at)
        history.record(verb="sequence.archived", by=by, at=at, obj=locked)


@transaction.atomic
def bring_back(*, sequence: MailSequence, by: User, at: datetime) -> None:
    """Undo `retire`."""
    if MailSequence.objects.filter(pk=sequence.pk).exclude(retired_at=None).update(retired_at=None):
        history.record(verb="sequence.restored", by=by, at=at, obj=sequence)


# --- four eyes --------------------------------------------------------------------------------------------------------
@transaction.atomic
def submit(*, sequence: MailSequence, by: User, at: datetime) -> Approval:
    """Ask somebody else to approve the draft; its mails are laid out now and stay as they are. Raises NotNow."""
    locked = _locked(sequence)
    version = _in_state(locked, "draft")
    steps = list(version.steps.all())
    _check(locked, version, steps)
    for step in steps:
        if step.kind == "mail":
            _lay_out(version, step)
    SequenceStep.objects.bulk_update(steps, ["html", "text"])
    version.state, version.submitted_at = "in_review", at
    version.save(update_fields=["state", "submitted_at"])
    number = sum(step.kind == "mail" for step in steps)
    return approvals.request(
        obj=version, permission=APPROVE, title=str(locked), icon="repeat", url=locked.get_absolute_url(), by=by, at=at,
        summary=ngettext("Sequence with %(n)s mail", "Sequence with %(n)s mails", number) % {"n": number},
    )  # fmt: skip


def _check(sequence: MailSequence, version: SequenceVersion, steps: Sequence[SequenceStep]) -> None:
    if not steps:
        raise NotNow(_("Write at least one step."))
    if version.trigger not in rehearsal.triggers():
        raise NotNow(_("Choose when it begins."))
    if sequence.owner is None:
        raise NotNow(_("Choose who is in charge: answers go to them."))
    bare = next((step for step in steps if step.kind == "mail" and not (step.subject and step.body)), None)
    if bare is not None:
        raise NotNow(_("Write the subject and the text of “%(title)s”.") % {"title": bare.title})


def _lay_out(version: SequenceVersion, step: SequenceStep) -> None:
    content.check_words(step.subject, step.preheader, step.body)
    mailing = Mailing(kind=Mailing.Kind.CAMPAIGN, purpose=version.purpose, language="it")
    step.html = content.letter(mailing=mailing, subject=step.subject, preheader=step.preheader, body=step.body)
    step.text = content.to_text(step.html)


@transaction.atomic
def approve(*, sequence: MailSequence, by: User, at: datetime) -> SequenceVersion:
    """Approve what somebody else submitted; while the sequence is on, who comes in from now on follows it.

    Raises ApprovalRefused (four eyes, permission, nothing to approve).
    """
    locked = _locked(sequence)
    version = _in_state(locked, "in_review")
    approvals.decide(obj=version, granted=True, by=by, at=at)
    version.state, version.approved_by, version.approved_at = "approved", by, at
    version.save(update_fields=["state", "approved_by", "approved_at"])
    locked.live = version
    locked.save(update_fields=["live"])
    return version


@transaction.atomic
def refuse(*, sequence: MailSequence, by: User, at: datetime, reason: str) -> SequenceVersion:
    """Send it back to its author with a reason."""
    version = _in_state(_locked(sequence), "in_review")
    approvals.decide(obj=version, granted=False, by=by, at=at, reason=reason)
    return _to_draft(version)


@transaction.atomic
def take_back(*, sequence: MailSequence, by: User, at: datetime) -> SequenceVersion:
    """Make what waits for approval a draft again."""
    version = _in_state(_locked(sequence), "in_review")
    Approval.objects.filter(
        object_type=ContentType.objects.get_for_model(version), object_id=version.pk, status=Approval.Status.REQUESTED
    ).update(status=Approval.Status.WITHDRAWN, decided_at=at)
    history.record(verb="sequence.reopened", by=by, at=at, obj=version.sequence)
    return _to_draft(version)


def _to_draft(version: SequenceVersion) -> SequenceVersion:
    version.state, version.submitted_at = "draft", None
    version.save(update_fields=["state", "submitted_at"])
    return version


# --- on and off -------------------------------------------------------------------------------------------------------
@transaction.atomic
def switch_on(*, sequence: MailSequence, by: User, at: datetime) -> MailSequence:
    """Let it begin for what happens from now on. Raises NotNow without an approved version. Twice is once."""
    locked = _locked(sequence)
    if locked.live is None:
        raise NotNow(_("Somebody else has to approve it first."))
    if locked.retired_at is not None:
        raise NotNow(_("It was put away: bring it back first."))
    if not locked.is_on:
        locked.is_on, locked.on_since = True, at
        locked.save(update_fields=["is_on", "on_since"])
        history.record(verb="sequence.switched_on", by=by, at=at, obj=locked)
    return locked


@transaction.atomic
def switch_off(*, sequence: MailSequence, by: User, at: datetime) -> int:
    """Stop it at once for everybody: nothing more is written, what waits to leave is not sent. Return for how many."""
    locked = _locked(sequence)
    if not locked.is_on:
        return 0
    locked.is_on = False
    locked.save(update_fields=["is_on"])
    ids = list(SequenceRun.objects.filter(sequence=locked, state="running").values_list("pk", flat=True))
    _end(ids, "switched_off", at=at)
    kind = ContentType.objects.get_for_model(MailSequence)
    mailings = Mailing.objects.filter(object_type=kind, object_id=locked.pk, state__in=["sending", "paused"])
    Delivery.objects.filter(mailing__in=mailings, state__in=OPEN).update(state="cancelled", owner="", lease_until=None)
    mailings.update(state=Mailing.State.CANCELLED, finished_at=at)
    history.record(verb="sequence.switched_off", by=by, at=at, obj=locked, changes={"people": [len(ids), 0]})
    return len(ids)


@transaction.atomic
def stop(
    *, reason: str, at: datetime, person: Person | None = None, organization: Organization | None = None, email: str = "",
    run: SequenceRun | None = None, by: User | None = None, note: str = "",
) -> int:
    """End the sequences a person, a body or an address is in (or only `run`); return how many.

    `reason` is a stop rule such as "reply", and then ends those that were written to stop for it; or "by_hand", which
    ends all of them. What waits to leave is not sent.
    """
    rows = SequenceRun.objects.filter(state="running")
    rows = rows.filter(pk=run.pk) if run is not None else rows.filter(_of(person, organization, email))
    if reason in rehearsal.stop_rules():
        rows = rows.filter(version__stops__contains=[reason])
    # The clock holds the sequence while it works: what it has just written is then seen, and taken back.
    list(MailSequence.objects.select_for_update(of=("self",)).filter(pk__in=rows.values("sequence")).order_by("pk"))
    found = list(rows.select_related("sequence", "person", "organization").order_by("pk"))
    _end([row.pk for row in found], reason, at=at, note=note)
    for row in found:
        _note_end(row, reason, note=note, by=by, at=at)
    return len(found)


def _of(person: Person | None, organization: Organization | None, email: str) -> models.Q:
    wanted = models.Q(pk__in=[])
    if person is not None:
        wanted |= models.Q(person=person)
    if organization is not None:
        wanted |= models.Q(organization=organization, person=None)
    if email:
        wanted |= models.Q(email=addresses.normalize(email))
    return wanted


def _end(ids: Sequence[int], reason: str, *, at: datetime, note: str = "") -> None:
    SequenceRunStep.objects.filter(run__in=ids, state="waiting").update(state="cancelled", reason=reason[:40])
    Delivery.objects.filter(sequence_steps__run__in=ids, state__in=OPEN).update(state="cancelled", owner="", lease_until=None)
    SequenceRun.objects.filter(pk__in=ids).update(
        state="stopped", reason=reason[:40], note=one_line(note)[:200], ended_at=at
    )


def _note_end(run: SequenceRun, reason: str, *, at: datetime, by: User | None = None, note: str = "") -> None:
    history.record(
        verb="sequence.stopped", by=by, at=at, obj=run, about=[run.person, run.organization], icon="square",
        title=_("Sequence stopped: %(name)s") % {"name": run.sequence}, body=note, url=run.sequence.get_absolute_url(),
        changes={"reason": ["", reason]},
    )  # fmt: skip


# --- the clock ----------------------------------------------------------------------------------------------------------
def run_all(*, at: datetime) -> int:
    """Carry out every sequence that is on; return how many steps were done. May run any number of times, side by side."""
    _wake_mailings()
    done, broken = 0, None
    for sequence in MailSequence.objects.filter(is_on=True).order_by("pk"):
        try:
            plan = run(sequence=sequence, at=at)
        except Exception as error:  # one that cannot be carried out must not hold up the others
            broken = error
        else:
            done += len(plan.acts) if plan else 0
    if broken is not None:
        raise broken
    return done


def _wake_mailings() -> None:
    """A day's mailing that was closed in the same moment in which somebody was added goes on."""
    waiting = Delivery.objects.filter(mailing=OuterRef("pk"), state__in=("queued", "deferred"))
    Mailing.objects.filter(Exists(waiting), state=Mailing.State.SENT, once__startswith=ORIGIN).update(
        state=Mailing.State.SENDING, finished_at=None
    )


@transaction.atomic
def run(*, sequence: MailSequence, at: datetime) -> Plan | None:
    """Do what `rehearsal.compute` says is due; None when it is off, or another worker is at it."""
    locked = (
        MailSequence.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("live__segment", "owner").filter(pk=sequence.pk, is_on=True).first()
    )  # fmt: skip
    if locked is None:
        return None
    plan = rehearsal.compute(locked, now=at, until=at)
    rows = _write_begins(plan)
    for who, reason in plan.stops:
        _end([who.run.pk], reason, at=at)
        _note_end(who.run, reason, at=at)
    for row, due in plan.moves:
        row.due_at = due
    SequenceRunStep.objects.bulk_update([row for row, _due in plan.moves], ["due_at"], batch_size=500)
    for act in plan.acts:
        act.row = act.row or rows[act.who.occurrence, act.step.pk]
    _write_mails(plan, [act for act in plan.acts if act.outcome == "mail"])
    for act in plan.acts:
        _settle(plan, act)
    SequenceRunStep.objects.bulk_update(
        [act.row for act in plan.acts], ["state", "reason", "done_at", "waits_until", "delivery", "followup"], batch_size=500
    )
    _finish(locked, at)
    return plan


def _write_begins(plan: Plan) -> dict[tuple[str, int], SequenceRunStep]:
    kinds = rehearsal.kinds_of(begin.who.subject for begin in plan.begins)
    SequenceRun.objects.bulk_create((_run_of(plan, begin, kinds) for begin in plan.begins), batch_size=500)
    steps = {
        (begin.who.occurrence, step.pk): SequenceRunStep(run=begin.who.run, step=step, due_at=due)
        for begin in plan.begins
        for step, due in zip(plan.steps, begin.dues, strict=False)
    }
    SequenceRunStep.objects.bulk_create(steps.values(), batch_size=500)
    return steps


def _run_of(plan: Plan, begin: Begin, kinds: dict[str, ContentType]) -> SequenceRun:
    who = begin.who
    who.run = SequenceRun(
        sequence=plan.sequence, version=who.version, occurrence=who.occurrence[:120], person=who.person,
        organization=who.organization, email=addresses.normalize(who.email)[:254], name=one_line(who.name)[:120],
        happened_at=who.happened_at, began_at=who.began_at, state="left_out" if begin.reason else "running",
        reason=begin.reason[:40], ended_at=plan.now if begin.reason else None,
        object_type=kinds[who.subject[0]] if who.subject else None, object_id=who.subject[1] if who.subject else None,
    )
    return who.run


def _write_mails(plan: Plan, acts: Sequence[Act]) -> None:
    """One mailing for each step and day; its deliveries are added as they fall due, one for each address."""
    for step_id in dict.fromkeys(act.step.pk for act in acts):
        mine = [act for act in acts if act.step.pk == step_id]
        mailing = _mailing(plan, mine[0])
        rows = Delivery.objects.bulk_create((_delivery(mailing, act.who, plan.now) for act in mine), batch_size=500)
        for act, row in zip(mine, rows, strict=True):
            act.row.delivery = row
    if acts:
        kick.after_commit()


def _mailing(plan: Plan, act: Act) -> Mailing:
    version, step = act.who.version, act.step
    mailing, is_new = Mailing.objects.select_for_update(of=("self",)).get_or_create(
        once=rehearsal.once_of(step.pk, timezone.localdate(plan.now)),
        defaults={
            "kind": Mailing.Kind.CAMPAIGN, "purpose": version.purpose, "basis": version.basis,
            "title": f"{plan.sequence}: {step}"[:200], "state": Mailing.State.SENDING, "subject": step.subject,
            "preheader": step.preheader, "html": step.html, "text": step.text, "version": version.number,
            "reply_to": plan.sequence.owner.email if plan.sequence.owner else "", "is_automatic": True, "about": plan.sequence,
            "created_by": version.written_by, "created_at": plan.now, "approved_by": version.approved_by,
            "approved_at": version.approved_at, "starts_at": plan.now,
        },
    )  # fmt: skip
    if not is_new and mailing.state == Mailing.State.SENT:
        Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.SENDING, finished_at=None)
    return mailing


def _delivery(mailing: Mailing, who: Someone, at: datetime) -> Delivery:
    email = addresses.normalize(who.address)
    return Delivery(
        mailing=mailing, is_bulk=True, address=one_line(who.address)[:254], email=email[:254], address_hash=addresses.hashed(email),
        person=who.person, organization=who.organization,
        words=content.words_of(
            person=who.person, organization=who.organization, given={"nome": who.name, "nome_completo": who.name} if who.name else None
        ),
        due_at=at, created_at=at,
    )  # fmt: skip


def _settle(plan: Plan, act: Act) -> None:
    row = act.row
    row.done_at, row.reason, row.waits_until = plan.now, act.reason, act.until
    row.state = "left_out" if act.outcome == "left_out" else "done"
    if act.outcome == "todo":
        row.followup = followups.create(
            title=act.step.title.replace("[nome]", act.who.label), owner=act.owner, due_on=timezone.localdate(act.when), at=plan.now,
            organization=act.who.organization, person=act.who.person, icon="repeat", origin=f"{ORIGIN}{row.pk}",
            url=act.who.party.get_absolute_url() if act.who.party else reverse("relations:sequence", args=[plan.sequence.pk]),
        )  # fmt: skip


def _finish(sequence: MailSequence, at: datetime) -> None:
    """Those with nothing to come, and nothing still on its way, are through."""
    to_come = SequenceRunStep.objects.filter(run=OuterRef("pk"), state="waiting")
    leaving = SequenceRunStep.objects.filter(
        run=OuterRef("pk"), delivery__state__in=("queued", "claimed", "sending", "deferred")
    )
    rows = SequenceRun.objects.filter(sequence=sequence, state="running")
    rows.exclude(Exists(to_come)).exclude(Exists(leaving)).update(state="finished", ended_at=at)


def forget(*, emails: Iterable[str]) -> int:
    """Take addresses out of what sequences keep (an erasure); return how many rows."""
    rows = SequenceRun.objects.filter(email__in=[addresses.normalize(email) for email in emails])
    return rows.update(email="", name="")


def _locked(sequence: MailSequence) -> MailSequence:
    return MailSequence.objects.select_for_update(of=("self",)).select_related("live", "owner").get(pk=sequence.pk)


def _in_state(sequence: MailSequence, state: str) -> SequenceVersion:
    version = sequence.versions.filter(state=state).select_related("segment").first()
    if version is None:
        raise NotNow(_("Somebody has changed this sequence meanwhile: look at it again."))
    version.sequence = sequence
    return version
