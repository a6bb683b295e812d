"""Who may be written to: yes or a reason, from facts alone. Standard library only; asked at compose and at claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Reasons, as they are stored on a delivery that was left out.
INVALID = "invalid"
ERASED = "erased"
BLOCKED = "blocked"
BOUNCED = "bounced"
UNREACHABLE = "unreachable"
COMPLAINT = "complaint"
UNSUBSCRIBED = "unsubscribed"
PEC = "pec"
DEAD = "dead"
NO_CONSENT = "no_consent"
WITHDRAWN = "withdrawn"
PAUSED = "paused"
NO_BASIS = "no_basis"
# Not a reason to be left out: it leaves later.
ATTENTION = "attention"

# The weekly ceiling counts what a person got in so many days.
WEEK = timedelta(days=7)
# Something of a higher priority is about to leave: look again after so long.
SOON = timedelta(hours=1)

YES_EVENTS = frozenset({"granted", "confirmed", "renewed", "imported"})
NO_EVENTS = frozenset({"refused", "withdrawn"})
# Bases on which a campaign may leave without a consent, as long as nobody has said no.
OPT_OUT_BASES = frozenset({"contract", "legal_duty", "public_interest", "legitimate_interest"})
# Domains of certified mail (PEC) providers; anything under "pec." counts too.
PEC_DOMAINS = frozenset({
    "legalmail.it", "postacert.it", "postecert.it", "cert.legalmail.it", "arubapec.it", "casellapec.com",
    "mypec.eu", "registerpec.it", "sicurezzapostale.it", "gigapec.it", "pecimprese.it", "pecaziende.it",
    "ticertifica.it", "actaliscertymail.it", "cgn.legalmail.it",
})  # fmt: skip

# What a block of each kind stops. Service mail (a receipt, a password) still goes to who left the newsletter;
# a block set by the office for every purpose stops it too.
_BLOCKS_CAMPAIGN = {
    "unsubscribed": UNSUBSCRIBED, "bounced": BOUNCED, "unreachable": UNREACHABLE, "complaint": COMPLAINT, "manual": BLOCKED,
    "erased": ERASED,
}  # fmt: skip
_BLOCKS_SERVICE = {"manual": BLOCKED, "erased": ERASED}
# When an address has several blocks, the first of these is the reason shown.
_WEIGHT = ("erased", "manual", "complaint", "unsubscribed", "bounced", "unreachable")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one address when one mailing is to leave."""

    email: str
    is_campaign: bool
    basis: str = "consent"
    consent: str = ""  # the last event of the ledger for this purpose by e-mail
    pause_is_over: bool = False
    blocks: frozenset[str] = frozenset()
    is_pec: bool = False
    is_dead: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """True when one may write; else `reason` says why not, and `until` from when one may, where it is only too early."""

    reason: str = ""
    until: datetime | None = None

    def __bool__(self) -> bool:
        return not self.reason


YES = Answer()


def may_write(facts: Facts) -> Answer:
    """Answer whether this message may go to this address."""
    if facts.email.count("@") != 1:
        return Answer(INVALID)
    if facts.is_erased:
        return Answer(ERASED)
    table = _BLOCKS_CAMPAIGN if facts.is_campaign else _BLOCKS_SERVICE
    for block in _WEIGHT:
        if block in facts.blocks and block in table:
            return Answer(table[block])
    return _campaign(facts) if facts.is_campaign else YES


def _campaign(facts: Facts) -> Answer:
    if facts.is_dead:
        return Answer(DEAD)
    if facts.is_pec or looks_like_pec(facts.email):
        return Answer(PEC)
    if facts.consent in NO_EVENTS:
        return Answer(WITHDRAWN)
    if facts.consent == "paused" and not facts.pause_is_over:
        return Answer(PAUSED)
    if facts.consent in YES_EVENTS or (facts.consent == "paused" and facts.pause_is_over):
        return YES
    if facts.basis == "consent":
        return Answer(NO_CONSENT)
    return YES if facts.basis in OPT_OUT_BASES else Answer(NO_BASIS)


@dataclass(frozen=True, slots=True)
class Attention:
    """What one person's week holds when a message to many is about to leave.

    `got`: when the messages of the last seven days were sent; `leaving`: how many are on their way now;
    `ahead`: how many of a higher priority wait to leave now.
    """

    ceiling: int  # 0: none
    now: datetime
    got: Sequence[datetime] = ()
    leaving: int = 0
    ahead: int = 0
    is_free: bool = False  # of a purpose that never waits, or let pass by hand


def attention(week: Attention) -> Answer:
    """Answer whether one message more fits into a person's week, or from when it will.

    What is on its way counts as sent now: two mailings at once never both take the last place.
    """
    if week.is_free or not week.ceiling:
        return YES
    got = sorted([when for when in week.got if when > week.now - WEEK] + [week.now] * week.leaving, reverse=True)
    free = week.ceiling - len(got)
    if free <= 0:
        return Answer(ATTENTION, got[week.ceiling - 1] + WEEK)
    return YES if week.ahead < free else Answer(ATTENTION, week.now + SOON)


def looks_like_pec(email: str) -> bool:
    """Return whether the domain belongs to certified mail: "pec." anywhere in it, or a known provider."""
    domain = email.rpartition("@")[2].lower()
    labels = domain.split(".")
    return "pec" in labels or domain in PEC_DOMAINS or any(domain.endswith(f".{known}") for known in PEC_DOMAINS)
