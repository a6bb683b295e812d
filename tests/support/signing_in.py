"""A colleague signs in, as they do in the morning: name, password, Enter."""
from __future__ import annotations

from typing import Any


def sign_in(page: Any, email: str, password: str) -> None:
    """Come in by the sign-in page and wait for Oggi; nothing else of ours has the address "/"."""
    page.goto("/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("/")
