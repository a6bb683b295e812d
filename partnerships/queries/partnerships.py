"""What the page of one partnership reads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import boxes as own
from partnerships import lifecycle, terms
from partnerships.models import Deliverable, Partnership, PartnershipParty
from partnerships.queries import contacts, requests
from relations import formats, panels
from relations.models import AuditEvent, FollowUp, Interaction, User
from relations.queries import together
from relations.web import subjects


def with_all() -> QuerySet[Partnership]:
    """Partnerships with their parties and ticks."""
    return Partnership.objects.select_related("owner", "request", "match").prefetch_related(
        Prefetch("parties", PartnershipParty.objects.select_related("organization", "contact").order_by("side", "pk")),
        "changes__by",
    )


@dataclass(frozen=True)
class Line:
    """One line of a checklist."""

    phase: str
    key: str
    title: str
    required: bool
    row: Deliverable | None
    today: date
    provable: bool = False

    @property
    def is_own(self) -> bool:
        return bool(self.row and self.row.title)

    @property
    def needs_proof(self) -> bool:
        """Whether whoever ticks it by hand has to say where the proof is."""
        return self.required and self.provable and not self.done

    @property
    def done(self) -> bool:
        return bool(self.row and self.row.done_at)

    @property
    def due(self) -> str:
        """late, now or empty."""
        on = self.row.due_on if self.row and not self.done else None
        return "" if on is None else "late" if on < self.today else "now" if on == self.today else ""

    @property
    def late_days(self) -> int:
        return (self.today - self.row.due_on).days if self.row and self.row.due_on else 0


def line_title(row: Partnership, phase: str, key: str) -> str:
    """Return the words of a checklist's line."""
    own = row.deliverables.filter(phase=phase, key=key).exclude(title="").first()
    return own.title if own else str(terms.deliverable_label(phase, key))


def checklist(row: Partnership, phase: str, *, today: date) -> list[Line]:
    """Return the lines of a phase with what is known of each."""
    known = {(line.phase, line.key): line for line in _lines(row)}
    own = [line.as_asked() for line in _lines(row) if line.title and line.phase == phase]
    return [
        Line(phase, item.key, _(item.title) if item not in own else item.title, item.required,
             known.get((phase, item.key)), today, item.provable)
        for item in lifecycle.asked(phase, facts=row.facts, own=own)
    ]  # fmt: skip


def _lines(row: Partnership) -> list[Deliverable]:
    if not hasattr(row, "_lines"):
        row._lines = list(row.deliverables.select_related("owner", "done_by").order_by("pk"))
    return row._lines


def stages(row: Partnership, *, at: datetime) -> list[dict[str, Any]]:
    """Return the six phases under their stages, as the stepper shows them."""
    here = lifecycle.phase(row.phase).number
    reached = {change.to_phase: change.at for change in row.changes.all()}
    today = timezone.localdate(at)
    working = {phase.key for phase in lifecycle.worked_on(row.phase)}

    def shown(phase: lifecycle.Phase) -> dict[str, Any]:
        state = "done" if phase.number < here else "current" if phase.number == here else ""
        note = ""
        if state == "done" and (left := _left(phase, reached)):
            note = formats.day(left, today=today)
        elif phase.key in working:
            lines = checklist(row, phase.key, today=today)
            done, asked = sum(line.done for line in lines), len(lines)
            since = formats.span(max((at - row.phase_since).days, 0))
            if state == "current":
                note = _("for %(span)s · %(done)s of %(asked)s") % {"span": since, "done": done, "asked": asked}
            elif done:
                note = _("begun · %(done)s of %(asked)s") % {"done": done, "asked": asked}
        return {"number": phase.number, "label": str(terms.PHASES_SHORT[phase.key].label), "note": note, "state": state}

    return [
        {"label": _(stage.title), "colour": stage.colour, "phases": [shown(phase) for phase in phases]}
        for stage, phases in lifecycle.stages()
    ]


def _left(phase: lifecycle.Phase, reached: dict[str, datetime]) -> datetime | None:
    """When a phase was left: the day the one after it was reached."""
    following = lifecycle.next_phase(phase.key)
    return reached.get(following.key) if following else None


def page(row: Partnership, *, at: datetime, user: User) -> dict[str, Any]:
    """Everything the page of a partnership shows."""
    today = timezone.localdate(at)
    lines = checklist(row, row.phase, today=today)
    following = lifecycle.next_phase(row.phase)
    phase = lifecycle.phase(row.phase)
    return {
        "partnership": row,
        "today": today,
        "stages": stages(row, at=at),
        "lines": lines,
        "checklists": checklists(row, today=today),
        "phase": phase,
        "phase_label": terms.PHASES_SHORT[row.phase].label,
        "phase_title": terms.PHASES[row.phase].label,
        "stepper_label": _("Phases of the partnership: now in phase %(n)s of 6") % {"n": phase.number},
        "exit_gate": _(phase.exit_gate),
        "done_count": sum(line.done for line in lines),
        "following": following,
        "following_label": terms.PHASES_SHORT[following.key].label if following else "",
        "due": _due(row, today),
        "parties": parties(row),
        "offers": requests.offers_of(row.request) if row.request else [],
        "events": events(row),
        "meetings": meetings(row),
        "followups": followups(row),
        "changes": list(row.changes.all()),
        "about": subjects.key_of(row),
        "earlier": earlier(row, today),
        "can_change": user.has_perm("partnerships.change_partnership"),
        "state": terms.PARTNERSHIP_STATES[row.state],
        "is_first": phase.number == 1,
        "boxes": boxes(row, user),
        **{f"{column}_boxes": own_boxes(row, user, column) for column in ("main", "side")},
    }


def boxes(row: Partnership, user: User) -> list[tuple[str, dict]]:
    """Return what the ground floor shows of a partnership: meetings about it, promises made there."""
    items = [item for item in panels.of(panels.RecordPanel, user) if "partnership" in item.on]
    loaded = together.run(*(item.load(row, user) for item in items))
    return [(item.template, context) for item, context in zip(items, loaded, strict=True) if context is not None]


def own_boxes(row: Partnership, user: User, column: str) -> list[tuple[str, dict]]:
    """Return what each noun of partnerships shows in a column of the page."""
    items = own.of(column, user)
    loaded = together.run(*(item.load(row, user) for item in items))
    return [(item.template, context) for item, context in zip(items, loaded, strict=True) if context is not None]


def _due(row: Partnership, today: date) -> str:
    on = row.next_step_on
    return "none" if on is None else "late" if on < today else "now" if on == today else ""


def parties(row: Partnership) -> list[dict[str, Any]]:
    """The bodies in it, with whom we speak to there and what they bring."""
    return [{"party": party, "address": contacts.addressee(party.organization)[1]} for party in row.parties.all()]


def checklists(row: Partnership, *, today: date) -> list[dict[str, Any]]:
    """The checklists one works on now: of the phase, and of those that overlap with it."""
    return [
        {
            "phase": phase,
            "label": terms.PHASES_SHORT[phase.key].label,
            "lines": (lines := checklist(row, phase.key, today=today)),
            "done": sum(line.done for line in lines),
            "is_current": phase.key == row.phase,
            "exit_gate": _(phase.exit_gate),
        }
        for phase in lifecycle.worked_on(row.phase)
    ]


def earlier(row: Partnership, today: date) -> list[dict[str, Any]]:
    """The checklists of the phases passed, to look something up."""
    here = lifecycle.phase(row.phase).number
    found = [(phase, checklist(row, phase.key, today=today)) for phase in lifecycle.PHASES if phase.number < here]
    return [
        {
            "phase": phase,
            "label": terms.PHASES_SHORT[phase.key].label,
            "lines": lines,
            "done": sum(line.done for line in lines),
        }
        for phase, lines in found
    ]


def events(row: Partnership) -> list[AuditEvent]:
    """What happened to it, newest first."""
    kind = ContentType.objects.get_for_model(Partnership)
    found = AuditEvent.objects.filter(object_type=kind, object_id=row.pk).select_related("by").order_by("-at", "-pk")
    return list(found[:30])


def meetings(row: Partnership) -> list[Interaction]:
    """Contacts logged on it, newest first."""
    kind = ContentType.objects.get_for_model(Partnership)
    found = Interaction.objects.filter(object_type=kind, object_id=row.pk).select_related(
        "by", "organization", "person"
    )
    return list(found.order_by("-at", "-pk")[:8])


def followups(row: Partnership) -> list[FollowUp]:
    """What is still to be done on it."""
    kind = ContentType.objects.get_for_model(Partnership)
    found = FollowUp.objects.filter(object_type=kind, object_id=row.pk, status="open").select_related("owner")
    return list(found.order_by("due_on", "pk")[:10])


def gate(row: Partnership, to: str, *, user: User) -> dict[str, Any]:
    """What the check of a passage shows: the lines, how many are missing, what the reader may do."""
    lines = checklist(row, row.phase, today=timezone.localdate())
    required = [line for line in lines if line.required]
    missing = [line for line in required if not line.done]
    following = lifecycle.next_phase(row.phase)
    here, target = lifecycle.phase(row.phase).number, lifecycle.phase(to).number if to else 0
    return {
        "partnership": row,
        "to": to,
        "to_label": terms.PHASES[to].label if to else "",
        "lines": required,
        "missing": len(missing),
        "required": len(required),
        "phase_label": terms.PHASES_SHORT[row.phase].label,
        "can_pass": bool(following and following.key == to) and row.state == "active",
        "is_back": bool(to) and target < here,
        "is_far": target > here + 1,
        "is_here": target == here,
        "to_number": target,
        "may_override": user.has_perm("partnerships.override_gate"),
        "exit_gate": _(lifecycle.phase(row.phase).exit_gate),
        "moves": _moves(row),
    }


def _moves(row: Partnership) -> list[tuple[str, str]]:
    return [(p.key, f"{p.number} · {terms.PHASES_SHORT[p.key].label}") for p in lifecycle.PHASES if p.key != row.phase]


def brief(row: Partnership, *, at: datetime, user: User) -> dict[str, Any]:
    """What the sheet for a meeting prints."""
    context = page(row, at=at, user=user)
    bodies = [
        {
            "party": item["party"],
            "address": item["address"],
            "phone": next(iter(contacts.phones(item["party"].organization, item["party"].contact)), ""),
            "needs": list(item["party"].organization.needs.filter(status="open")[:5]),
            "last": list(item["party"].organization.interactions.order_by("-at")[:3]),
        }
        for item in context["parties"]
    ]
    return context | {
        "bodies": bodies,
        "open_lines": [line for line in context["lines"] if not line.done],
        "printed_at": at,
    }
