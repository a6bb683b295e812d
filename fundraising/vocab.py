"""Fixed lists of fundraising: key, label, colour and what follows from each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms


@dataclass(frozen=True)
class Nature(Term):
    """What a payment is by law. `receipt`: a gift receipt may be issued; `raised`: it counts for the campaign's goal."""

    receipt: bool = False
    raised: bool = True
    visibility: bool = False


@dataclass(frozen=True)
class Method(Term):
    """How the money came. `traceable`: bank, post or the systems of art. 23 D.Lgs. 241/1997."""

    traceable: bool = True


@dataclass(frozen=True)
class Status(Term):
    """Where a donation stands. `counts`: the money is with us."""

    counts: bool = False


COLLECTION_TYPES = Terms(Term("continuous", _("Continuous")), Term("occasional", _("Public, occasional")))
CAMPAIGN_STATUS = Terms(
    Term("draft", _("Draft")), Term("active", _("Under way"), "verde"), Term("closed", _("Concluded"), "blu")
)
# The channels of the guidelines on fundraising, DM 9 June 2022 (GU 170 of 22-7-2022).
CHANNELS = Terms(
    Term("direct_mail", _("Letters"), icon="mailbox"),
    Term("newsletter", _("Newsletter"), icon="mail"),
    Term("telemarketing", _("Phone calls"), icon="phone"),
    Term("face_to_face", _("Face to face"), icon="users"),
    Term("events", _("Events"), icon="calendar"),
    Term("companies", _("Partner companies"), icon="factory"),
    Term("website", _("Site and press"), icon="globe"),
    Term("collection_box", _("Collection boxes"), icon="piggy-bank"),
    Term("merchandising", _("Goods for an offer"), icon="shopping-bag"),
    Term("crowdfunding", _("Crowdfunding"), icon="hand-coins"),
    Term("personal", _("Word of mouth"), icon="message-circle"),
    Term("social_media", _("Social media"), icon="share-2"),
    Term("bequests", _("Bequests"), icon="scroll-text"),
    Term("calls", _("Calls for grants"), icon="landmark"),
    Term("other", _("Other")),
)
# A sponsorship is paid in exchange for visibility: invoice and VAT, never a gift receipt.
NATURES = Terms(
    Nature("gift", _("Gift"), "cotto", receipt=True),
    Nature("modal_gift", _("Gift with a purpose (modal)"), "cotto", receipt=True),
    Nature("bequest", _("Bequest"), "glicine"),
    Nature("sponsorship", _("Sponsorship"), "ocra", visibility=True),
    Nature("technical_sponsorship", _("Technical sponsorship"), "ocra", raised=False, visibility=True),
    Nature("cause_marketing", _("Cause related marketing"), "ocra", visibility=True),
    Nature("public_grant", _("Public contribution"), "blu"),
    Nature("membership_fee", _("Membership fee"), raised=False),
    Nature("fee", _("Payment for a service"), raised=False),
    Nature("five_per_thousand", _("Five per thousand"), "blu", raised=False),
)
PAYMENT_METHODS = Terms(
    Method("transfer", _("Bank transfer")),
    Method("direct_debit", _("Direct debit")),
    Method("postal", _("Postal payment")),
    Method("card", _("Card")),
    Method("cheque", _("Cheque")),
    Method("cashier_cheque", _("Cashier's cheque")),
    Method("paypal", "PayPal"),
    Method("satispay", "Satispay"),
    Method("payroll", _("Payroll giving")),
    Method("cash", _("Cash"), traceable=False),
    Method("box", _("Collection box"), traceable=False),
    Method("other", _("Other, not traceable"), traceable=False),
)
DONATION_STATUS = Terms(
    Status("announced", _("Announced"), "ocra"),
    Status("received", pgettext_lazy("donation", "Received"), "verde", counts=True),
    Status("reconciled", _("Reconciled"), "verde", counts=True),
    Status("refunded", _("Refunded"), "rosso"),
    Status("voided", pgettext_lazy("donation", "Cancelled")),
)
RECEIPT_STATUS = Terms(
    Term("issued", pgettext_lazy("receipt", "Issued"), "blu"),
    Term("sent", pgettext_lazy("receipt", "Sent"), "verde"),
    Term("annulled", pgettext_lazy("receipt", "Annulled"), "rosso"),
)
THANKS_STATE = Terms(
    Term("owed", _("To thank"), "ocra"), Term("sent", _("Thanked"), "verde"), Term("not_needed", _("Not needed"))
)
THANKS_WAYS = Terms(
    Term("email", _("E-mail"), icon="mail"),
    Term("call", _("Phone call"), icon="phone"),
    Term("letter", _("Letter"), icon="mailbox"),
    Term("meeting", _("In person"), icon="users"),
)
RULE_KINDS = Terms(
    Term("benefit", _("Tax benefit")),
    Term("untraceable", _("Payment not traceable")),
    Term("stamp_exempt", _("Stamp duty: exempt")),
    Term("stamp_due", _("Stamp duty: due")),
)
DONOR_TYPES = Terms(Term("any", _("Anybody")), Term("person", _("Natural persons")), Term("body", _("Companies and bodies")))

RECEIPT_NATURES = [nature.key for nature in NATURES if nature.receipt]
RAISED_NATURES = [nature.key for nature in NATURES if nature.raised]
COUNTED_STATUSES = [status.key for status in DONATION_STATUS if status.counts]

# Kinds of donors, in the order in which `segments` looks for them.
SEGMENTS = Terms(
    Term("new", pgettext_lazy("donor", "New"), "blu"),
    Term("active", pgettext_lazy("donor", "Active"), "verde"),
    Term("loyal", _("Loyal"), "verde"),
    Term("great", _("Great supporter"), "cotto"),
    Term("lybunt", _("Gave last year, not yet this year"), "ocra"),
    Term("sybunt", _("Gave in the past"), "ocra"),
    Term("off_rhythm", _("Off rhythm"), "ocra"),
    Term("silent", _("Silent")),
    Term("reactivated", _("Back again"), "verde"),
)
