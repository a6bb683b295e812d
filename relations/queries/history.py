"""What the activity log reads."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet

from relations.models import AuditEvent, User
from relations.vocab.verbs import VERBS


def events() -> QuerySet[AuditEvent]:
    """Every entry with who did it and on what kind of thing."""
    return AuditEvent.objects.select_related("by", "object_type")


def colleagues() -> list[tuple[str, str]]:
    """Colleagues as choices."""
    return [(str(user.pk), user.display_name) for user in User.objects.order_by("first_name", "last_name", "pk")]


def kinds() -> list[tuple[str, str]]:
    """Kinds of things of our own apps as choices."""
    ours = ContentType.objects.filter(app_label__in=["relations", "partnerships", "fundraising", "press"])
    named = [(str(kind.pk), kind.model_class()._meta.verbose_name) for kind in ours if kind.model_class()]
    return sorted(((key, str(label)[:1].upper() + str(label)[1:]) for key, label in named), key=lambda pair: pair[1])


def describe(rows: Iterable[AuditEvent]) -> list[AuditEvent]:
    """Give each entry the words the log shows: what was done, to which fields, on what kind of thing."""
    rows = list(rows)
    for row in rows:
        row.words = VERBS.get(row.verb.rpartition(".")[2], row.verb)
        model = row.object_type.model_class() if row.object_type else None
        row.kind_words = str(model._meta.verbose_name) if model else ""
        row.changed_fields = ", ".join(_field_name(model, key) for key in row.changes)[:120]
    return rows


def of_object(obj: models.Model, most: int = 20) -> list[AuditEvent]:
    """Return what became of one thing, the newest first, in words."""
    kind = ContentType.objects.get_for_model(obj)
    rows = AuditEvent.objects.filter(object_type=kind, object_id=obj.pk).select_related("by", "object_type")
    return describe(rows.order_by("-at", "-pk")[:most])


def _field_name(model: type | None, key: str) -> str:
    try:
        return str(model._meta.get_field(key).verbose_name)
    except (AttributeError, FieldDoesNotExist):
        return key
