"""Listening and involvement in the demo office."""

from typing import Any


def build(demo: Any) -> None:
    """Fill the five desks of the community."""
