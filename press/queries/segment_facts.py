"""What a dynamic group can ask about those who write about us."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from press import vocab
from press.models import Journalist, Outlet
from relations.panels import SegmentFact


def _journalist(_value: None, at: datetime) -> Q:
    return Q(pk__in=Journalist.objects.filter(opted_out_at=None).values("person"))


def _of_outlet(keys: list[str], at: datetime) -> Q:
    wanted = [int(key) for key in keys if key.isdigit()]
    return Q(pk__in=Journalist.objects.filter(outlets__in=wanted).values("person"))


def _on_topic(topics: list[str], at: datetime) -> Q:
    return Q(pk__in=Journalist.objects.filter(topics__overlap=topics).values("person"))


def _outlets() -> list[tuple[str, str]]:
    rows = Outlet.objects.order_by("organization__sort_name").values_list("pk", "organization__name")
    return [(str(pk), name) for pk, name in rows]


def _outlet_topic(topics: list[str], at: datetime) -> Q:
    return Q(pk__in=Outlet.objects.filter(topics__overlap=topics).values("organization"))


_SHARED = {"group": "communication", "permission": "press.view_journalist"}
FACTS = [
    SegmentFact(
        "journalist", ("person",), _("Journalist"), _("is a journalist who wants our releases"),
        _("is not a journalist who wants our releases"), _journalist, order=10, **_SHARED,
    ),
    SegmentFact(
        "journalist_outlet", ("person",), _("Journalist of an outlet"), _("writes for %(value)s"), _("does not write for %(value)s"),
        _of_outlet, "choices", _outlets, order=20, **_SHARED,
    ),
    SegmentFact(
        "journalist_topic", ("person",), _("Topic of a journalist"), _("writes about %(value)s"), _("does not write about %(value)s"),
        _on_topic, "choices", lambda: vocab.TOPICS.choices, order=30, **_SHARED,
    ),
    SegmentFact(
        "outlet_topic", ("organization",), _("Topic of an outlet"), _("is an outlet that covers %(value)s"),
        _("is no outlet that covers %(value)s"), _outlet_topic, "choices", lambda: vocab.TOPICS.choices, order=40, **_SHARED,
    ),
]  # fmt: skip
