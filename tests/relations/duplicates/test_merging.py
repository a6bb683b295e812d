"""Merging two records and undoing it."""

import pytest

from relations.actions import merging, parties
from relations.models import ContactPoint, Merge, TimelineEntry
from tests.relations.conftest import AT


def test_everything_of_the_one_that_goes_is_with_the_one_kept(full_person, officer):
    kept, gone = full_person(), full_person(gifts=2)
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    for name in ("interactions", "followups", "donations", "consents", "contact_points"):
        assert getattr(gone, name).count() == 0
    assert kept.donations.count() == 3
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
