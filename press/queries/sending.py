"""Reads for the sending page of a newsletter: what the mail engine knows of its mailing."""

from datetime import datetime
from typing import Any

from press.models import Newsletter
from relations.mail import audiences, queries

WAITS = ("in_review", "approved")


def page(newsletter: Newsletter, *, at: datetime) -> dict[str, Any]:
    """Return what the sending page and its live part show; the numbers are the engine's."""
    mailing = newsletter.mailing
    if mailing is None:
        return {"mailing": None}
    state = newsletter.state
    context = {
        "mailing": mailing, "progress": queries.progress(mailing, at=at), "exclusions": queries.exclusions(mailing),
        "refusal": queries.refusal(mailing),
    }  # fmt: skip
    if state in WAITS:
        return context | {
            "since": queries.since_handed_in(mailing, at=at), "asked": queries.open_request(mailing),
            "audiences": audiences.of_mailing(mailing),
        }  # fmt: skip
    return context | {
        "uncertain": queries.deliveries(mailing, "uncertain", limit=50), "failed": queries.deliveries(mailing, "failed", limit=30),
        "unsubscribed": queries.unsubscribed(mailing), "is_breaker": mailing.pause_reason == "breaker",
    }  # fmt: skip
