"""The nightly look through the archive, and the answers colleagues give."""

from datetime import timedelta

import pytest

from relations import tasks
from relations.actions import duplicates, merging, parties
from relations.models import DuplicateCandidate, DuplicateScan
from tests.relations.conftest import AT


def open_pairs() -> list[tuple[int, int]]:
    return list(DuplicateCandidate.objects.filter(state="open").order_by("pk").values_list("first_id", "second_id"))


def test_scan_finds_the_pair_with_its_reasons(person, organization):
    one, other = person(municipality="Pavia"), person("Ferraris", "Paolo", municipality="Pavia")
    organization("Orti Insieme APS"), organization("Associazione Orti Insieme", kind="nonprofit")
    scan = duplicates.scan(at=AT, everything=True)
    assert (scan.looked_at, scan.found) == (4, 2)
    found = DuplicateCandidate.objects.get(kind="person")
    assert (found.first_id, found.second_id, found.reasons) == (one.pk, other.pk, ["swapped", "rare", "place"])


def test_scan_twice_changes_nothing(person):
    person(), person()
    duplicates.scan(at=AT, everything=True)
    before = list(DuplicateCandidate.objects.values())
    duplicates.scan(at=AT + timedelta(days=1), everything=True)
    assert list(DuplicateCandidate.objects.values()) == before


def test_later_scan_looks_only_at_what_changed_since(person, officer):
    person(), person()
    duplicates.scan(at=AT, everything=True)
    later = AT + timedelta(days=2)
    duplicates.scan(at=AT + timedelta(days=1))
    new = parties.add_person(first_name="Ada", last_name="Villani", by=officer, at=later)
    old = parties.add_person(first_name="Villani", last_name="Ada", by=officer, at=later)
    scan = duplicates.scan(at=later + timedelta(hours=1))
    assert (scan.everything, scan.looked_at) == (False, 2)
    assert open_pairs()[1:] == [(new.pk, old.pk)]


def test_changed_name_is_compared_again_and_the_old_question_goes(person, officer):
    _one, other = person(), person()
    duplicates.scan(at=AT, everything=True)
    parties.change(party=other, by=officer, at=AT + timedelta(days=1), first_name="Ugo", last_name="Villani")
    duplicates.scan(at=AT + timedelta(days=1))
    assert open_pairs() == []


def test_told_apart_is_remembered_for_ever(person, officer):
    person(), person()
    duplicates.scan(at=AT, everything=True)
    candidate = DuplicateCandidate.objects.get()
    duplicates.call_different(candidate=candidate, by=officer, at=AT)
    duplicates.scan(at=AT + timedelta(days=1), everything=True)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by) == ("different", officer)
    duplicates.ask_again(candidate=candidate, by=officer, at=AT)
    assert open_pairs() == [(candidate.first_id, candidate.second_id)]


def test_told_apart_holds_also_for_the_record_it_went_into(person, officer):
    one, _other = person(), person()
    duplicates.scan(at=AT, everything=True)
    duplicates.call_different(candidate=DuplicateCandidate.objects.get(), by=officer, at=AT)
    third = person("Ferraris", "Paolo", contacts=[("email", "p@posta.example")])
    merging.merge(kept=third, gone=one, by=officer, at=AT)
    duplicates.scan(at=AT + timedelta(days=1), everything=True)
    assert open_pairs() == []


def test_merged_pair_is_asked_again_after_the_undo(person, officer):
    one, other = person(), person()
    duplicates.scan(at=AT, everything=True)
    merge = merging.merge(kept=one, gone=other, by=officer, at=AT)
    assert DuplicateCandidate.objects.get().state == "merged"
    merging.undo(merge=merge, by=officer, at=AT)
    assert open_pairs() == [(one.pk, other.pk)]


def test_scan_costs_the_same_statements_for_two_and_for_twenty(person, django_assert_max_num_queries):
    for _number in range(20):
        person()
    with django_assert_max_num_queries(20):
        duplicates.scan(at=AT, everything=True)


@pytest.mark.django_db
def test_task_can_run_twice(person):
    person(), person()
    tasks.scan_duplicates()
    tasks.scan_duplicates()
    assert DuplicateScan.objects.count() == 2
    assert DuplicateCandidate.objects.count() == 1
