"""One at a time, where there is no row yet to lock."""

from django.db import connection


def one_at_a_time(key: str) -> None:
    """Wait until no other transaction holds `key`, then hold it until this one ends.

    A second click waits here, then finds what the first has written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
