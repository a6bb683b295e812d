"""What the page of the weights reads."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.actions import weights
from partnerships.matching import groups, learning
from partnerships.matching.components import KEYS
from partnerships.matching.facts import COMPANY, NONPROFIT
from partnerships.matching.score import Weights
from partnerships.models import WeightSet

SHOWN = 20


def page() -> dict[str, Any]:
    """The weights in use beside the experts', the versions learnt, and how many decisions there are to learn from."""
    rows = list(WeightSet.objects.select_related("made_by")[:SHOWN])
    active = next((row for row in rows if row.is_active), None) or WeightSet.objects.filter(is_active=True).first()
    used, experts = (weights.current() if active else Weights.default()), Weights.default()
    return {
        "active": active,
        "version": used.version,
        "lines": [
            {
                "label": _(groups.COMPONENT_LABELS[key]),
                "company": 100 * used.company[at],
                "npo": 100 * used.npo[at],
                "company_before": 100 * experts.company[at],
                "npo_before": 100 * experts.npo[at],
            }
            for at, key in enumerate(KEYS)
        ],
        "sets": [{"row": row, "sides": _sides(row)} for row in rows],
        "counts": [(label, weights.decided(side).count()) for side, label in _labels()],
        "least": learning.LEAST,
    }


def _labels() -> list[tuple[str, str]]:
    return [(COMPANY, _("Company")), (NONPROFIT, _("Non-profit"))]


def _sides(row: WeightSet) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            **row.backtest[side],
            "right": 100 * row.backtest[side]["right"],
            "before": 100 * row.backtest[side]["before"],
        }
        for side, label in _labels()
        if side in row.backtest
    ]
