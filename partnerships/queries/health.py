"""What the health card of a partnership is computed from, and the page where each point shows its evidence."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import health, lifecycle
from partnerships import programme_terms as terms
from partnerships.formats import amount
from partnerships.models import Partnership
from partnerships.queries import activities, contributions, objectives, trust
from relations.models import Interaction
from relations.queries import promises
from relations.vocab import Term

HEARD_DAYS = 60
# Which page shows the rows behind each point.
PAGES = {
    "stakeholders": "partnership", "trust": "trust", "objectives": "objectives", "roles": "activities", "resources": "contributions",
    "community": "contributions", "impact": "objectives", "lasting": "partnership",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One point in the reader's words."""

    key: str
    title: str
    standing: Term
    evidence: str
    page: str


def facts(partnership: Partnership, *, at: datetime) -> health.Facts:
    """Gather what the card reads, in a fixed number of statements."""
    today = timezone.localdate(at)
    goals = objectives.page(partnership, today=today)
    given = contributions.page(partnership)
    timeline = [line for line in activities.page(partnership, today=today)["lines"] if line.row.state == "open"]
    pulse = trust.last_answered(partnership)
    rows = [one.row for giver in given["givers"] for one in giver.given if one.row.party_id]
    late = [one for giver in given["givers"] for one in giver.given if trust.overdue(one, today)]
    measured = [bar for bar in goals["bars"] if bar.last]
    ratio = promises.ratio(promises.about(partnership), today)
    return health.Facts(
        parties=len(partnership.parties.all()),
        heard_parties=_heard(partnership, at=at),
        trust=pulse.mean if pulse else None,
        apart=len(pulse.apart) if pulse else 0,
        objectives=len(goals["stated"]),
        smart=sum(one.is_smart for one in goals["stated"]),
        shared=sum(one.is_shared for one in goals["stated"]),
        open_activities=len(timeline),
        with_roles=sum("R" in line.roles for line in timeline),
        late_activities=sum(line.is_late for line in timeline),
        promised=len(rows),
        valued=sum(contributions.is_valued(row) for row in rows),
        sides=len(given["standing"].sides),
        overdue=len(late),
        beneficiaries=sum(bar.indicator.level in ("outcome", "impact") for bar in goals["bars"]),
        hours=float(given["confirmed_hours"]),
        measured=len(measured),
        on_track=sum(bar.light.key in ("on", "reached") for bar in measured),
        promises=ratio.settled,
        kept=ratio.in_time + ratio.kept_late,
        next_step=bool(partnership.next_step_on),
        silent_days=max((at - partnership.last_event_at).days, 0),
        contact_days=lifecycle.phase(partnership.phase).contact_days,
    )


def _heard(partnership: Partnership, *, at: datetime) -> int:
    """How many parties were heard lately: a contact logged on the partnership, an answer on trust, a word on an objective."""
    since = at - timedelta(days=HEARD_DAYS)
    kind = ContentType.objects.get_for_model(Partnership)
    talks = Interaction.objects.filter(object_type=kind, object_id=partnership.pk, at__gte=since)
    bodies = set(talks.exclude(organization=None).values_list("organization_id", flat=True))
    parties = partnership.parties.all()
    spoke = set(partnership.parties.filter(pulse_answers__at__gte=since).values_list("pk", flat=True))
    spoke |= set(partnership.parties.filter(endorsements__at__gte=since).values_list("pk", flat=True))
    spoke |= set(partnership.parties.filter(readings__created_at__gte=since).values_list("pk", flat=True))
    return sum(party.pk in spoke or party.organization_id in bodies for party in parties)


def card(partnership: Partnership, *, at: datetime) -> dict[str, Any]:
    """Return the eight points in words, and the score."""
    points = health.card(facts(partnership, at=at))
    shown = [
        Shown(
            point.key, _(point.title), terms.HEALTH[point.standing],
            _(point.evidence) % {key: amount(value, "") if isinstance(value, float) else value for key, value in point.values.items()},
            PAGES[point.key],
        )
        for point in points
    ]  # fmt: skip
    return {"points": shown, "score": health.score(points)}
