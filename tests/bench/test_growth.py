"""What the bench says beside a page when the archive grew."""

import json
from types import SimpleNamespace

import pytest

from bench import relations
from bench.measuring import Measure


@pytest.fixture
def kept(tmp_path, settings):
    settings.EMBEDDED = SimpleNamespace(state=tmp_path / "bench")
    return tmp_path / "bench-times.json"


def measure(seconds: float) -> Measure:
    return Measure("list: people", seconds, 0.01, statements=9, target="≤ 12 SQL", is_met=True)


@pytest.mark.parametrize(("seconds", "is_met"), [(0.014, True), (0.016, False)])
def test_a_page_is_compared_with_the_smaller_archive(kept, seconds, is_met):
    [alone] = relations.grown([measure(0.01)], 100_000)
    [row] = relations.grown([measure(seconds)], 1_000_000)

    assert (alone.note, row.is_met) == ("", is_met)
    assert f"× {seconds / 0.01:.2f} of 100000" in row.note
    assert set(json.loads(kept.read_text())) == {"100000", "1000000"}
