"""Why a server says no, in plain words: the enhanced status of RFC 3463 and 5248, else the three-digit code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Family:
    """One reason in words, and what there is to do about it."""

    key: str
    label: str
    advice: str


FAMILIES = {
    family.key: family
    for family in (
        Family("no_mailbox", _("the mailbox does not exist"), _("Nobody writes there any more: ask for the new address.")),
        Family("no_domain", _("the domain does not exist"), _("Look whether the address is spelled right.")),
        Family("disabled", _("the mailbox is closed"), _("Ask for the new address.")),
        Family("full", _("the mailbox is full"), _("It is tried again with the next mailing.")),
        Family("too_big", _("the message is too big"), _("Make the pictures smaller, or link them.")),
        Family("unverified", _("our sender is not trusted"), _("SPF, DKIM or DMARC do not match: see the page of deliverability.")),
        Family("unwanted", _("refused as unwanted"), _("If many of one provider say so, ask it to be let in.")),
        Family("later", _("the server asked to come back later"), _("It was tried for five days.")),
        Family("unreachable", _("the server cannot be reached"), _("Look whether the address is spelled right.")),
        Family("other", _("refused without a clear reason"), _("Open the message to read the server's own words.")),
    )
}
# First match wins; a status is class.subject.detail.
STATUS = tuple((re.compile(pattern), key) for pattern, key in (
    (r"\d\.1\.(2|4)$|\d\.4\.4$|\d\.1\.10$", "no_domain"),
    (r"\d\.1\.(0|1|3|6)$", "no_mailbox"),
    (r"\d\.1\.[78]$|\d\.7\.(20|21|22|23|24|25|26|27|509)$", "unverified"),
    (r"\d\.2\.1$", "disabled"),
    (r"\d\.2\.2$", "full"),
    (r"\d\.(2\.3|3\.4)$", "too_big"),
    (r"4\.", "later"),
    (r"5\.4\.", "unreachable"),
    (r"5\.7\.", "unwanted"),
))  # fmt: skip
CODES = {550: "other", 551: "no_mailbox", 552: "full", 553: "no_mailbox", 554: "unwanted", 421: "later", 450: "later",
         451: "later", 452: "later"}  # fmt: skip


def family(status: str, code: int | None = None) -> Family:
    """Return the reason for a status such as "5.1.1", else for a code such as 552."""
    for pattern, key in STATUS:
        if status and pattern.match(status):
            return FAMILIES[key]
    return FAMILIES[CODES.get(code or 0, "other")]


def grouped(rows: Iterable[tuple[str, int | None, int]]) -> list[tuple[Family, int]]:
    """Return (reason, how many) of (status, code, how many), the most frequent first."""
    found: dict[str, int] = {}
    for status, code, number in rows:
        key = family(status, code).key
        found[key] = found.get(key, 0) + number
    return sorted(((FAMILIES[key], number) for key, number in found.items()), key=lambda pair: (-pair[1], pair[0].key))
