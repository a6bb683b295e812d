"""Objectives proposed, changed, endorsed by each party, given up; their indicators and lights."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import smart
from partnerships.actions import checklist, partner_links, say
from partnerships.actions.partner_links import Visitor
from partnerships.actions.programme import living, tell
from partnerships.models import Endorsement, Indicator, Objective, Partnership, PartnershipParty
from partnerships.queries import objectives as queries
from partnerships.vocab import N_
from relations.actions import history
from relations.models import User
from relations.text import clean

# What the parties agreed on: a change of one of these asks them again.
AGREED = frozenset({"title", "what", "feasible", "relevant", "need", "starts_on", "due_on"})
AGREED_OF_INDICATOR = frozenset({"name", "unit", "baseline", "target", "starts_on", "due_on"})


class NotSmart(Exception):
    """The objective lacks what every party has to know of it; `verdicts` say which letters."""

    def __init__(self, verdicts: tuple[smart.Verdict, ...]) -> None:
        super().__init__("".join(verdict.letter for verdict in verdicts if not verdict.ok))
        self.verdicts = verdicts


class GivenUp(Exception):
    """The objective was given up."""


def _locked(objective: Objective) -> Objective:
    row = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if row.dropped_at:
        raise GivenUp(_("This objective was given up."))
    return row


def _refuse_unmeasured(verdicts: tuple[smart.Verdict, ...]) -> None:
    """A goal without a measure or a day is refused (M and T); the other letters are told, and hold up only the endorsement."""
    if any(not verdict.ok and verdict.letter in "MT" for verdict in verdicts):
        raise NotSmart(verdicts)


def _prove(objective: Objective, *, by: User | None, at: datetime) -> None:
    if smart.is_smart(queries.verdicts(objective)):
        checklist.prove(
            partnership=objective.partnership,
            phase="negotiation",
            key="smart_goal",
            by=by,
            at=at,
            note_text=say(N_("All five letters hold: %(title)s"), title=objective.title)[:300],
        )


@transaction.atomic
def propose(*, partnership: Partnership, by: User, at: datetime, indicator: dict[str, Any], **fields: Any) -> Objective:
    """Write down an objective with its first indicator; NotSmart when measure or day are missing."""
    row = living(partnership)
    objective = Objective(partnership=row, created_at=at, created_by=by, **fields)
    first = Indicator(**_days_of(objective, indicator))
    _refuse_unmeasured(smart.review(queries.goal(objective, [first])))
    objective.save()
    first.partnership, first.objective, first.created_at = row, objective, at
    first.save()
    tell(row, verb="objective.added", text=N_("Objective: %(what)s"), what=objective.title, by=by, at=at, icon="target")
    _prove(objective, by=by, at=at)
    return objective


@transaction.atomic
def change(*, objective: Objective, by: User, at: datetime, **fields: Any) -> Objective:
    """Set `fields`; the endorsements go when what was agreed on changes. NotSmart when measure or day would be missing."""
    partnership = living(objective.partnership)
    row = _locked(objective)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return row
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    _refuse_unmeasured(queries.verdicts(row))
    if AGREED & changes.keys():
        row.endorsements.all().delete()
    tell(
        partnership,
        verb="objective.changed",
        text=N_("Objective changed: %(what)s"),
        what=row.title,
        by=by,
        at=at,
        icon="pencil",
        changes=changes,
    )
    _prove(row, by=by, at=at)
    return row


@transaction.atomic
def drop(*, objective: Objective, why: str, by: User, at: datetime) -> Objective:
    """Give an objective up, with the reason; what was measured stays."""
    partnership, row = living(objective.partnership), _locked(objective)
    row.dropped_at, row.why_dropped = at, clean(why).strip()
    row.save(update_fields=["dropped_at", "why_dropped"])
    tell(
        partnership,
        verb="objective.withdrawn",
        text=N_("Objective given up: %(what)s"),
        what=row.title,
        body=row.why_dropped,
        by=by,
        at=at,
        icon="circle-x",
    )
    return row


@transaction.atomic
def add_indicator(
    *, partnership: Partnership, by: User, at: datetime, objective: Objective | None = None, **fields: Any
) -> Indicator:
    """Add a measure; its days are the objective's unless given. The parties are asked again."""
    row = living(partnership)
    given = _days_of(objective, fields) if objective is not None else fields
    indicator = Indicator.objects.create(partnership=row, objective=objective, created_at=at, **given)
    tell(row, verb="indicator.added", text=N_("Indicator: %(what)s"), what=indicator.name, by=by, at=at, icon="ruler")
    if objective is not None:
        objective.endorsements.all().delete()
        _prove(objective, by=by, at=at)
    return indicator


def _days_of(objective: Objective, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an indicator with the objective's own days where none are given."""
    own = {"starts_on": objective.starts_on, "due_on": objective.due_on}
    return own | {key: value for key, value in fields.items() if value is not None or key not in own}


@transaction.atomic
def change_indicator(*, indicator: Indicator, by: User, at: datetime, **fields: Any) -> Indicator:
    """Set `fields` on a measure; whoever endorsed its objective is asked again when the measure itself changes."""
    partnership = living(indicator.partnership)
    row = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return row
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    if row.objective_id and AGREED_OF_INDICATOR & changes.keys():
        row.objective.endorsements.all().delete()
        _prove(row.objective, by=by, at=at)
    tell(
        partnership,
        verb="indicator.changed",
        text=N_("Indicator changed: %(what)s"),
        what=row.name,
        by=by,
        at=at,
        icon="pencil",
        changes=changes,
    )
    return row


@transaction.atomic
def set_light(*, indicator: Indicator, light: str, why: str, by: User, at: datetime) -> Indicator:
    """Say how it goes against what is computed, with the reason; an empty `light` gives it back to the computation."""
    partnership = living(indicator.partnership)
    row = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    before = row.light
    row.light, row.light_why = light, clean(why).strip()[:300] if light else ""
    row.light_by, row.light_at = (by, at) if light else (None, None)
    row.save(update_fields=["light", "light_why", "light_by", "light_at"])
    tell(
        partnership,
        verb="indicator.corrected",
        text=N_("Light of an indicator: %(what)s"),
        what=row.name,
        icon="gauge",
        body=row.light_why,
        by=by,
        at=at,
        changes={"light": [before, light]},
    )
    return row


@transaction.atomic
def endorse(
    *, objective: Objective, party: PartnershipParty, agrees: bool, words: str = "", at: datetime,
    by: User | None = None, visitor: Visitor | None = None,
) -> Endorsement:  # fmt: skip
    """Write what a party says of an objective as it stands, by link (`visitor`) or told to a colleague (`by`).

    NotSmart while a letter fails: nobody is asked to agree to what cannot be checked.
    """
    partnership, row = living(objective.partnership), _locked(objective)
    verdicts = queries.verdicts(row)
    if not smart.is_smart(verdicts):
        raise NotSmart(verdicts)
    said, _made = Endorsement.objects.update_or_create(
        objective=row, party=party,
        defaults={
            "agrees": agrees, "words": "" if agrees else clean(words).strip(), "said_by": visitor.name[:200] if visitor else "",
            "written_by": by, "at": at,
        },
    )  # fmt: skip
    text = (
        N_("%(party)s shares the objective: %(what)s")
        if agrees
        else N_("%(party)s would change the objective: %(what)s")
    )
    tell(
        partnership,
        verb="objective.confirmed" if agrees else "objective.answered",
        text=text,
        what=row.title,
        party=party,
        by=by,
        at=at,
        icon="handshake",
        body=said.words,
    )
    return said


@transaction.atomic
def ask_endorsements(*, objective: Objective, by: User, at: datetime) -> list[PartnershipParty]:
    """Write to every party that has not said yes, with its link; return those with no address."""
    partnership, row = living(objective.partnership), _locked(objective)
    verdicts = queries.verdicts(row)
    if not smart.is_smart(verdicts):
        raise NotSmart(verdicts)
    without = []
    shared = set(row.endorsements.filter(agrees=True).values_list("party_id", flat=True))
    for party in partnership.parties.select_related("organization"):
        if party.pk in shared:
            continue
        if not partner_links.ask(
            party=party, template="partnerships/mail/objective_asked", page="partnerships:partner_objectives", by=by, at=at,
            context={"objective": row},
        ):  # fmt: skip
            without.append(party)
    tell(
        partnership,
        verb="objective.requested",
        text=N_("Asked the parties to share the objective: %(what)s"),
        what=row.title,
        by=by,
        at=at,
        icon="mail",
    )
    return without
