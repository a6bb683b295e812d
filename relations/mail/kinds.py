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
# How the key (`Mailing.once`) of what a sequence sends on a day begins.
OF_A_SEQUENCE = "sequence:"

# Why a delivery was left out: the keys of policy.py, in words for staff.
REASONS = {
    "invalid": _("the address is not valid"),
    "erased": _("erased at the person's request"),
    "blocked": _("blocked by the office"),
    "bounced": _("the mailbox does not exist"),
    "unreachable": _("came back again and again"),
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
    "deliverability": _("Test of the mail"),
}
COLOURS = {
    "queued": "", "claimed": "ticino", "sending": "ticino", "sent": "verde", "deferred": "ocra", "failed": "rosso",
    "uncertain": "ocra", "cancelled": "", "excluded": "",
}  # fmt: skip

INCOMING_COLOURS = {
    "gone": "rosso", "soft": "ocra", "ours": "ocra", "delayed": "", "delivered": "verde", "complaint": "rosso",
    "unsubscribed": "ocra", "reply": "verde", "automatic": "", "test": "blu", "unknown": "glicine",
}  # fmt: skip
BLOCK_COLOURS = {
    "unsubscribed": "", "bounced": "rosso", "unreachable": "ocra", "complaint": "rosso", "manual": "ticino", "erased": "",
}  # fmt: skip
# What follows from each kind of message that comes in, said on its page.
FOLLOWED = {
    "gone": _("The mailbox does not exist: no campaign leaves for it any more. Receipts and confirmations are still tried."),
    "soft": _("A full mailbox or a server that was down: nothing to do. If five different messages come back within two "
              "months and none arrives, the address is blocked."),
    "ours": _("The server refused this message for what it is or for who sent it. The address is not to blame: look at the "
              "page on delivery."),
    "delayed": _("The server is still trying: nothing to do."),
    "complaint": _("Who received it reported it as unwanted: no campaign leaves for this address any more, and the consents "
                   "are withdrawn."),
    "reply": _("It stands in the story of the contact, and who follows it finds it on Today."),
    "automatic": _("A program wrote it: it counts neither as an answer nor as a returned message."),
    "unknown": _("It names no message of ours and comes from nobody we know: nothing was changed."),
}  # fmt: skip


def purpose_label(purpose: str, *, is_campaign: bool = True) -> str:
    """Return a purpose in words."""
    if is_campaign and purpose in vocab.PURPOSES:
        return str(vocab.PURPOSES[purpose].label)
    return str(SERVICE_PURPOSES.get(purpose) or purpose.replace("_", " "))
