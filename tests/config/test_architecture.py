"""The rules of the whole tree: floors, the one door of the mail, no foreign hosts, a strict page."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("relations", "partnerships", "fundraising", "press")
TEXT = {".py", ".html", ".txt", ".md", ".toml", ".yml", ".yaml", ".js", ".css", ".po", ".conf", ".mjml", ".svg",
        ".example", ""}
# Spelled apart, so that this file does not break its own rule.
REGISTRIES = [".".join(words) for words in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
    ("jsdelivr", "net"), ("unpkg", "com"), ("cloudflare", "com"), ("googleapis", "com"), ("gstatic", "com"),
)]


def tracked() -> list[Path]:
    """What is in the repository, and what is about to be."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_go_down_never_sideways() -> None:
    done = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert done.returncode == 0, done.stdout


def test_the_linter_has_nothing_to_say() -> None:
    done = run(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("library", "only"), [
    (r"smtplib|django\.core\.mail", "relations/mail/deliver.py"),
    ("aiosmtpd", "relations/mail/receiver.py"),
], ids=["sending", "receiving"])
def test_mail_leaves_and_arrives_through_one_module_each(library: str, only: str) -> None:
    users = {
        str(path.relative_to(ROOT)) for app in (*APPS, "config") for path in (ROOT / app).rglob("*.py")
        if re.search(rf"^\s*(import|from)\s+({library})\b", path.read_text(), re.MULTILINE)
    }
    assert users <= {only}


@pytest.mark.parametrize("module", [
    "partnerships.lifecycle", "partnerships.matching", "relations.mail.policy", "fundraising.segments",
])
def test_a_pure_module_loads_without_django(module: str) -> None:
    """In a fresh process, and without Django being there at all."""
    parts = module.split(".")
    script = (
        "import sys, types, importlib\n"
        "sys.modules['django'] = None\n"
        f"for name in {['.'.join(parts[:end]) for end in range(1, len(parts))]!r}:\n"
        "    package = types.ModuleType(name); package.__path__ = [name.replace('.', '/')]; sys.modules[name] = package\n"
        f"importlib.import_module({module!r})\n"
    )
    done = run(sys.executable, "-c", script)
    assert done.returncode == 0, done.stderr


def test_no_registry_or_cdn_host_stands_in_the_repository() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}" for path in tracked() if path.suffix in TEXT
        for text in [path.read_text(errors="replace")] for host in REGISTRIES if host in text
    ]
    assert named == []


PAGES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.relative_to(ROOT).parts)
# A script without src is allowed for data only.
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|\shx-on|javascript:"""
    r"""|<script(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*["']application/(?:ld\+)?json)""",
    re.IGNORECASE,
)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT / "templates")))
def test_a_page_has_no_inline_style_script_or_handler(page: Path) -> None:
    assert INLINE.findall(COMMENT.sub("", page.read_text())) == []


def test_the_locks_hold_names_versions_and_hashes_only() -> None:
    line = re.compile(r"^(#.*|\s+#.*|--.*|[A-Za-z0-9._\[\],-]+==\S+( ; .*)?( \\)?|\s+--hash=sha256:[0-9a-f]{64}( \\)?|)$")
    odd = [text for lock in ("requirements.txt", "requirements-dev.txt")
           for text in (ROOT / lock).read_text().splitlines() if not line.match(text)]
    assert odd == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_serves_every_python_and_not_only_the_one_that_made_it(lock: str) -> None:
    """Debian 12 has 3.11.2, where redis needs one package more: a lock made without --universal forgets it."""
    assert re.findall(r"^async-timeout==\S+ ; (.+?) \\$", (ROOT / lock).read_text(), re.MULTILINE) == [
        "python_full_version < '3.11.3'"]
