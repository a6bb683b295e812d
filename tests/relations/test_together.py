"""Many reads in one statement give what each alone would give."""

from datetime import date, timedelta

import pytest
from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from relations.models import (
    Affiliation,
    AuditEvent,
    ContactPoint,
    FollowUp,
    Organization,
    Person,
    SearchEntry,
    TimelineEntry,
    User,
    VolunteerHours,
)
from relations.queries import parties as queries
from relations.queries import together

from .conftest import AT


@pytest.fixture
def archive(organization, person, todo, officer):
    company = organization("Officine d'Òglio \"S.r.l.\"", tags=["a, b", 'c"d', "{e}"], owner=officer, notes="riga\nriga \\ NULL")
    for number in range(3):
        somebody = person("Anna", f"Rossi {number}", works_at=company, owner=officer, contacts=[("mobile", "347 0000001")])
        todo("Richiamare", organization=company, person=somebody)
    Organization.objects.filter(pk=company.pk).update(last_contact_at=AT + timedelta(microseconds=12340), employees=12)
    return company


READS = {
    "rows": lambda: Organization.objects.order_by("pk"),
    "rows with annotations": lambda: queries.organizations().order_by("sort_name", "pk"),
    "people": lambda: queries.people().order_by("-pk"),
    "joined": lambda: Affiliation.objects.select_related("person__owner", "organization").order_by("-is_main_contact", "-pk"),
    "a part": lambda: ContactPoint.objects.order_by("pk")[1:3],
    "prefetched": lambda: Person.objects.prefetch_related("affiliations__organization").order_by("pk"),
    "some columns": lambda: FollowUp.objects.order_by("pk").values_list("title", "due_on", "created_at", "pk"),
    "named columns": lambda: AuditEvent.objects.order_by("pk").values("verb", "changes", "at", day=TruncDate("at")),
    "flat": lambda: Person.objects.order_by("-pk").values_list("last_name", flat=True),
    "grouped": lambda: Person.objects.values("municipality").annotate(n=Count("pk")).order_by("municipality"),
    "one of each": lambda: TimelineEntry.objects.order_by("person", "-pk").distinct("person").select_related("event__by"),
    "generated columns": lambda: SearchEntry.objects.order_by("pk"),
    "without rows": lambda: Person.objects.filter(last_name="Nessuno"),
    "none": lambda: Person.objects.none(),
    "colleagues": lambda: User.objects.order_by("pk"),
    "sums of nothing": lambda: VolunteerHours.objects.values("organization").annotate(n=Sum("total")),
}


@pytest.mark.parametrize("name", READS)
def test_what_is_read_together_is_what_is_read_alone(archive, name, django_assert_max_num_queries):
    alone = list(READS[name]())
    with django_assert_max_num_queries(1 if name != "prefetched" else 5):  # two more of their own for each
        [one, other] = together.read([READS[name](), READS[name]()])

    assert one == other == alone
    assert [str(sorted(row.items(), key=str)) for row in map(_columns, one)] == [str(sorted(row.items(), key=str)) for row in map(_columns, alone)]


def _columns(row) -> dict:
    """The values of a row with their types, without what Django keeps beside them."""
    if isinstance(row, dict):
        return {key: repr(value) for key, value in row.items()}
    if not hasattr(row, "__dict__"):
        return {"": repr(row)}
    return {key: repr(value).replace("datetime.timezone.utc", "UTC").replace("zoneinfo.ZoneInfo(key='UTC')", "UTC")
            for key, value in row.__dict__.items() if not key.startswith("_")}


def test_a_joined_row_brings_what_it_is_joined_to(archive, django_assert_num_queries):
    with django_assert_num_queries(1):
        [ties] = together.read([READS["joined"]()])
        assert {tie.organization.name for tie in ties} == {archive.name}
        assert {tie.person.owner.first_name for tie in ties} == {"Chiara"}


def test_everything_of_one_turn_is_one_statement(archive, django_assert_num_queries):
    def first(rows):
        found = yield rows
        return len(found)

    def twice():
        bodies = yield {"bodies": Organization.objects.all(), "count": together.Counted(Person.objects.all(), 2)}
        people = yield Person.objects.filter(affiliations__organization__in=[body.pk for body in bodies["bodies"]])
        return bodies["count"], len(people)

    with django_assert_num_queries(2):
        found = together.run(first(Person.objects.all()), twice(), "no reader", first(FollowUp.objects.all()))

    assert found == [3, (3, 3), "no reader", 3]


def test_sums_are_those_of_aggregate(archive):
    wanted = {"people": Count("pk"), "annas": Count("pk", filter=Q(first_name="Anna")), "zero": Coalesce(Sum("pk", filter=Q(pk=0)), Value(0))}
    [[found]] = together.read([together.sums(Person.objects.order_by("pk"), **wanted)])

    assert found == Person.objects.aggregate(**wanted)
    assert together.read([together.sums(Person.objects.filter(first_name="Zoe"), **wanted)]) == [[{"people": 0, "annas": 0, "zero": 0}]]


def test_dates_come_as_dates(archive):
    [[due], [span]] = together.read([
        FollowUp.objects.values_list("due_on", flat=True)[:1],
        Organization.objects.filter(last_contact_at__isnull=False).annotate(since=F("last_contact_at") - F("created_at")).values_list("since", flat=True),
    ])  # fmt: skip

    assert isinstance(due, date)
    assert isinstance(span, timedelta)
