"""What only the pages of fundraising ask."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fundraising.models import Thanks

register = template.Library()


@register.filter
def is_late(thanks: Thanks) -> bool:
    """Tell whether the 48 hours are over."""
    return thanks.is_late(timezone.now())


EVENTS = {
    "donation.recorded": _("Recorded"),
    "donation.changed": pgettext_lazy("donation", "Corrected"),
    "donation.reconciled": _("Reconciled"),
    "donation.refunded": _("Returned"),
    "donation.voided": pgettext_lazy("donation", "Cancelled"),
    "thanks.sent": _("Thanked"),
    "thanks.not_needed": _("No thanks needed"),
    "admin.changed": _("Changed in the administration"),
}


@register.filter
def event_words(verb: str) -> str:
    """Say in words what the history keeps as a key."""
    return EVENTS.get(verb, verb)
