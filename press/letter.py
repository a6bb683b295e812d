"""A letter from its blocks: as MJML for the mail, as plain HTML for its words. No database."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from html import escape
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

# Widths in pixels on a letter of 600, its margins off.
WIDTHS = {"full": 552, "half": 276, "small": 160}
_NOT_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Part:
    """One block with its facts looked up. `html` is cleaned; the rest is plain text; addresses are whole."""

    kind: str
    block: int = 0
    heading: str = ""
    level: int = 2
    html: str = ""
    text: str = ""
    over: str = ""
    url: str = ""
    label: str = ""
    image: str = ""
    alt: str = ""
    is_decorative: bool = False
    width: str = "full"
    is_gone: bool = False

    @property
    def image_path(self) -> str:
        """The picture's address on this very site, whatever name the site is asked by."""
        return urlsplit(self.image).path

    def frozen(self) -> dict:
        """Return it as JSON keeps it."""
        return asdict(self)


def well_formed(html: str) -> str:
    """Return cleaned HTML as XML: MJML is read by a strict reader."""
    if not html.strip():
        return ""
    root = lxml_html.fragment_fromstring(_NOT_XML.sub("", html), create_parent="div")
    inner = etree.tostring(root, encoding="unicode", method="xml")
    return inner[inner.index(">") + 1 :].removesuffix("</div>") if not inner.endswith("/>") else ""


def _x(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _section(inner: str) -> str:
    return f'<mj-section css-class="card"><mj-column>{inner}</mj-column></mj-section>'


def _words(inner: str) -> str:
    return f'<mj-text css-class="ink">{inner}</mj-text>' if inner else ""


def _button(part: Part) -> str:
    return f'<mj-button css-class="act" href="{_x(part.url)}">{_x(part.label)}</mj-button>' if part.url and part.label else ""


def _title(part: Part) -> str:
    return _words(f"<h{part.level}>{_x(part.heading)}</h{part.level}>") if part.heading else ""


def _text(part: Part) -> str:
    return _words(well_formed(part.html))


def _image(part: Part) -> str:
    if not part.image:
        return ""
    link = f' href="{_x(part.url)}"' if part.url else ""
    align = "center" if part.width == "full" else "left"
    return f'<mj-image src="{_x(part.image)}" alt="{_x(part.alt)}" width="{WIDTHS[part.width]}px" align="{align}"{link} />'


def _thing(part: Part) -> str:
    over = f"<p><em>{_x(part.over)}</em></p>" if part.over else ""
    heading = f"<h2>{_x(part.heading)}</h2>" if part.heading else ""
    text = "".join(f"<p>{_x(line)}</p>" for line in part.text.splitlines() if line.strip())
    return _words(over + heading + text) + _button(part)


def _divider(part: Part) -> str:
    return '<mj-divider css-class="line" />'


_MJML: dict[str, Callable[[Part], str]] = {
    "title": _title, "text": _text, "image": _image, "button": _button, "divider": _divider,
}  # fmt: skip


def as_mjml(parts: Iterable[Part]) -> str:
    """Return the sections of the letter, well formed whatever its blocks say; empty blocks leave nothing."""
    inner = (_MJML.get(part.kind, _thing)(part) for part in parts)
    return "".join(_section(piece) for piece in inner if piece)


def as_html(parts: Iterable[Part]) -> str:
    """Return everything a reader may see, as plain HTML: for its words, its links and its size."""
    return "".join(_plain(part) for part in parts)


def _plain(part: Part) -> str:
    if part.kind == "divider":
        return "<hr>"
    over = f"<p><em>{escape(part.over)}</em></p>" if part.over else ""
    heading = f"<h{part.level}>{escape(part.heading)}</h{part.level}>" if part.heading else ""
    image = f'<p><img src="{escape(part.image)}" alt="{escape(part.alt)}"></p>' if part.image else ""
    text = f"<p>{escape(part.text)}</p>" if part.text else ""
    words = part.label or part.alt
    link = f'<p><a href="{escape(part.url)}">{escape(words)}</a></p>' if part.url and words else ""
    return over + heading + part.html + image + text + link


@dataclass(frozen=True)
class Check:
    """One thing looked at before sending; `stops` when it cannot leave without. `block` is where to mend it."""

    label: str
    is_ok: bool
    stops: bool = True
    block: int = 0
    why: str = ""


def ready(checks: Sequence[Check]) -> bool:
    """Tell whether nothing stops the letter."""
    return all(check.is_ok or not check.stops for check in checks)
