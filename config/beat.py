"""What runs by itself, and when (Europe/Rome). Each task is idempotent: due times are columns in Postgres."""

from celery.schedules import crontab

SCHEDULE = {
    # Mail whose time has come, and mail whose announcement got lost with Redis.
    "mail-sweep": {"task": "relations.mail_sweep", "schedule": 60.0},
    # Returned mail and answers, where a mailbox is configured.
    "mail-returns": {"task": "relations.mail_returns", "schedule": 60.0},
    # A mark in the cache that the clock and a worker are alive, read by "Stato del sistema".
    "heartbeat": {"task": "relations.heartbeat", "schedule": 60.0},
    # One mail a person with what is late and what is due, on working mornings.
    "morning-digest": {"task": "relations.morning_digest", "schedule": crontab(hour=7, minute=30)},
    # Reminders that partnerships owe to their dates (-7, 0, +3 days), and expired proposals.
    "partnership-dates": {"task": "partnerships.follow_dates", "schedule": crontab(hour=7, minute=0)},
    # Newsletters and releases whose hour has come, embargoes that end.
    "press-clock": {"task": "press.clock", "schedule": 60.0},
    # Thanks that are owed and late.
    "fundraising-thanks": {"task": "fundraising.stewardship", "schedule": crontab(hour=7, minute=15)},
    # What is due in the sequences that are on; their dates are columns.
    "sequences": {"task": "relations.sequences_sweep", "schedule": 60.0},
    # Long files nobody is building, and files whose 24 hours are over.
    "exports-sweep": {"task": "relations.exports_sweep", "schedule": 120.0},
    # How close everybody is, and a thing to do for every silence, once.
    "nightly-diary": {"task": "relations.nightly_diary", "schedule": crontab(hour=6, minute=40)},
    # Records that look like the same party: what changed since the last look, compared with all the others.
    "duplicate-scan": {"task": "relations.scan_duplicates", "schedule": crontab(hour=3, minute=10)},
    # Agendas two days before, minutes three days after, promises a week before, on their day and three days after.
    "meeting-dates": {"task": "relations.follow_meetings", "schedule": crontab(hour=6, minute=50)},
    # Imports that a dead worker left, and files whose days are over.
    "imports-sweep": {"task": "relations.imports_sweep", "schedule": 60.0},
    "imports-tidy": {"task": "relations.imports_tidy", "schedule": crontab(hour=3, minute=10)},
    # Search entries checked against their rows, dead links and unconfirmed addresses removed.
    "nightly-upkeep": {"task": "relations.nightly_upkeep", "schedule": crontab(hour=2, minute=40)},
    # Reminders of tomorrow's open meetings and shifts, and "who came?" to the bodies of yesterday's.
    "community-clock": {"task": "relations.community_clock", "schedule": crontab(hour=9, minute=0)},
}
