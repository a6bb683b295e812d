"""Every visible word has its Italian, whole and with the same placeholders."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ["config", "relations", "partnerships", "fundraising", "press"]
CALLS = {"_", "N_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
IN_TEMPLATE = re.compile(
    r"""\b(n?p?gettext|_)\(\s*(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))(?:\s*,\s*(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")))?"""
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
# Words the office does not use (see docs/glossary.md).
FORBIDDEN = re.compile(r"\b(con successo|clicca|ops|dashboard|record|ticket|lead|follow-up|submit|deal)\b|!", re.IGNORECASE)


def _of_python(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in CALLS or not node.args:
            continue
        args = node.args[1:] if name.startswith("pgettext") else node.args[:1]
        found |= {arg.value for arg in args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return found


def _of_template(path: Path) -> set[str]:
    found = set()
    for name, first, second in IN_TEMPLATE.findall(templatize(path.read_text(), origin=str(path))):
        literal = second if "p" in name and second else first
        # templatize writes percent signs doubled, as blocktranslate looks them up.
        found.add(ast.literal_eval(literal.removeprefix("u")))
    return found


def used() -> dict[str, str]:
    """Every message id in the code → one place where it stands."""
    places: dict[str, str] = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                places |= {text: str(path.relative_to(ROOT)) for text in _of_python(path)}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt", ".mjml", ".xml", ".typ"}:
            places |= {text: str(path.relative_to(ROOT)) for text in _of_template(path)}
    places.pop("", None)
    return places


def catalogues() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/it/LC_MESSAGES/django.po"))


def _read(path: Path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="it") if message.id]


def test_every_word_used_is_translated():
    known = {m.id if isinstance(m.id, str) else m.id[0] for path in catalogues() for m in _read(path)}
    django_has = {"Yes", "No", "Required", "Password", "E-mail"}
    missing = {text: place for text, place in used().items() if text not in known | django_has}
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
