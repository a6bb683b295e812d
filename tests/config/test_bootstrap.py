"""Setting up from nothing: what is wanted, when it is redone, and what is said when it cannot be done."""
from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A set-up of its own project in a temporary folder; English."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "config" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "set-up.json")
    monkeypatch.setattr(module, "speaks_italian", lambda: False)
    for lock in (module.RUNTIME, module.DEVELOPMENT):
        (tmp_path / lock).write_text(f"# {lock}\n")
    return module


@pytest.fixture
def installed(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Instead of installing, remember which lock was asked for."""
    asked: list[str] = []

    def make_venv() -> None:
        python = bootstrap.VENV / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text("")

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "usable", lambda: bootstrap.VENV.exists())
    monkeypatch.setattr(bootstrap, "install", asked.append)
    return asked


def test_tests_want_the_development_lock_and_the_office_the_runtime_one(bootstrap: ModuleType) -> None:
    wanted = [bootstrap.wanted_lock(["manage.py", command]) for command in ("up", "test", "migrate")]
    assert wanted == [bootstrap.RUNTIME, bootstrap.DEVELOPMENT, bootstrap.RUNTIME]


def test_the_office_keeps_the_development_packages_once_they_are_in(bootstrap: ModuleType, installed: list[str]) -> None:
    bootstrap.set_up(bootstrap.DEVELOPMENT)
    assert bootstrap.wanted_lock(["manage.py", "up"]) == bootstrap.DEVELOPMENT


def test_a_second_set_up_does_nothing(bootstrap: ModuleType, installed: list[str]) -> None:
    bootstrap.set_up(bootstrap.RUNTIME)
    bootstrap.set_up(bootstrap.RUNTIME)
    assert installed == [bootstrap.RUNTIME]


def test_a_changed_lock_is_installed_again(bootstrap: ModuleType, installed: list[str]) -> None:
    bootstrap.set_up(bootstrap.RUNTIME)
    (bootstrap.ROOT / bootstrap.RUNTIME).write_text("# another\n")
    assert bootstrap.is_current(bootstrap.RUNTIME) is False


def test_an_interrupted_installation_is_not_current(
    bootstrap: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.set_up(bootstrap.RUNTIME)
    (bootstrap.ROOT / bootstrap.RUNTIME).write_text("# another\n")

    def interrupted(lock: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.set_up(bootstrap.RUNTIME)
    assert bootstrap.stamp() == {}


def test_after_an_interrupted_installation_the_environment_is_made_anew(
    bootstrap: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.set_up(bootstrap.RUNTIME)
    bootstrap.STAMP.unlink()
    made: list[str] = []
    monkeypatch.setattr(bootstrap, "make_venv", lambda: made.append("again"))
    bootstrap.set_up(bootstrap.RUNTIME)
    assert made == ["again"]


def test_a_python_without_ensurepip_is_told_which_package_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetUpError, match="apt install python3-venv"):
        bootstrap.make_venv()


@pytest.mark.parametrize(("environment", "italian"), [
    ({"LANG": "it_IT.UTF-8"}, True),
    ({"LANG": "en_GB.UTF-8"}, False),
    ({"LANG": "it_IT.UTF-8", "LC_ALL": "C"}, False),
    ({"LANG": "C", "LC_MESSAGES": "it_IT"}, True),
    ({}, False),
])
def test_the_language_is_the_terminal_s(bootstrap: ModuleType, environment: dict[str, str], italian: bool) -> None:
    module = importlib.util.module_from_spec(bootstrap.__spec__)
    bootstrap.__spec__.loader.exec_module(module)
    assert module.speaks_italian(environment) is italian


def test_the_set_up_needs_the_standard_library_only() -> None:
    probe = ("import importlib.util, sys; sys.path = [p for p in sys.path if 'site-packages' not in p];"
             "s = importlib.util.spec_from_file_location('b', 'config/bootstrap.py');"
             "m = importlib.util.module_from_spec(s); s.loader.exec_module(m); print(m.RUNTIME)")
    done = subprocess.run([sys.executable, "-S", "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "requirements.txt\n", done.stderr
