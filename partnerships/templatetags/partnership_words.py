"""What happened, in words: the keys of the history as sentences."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships import lifecycle, terms
from relations.models import AuditEvent

register = template.Library()

VERBS = {
    "partner_request.submitted": gettext_lazy("Sent by the company, to be confirmed"),
    "partner_request.received": gettext_lazy("Received"),
    "partner_request.taken": gettext_lazy("Taken in charge"),
    "partner_request.handed_over": gettext_lazy("Handed over"),
    "partner_request.declined": gettext_lazy("Not accepted"),
    "match.computed": gettext_lazy("Proposals computed"),
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
