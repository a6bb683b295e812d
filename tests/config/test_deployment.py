"""The compose file and the example environment say what the code reads."""
from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import typst

from config.postgres import INITDB_FLAGS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def compose(tmp_path: Path) -> dict[str, Any]:
    """Read by typst, the one YAML reader that is in the lock anyway; `<<` is merged as compose does."""
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    page = tmp_path / "page.typ"
    page.write_text('#metadata(yaml("docker-compose.yml")) <file>')
    found = json.loads(typst.query(page, "<file>", field="value", one=True))
    services = {name: {**body.pop("<<", {}), **body} for name, body in found["services"].items()}
    return {**found, "services": services}


def test_the_compose_file_runs_one_image_in_four_ways(compose: dict[str, Any]) -> None:
    ours = {name for name, body in compose["services"].items() if body["image"] == "ufficio-relazioni"}
    assert ours == {"migrate", "web", "worker", "beat"}


def test_every_named_volume_is_declared(compose: dict[str, Any]) -> None:
    named = {volume.split(":")[0] for body in compose["services"].values() for volume in body.get("volumes", [])
             if not volume.startswith(".")}
    assert named == set(compose["volumes"])


def test_both_databases_are_made_alike(compose: dict[str, Any]) -> None:
    assert tuple(compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()) == INITDB_FLAGS


def test_the_example_environment_explains_every_variable_that_is_read() -> None:
    code = "".join((ROOT / "config" / name).read_text() for name in ("settings.py", "founding.py"))
    read = set(re.findall(r"""env(?:\.[a-z_]+)?\(\s*"([A-Z_]+)""", code)) | set(re.findall(r'"(RELAZIONI_[A-Z_]+)"', code))
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - explained == set()
