"""The boxes of the page a partner reaches by link, one a noun: how things stand, and what is asked of them."""

from collections.abc import Callable
from dataclasses import dataclass

from partnerships import programme_boxes as programme
from partnerships.actions.partner_links import Visitor
from partnerships.queries import agreements, communication, evaluation
from relations.queries.together import Reader


@dataclass(frozen=True)
class PartnerBox:
    """One box: `load(visitor)` is a reader that returns a context, or None when there is nothing for this side."""

    key: str
    template: str
    load: Callable[[Visitor], Reader]
    order: int = 50


BOXES: tuple[PartnerBox, ...] = (
    PartnerBox("agreement", "partnerships/partner/agreement.html", agreements.partner_box.read, 10),
    PartnerBox("objectives", "partnerships/partner/objectives.html", programme.asked_objectives, 20),
    PartnerBox("evaluation", "partnerships/partner/evaluation_box.html", evaluation.partner_box, 80),
    PartnerBox("trust", "partnerships/partner/trust.html", programme.asked_trust, 15),
    PartnerBox("activities", "partnerships/partner/activities.html", programme.asked_activities, 25),
    PartnerBox("contributions", "partnerships/partner/contributions.html", programme.asked_contributions, 30),
    PartnerBox("communication", "partnerships/partner/communication.html", communication.for_partner, 60),
)
