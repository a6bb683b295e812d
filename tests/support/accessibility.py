"""axe-core on a page, as one assertion."""
from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def source() -> str:
    """The axe that the test package ships."""
    package = Path(find_spec("axe_playwright_python").submodule_search_locations[0])
    return next(package.rglob("axe.min.js")).read_text()


def violations(page: Any) -> list[str]:
    """Evaluated through the debugger, so that the page's strict policy stays as it is."""
    page.evaluate(source())
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)["violations"]
    return [f"{item['id']}: {node['target']} {node['failureSummary']}" for item in found for node in item["nodes"]]


def assert_accessible(page: Any) -> None:
    found = violations(page)
    assert found == [], found
