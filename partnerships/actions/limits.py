"""How often somebody may use the public form, and how many mails it may send to one address."""

from datetime import datetime, timedelta

from relations.mail import limits

# Mails to one address in a day: a company may send two requests, nobody may be flooded.
MAILS_PER_ADDRESS = 2
PER_VISITOR = 60
DRAFTS_PER_VISITOR = 12
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def allow(*, scope: str, who: str, limit: int, at: datetime, period: timedelta = HOUR) -> bool:
    """Count one use of `scope` by `who` (kept only as a hash); False once there were more than `limit` in a `period`."""
    return limits.allow(scope=f"partner_{scope}", key=who.strip().lower(), limit=limit, period=period, at=at)


def may_mail(email: str, *, scope: str, at: datetime) -> bool:
    """Count one mail of the form to `email`; return False once there were too many that day."""
    return allow(scope=scope, who=email, limit=MAILS_PER_ADDRESS, period=DAY, at=at)
