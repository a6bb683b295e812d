"""What a partner reads of the partnership it is in."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships import lifecycle, partner_boxes, terms
from partnerships.actions.partner_links import Visitor
from partnerships.models import Partnership
from partnerships.queries import partnerships
from relations.models import OfficeSettings
from relations.queries import together

# What each phase means to those who are in it.
PLAIN_WORDS = {
    "planning": gettext_lazy("We are getting to know what each of you wants to reach, and prepare the first meeting."),
    "negotiation": gettext_lazy("Together we decide goals, what each one puts in, and how we work."),
    "agreement": gettext_lazy("We write the agreement, and you sign it."),
    "management": gettext_lazy("The programme is running: activities, deliveries, hours."),
    "communication": gettext_lazy("The programme is running, and we tell others about it with your yes."),
    "evaluation": gettext_lazy("We look at what was reached, and decide together how to go on."),
}
# What a partnership that does not run means to them: colour, icon, words.
STILL = {
    "paused": ("ocra", "pause", gettext_lazy("It is on hold for now: we write to you when it goes on.")),
    "completed": ("verde", "circle-check", gettext_lazy("It is completed. Thank you for the way we went together.")),
    "renewed": ("verde", "circle-check", gettext_lazy("It is completed, and goes on with a new one.")),
    "withdrawn": ("", "flag", gettext_lazy("It has ended before its time.")),
    "failed": ("", "flag", gettext_lazy("It has ended before its time.")),
}


def page(visitor: Visitor, *, at: datetime) -> dict[str, Any]:
    """Everything the page of a partner shows: never a note of the office, never the other side's private words."""
    row = partnerships.with_all().get(pk=visitor.partnership.pk)
    boxes = sorted(partner_boxes.BOXES, key=lambda box: box.order)
    loaded = together.run(*(box.load(visitor) for box in boxes))
    return {
        "visitor": visitor,
        "partnership": row,
        "parties": [party for party in row.parties.all() if party.pk != visitor.party.pk],
        "status": status(row),
        "next": next_date(row, at),
        "road": [step for stage in partnerships.stages(row, at=at) for step in stage["phases"]],
        "officer": officer(row),
        "boxes": [(box.template, context) for box, context in zip(boxes, loaded, strict=True) if context is not None],
        "plain": True,
    }


def status(row: Partnership) -> dict[str, Any]:
    """Say in plain words where the partnership stands."""
    if row.state in STILL:
        colour, icon, words = STILL[row.state]
        return {"colour": colour, "icon": icon, "title": terms.PARTNERSHIP_STATES[row.state].label, "words": words}
    number, label = lifecycle.phase(row.phase).number, terms.PHASES_SHORT[row.phase].label
    title = _("Phase %(number)s of 6: %(label)s") % {"number": number, "label": label}
    return {"colour": "ticino", "icon": "map-pin", "title": title, "words": PLAIN_WORDS[row.phase]}


def next_date(row: Partnership, at: datetime) -> dict[str, Any] | None:
    """Return the next date both sides are told of; None when there is none ahead, or the partners are not to be told."""
    if (
        row.state != "active"
        or not row.tell_partners
        or row.next_step_on is None
        or row.next_step_on < timezone.localdate(at)
    ):
        return None
    return {"on": row.next_step_on, "what": row.next_step}


def officer(row: Partnership) -> dict[str, str]:
    """Return whom to call: the officer who follows it, at the office's number where there is no own one."""
    owner = row.owner
    office = OfficeSettings.objects.first()
    return {
        "name": owner.display_name,
        "first_name": owner.first_name or owner.display_name,
        "job_title": owner.job_title,
        "phone": owner.phone or (office.phone if office else ""),
    }
