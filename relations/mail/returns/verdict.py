"""What a failed recipient means, from the status code and the server's own words. Standard library only.

RFC 3463 says what the codes mean; servers often say something else. Where the words are plain they win over the code:
a full mailbox is full for a time whatever the code says, and "user unknown" under a vague 5.0.0 is a dead mailbox.
"""

import re
from enum import StrEnum


class Verdict(StrEnum):
    """What one returned message says about its address, the mildest first."""

    DELIVERED = "delivered"  # it arrived, or was handed on
    DELAYED = "delayed"  # the server is still trying
    OURS = "ours"  # refused because of us or of the message: the address is not to blame
    SOFT = "soft"  # a full mailbox, a server that was down: may work another day
    GONE = "gone"  # the mailbox does not exist


# How bad each is: of several recipients behind one address the mildest counts.
_ORDER = list(Verdict)
_ACTIONS = {
    "delivered": Verdict.DELIVERED, "relayed": Verdict.DELIVERED, "expanded": Verdict.DELIVERED, "delayed": Verdict.DELAYED,
}  # fmt: skip
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# The words, in the order in which they are looked for.
_WORDS = (
    (Verdict.SOFT, re.compile(
        r"over ?quota|quota (exceeded|exhausted)|exceed\w* (the |its |his )?\w* ?(quota|storage)|mailbox (is )?(full|size)"
        r"|out of storage|storage (limit|allocation|space)|insufficient (storage|system)|too (quickly|many messages|much mail)"
        r"|casella.{0,30}piena|spazio.{0,20}(esaurito|insufficiente)|quota superata|try (again )?later|temporar|greylist",
        re.IGNORECASE | re.DOTALL)),
    (Verdict.OURS, re.compile(
        r"spam|blocked|blacklist|block ?list|listed (at|in|by|on)|reputation|policy|dmarc|spf\b|dkim|unsolicited|junk"
        r"|not (accepted|allowed)|rejected (due to|because of) (security|content)|relay(ing)? (denied|not permitted)"
        r"|message (size|too (big|large))|too large|virus|contenuto rifiutato",
        re.IGNORECASE)),
    (Verdict.GONE, re.compile(
        r"user unknown|unknown (user|recipient|address|mailbox)|no such (user|recipient|mailbox|address|person|domain)"
        r"|(recipient|address|user|mailbox|account)\W{0,3}.{0,60}?(does(n't| not) exist|not found|unknown|not exist|invalid)"
        r"|does(n't| not) exist|no mailbox here|mailbox unavailable|invalid (recipient|mailbox|address)|bad destination"
        r"|(account|mailbox|email account).{0,40}(disabled|inactive|deactivated|closed|suspended)|recipientnotfound"
        r"|no longer (valid|available|exists|in use|works)|host (or domain name )?not found|domain.{0,30}not found"
        r"|unrouteable|name or service not known|non esiste|inesistente|sconosciut|disattivat|non valid",
        re.IGNORECASE)),
)  # fmt: skip
# Subject and detail of RFC 3463, where the words said nothing. A missing detail falls back to its subject.
_CODES = {
    "1": Verdict.GONE, "1.0": Verdict.SOFT, "1.7": Verdict.OURS, "1.8": Verdict.OURS,
    "2": Verdict.SOFT, "2.1": Verdict.GONE,
    "3": Verdict.SOFT, "3.4": Verdict.OURS,
    "4": Verdict.SOFT, "4.6": Verdict.OURS,
    "5": Verdict.OURS, "6": Verdict.OURS, "7": Verdict.OURS,
}  # fmt: skip


def status_of(*texts: str) -> str:
    """Return the most telling enhanced status in `texts`: the first one that is more than x.0.0, else the first."""
    found = [match.group(0) for text in texts for match in _STATUS.finditer(text)]
    return next((status for status in found if not status.endswith(".0.0")), found[0] if found else "")


def judge(*, action: str, status: str, words: str) -> Verdict:
    """Return what one recipient's report says: `action` and `status` as RFC 3464 has them, `words` the server's own."""
    if action in _ACTIONS:
        return _ACTIONS[action]
    if status.startswith("2."):
        return Verdict.DELIVERED
    code = status_of(status, words)
    by_words = next((verdict for verdict, pattern in _WORDS if pattern.search(words)), None)
    # Full is full, even under a permanent code; 4.x.x gave up after days, yet the mailbox may well be there.
    if by_words is Verdict.SOFT or code.startswith("4.") or code == "5.2.2":
        return Verdict.SOFT
    by_code = _by_code(code)
    if by_code is Verdict.GONE and by_words is Verdict.OURS and code.startswith("5.1."):
        return Verdict.GONE
    return by_words or by_code or Verdict.SOFT


def _by_code(code: str) -> Verdict | None:
    if not code or code.endswith(".0.0"):
        return None
    _class, subject, detail = code.split(".")
    return _CODES.get(f"{subject}.{detail}") or _CODES.get(subject)


def mildest(verdicts: list[Verdict]) -> Verdict:
    """Return the mildest: one address that leads to three mailboxes lives as long as one of them does."""
    return min(verdicts, key=_ORDER.index)
