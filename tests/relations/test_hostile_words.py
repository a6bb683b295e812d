"""Whatever is typed into any form of any page: no failure, nothing unescaped. Pages, forms and fields are found, not listed."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from relations import demo
from relations.models import User
from tests.support.forms import TYPED, Form, forms_of
from tests.support.pages import found_by_links

MARK = "<script>alert(1)</script>"
HOSTILE = [
    f"a\x00{MARK}\u202e{{{{ 7 }}}}{{% load x %}}'\"\r\nBcc: b@posta.example🙂", "x" * 10_000, "=cmd|' /C calc'!A0", "'; DROP TABLE x;--", "\ud800",
    "-1", "99999999999999999999", "1e400",
]  # fmt: skip
TAMPERED = ["\x00", "-1", "99999999999999999999", f"person:{MARK}"]


@pytest.fixture
def pages(db) -> dict[str, tuple[Client, str]]:
    """Every page of the demo office with who looks at it: the office head, or nobody signed in."""
    demo.build(progress=lambda line: None, now=timezone.now())
    head, visitor = Client(raise_request_exception=False), Client(raise_request_exception=False)
    head.force_login(User.objects.get(email=demo.LOGINS[0][1]))
    inside = {name: (head, address) for name, address in found_by_links(head, "relations", "/").items()}
    outside = found_by_links(visitor, "relations", "/benvenuti/", "/volontariato/", "/appuntamenti/", "/scriveteci/", "/iscrizione/")
    return inside | {f"{name} outside": (visitor, address) for name, address in outside.items()}


def forms(pages: dict[str, tuple[Client, str]]) -> Iterator[tuple[Client, str, Form]]:
    """Yield (who, where it is sent, form): each kind of form once, of the ground floor only."""
    seen = set()
    for who, address in pages.values():
        for form in forms_of(who.get(address).content.decode()):
            goal = form.action or address
            try:
                name = resolve(goal.partition("?")[0]).view_name
            except Resolver404:
                continue
            kind = (name, form.method, tuple(sorted(form.kinds)))
            if name.startswith("relations:") and kind not in seen:
                seen.add(kind)
                yield who, goal, form


def sent(who: Client, goal: str, form: Form, changed: dict[str, str]) -> str:
    """Send the form as it stands but for `changed`, and take everything back; return what is wrong with the answer, if anything."""
    values = form.values | {name: [text] for name, text in changed.items()}
    words = urlencode(values, doseq=True, errors="surrogatepass")
    with transaction.atomic():
        if form.method == "get":
            answer = who.get(f"{goal.partition('?')[0]}?{words}")
        else:
            answer = who.post(goal, words, content_type="application/x-www-form-urlencoded")
            if answer.status_code == 302 and answer["Location"].startswith("/"):
                answer = who.get(answer["Location"])
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return f"{answer.status_code} {(answer.exc_info or [None, ''])[1]!r}"
    is_page = answer.get("Content-Type", "").startswith("text/html")
    raw = is_page and not answer.streaming and any(bad in answer.content.decode() for bad in (MARK, "<img src=x"))
    return "raw" if raw else ""


def test_no_form_of_any_page_fails_on_hostile_words(pages):
    found = list(forms(pages))
    assert len(found) > 100 and sum(len(form.typed) for _who, _goal, form in found) > 200
    wrong = {}
    for who, goal, form in found:
        chosen = [name for name, kind in form.kinds.items() if kind not in TYPED and name != "csrfmiddlewaretoken"]
        tries = [dict.fromkeys(form.typed, text) for text in HOSTILE if form.typed]
        tries += [{name: HOSTILE[0]} for name in form.typed] + [dict.fromkeys(chosen, text) for text in TAMPERED if chosen]
        for changed in tries:
            if why := sent(who, goal, form, changed):
                wrong[f"{goal} {[*changed][:6]} {[*changed.values()][0][:20]!r}"] = why
    assert wrong == {}
