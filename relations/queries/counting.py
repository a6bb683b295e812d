"""Counting many things in one statement, each up to a limit."""

from collections.abc import Mapping

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value

CAP = 1000


def capped(wanted: Mapping[str, QuerySet], cap: int = CAP) -> dict[str, int]:
    """Return how many rows each queryset has, `cap` + 1 standing for "more"; one statement for all of them."""
    parts, params, found = [], [], dict.fromkeys(wanted, 0)
    for key, rows in wanted.items():
        try:
            sql, values = rows.order_by().values(one=Value(1))[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT %s, count(*) FROM ({sql}) AS counted")  # compiled by Django, values apart
        params += [key, *values]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            found |= dict(cursor.fetchall())
    return found
