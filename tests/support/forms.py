"""The forms of a page as a browser sees them: where they go, and with what."""
from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Kinds of control that hold what people type.
TYPED = ("text", "search", "email", "tel", "url", "textarea", "number", "date", "time", "password")


@dataclass
class Form:
    """One form: its controls by name, each with its kind and with what it is sent as it stands."""

    action: str
    method: str
    has_file: bool = False
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def typed(self) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in TYPED]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "textarea" and given.get("name"):
            self.area = given["name"]
            self.form.kinds[self.area] = "textarea"
            self.form.values[self.area] = [""]
        elif tag == "select" and given.get("name"):
            self.select = given["name"]
            self.form.kinds[self.select] = "select"
            self.form.values.setdefault(self.select, [])
        elif tag == "option" and self.select and "selected" in given:
            self.form.values[self.select].append(given.get("value", ""))

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text").lower(), given["name"]
        if kind == "file":
            self.form.has_file = True
        elif kind in ("checkbox", "radio"):
            self.form.kinds[name] = kind
            if "checked" in given:
                self.form.values.setdefault(name, []).append(given.get("value", "on"))
        elif kind not in ("submit", "button", "reset", "image"):
            self.form.kinds[name] = kind
            self.form.values.setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        self.select = "" if tag == "select" else self.select
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.area:
            self.form.values[self.area][0] += data.removeprefix("\n")


def forms_of(page: str) -> list[Form]:
    """Return the forms of an HTML page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms
