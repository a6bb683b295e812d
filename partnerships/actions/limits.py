"""How often somebody may use the public form."""

from datetime import datetime, timedelta

from relations.mail import limits

PER_VISITOR = 60
DRAFTS_PER_VISITOR = 12
HOUR = timedelta(hours=1)


def allow(*, scope: str, who: str, limit: int, at: datetime, period: timedelta = HOUR) -> bool:
    """Count one use of `scope` by `who` (kept only as a hash); False once there were more than `limit` in a `period`."""
    return limits.allow(scope=f"partner_{scope}", key=who.strip().lower(), limit=limit, period=period, at=at)
