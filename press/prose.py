"""What the text editor may write, and the cleaning of what arrives; no database."""

import html
import re
from collections.abc import Callable

import nh3
from inscriptis import get_text
from inscriptis.model.config import ParserConfig

from relations.text import clean

SCHEMES = ["https", "http", "mailto", "tel"]
RELEASE_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": SCHEMES},
    "HardBreak": True,
}
# A mail has fewer: quotes look broken in many programs.
MAIL_EXTENSIONS = {key: value for key, value in RELEASE_EXTENSIONS.items() if key != "Blockquote"}

_TAGS = {"p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "h2", "h3", "a", "blockquote"}
_EMPTY = re.compile(r"^(\s|<p>\s*(<br\s*/?>)?\s*</p>)*$")
_BLOCK = re.compile(r"<(p|h2|h3|ul|ol|blockquote)[ >]")


def _cleaner(tags: set[str]) -> Callable[[str], str]:
    cleaner = nh3.Cleaner(
        tags=tags,
        clean_content_tags={"script", "style", "title", "template"},
        attributes={"a": {"href", "title"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )

    def tidy(text: str) -> str:
        found = cleaner.clean(_as_html(clean(text))).strip()
        return "" if _EMPTY.match(found) else found

    return tidy


def _as_html(text: str) -> str:
    """Plain lines (no editor, no JavaScript) become paragraphs."""
    if not text.strip() or _BLOCK.search(text):
        return text
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts)


tidy_release = _cleaner(_TAGS)
tidy_mail = _cleaner(_TAGS - {"blockquote"})

_plain = ParserConfig(display_links=False)
_linked = ParserConfig(display_links=True)


def as_text(text: str, *, links: bool = False) -> str:
    """Return the plain text of cleaned HTML, a blank line between paragraphs."""
    if not text:
        return ""
    lines = get_text(f"<html><body>{text}</body></html>", _linked if links else _plain).splitlines()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def hosts(text: str) -> list[str]:
    """Return the targets of the links of cleaned HTML, in order."""
    return [html.unescape(target) for target in re.findall(r'<a [^>]*href="([^"]*)"', text)]
