"""The bench's one door: each measure brings its own options."""

import pytest

from bench.__main__ import measures, read


def test_every_measure_is_found_and_brings_its_options():
    known = measures()

    assert "relations" in known
    assert read(known, ["relations", "--contacts", "1000"]).contacts == 1000


@pytest.mark.parametrize("arguments", [[], ["all"]])
def test_all_of_them_run_when_none_is_named(arguments):
    known = measures()

    assert read(known, arguments).names == list(known)


def test_only_some_rows_may_be_asked_for():
    assert read(measures(), ["--only", "search,lists"]).only == ["search", "lists"]


def test_a_measure_nobody_wrote_is_named_in_the_message(capsys):
    with pytest.raises(SystemExit):
        read(measures(), ["weather"])

    assert "weather" in capsys.readouterr().err
