"""What a partner reads of the partnership it is in."""

from datetime import datetime
from typing import Any

from partnerships import partner_boxes
from partnerships.actions.partner_links import Visitor
from partnerships.queries import partnerships
from relations.queries import together


def page(visitor: Visitor, *, at: datetime) -> dict[str, Any]:
    """Everything the page of a partner shows: never a note of the office, never the other side's private words."""
    row = partnerships.with_all().get(pk=visitor.partnership.pk)
    boxes = sorted(partner_boxes.BOXES, key=lambda box: box.order)
    loaded = together.run(*(box.load(visitor) for box in boxes))
    return {
        "visitor": visitor,
        "partnership": row,
        "parties": [party for party in row.parties.all() if party.pk != visitor.party.pk],
        "stages": partnerships.stages(row, at=at),
        "boxes": [(box.template, context) for box, context in zip(boxes, loaded, strict=True) if context is not None],
        "plain": True,
    }
