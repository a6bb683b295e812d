"""What the activity log reads."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from relations.models import AuditEvent, User


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
