"""Merging two records, and the way back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fundraising.models import Donation
from partnerships.models import CapacityProfile
from press.models import Coverage, Journalist, Outlet
from relations.actions import consents, interactions, merging, parties
from relations.mail import addresses, facts, policy
from relations.merging import references_to
from relations.models import (
    Affiliation,
    AuditEvent,
    Consent,
    ContactPoint,
    Merge,
    MergeMove,
    Organization,
    Person,
    Relationship,
    Suppression,
)  # fmt: skip
from relations.queries import merging as queries
from relations.queries import search
from relations.queries.merge_plan import plan
from tests.relations.conftest import AT, TODAY


def test_everything_of_the_one_that_goes_is_with_the_one_kept(full_person, officer):
    kept, gone = full_person(), full_person(gifts=2)
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    for name in ("interactions", "followups", "donations", "consents", "contact_points"):
        assert getattr(gone, name).count() == 0
    assert sorted(kept.donations.values_list("amount", flat=True)) == [10, 10, 11]
    assert kept.interactions.count() == kept.followups.count() == kept.consents.count() == 2


def test_undone_merge_leaves_every_table_as_it_was(full_person, organization, officer, rows):
    body = organization()
    kept, gone = full_person(works_at=body, municipality="Pavia"), full_person("Paolo", "Feraris", works_at=body, gifts=2)
    before = rows()
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert rows() != before
    undone = merging.undo(merge=merge, by=officer, at=AT)
    assert undone.stayed == []
    assert rows() == before


def test_preview_counts_what_then_moves(full_person, officer):
    kept, gone = full_person(), full_person(gifts=3)
    expected = plan(kept, gone)
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert merge.summary == [{"label": line.label, "moved": line.moved, "same": line.same} for line in expected.lines]
    moved = MergeMove.objects.filter(merge=merge, taken_out__isnull=True, column_name="person_id")
    assert moved.count() == expected.moved


def test_fuller_value_is_proposed_and_lists_are_put_together(person, officer):
    kept = person(municipality="", tags=["soci"], notes="Prima nota")
    gone = person("Paolo Maria", municipality="Pavia", tags=["amici", "soci"], notes="Seconda nota")
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    kept.refresh_from_db()
    assert (kept.first_name, kept.municipality, kept.tags, kept.notes) == (
        "Paolo Maria", "Pavia", ["soci", "amici"], "Prima nota\n\nSeconda nota",
    )  # fmt: skip


def test_chosen_values_stand(person, officer):
    kept, gone = person(municipality="Pavia"), person("Paolo Maria", municipality="Voghera")
    merging.merge(kept=kept, gone=gone, by=officer, at=AT, choices={"municipality": "gone"})
    kept.refresh_from_db()
    assert (kept.first_name, kept.municipality) == ("Paolo", "Voghera")


def test_vat_number_of_the_one_that_goes_can_be_taken_and_goes_back(organization, officer):
    kept, gone = organization("Mensa"), organization("Mensa Fraterna", vat_number="01234560181")
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    kept.refresh_from_db()
    assert kept.vat_number == "01234560181"
    merging.undo(merge=merge, by=officer, at=AT)
    kept.refresh_from_db(), gone.refresh_from_db()
    assert (kept.vat_number, gone.vat_number, gone.archived_at) == ("", "01234560181", None)


def test_vat_number_taken_by_another_body_meanwhile_is_left_off(organization, officer):
    kept, gone = organization("Mensa"), organization("Mensa Fraterna", vat_number="01234560181")
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT, choices={})
    organization("Terzo Ente", vat_number="01234560181")
    merging.undo(merge=merge, by=officer, at=AT)
    gone.refresh_from_db()
    assert (gone.vat_number, gone.archived_at) == ("", None)


# --- what says the same twice ---------------------------------------------------
def test_same_address_twice_is_one_and_one_stays_the_main(person, officer):
    kept = person(contacts=[("email", "p@posta.example")])
    gone = person(contacts=[("email", "p@posta.example"), ("mobile", "333 0001111")])
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert sorted(kept.contact_points.values_list("kind", "is_primary")) == [("email", True), ("mobile", True)]
    [line] = [line for line in merge.summary if line["same"]]
    assert line["same"] == ["p@posta.example"]


def test_same_position_twice_is_one_from_the_earlier_day(person, organization, officer):
    body, kept, gone = organization(), person(), person()
    for who, day in ((kept, TODAY), (gone, TODAY - timedelta(days=400))):
        parties.affiliate(person=who, organization=body, role="presidente", by=officer, at=AT, started_on=day)
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert list(Affiliation.objects.values_list("person_id", "started_on")) == [(kept.pk, TODAY - timedelta(days=400))]


def test_tie_between_the_two_is_kept_with_the_merge(organization, officer):
    kept, gone = organization("Uno"), organization("Uno bis")
    Relationship.objects.create(source=gone, target=kept, kind="branch_of")
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert Relationship.objects.count() == 0
    merging.undo(merge=merge, by=officer, at=AT)
    assert Relationship.objects.get().source == gone


def test_two_sheets_of_one_kind_become_one_with_all_that_hung_on_both(organization, person, officer):
    kept, gone, writer = organization("Il Ticino", kind="media"), organization("Ticino Il", kind="media"), person()
    mine = Outlet.objects.create(organization=kept, kind="daily", created_at=AT)
    other = Outlet.objects.create(organization=gone, kind="daily", created_at=AT, deadline="alle 18")
    journalist = Journalist.objects.create(person=writer, created_at=AT)
    journalist.outlets.add(mine, other)
    Coverage.objects.create(outlet=other, title="Uscita", came_out_on=TODAY, by=officer, created_at=AT)
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    mine.refresh_from_db()
    assert (list(Outlet.objects.all()), mine.deadline, mine.coverage.count(), list(journalist.outlets.all())) == ([mine], "alle 18", 1, [mine])
    merging.undo(merge=merge, by=officer, at=AT)
    assert (other.coverage.count(), journalist.outlets.count()) == (1, 2)


def test_every_reference_to_a_party_is_followed_or_named_as_staying():
    followed = {(reference.model._meta.label_lower, reference.field.name) for reference in references_to(Organization)}
    assert {("fundraising.donation", "organization"), ("partnerships.partnershipparty", "organization"),
            ("relations.consent", "organization"), ("relations.relationship", "target")} <= followed  # fmt: skip
    assert not {label for label, _field in followed} & {"relations.auditevent", "relations.merge", "relations.searchentry"}


# --- consent ---------------------------------------------------------------------
def may_get_the_newsletter(email: str) -> bool:
    subject = facts.Subject(email, addresses.hashed(email), "newsletter", "consent", True)
    return bool(policy.may_write(facts.of([subject])[0]))


def test_a_no_of_either_record_counts_for_both_until_the_undo(person, officer):
    kept, gone = person(contacts=[("email", "si@posta.example")]), person(contacts=[("email", "no@posta.example")])
    consents.record(email="si@posta.example", purpose="newsletter", event="confirmed", source="Prova", at=AT, person=kept)
    consents.record(email="no@posta.example", purpose="newsletter", event="withdrawn", source="Prova", at=AT, person=gone)
    assert may_get_the_newsletter("si@posta.example") is True
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert may_get_the_newsletter("si@posta.example") is False
    merging.undo(merge=merge, by=officer, at=AT)
    assert may_get_the_newsletter("si@posta.example") is True
    assert Suppression.objects.filter(lifted_at=None).count() == 0


def test_ledger_lines_follow_a_merge_and_nothing_else(person, officer):
    kept, gone, other = person(), person(), person()
    line = consents.record(email="a@posta.example", purpose="events", event="confirmed", source="Prova", at=AT, person=gone)
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    line.refresh_from_db()
    assert line.person == kept
    for values in ({"person": other}, {"event": "withdrawn"}, {"person": gone, "email": "b@posta.example"}):
        with pytest.raises(InternalError, match="ledger_is_final"), transaction.atomic():
            Consent.objects.filter(pk=line.pk).update(**values)


# --- the way back ------------------------------------------------------------------
def test_what_changed_since_stays_and_is_told(full_person, person, officer):
    kept, gone, third = full_person(), full_person(), person()
    gift = gone.donations.get()
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    Donation.objects.filter(pk=gift.pk).update(person=third)
    later = interactions.log(channel="call", text="Dopo", by=officer, at=AT, person=kept)
    undone = merging.undo(merge=merge, by=officer, at=AT)
    assert [(line["label"], line["count"]) for line in undone.stayed] == [(Donation._meta.verbose_name_plural, 1)]
    gift.refresh_from_db(), later.refresh_from_db()
    assert (gift.person, later.person) == (third, kept)


def test_undo_twice_is_told(person, officer):
    merge = merging.merge(kept=person(), gone=person(), by=officer, at=AT)
    merging.undo(merge=merge, by=officer, at=AT)
    with pytest.raises(merging.CannotUndo, match="già stata annullata"):
        merging.undo(merge=merge, by=officer, at=AT)


def test_chain_is_undone_from_its_end(person, officer):
    first, second, third = person(), person(), person()
    one = merging.merge(kept=second, gone=first, by=officer, at=AT)
    merging.merge(kept=third, gone=second, by=officer, at=AT)
    with pytest.raises(merging.CannotUndo, match="annullate prima quella unione"):
        merging.undo(merge=one, by=officer, at=AT)


def test_record_leads_to_the_end_of_the_chain_and_back_to_itself(person, officer):
    first, second, third = person(), person(), person()
    merging.merge(kept=second, gone=first, by=officer, at=AT)
    two = merging.merge(kept=third, gone=second, by=officer, at=AT)
    assert queries.living(Person, first.pk) == third
    assert queries.family(third) == sorted([first.pk, second.pk, third.pk])
    merging.undo(merge=two, by=officer, at=AT)
    assert queries.living(Person, first.pk) == second


def test_search_finds_the_kept_one_by_the_old_name(person, officer):
    kept, gone = person("Paolo", "Ferraris"), person("Pablo", "Zanardelli")
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT, choices={})
    assert [hit.object_id for hit in search.find(None, "zanardelli", kinds=["person"])] == [kept.pk]
    merging.undo(merge=merge, by=officer, at=AT)
    assert [hit.object_id for hit in search.find(None, "zanardelli", kinds=["person"])] == [gone.pk]


def test_log_says_who_merged_and_who_took_it_apart(person, officer):
    kept, gone = person(), person()
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    merging.undo(merge=merge, by=officer, at=AT)
    said = AuditEvent.objects.filter(verb__endswith="merged").order_by("pk").values_list("verb", "by", "object_id")
    assert list(said) == [("person.merged", officer.pk, kept.pk), ("person.unmerged", officer.pk, kept.pk)]


# --- refused ---------------------------------------------------------------------
def test_second_merge_of_the_same_pair_is_told_who_was_faster(person, officer):
    kept, gone = person(), person("Ferraris", "Paolo")
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    with pytest.raises(merging.AlreadyMerged, match="Chiara Prova"):
        merging.merge(kept=gone, gone=kept, by=officer, at=AT)
    assert Merge.objects.count() == 1


def test_erased_and_archived_are_not_merged(person, officer):
    kept, gone = person(), person()
    for column in ("archived_at", "erased_at"):
        Person.objects.filter(pk=gone.pk).update(archived_at=None, erased_at=None)
        Person.objects.filter(pk=gone.pk).update(**{column: AT})
        with pytest.raises(merging.CannotMerge, match="archiviata o cancellata"):
            merging.merge(kept=kept, gone=gone, by=officer, at=AT)


def test_refused_merge_leaves_nothing_half_done(person, officer, rows, monkeypatch):
    kept, gone = person(contacts=[("email", "p@posta.example")]), person(contacts=[("email", "q@posta.example")])
    before = rows()
    # The last step breaks a rule of the database that the plan did not know of.
    monkeypatch.setattr(queries, "chosen", lambda *given: {"last_name": ""})
    with pytest.raises(merging.CannotMerge, match="person_has_name"):
        merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert (rows(), Merge.objects.count()) == (before, 0)


def test_merge_of_a_record_with_itself_is_refused(person, officer):
    one = person()
    with pytest.raises(merging.CannotMerge, match="due schede diverse"):
        merging.merge(kept=one, gone=one, by=officer, at=AT)


def test_database_refuses_a_second_merge_of_the_same_record(person, officer):
    merge = merging.merge(kept=person(), gone=person(), by=officer, at=AT)
    with pytest.raises(IntegrityError, match="merged_once"), transaction.atomic():
        Merge.objects.create(kind="person", kept_id=1, gone_id=merge.gone_id, kept_name="x", gone_name="y", at=AT)


def test_one_gift_and_twelve_are_moved_by_the_same_statements(full_person, officer):
    def cost(gifts: int) -> int:
        kept, gone = full_person(), full_person(gifts=gifts)
        with CaptureQueriesContext(connection) as seen:
            merging.merge(kept=kept, gone=gone, by=officer, at=AT)
        # Each gift found by the search is indexed again: two statements at most.
        return sum(1 for query in seen if "searchentry" not in query["sql"] and "SELECT" not in query["sql"][:6])

    assert cost(1) == cost(12)


def test_unused_capacity_stays_filled_from_both(organization, officer):
    kept, gone = organization("Uno", kind="nonprofit"), organization("Uno bis", kind="nonprofit")
    CapacityProfile.objects.create(organization=kept, max_partners=2)
    CapacityProfile.objects.create(organization=gone, max_partners=5, notice_days=10)
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    profile = CapacityProfile.objects.get()
    assert (profile.organization, profile.max_partners, profile.notice_days) == (kept, 2, 10)


def test_points_of_both_kinds_of_party_have_one_main(organization, officer):
    kept, gone = organization("Uno"), organization("Uno bis")
    for body, mail in ((kept, "a@posta.example"), (gone, "b@posta.example")):
        parties.add_contact_point(party=body, kind="email", value=mail, by=officer, at=AT)
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert list(ContactPoint.objects.filter(organization=kept, is_primary=True).values_list("value", flat=True)) == ["a@posta.example"]


def test_halves_of_two_swapped_names_make_no_third_person(person, officer):
    kept, gone = person("Riccardo", "Viola"), person("Viola", "Riccardo")
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    kept.refresh_from_db()
    assert kept.name == "Riccardo Viola"


def test_contact_after_the_merge_is_not_told_as_something_that_stayed(full_person, officer):
    kept, gone = full_person(), full_person()
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    interactions.log(channel="call", text="Dopo", by=officer, at=AT + timedelta(hours=1), person=kept)
    undone = merging.undo(merge=merge, by=officer, at=AT + timedelta(hours=2))
    kept.refresh_from_db()
    assert (undone.stayed, kept.last_contact_at) == ([], AT + timedelta(hours=1))
