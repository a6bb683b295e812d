"""How often somebody may use the public form."""

import hashlib
from datetime import datetime, timedelta

from django.db import models

from partnerships.models import PublicPost

# Posts within the running hour and the one before it.
PER_ADDRESS = 4
PER_VISITOR = 60
DRAFTS_PER_VISITOR = 12


def allow(*, scope: str, who: str, limit: int, at: datetime) -> bool:
    """Count one use of `scope` by `who` (kept only as a hash); return False once there were more than `limit`."""
    key = hashlib.sha256(f"{scope}:{who.strip().lower()}".encode("utf-8", "replace")).hexdigest()
    hour = at.replace(minute=0, second=0, microsecond=0)
    PublicPost.objects.bulk_create(
        [PublicPost(key=key, hour=hour, count=0)], ignore_conflicts=True, unique_fields=["key", "hour"]
    )
    PublicPost.objects.filter(key=key, hour=hour).update(count=models.F("count") + 1)
    recent = PublicPost.objects.filter(key=key, hour__gte=hour - timedelta(hours=1))
    return (recent.aggregate(total=models.Sum("count"))["total"] or 0) <= limit


def forget_old(*, at: datetime) -> int:
    """Drop counts older than a day; return how many."""
    return PublicPost.objects.filter(hour__lt=at - timedelta(days=1)).delete()[0]
