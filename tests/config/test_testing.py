"""What may be typed after `manage.py test`."""
from __future__ import annotations

from pathlib import Path

import pytest

from config import testing


def test_the_word_faults_is_the_whole_fault_suite_in_one_process() -> None:
    arguments, also = testing.understood(["faults", "-k", "kill"])
    assert (arguments, also) == (["tests/faults", "-n", "0", "-k", "kill"], {"FAULTS": "whole"})
    assert testing.command(arguments)[3:] == arguments
    assert (Path(testing.ROOT) / arguments[0]).is_dir()


def test_everything_else_is_pytests() -> None:
    assert testing.understood(["tests/site", "-x"]) == (["tests/site", "-x"], {})
    assert testing.command([])[3:] == testing.SIDE_BY_SIDE


@pytest.mark.parametrize("together", testing.TOGETHER)
def test_tests_that_start_whole_offices_go_to_one_process(together):
    assert (Path(testing.ROOT) / together).exists()
    assert testing.scope(f"{together}test_a.py::test_b[c]") == testing.scope(f"{together}test_d.py::test_e") == together


def test_all_others_go_one_by_one(request):
    assert testing.scope(request.node.nodeid) == request.node.nodeid
