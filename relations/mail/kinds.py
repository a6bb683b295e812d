"""How each kind of mailing behaves, as data; and the words for reasons and purposes."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from relations import vocab


@dataclass(frozen=True)
class Kind:
    """`retries_doubt`: what may have been taken is sent again with the same Message-ID (service) or held (campaign)."""

    key: str
    is_bulk: bool
    retries_doubt: bool


KINDS = {
    "service": Kind("service", is_bulk=False, retries_doubt=True),
    "campaign": Kind("campaign", is_bulk=True, retries_doubt=False),
}

# Why a delivery was left out: the keys of policy.py, in words for staff.
REASONS = {
    "invalid": _("the address is not valid"),
    "erased": _("erased at the person's request"),
    "blocked": _("blocked by the office"),
    "bounced": _("the mailbox does not exist"),
    "complaint": _("reported us as unwanted"),
    "unsubscribed": _("unsubscribed"),
    "pec": _("certified mail (PEC)"),
    "dead": _("the person has died"),
    "no_consent": _("no consent"),
    "withdrawn": _("consent withdrawn"),
    "paused": _("on pause"),
    "no_basis": _("no lawful basis"),
    "duplicate": _("the same address twice"),
    "attention": _("waits, so as not to write too often"),
}
# Purposes of service mail; those of campaigns are vocab.PURPOSES.
SERVICE_PURPOSES = {
    "account": _("Access to the office"),
    "confirmation": _("Confirmation of a request"),
    "subscription": _("Confirmation of the subscription"),
    "receipt": _("Receipt"),
    "thanks": _("Thanks"),
    "partnership": _("Your partnership"),
    "partner_request": _("Your request of a partner"),
    "reminder": _("Reminder"),
    "signup": _("Your sign-up"),
    "feedback": _("What you told us"),
    "survey": _("Invitation to a survey"),
    "volunteering": _("Your volunteers"),
    "digest": _("Morning summary"),
    "meeting": _("Our meetings"),
}
COLOURS = {
    "queued": "", "claimed": "ticino", "sending": "ticino", "sent": "verde", "deferred": "ocra", "failed": "rosso",
    "uncertain": "ocra", "cancelled": "", "excluded": "",
}  # fmt: skip


def purpose_label(purpose: str, *, is_campaign: bool = True) -> str:
    """Return a purpose in words."""
    if is_campaign and purpose in vocab.PURPOSES:
        return str(vocab.PURPOSES[purpose].label)
    return str(SERVICE_PURPOSES.get(purpose) or purpose.replace("_", " "))
