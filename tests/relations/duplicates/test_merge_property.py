"""Whatever hangs on two records: nothing is lost by a merge, and its undo leaves every table as it was."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundraising.actions import donations
from fundraising.models import Donation, Receipt
from partnerships.models import CapacityProfile, Partnership, PartnershipParty
from press.models import Coverage, Journalist, Outlet
from relations.actions import consents, followups, interactions, merging, parties
from relations.models import Organization, Person, Relationship, TimelineEntry
from tests.relations.conftest import AT, TODAY

KINDS = ("organization", "person")
SETTINGS = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
_number = count()


class Graph:
    """Three people and three bodies, and everything a story can hang on them."""

    def __init__(self, officer, facts: list[dict]) -> None:
        self.by = officer
        self.organization = [parties.add_organization(kind="company", name=f"Ente {n}", by=officer, at=AT, **facts[n]) for n in range(3)]
        self.person = [parties.add_person(last_name=f"Nome{n}", by=officer, at=AT, **facts[n]) for n in range(3)]
        self.joint = Partnership.objects.create(
            title="Insieme", owner=officer, started_at=AT, phase_since=AT, last_event_at=AT
        )

    def side(self, kind: str, n: int) -> dict:
        return {kind: getattr(self, kind)[n]}

    def contact(self, kind, n, m):
        parties.add_contact_point(party=getattr(self, kind)[n], kind="email", value=f"casella{m}@posta.example", by=self.by, at=AT)

    def talk(self, kind, n, m):
        interactions.log(channel="call", text=f"Voce {m}", by=self.by, at=AT - timedelta(days=m), **self.side(kind, n))

    def todo(self, kind, n, m):
        followups.create(title=f"Cosa {m}", owner=self.by, due_on=TODAY, at=AT, by=self.by, **self.side(kind, n))

    def gift(self, kind, n, m):
        gift = donations.record(donor=getattr(self, kind)[n], amount=Decimal(m + 1), given_on=TODAY, by=self.by, at=AT)
        Receipt.objects.create(
            year=2026, number=next(_number) + 1, donation=gift, legal_nature="gift", amount=gift.amount, issued_at=AT, issued_by=self.by,
            snapshot={"donor": str(gift.donor)}, pdf="ricevute/x.pdf", sha256="0" * 64,
        )

    def consent(self, kind, n, m):
        event = ("confirmed", "withdrawn", "refused")[m]
        consents.record(
            email=f"casella{n}{m}@posta.example", purpose="newsletter", event=event, source="Prova", at=AT, **self.side(kind, n)
        )

    def position(self, kind, n, m):
        parties.affiliate(
            person=self.person[n], organization=self.organization[m], role="Presidente", by=self.by, at=AT, started_on=date(2020 + n, 1, 1)
        )

    def tie(self, kind, n, m):
        if n != m and not Relationship.objects.filter(source=self.organization[n], target=self.organization[m]).exists():
            Relationship.objects.create(source=self.organization[n], target=self.organization[m], kind="works_with")

    def together(self, kind, n, m):
        PartnershipParty.objects.get_or_create(partnership=self.joint, organization=self.organization[n], defaults={"side": "company"})

    def capacity(self, kind, n, m):
        CapacityProfile.objects.get_or_create(organization=self.organization[n], defaults={"max_partners": m or None})

    def media(self, kind, n, m):
        outlet, _new = Outlet.objects.get_or_create(organization=self.organization[n], defaults={"kind": "daily", "created_at": AT})
        journalist, _new = Journalist.objects.get_or_create(person=self.person[m], defaults={"created_at": AT})
        journalist.outlets.add(outlet)
        Coverage.objects.create(outlet=outlet, journalist=journalist, title="Uscita", came_out_on=TODAY, by=self.by, created_at=AT)


THINGS = ("contact", "talk", "todo", "gift", "consent", "position", "tie", "together", "capacity", "media")
graphs = st.lists(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 2)), max_size=14
)
facts = st.fixed_dictionaries({
    "municipality": st.sampled_from(["", "Pavia", "Voghera"]), "notes": st.sampled_from(["", "Una nota", "Un'altra nota"]),
    "tags": st.sampled_from([[], ["soci"], ["amici", "soci"]]),
})  # fmt: skip


def build(officer, things: list[tuple], given_facts: list[dict]) -> Graph:
    graph = Graph(officer, given_facts)
    for thing, kind, n, m in things:
        getattr(graph, thing)(kind, n, m)
    return graph


def sums(kind: str, numbers: list[int]) -> dict:
    """What must be the same before and after: money, words, things to do, answers, story."""
    model = Person if kind == "person" else Organization
    rows = model.objects.filter(pk__in=numbers)
    story = TimelineEntry.objects.filter(**{f"{kind}__in": numbers}).exclude(event__verb__endswith="merged")
    gifts = Donation.objects.filter(**{f"{kind}__in": numbers})
    return {
        "gifts": gifts.count(), "money": gifts.aggregate(sum=Sum("amount"))["sum"], "story": story.count(),
        "receipts": Receipt.objects.filter(donation__in=gifts).count(),
        **{name: sum(getattr(row, name).count() for row in rows) for name in ("interactions", "followups", "consents")},
    }


@pytest.fixture
def rolled_back(office, officer) -> Callable:
    """Run a story in a transaction of its own and leave nothing of it."""

    def run(story: Callable[[], None]) -> None:
        with transaction.atomic():
            story()
            transaction.set_rollback(True)

    return run


@SETTINGS
@given(things=graphs, given_facts=st.lists(facts, min_size=3, max_size=3), kind=st.sampled_from(KINDS), swap=st.booleans())
def test_sums_are_the_same_and_the_undo_is_exact(rolled_back, officer, rows, things, given_facts, kind, swap):
    def story() -> None:
        graph = build(officer, things, given_facts)
        kept, gone = getattr(graph, kind)[:2][:: -1 if swap else 1]
        before, all_rows = sums(kind, [kept.pk, gone.pk]), rows()
        merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
        assert sums(kind, [kept.pk]) == before
        assert sums(kind, [gone.pk]) == sums(kind, [])
        undone = merging.undo(merge=merge, by=officer, at=AT)
        assert undone.stayed == []
        assert rows() == all_rows

    rolled_back(story)


@SETTINGS
@given(things=graphs, given_facts=st.lists(facts, min_size=3, max_size=3), kind=st.sampled_from(KINDS))
def test_chain_loses_nothing_and_unwinds(rolled_back, officer, rows, things, given_facts, kind):
    def story() -> None:
        first, second, third = getattr(build(officer, things, given_facts), kind)
        before, all_rows = sums(kind, [first.pk, second.pk, third.pk]), rows()
        one = merging.merge(kept=second, gone=first, by=officer, at=AT)
        two = merging.merge(kept=third, gone=second, by=officer, at=AT)
        assert sums(kind, [third.pk]) == before
        merging.undo(merge=two, by=officer, at=AT)
        merging.undo(merge=one, by=officer, at=AT)
        assert rows() == all_rows

    rolled_back(story)


@SETTINGS
@given(things=graphs, given_facts=st.lists(facts, min_size=3, max_size=3))
def test_two_merged_into_one_can_be_undone_in_any_order_without_losing_a_gift(rolled_back, officer, things, given_facts):
    def story() -> None:
        first, second, third = build(officer, things, given_facts).person
        before = {party.pk: sums("person", [party.pk]) for party in (first, second, third)}
        one = merging.merge(kept=third, gone=first, by=officer, at=AT)
        two = merging.merge(kept=third, gone=second, by=officer, at=AT)
        merging.undo(merge=one, by=officer, at=AT)
        merging.undo(merge=two, by=officer, at=AT)
        assert {pk: sums("person", [pk]) for pk in before} == before

    rolled_back(story)
