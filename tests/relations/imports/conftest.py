"""Files made on the spot, and imports run without a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relations.imports import engine
from relations.models import Import
from tests.relations.conftest import AT


@pytest.fixture
def csv_file(tmp_path) -> Callable[..., Path]:
    def make(text: str, encoding: str = "utf-8", name: str = "contatti.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


@pytest.fixture
def bring_in(officer, csv_file) -> Callable[..., Import]:
    def run(text: str, **choices: Any) -> Import:
        return engine.run(path_or_file=csv_file(text), by=officer, at=AT, **choices)

    return run


@pytest.fixture
def bring_in_file(officer, tmp_path) -> Callable[..., Import]:
    """Bring in a file of any kind, given its bytes."""

    def run(name: str, contents: bytes, **choices: Any) -> Import:
        path = tmp_path / name
        path.write_bytes(contents)
        return engine.run(path_or_file=path, by=officer, at=AT, **choices)

    return run
