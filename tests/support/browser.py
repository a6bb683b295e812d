"""A real Chromium on the live server, strict: any console message, page error or foreign request fails the test."""
from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

DESKTOP = {"width": 1440, "height": 1000}
PHONE = {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run", "--font-render-hinting=none"]
# Chromium itself asks for these; nothing of ours is behind them.
OWN_SCHEMES = ("data:", "blob:", "about:", "chrome-error:")


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = chromium()
    if not found:
        pytest.skip("no Chromium on this machine (apt install chromium): browser journeys are skipped")
    return {**browser_type_launch_args, "executable_path": found, "args": ARGUMENTS}


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found wrong so far; a test about complaints may empty it."""
    return []


@pytest.fixture
def open_page(browser, transactional_db, office_url: str, complaints: list[str]) -> Iterator[Callable[..., Any]]:
    """`open_page(viewport)` gives a page of a fresh visitor: Italian, in Rome. What it complained of fails the test."""
    contexts = []

    def open_one(viewport: dict[str, int] = DESKTOP, **options: Any) -> Any:
        touch = {"has_touch": True, "is_mobile": True} if viewport["width"] < 600 else {}
        context = browser.new_context(base_url=office_url, viewport=viewport, locale="it-IT",
                                      timezone_id="Europe/Rome", reduced_motion="reduce", **{**touch, **options})
        context.set_default_timeout(15_000)
        contexts.append(context)
        _listen(context, office_url, complaints)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(context: Any, origin: str, complaints: list[str]) -> None:
    def console(message: Any) -> None:
        if message.type in ("error", "warning") and not _is_expected(message):
            complaints.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def request(asked: Any) -> None:
        if not asked.url.startswith((f"{origin}/", *OWN_SCHEMES)):
            complaints.append(f"left the office: {asked.url}")

    context.on("console", console)
    context.on("weberror", lambda error: complaints.append(f"page error: {error.error}"))
    context.on("request", request)


def _is_expected(message: Any) -> bool:
    """Chromium reports a page answered with 4xx as an error: a refused form is the product working."""
    return message.text.startswith("Failed to load resource") and any(
        f"status of {code}" in message.text for code in (400, 403, 404, 409, 422))


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """A desktop page."""
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Any:
    """A page on a phone."""
    return open_page(PHONE)


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """`axe(page)` fails when the page has any accessibility violation."""
    from tests.support.accessibility import assert_accessible

    return assert_accessible

