"""Rules of the templates and of what a page weighs."""

import gzip
import re
from pathlib import Path
from zipfile import ZipFile

import lucide
import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
SHELL = (TEMPLATES / "components/head.html").read_text() + (TEMPLATES / "staff.html").read_text()
SHELL_FILES = re.findall(r'static "((?:css|js)/[^"]+)"', SHELL)


def icons() -> set[str]:
    with ZipFile(Path(lucide.__file__).with_name("lucide.zip")) as archive:
        return {name.removesuffix(".svg") for name in archive.namelist()}


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_opens_with_its_inputs(path):
    assert path.read_text().startswith("{# ")


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_can_be_read(path):
    get_template(f"components/{path.name}")


def test_every_icon_named_exists():
    known = icons()
    named = {
        (str(path.relative_to(ROOT)), name)
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"""\{% icon ["']([^"']+)["']""", path.read_text())
    }
    assert {found for found in named if found[1] not in known} == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_one_behaviour_and_says_which(path):
    text = path.read_text()
    assert text.startswith(("/*", "//")) and len(text.splitlines()) <= 120


def test_no_script_writes_a_style_attribute_or_evaluates_text():
    found = [p.name for p in SCRIPTS if re.search(r"\.style\b|\beval\(|new Function|setAttribute\(.style", p.read_text())]
    assert found == []


def test_styles_and_scripts_of_the_shell_stay_light():
    texts = [(ROOT / "static" / name).read_bytes() for name in SHELL_FILES]
    assert len(texts) > 20 and sum(len(gzip.compress(text)) for text in texts) <= 40_000


def test_every_style_is_linked_by_a_page():
    written = {f"css/ui/{path.name}" for path in (ROOT / "static/css/ui").glob("*.css")}
    linked = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'static "(css/[^"]+)"', path.read_text())}
    assert written - linked == set()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_an_error_page_needs_neither_database_nor_request(name):
    html = get_template(f"{name}.html").render({})
    assert html.count("<h1") == 1 and 'href="/"' in html


def test_the_403_page_says_who_can():
    assert "la direzione, chi segue le relazioni" in get_template("403.html").render(
        {"roles": ["la direzione", "chi segue le relazioni"]}
    )
