"""The minutes of a meeting as a paper: points with what was said, decided and promised."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from relations.models import AgendaItem, Commitment, Decision, Meeting


@dataclass
class Point:
    """One point; `item` None gathers what belongs to no point."""

    item: AgendaItem | None
    decisions: list[Decision] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)

    @property
    def has_something(self) -> bool:
        return bool(self.decisions or self.promises or (self.item and self.item.minutes))


@dataclass
class Paper:
    """The whole of it."""

    points: list[Point]
    loose: Point

    @property
    def decisions(self) -> list[Decision]:
        return sorted((row for point in self.all for row in point.decisions), key=lambda row: row.pk)

    @property
    def promises(self) -> list[Commitment]:
        return sorted((row for point in self.all for row in point.promises), key=lambda row: row.pk)

    @property
    def all(self) -> list[Point]:
        return [*self.points, self.loose]

    @property
    def outcomes(self) -> int:
        """How many decisions and promises there are."""
        return len(self.decisions) + len(self.promises)

    @property
    def is_empty(self) -> bool:
        return not any(point.has_something for point in self.all)


def promises_of(meeting: Meeting):
    """Return the promises made in a meeting, in their order, with who made them."""
    kind = ContentType.objects.get_for_model(Meeting)
    rows = Commitment.objects.filter(object_type=kind, object_id=meeting.pk)
    return rows.select_related("owner", "person", "organization", "follower").order_by("pk")


def open_promises(meeting: Meeting) -> list[Commitment]:
    """Return those not yet kept nor given up."""
    return list(promises_of(meeting).filter(closed_on=None))


def of(meeting: Meeting) -> Paper:
    """Return the minutes of `meeting` in three statements."""
    points = {item.pk: Point(item) for item in meeting.items.select_related("written_by").order_by("position", "pk")}
    loose = Point(None)
    for decision in meeting.decisions.select_related("by").order_by("pk"):
        points.get(decision.item_id, loose).decisions.append(decision)
    for promise in promises_of(meeting):
        points.get(promise.item_id, loose).promises.append(promise)
    return Paper(list(points.values()), loose)
