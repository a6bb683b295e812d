"""The production settings, as an office on the open network has them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "RELAZIONI_STATE") if key in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=120
    )


def test_deploy_checks_are_clean_with_production_settings():
    result = _run(
        "check", "--deploy", "--fail-level", "INFO",
        PUBLIC_URL="https://relazioni.example", SECRET_KEY="k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
        ALLOWED_HOSTS="relazioni.example",
    )
    assert (result.returncode, result.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), result.stderr


def test_production_refuses_to_start_without_a_secret_key():
    result = _run("check", PUBLIC_URL="https://relazioni.example")
    assert result.returncode == 1
    assert "SECRET_KEY must be set" in result.stderr


def test_no_change_of_a_model_lacks_its_migration():
    result = _run("makemigrations", "--check", "--dry-run")
    assert result.returncode == 0, result.stdout
