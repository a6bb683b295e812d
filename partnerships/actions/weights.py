"""The weights of matching: learnt from decisions, switched on and off by the head; the ones in use are read here."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.matching import learning
from partnerships.matching.components import KEYS
from partnerships.matching.facts import COMPANY, NONPROFIT
from partnerships.matching.score import Weights
from partnerships.models import Match, WeightSet
from relations.actions import history
from relations.actions.locking import one_at_a_time
from relations.models import User

SIDES = {COMPANY: "company_answer", NONPROFIT: "nonprofit_answer"}


class CannotUse(Exception):
    """The weights may not be used, or there is nothing to learn from; the message is for the page."""


def current() -> Weights:
    """Return the weights in use."""
    row = WeightSet.objects.filter(is_active=True).first()
    return _weights(row) if row else Weights.default()


def _weights(row: WeightSet) -> Weights:
    return Weights(company=_whole(row.company), npo=_whole(row.npo), version=row.version)


def _whole(values: list[float]) -> tuple[float, ...]:
    total = sum(values)
    return tuple(value / total for value in values)


def decided(side: str) -> QuerySet[Match]:
    """Return the proposals of which a side, or the office in its place, has said yes or no."""
    answered = Q(**{f"{SIDES[side]}__in": ("yes", "no")})
    return Match.objects.exclude(bars=[]).filter(answered | Q(invited_at__isnull=False) | Q(status="declined"))


def decisions(side: str) -> list[learning.Decision]:
    """Return what was decided on proposals that were shown: a side's own yes or no, else the office's choice."""
    answer = SIDES[side]
    found = []
    for match in decided(side).order_by("request_id", "pk").values("request_id", "bars", "invited_at", answer):
        chosen = match[answer] == "yes" if match[answer] in ("yes", "no") else match["invited_at"] is not None
        values = {part["key"]: part["value"] for bar in match["bars"] for part in bar["parts"]}
        found.append(learning.Decision(str(match["request_id"]), tuple(values.get(key) for key in KEYS), chosen))
    return found


@transaction.atomic
def learn(*, by: User, at: datetime) -> WeightSet:
    """Learn from the decisions there are and keep the result, not in use yet. Raises CannotUse under twenty decisions."""
    one_at_a_time("weights")
    prior, learnt = Weights.default(), {}
    for side in SIDES:
        learnt[side] = learning.learn(decisions(side), tuple(prior.of(side)))
    most = max(result.decisions for result in learnt.values())
    if most < learning.LEAST:
        raise CannotUse(
            _("There are %(n)s decisions: at least %(least)s are needed.") % {"n": most, "least": learning.LEAST}
        )
    day = timezone.localdate(at)
    number = WeightSet.objects.filter(made_at__date=day).count() + 1
    row = WeightSet.objects.create(
        version=f"learnt-{day}-{number}",
        made_at=at,
        made_by=by,
        # A side that does not do better keeps the experts' weights.
        **{side: list(result.weights if result.is_better else prior.of(side)) for side, result in learnt.items()},
        backtest={
            side: {
                "decisions": result.decisions,
                "pairs": result.pairs,
                "right": round(result.right, 3),
                "before": round(result.right_before, 3),
                "used": result.is_better,
            }
            for side, result in learnt.items()
        },
    )
    history.record(verb="weights.learnt", by=by, at=at, obj=row, changes={"version": [None, row.version]})
    return row


@transaction.atomic
def use(*, weights: WeightSet | None, by: User, at: datetime) -> None:
    """Rank with `weights` from now on, or with the experts' (None); proposals already kept stay as shown. Raises CannotUse."""
    one_at_a_time("weights")
    if weights is not None and not weights.may_be_used:
        raise CannotUse(
            _("These weights order what they had not seen worse than those of the experts: they are not used.")
        )
    before = WeightSet.objects.filter(is_active=True).first()
    if before == weights:
        return
    WeightSet.objects.filter(is_active=True).update(is_active=False)
    if weights is not None:
        WeightSet.objects.filter(pk=weights.pk).update(is_active=True)
    names = [row.version if row else Weights.default().version for row in (before, weights)]
    history.record(verb="weights.switched", by=by, at=at, obj=weights or before, changes={"version": names})
