"""Every visible word has its Italian, whole and with the same placeholders."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ["config", "relations", "partnerships", "fundraising", "press"]
# Where each call has its context, its singular and its plural.
CALLS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(?:n?p?gettext|_)\(\s*{_STRING}(?:\s*,\s*{_STRING}){{0,2}}")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
# Words the office does not use (see docs/glossary.md).
FORBIDDEN = re.compile(
    r"\b(con successo|clicca|ops|dashboard|record|ticket|lead|follow-up|submit|deal)\b|!", re.IGNORECASE
)


@dataclass(frozen=True)
class Word:
    """What the code asks a catalogue for: the words of another context, or a number's, are others."""

    text: str
    context: str | None = None
    counted: bool = False


def _of_python(source: str) -> set[Word]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in CALLS:
            continue
        said = [
            arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None for arg in node.args
        ]
        context, text, plural = (
            said[place] if place is not None and place < len(said) else None for place in CALLS[name]
        )
        if text:
            found.add(Word(text, context, plural is not None))
    return found


def _of_template(path: Path) -> set[Word]:
    # templatize writes the calls a template makes between rows of X; percent signs doubled, as blocktranslate looks them up.
    calls = "\n".join(
        f"{match.group(0)})" for match in IN_TEMPLATE.finditer(templatize(path.read_text(), origin=str(path)))
    )
    return _of_python(calls)


def used() -> dict[Word, str]:
    """Every word in the code → one place where it stands."""
    places: dict[Word, str] = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                places |= {word: str(path.relative_to(ROOT)) for word in _of_python(path.read_text())}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt", ".mjml", ".xml", ".typ"}:
            places |= {word: str(path.relative_to(ROOT)) for word in _of_template(path)}
    return places


def catalogues() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/it/LC_MESSAGES/django.po"))


def _read(path: Path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="it") if message.id]


def test_every_word_used_is_translated():
    known, counted = set(), set()
    for message in (message for path in catalogues() for message in _read(path)):
        first = message.id if isinstance(message.id, str) else message.id[0]
        known.add((message.context, first))
        if not isinstance(message.id, str):
            counted.add((message.context, first))
    known |= {(None, text) for text in ("Yes", "No", "Required", "Password", "E-mail")}  # Django has them
    missing = {
        word: place
        for word, place in used().items()
        if (word.context, word.text) not in (counted if word.counted else known)
    }
    assert missing == {}


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-4])
def test_catalogue_has_no_empty_or_fuzzy_string(path):
    bad = [m.id for m in _read(path) if m.fuzzy or not m.string or (isinstance(m.string, tuple) and not all(m.string))]
    assert bad == []


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-4])
def test_translations_keep_their_placeholders(path):
    def names(text: str) -> set[str]:
        return {match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", ""))}

    bad = []
    for message in _read(path):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string
        allowed = set().union(*(names(text) for text in ids))
        bad += [text for text in strings if names(text) - allowed or (len(ids) == 1 and names(text) != allowed)]
    assert bad == []


def test_one_english_word_has_one_italian_in_every_catalogue():
    found: dict[tuple, dict[str, tuple]] = {}
    for path in catalogues():
        for m in _read(path):
            key = (m.context, m.id if isinstance(m.id, str) else m.id[0])
            found.setdefault(key, {})[path.parts[-4]] = (m.string,) if isinstance(m.string, str) else tuple(m.string)
    assert {key: texts for key, texts in found.items() if len(set(texts.values())) > 1} == {}


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-4])
def test_italian_keeps_to_the_office_s_words(path):
    strings = [s for m in _read(path) for s in ((m.string,) if isinstance(m.string, str) else m.string)]
    assert [text for text in strings if FORBIDDEN.search(text)] == []
