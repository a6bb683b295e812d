"""History and consents are append-only: the database itself refuses to change them."""

import pytest
from django.db import DatabaseError, connection, transaction

from relations.actions import consents, history
from relations.models import AuditEvent, Consent
from tests.relations.conftest import AT


@pytest.fixture
def rows(organization):
    history.record(verb="test.done", by=None, at=AT, obj=organization())
    consents.record(email="Anna@Prova.example", purpose="newsletter", event="confirmed", source="prova", at=AT)


@pytest.mark.parametrize("model", [AuditEvent, Consent])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses(rows, model, verb):
    row = model.objects.last()
    with pytest.raises(DatabaseError), transaction.atomic():
        if verb == "update":
            model.objects.filter(pk=row.pk).update(at=AT.replace(year=2020))
        else:
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])


def test_a_person_may_go_and_the_consent_stays_without_the_name(person):
    somebody = person()
    consents.record(email="p@prova.example", purpose="events", event="granted", source="prova", at=AT, person=somebody)
    Consent.objects.filter(person=somebody).update(person=None)
    assert Consent.objects.get().person is None


def test_the_state_is_the_last_event_and_the_first_stays(rows):
    consents.record(email="anna@prova.example", purpose="newsletter", event="withdrawn", source="prova", at=AT)
    assert list(Consent.objects.order_by("pk").values_list("email", "event")) == [
        ("anna@prova.example", "confirmed"), ("anna@prova.example", "withdrawn")
    ]  # fmt: skip


def test_a_failed_action_leaves_no_history(organization):
    company = organization()
    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        history.record(verb="test.done", by=None, at=AT, obj=company, about=[company])
        raise RuntimeError
    assert AuditEvent.objects.count() == before
