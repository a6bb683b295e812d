"""What happened, in words: the keys of the history as sentences."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships import charts, evaluating, formats, lifecycle, programme_terms, terms
from partnerships.queries.activities import Line
from relations.models import AuditEvent

register = template.Library()

VERBS = {
    "partner_request.submitted": gettext_lazy("Sent by the company, to be confirmed"),
    "partner_request.received": gettext_lazy("Received"),
    "partner_request.taken": gettext_lazy("Taken in charge"),
    "partner_request.handed_over": gettext_lazy("Handed over"),
    "partner_request.declined": gettext_lazy("Not accepted"),
    "match.computed": gettext_lazy("Proposals computed"),
    "match.lifted": gettext_lazy("Stop lifted with a reason"),
    "partner_request.changed": gettext_lazy("Request changed"),
    "partnership.opened": gettext_lazy("Partnership opened"),
    "partnership.changed": gettext_lazy("Details changed"),
    "partnership.party_added": gettext_lazy("Party added"),
    "partnership.next_step": gettext_lazy("Next step written down"),
    "partnership.phase_changed": gettext_lazy("Phase changed"),
    "partnership.gate_overridden": gettext_lazy("Phase passed with a reason"),
    "partnership.paused": gettext_lazy("Put on hold"),
    "partnership.active": gettext_lazy("Taken up again"),
    "partnership.completed": gettext_lazy("Completed"),
    "partnership.renewed": gettext_lazy("Renewed"),
    "partnership.withdrawn": gettext_lazy("Pulled out"),
    "partnership.failed": gettext_lazy("Did not succeed"),
    "partnership.reminded": gettext_lazy("Reminder sent to the partners"),
    "partner_request.may_be_shown": gettext_lazy("The company allowed us to show its request"),
    "deliverable.done": gettext_lazy("Done"),
    "deliverable.undone": gettext_lazy("To be done again"),
    "deliverable.assigned": gettext_lazy("Given to somebody"),
    "agreement.begun": gettext_lazy("Negotiation room opened"),
    "agreement.facts": gettext_lazy("Facts of the agreement written"),
    "agreement.confirmed": gettext_lazy("The same version confirmed"),
    "agreement.signatory": gettext_lazy("Who signs"),
    "agreement.prepared": gettext_lazy("Paper to be signed made"),
    "agreement.reopened": gettext_lazy("Agreement open to changes again"),
    "agreement.signatures_asked": gettext_lazy("Signatures asked"),
    "agreement.signature": gettext_lazy("One signature more"),
    "agreement.signed": gettext_lazy("Signed by all"),
    "agreement.addendum": gettext_lazy("Addendum begun"),
    "agreement.terminated": gettext_lazy("Agreement terminated"),
    "clause.proposed": gettext_lazy("Other words proposed"),
    "clause.accepted": gettext_lazy("Clause accepted"),
    "clause.objected": gettext_lazy("Clause not accepted"),
    "clause.commented": gettext_lazy("Remark on a clause"),
    "clause.added": gettext_lazy("Clause added"),
    "room.invited": gettext_lazy("Parties invited into the room"),
    "room.interest": gettext_lazy("Interests written in the room"),
    "room.minutes_shared": gettext_lazy("Minutes shared with the parties"),
    "room.minutes_unshared": gettext_lazy("Minutes no longer shared"),
    "deliverable.added": gettext_lazy("New line"),
    "deliverable.dropped": gettext_lazy("Line taken away"),
    "partnership.from_template": gettext_lazy("Opened from a template"),
    "partnership.made_template": gettext_lazy("Saved as a template"),
    "partnership.silence": gettext_lazy("Chosen not to communicate"),
    "partnership.silence_broken": gettext_lazy("To be told after all"),
    "partner.wrote": gettext_lazy("Message by link"),
    "partner_link.sent": gettext_lazy("Link sent"),
    "partner_link.revoked": gettext_lazy("Link taken back"),
    "piece.planned": gettext_lazy("Planned to be said"),
    "piece.changed": gettext_lazy("Plan changed"),
    "piece.written": gettext_lazy("Text written"),
    "piece.asked": gettext_lazy("Yes asked for"),
    "piece.answered": gettext_lazy("Answer to a text"),
    "piece.out": gettext_lazy("Gone out"),
    "piece.dropped": gettext_lazy("Not to be said"),
    "image_consent.added": gettext_lazy("Release for images"),
    "image_consent.withdrawn": gettext_lazy("Image release withdrawn"),
    "admin.changed": gettext_lazy("Changed in the settings"),
    "admin.added": gettext_lazy("Added in the settings"),
    **programme_terms.VERBS,
    **evaluating.VERBS,
}


@register.filter
def event_words(event: AuditEvent) -> str:
    """Write an entry of the history as a short sentence."""
    words = str(VERBS.get(event.verb, event.verb))
    phase = event.changes.get("phase")
    if phase:
        return _("%(what)s: %(phase)s") % {"what": words, "phase": terms.PHASES_SHORT[phase[1]].label}
    line = event.changes.get("line")
    if line:
        own = event.changes.get("title")
        return f"{words}: {own[1] if own else terms.deliverable_label(*line[1].split('.', 1))}"
    clause = event.changes.get("clause")
    if clause:
        return f"{words}: {clause[1]}"
    what = event.changes.get("what")
    if what and what[1]:
        return f"{words}: {what[1]}"
    which = event.changes.get("piece") or event.changes.get("who")
    if which:
        return f"{words}: {which[1]}"
    step = event.changes.get("next_step")
    return _("Next step: %(step)s") % {"step": step[1]} if step and step[1] else words


@register.filter
def phase_of(key: str) -> dict[str, object]:
    """Return the number, the short title and the colour of a phase."""
    phase = lifecycle.phase(key)
    return {"number": phase.number, "label": terms.PHASES_SHORT[key].label, "colour": phase.stage.colour}


@register.simple_tag
def door_url(door: Any, name: str, *args: object) -> str:
    """Write the address of a page of the room or the agreement, from the reader's own door."""
    return door.url(name, *args)


@register.filter
def with_unit(value: Decimal, unit: str) -> str:
    """Write "120 ore", "80%", "€ 500"."""
    return formats.with_unit(value, unit)


@register.simple_tag
def span(line: Line, label: str) -> SafeString:
    """Draw an activity as a stretch of the timeline, with a notch on today."""
    return charts.span(line.left, line.width, now=line.now, label=label, tone=line.tone)
