"""Risks: found by the detectors with their signs, written by a colleague, followed, closed with a reason."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships import detectors, lifecycle, vocab
from partnerships.actions import say
from partnerships.actions.programme import living, tell
from partnerships.models import Partnership, Risk
from partnerships.queries import trust as queries
from partnerships.vocab import N_
from relations.actions import followups, history
from relations.models import User
from relations.text import clean

# The detectors look from the negotiation on; before, there is nothing to fall out over.
LOOKED_AT_FROM = 2


class Closed(Exception):
    """The risk was closed already."""


@transaction.atomic
def add(*, partnership: Partnership, kind: str, title: str, by: User, at: datetime, **fields: Any) -> Risk:
    """Write down a risk a colleague sees."""
    row = living(partnership)
    risk = Risk.objects.create(partnership=row, kind=kind, title=title, opened_at=at, **({"owner": by} | fields))
    tell(row, verb="risk.added", text=N_("Risk: %(what)s"), what=risk.title, by=by, at=at, icon="triangle-alert")
    return risk


@transaction.atomic
def change(*, risk: Risk, by: User, at: datetime, **fields: Any) -> Risk:
    """Set `fields` on a risk: how likely, how serious, what we do, who follows it, until when."""
    partnership = living(risk.partnership)
    row = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if row.closed_at:
        raise Closed(_("This risk was closed already."))
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if changes:
        for key, value in fields.items():
            setattr(row, key, value)
        row.save(update_fields=list(fields))
        text = N_("Risk looked at again: %(what)s")
        tell(partnership, verb="risk.changed", text=text, what=row.title, by=by, at=at, icon="pencil", changes=changes)
    return row


@transaction.atomic
def close(*, risk: Risk, why: str, by: User, at: datetime) -> Risk:
    """Say that it is over, and why. A detector keeps quiet about the same kind for thirty days."""
    partnership = living(risk.partnership)
    row = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if row.closed_at:
        raise Closed(_("This risk was closed already."))
    row.closed_at, row.why_closed = at, clean(why).strip()
    row.save(update_fields=["closed_at", "why_closed"])
    tell(
        partnership,
        verb="risk.closed",
        text=N_("Risk over: %(what)s"),
        what=row.title,
        body=row.why_closed,
        by=by,
        at=at,
        icon="circle-check",
    )
    return row


@transaction.atomic
def detect(*, partnership: Partnership, at: datetime, by: User | None = None) -> list[Risk]:
    """Look for the four risks; open those that are new, and renew the signs of those open. Return the new ones."""
    row = living(partnership)
    # The signs are kept with their values: these in the office's language, whoever looks.
    with override("it"):
        findings = detectors.find(queries.facts(row, at=at))
    known = {risk.kind: risk for risk in row.risks.filter(by_detector=True, closed_at=None)}
    quiet = set(
        row.risks.filter(by_detector=True, closed_at__gt=at - timedelta(days=queries.QUIET_DAYS)).values_list(
            "kind", flat=True
        )
    )
    made = []
    for finding in findings:
        signs = [list(sign) for sign in finding.signs]
        if finding.kind in known:
            Risk.objects.filter(pk=known[finding.kind].pk).exclude(evidence=signs).update(evidence=signs)
        elif finding.kind not in quiet:
            made.append(_open(row, finding.kind, signs, at=at, by=by))
    return made


def _open(row: Partnership, kind: str, signs: list, *, at: datetime, by: User | None) -> Risk:
    title = say(vocab.index(vocab.RISK_KINDS)[kind].label)
    risk = Risk.objects.create(
        partnership=row, kind=kind, title=title, owner=row.owner, evidence=signs, by_detector=True, opened_at=at,
        likelihood=min(1 + len(signs), 3), review_on=timezone.localdate(at) + timedelta(days=14),
    )  # fmt: skip
    with override("it"):
        body = "\n".join(queries.signs_in_words(signs))
    tell(
        row,
        verb="risk.added",
        text=N_("Risk seen: %(what)s"),
        what=title,
        body=body,
        by=by,
        at=at,
        icon="triangle-alert",
    )
    followups.create(
        title=say(N_("Risk in %(title)s: %(what)s"), title=row.title, what=title)[:200], owner=row.owner, due_on=timezone.localdate(at), at=at,
        subject=row, icon="triangle-alert", url=row.get_absolute_url(), origin=f"risk:{risk.pk}",
    )  # fmt: skip
    return risk


def detect_all(*, at: datetime) -> int:
    """Look at every active partnership; return how many risks are new."""
    phases = [phase.key for phase in lifecycle.PHASES if phase.number >= LOOKED_AT_FROM]
    rows = Partnership.objects.filter(state="active", phase__in=phases).select_related("owner").order_by("pk")
    return sum(len(detect(partnership=row, at=at)) for row in rows)
