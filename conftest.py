"""Tests run on real servers: this file starts them, and lends browsers and workers to whoever asks."""
from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# Anything may look at the database from inside a browser test's event loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
pytest_plugins = ["tests.support.network", "tests.support.processes", "tests.support.browser", "tests.support.mail_rules"]
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
hypothesis_settings.load_profile("steady")
_running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers once, in the process that was called; the others find them running."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    from django.conf import settings

    from config.embedded import EmbeddedError
    from config.testing import ensure_template
    from config.words import compile_stale

    compile_stale(Path(__file__).parent / "locale")
    try:
        _running.enter_context(settings.EMBEDDED.lock())
        _running.callback(settings.EMBEDDED.stop_postgres)
        settings.EMBEDDED.start_postgres()
        ensure_template(settings.EMBEDDED)
        _running.callback(settings.EMBEDDED.stop_valkey)
        settings.EMBEDDED.start_valkey()
    except EmbeddedError as error:
        _running.close()
        pytest.exit(f"{error} RELAZIONI_TEST_STATE gives these tests another folder.", returncode=1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out one by one, but for those that must stay together."""
    if config.getvalue("dist") != "loadscope":
        return None
    from xdist.scheduler import LoadScopeScheduling

    from config.testing import scope

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = scope
    return scheduler


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running, in which nothing else can start its own."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


def pytest_unconfigure(config: pytest.Config) -> None:
    _running.close()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Rate limits and one-time marks of one test are not the next one's."""
    from django.core.cache import cache

    cache.clear()
