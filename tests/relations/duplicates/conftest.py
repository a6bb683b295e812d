"""Two records of one party with everything that may hang on them, and the rows of the whole database to compare."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection

from relations.actions import consents, followups, interactions, parties
from relations.models import Organization, Person
from tests.relations.conftest import AT, TODAY

# Tables that tell of the merge itself.
TELL = {
    "relations_merge", "relations_mergemove", "relations_auditevent", "relations_timelineentry",
    "relations_suppression", "relations_duplicatecandidate",
    # Shipped with the product: nothing of an office is in them, and they are long.
    "relations_region", "relations_province", "relations_municipality",
}  # fmt: skip


@pytest.fixture
def rows() -> Callable[[], dict[str, list]]:
    """Return every row of our tables as JSON; of the story only lines that do not tell of merges."""

    def read() -> dict[str, list]:
        found = {}
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            if meta.app_label not in ("relations", "partnerships", "fundraising", "press") or meta.proxy or not meta.managed:
                continue
            table = meta.db_table
            # What the search finds things by is made again from the rows.
            if table in TELL or table.startswith("relations_search") or any(field.name == "pgh_id" for field in meta.fields):
                continue
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t ORDER BY t."{meta.pk.column}"')
                found[table] = [row for (row,) in cursor.fetchall()]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT to_jsonb(t) FROM relations_timelineentry t JOIN relations_auditevent e ON e.id = t.event_id"
                " WHERE e.verb !~ 'merged$' ORDER BY t.id"
            )
            found["relations_timelineentry"] = [row for (row,) in cursor.fetchall()]
        return found

    return read


@pytest.fixture
def full_person(office, officer) -> Callable[..., Person]:
    """Make a person with contacts, story, things to do, consents, a position and gifts."""

    def make(first: str = "Paolo", last: str = "Ferraris", *, works_at: Organization | None = None, gifts: int = 1, **fields) -> Person:
        from fundraising.actions import donations

        address = f"{first}.{last}.{Person.objects.count()}@posta.example".lower()
        person = parties.add_person(
            first_name=first, last_name=last, by=officer, at=AT - timedelta(days=100), contacts=[("email", address)],
            works_at=works_at, role="Presidente", **fields,
        )
        interactions.log(channel="call", text="Sentito", by=officer, at=AT - timedelta(days=3), person=person)
        followups.create(title="Richiamare", owner=officer, due_on=TODAY, at=AT, by=officer, person=person)
        consents.record(email=address, purpose="newsletter", event="confirmed", source="Prova", at=AT, person=person)
        for number in range(gifts):
            donations.record(donor=person, amount=Decimal(10 + number), given_on=TODAY, by=officer, at=AT)
        return person

    return make
