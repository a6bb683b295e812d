"""How often a public form may be used, kept in Postgres: a restart or a wiped cache forgets nothing."""

import hashlib
from datetime import datetime, timedelta

from django.db import connection

from relations.models import RateMark

# Mails a day to one address that whoever fills in a public form may cause: of one kind, and of all together.
MAILS_OF_A_KIND, MAILS_IN_ALL = 2, 6
_DAY = timedelta(days=1)
_COUNT = """
INSERT INTO relations_ratemark (scope, key_hash, period_start, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (scope, key_hash, period_start) DO UPDATE SET count = relations_ratemark.count + 1
RETURNING count
"""


def allow(*, scope: str, key: str, limit: int, period: timedelta, at: datetime) -> bool:
    """Count one use of `scope` by `key` (an address, an IP); return whether it is within `limit` a `period`."""
    seconds = int(period.total_seconds())
    start = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=at.tzinfo)
    hashed = hashlib.sha256(f"{scope}:{key}".encode("utf-8", "replace")).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [scope[:32], hashed, start])
        return cursor.fetchone()[0] <= limit


def may_mail(*, kind: str, email: str, at: datetime) -> bool:
    """Count one confirmation of `kind` asked for `email` on a public form; return whether it may leave.

    Why so many: docs/decisions/0007.
    """
    kept = allow(scope=f"mail-{kind}", key=email, limit=MAILS_OF_A_KIND, period=_DAY, at=at)
    return kept and allow(scope="mail", key=email, limit=MAILS_IN_ALL, period=_DAY, at=at)


def forget(*, before: datetime) -> int:
    """Delete old marks; return how many."""
    return RateMark.objects.filter(period_start__lt=before).delete()[0]
