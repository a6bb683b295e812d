"""How often somebody may use the public form: an hour at a time."""

from datetime import datetime, timedelta

from relations.mail import limits

PER_ADDRESS = 4
PER_VISITOR = 60
DRAFTS_PER_VISITOR = 12
PERIOD = timedelta(hours=1)


def allow(*, scope: str, who: str, limit: int, at: datetime) -> bool:
    """Count one use of `scope` by `who` (kept only as a hash); return False once there were more than `limit`."""
    return limits.allow(scope=f"partner_{scope}", key=who.strip().lower(), limit=limit, period=PERIOD, at=at)
