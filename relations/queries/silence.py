"""Who is silent for longer than agreed, and since when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.formats import ROME
from relations.models import Organization, Person, User
from relations.queries import together
from relations.queries.together import Reader

Party = Organization | Person
# Days beyond the rhythm: key → (label, from, up to).
AGES: dict[str, tuple[str, int, int | None]] = {
    "30": (_("up to 30 days over"), 1, 30),
    "60": (_("31 to 60 days over"), 31, 60),
    "90": (_("61 to 90 days over"), 61, 90),
    "oltre": (_("more than 90 days over"), 91, None),
}


def since(party: Party) -> date:
    """Return the day from which a silence is counted: the last time they were heard, or when they were added."""
    return timezone.localdate(party.last_heard_at or party.created_at)


def watched(model: type[Party]) -> QuerySet:
    """Living parties with an agreed rhythm; `due_on` is the day by which they are to be heard."""
    heard = TruncDate(Coalesce("last_heard_at", "created_at"), tzinfo=ROME)
    due_on = ExpressionWrapper(heard + F("contact_rhythm_days"), models.DateField())
    found = model.objects.filter(archived_at=None, contact_rhythm_days__gt=0)
    if model is Person:
        found = found.filter(erased_at=None, died_on=None)
    return found.select_related("owner").annotate(heard_on=heard, due_on=due_on)


def silent(model: type[Party], today: date) -> QuerySet:
    """Those whose day has passed, the longest silent first."""
    return watched(model).filter(due_on__lt=today).order_by("due_on", "pk")


def of_age(rows: QuerySet, key: str, today: date) -> QuerySet:
    """Narrow to those so many days over (a key of AGES)."""
    _label, first, last = AGES[key]
    rows = rows.filter(due_on__lte=today - timedelta(days=first))
    return rows if last is None else rows.filter(due_on__gte=today - timedelta(days=last))


def counts(rows: QuerySet, today: date) -> list[dict[str, Any]]:
    """Return how many there are of each age: [{key, label, n}], in one statement."""
    found = rows.order_by().aggregate(
        **{
            f"age_{key}": Count("pk", filter=_between(first, last, today))
            for key, (_label, first, last) in AGES.items()
        }
    )
    return [{"key": key, "label": label, "n": found[f"age_{key}"]} for key, (label, _first, _last) in AGES.items()]


def _between(first: int, last: int | None, today: date) -> Q:
    wanted = Q(due_on__lte=today - timedelta(days=first))
    return wanted if last is None else wanted & Q(due_on__gte=today - timedelta(days=last))


@dataclass(frozen=True)
class Line:
    """Somebody to be heard again, as Oggi shows it."""

    kind: str
    pk: int
    name: str
    over: int
    strength: int

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.pk}"


@together.reader
def longest(user: User | None, today: date, most: int = 5) -> Reader:
    """Return the parties `user` follows (None: anybody's) that are silent beyond their rhythm, as Lines."""

    def rows(model: type[Party]) -> QuerySet:
        found = silent(model, today) if user is None else silent(model, today).filter(owner=user)
        name = F("name") if model is Organization else models.functions.Concat("first_name", models.Value(" "), "last_name")
        kind = models.Value(model._meta.model_name, output_field=models.CharField())
        columns = {"model": kind, "shown": name}
        return found.order_by().select_related(None).annotate(**columns).values_list("model", "pk", "shown", "due_on", "strength")

    found = yield rows(Organization).union(rows(Person), all=True).order_by("due_on")[:most]
    return [Line(kind, pk, name.strip(), (today - due_on).days, strength) for kind, pk, name, due_on, strength in found]


def over_by(party: Party, today: date) -> int | None:
    """Return how many days beyond its rhythm a party is silent (below zero: how many are left); None without rhythm."""
    if not party.contact_rhythm_days:
        return None
    return (today - since(party)).days - party.contact_rhythm_days

