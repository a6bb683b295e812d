"""Content: cleaned HTML, words in square brackets, MJML compiled once, the plain-text twin."""

import difflib
import html as html_module
import re
from collections.abc import Mapping

import mrml
import nh3
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import override
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

from relations.models import Mailing, OfficeSettings
from relations.text import clean, one_line

# The words an author may use. The value of each stands on the delivery since the mailing was composed.
WORDS = ("nome", "cognome", "nome_completo", "organizzazione", "saluto")
# What our own templates may use besides: a link of the recipient's own, given with the recipient.
GIVEN_WORDS = ("collegamento",)
# Our own: addresses of the recipient's pages, computed when the message is built.
LINK_WORDS = ("link_disiscrizione", "link_preferenze", "link_perche")
_ANY_WORD = re.compile(r"\[([^\W\d]+)\]")
KNOWN = re.compile(rf"\[({'|'.join((*WORDS, *GIVEN_WORDS, *LINK_WORDS))})\]", re.IGNORECASE)
LINKS = re.compile(rf"\[({'|'.join(LINK_WORDS)})\]")

_TAGS = {"p", "br", "hr", "strong", "b", "em", "i", "u", "s", "a", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote",
         "img", "table", "thead", "tbody", "tr", "th", "td", "span"}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan"}, "th": {"colspan"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_VOID = re.compile(r"<(br|hr|img)\b([^<>]*?)\s*/?>")
_MARKDOWN_LINK = re.compile(r"\[((?:[^\[\]]|\[\w+\])*)\]\(([^()\s]+)\)")


class BadContent(Exception):
    """The content cannot be sent as it is; the message says what to mend, for the page."""


def sanitise(html: str) -> str:
    """Return an author's HTML with nothing in it that a mail may not carry: no script, style, form or frame."""
    return nh3.clean(clean(html), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def for_mjml(html: str) -> str:
    """Return sanitised HTML as MJML takes it: void tags closed, no named entities."""
    return _VOID.sub(r"<\1\2 />", html).replace("&nbsp;", "\u00a0")


def unknown_words(*texts: str) -> list[str]:
    """Return the words in square brackets that we do not know, once each, in their order."""
    found = (match.group(1) for text in texts for match in _ANY_WORD.finditer(text))
    return list(dict.fromkeys(word for word in found if word.lower() not in WORDS + LINK_WORDS))


def check_words(*texts: str) -> None:
    """Refuse unknown words in square brackets with a sentence that offers the nearest known one."""
    unknown = unknown_words(*texts)
    if not unknown:
        return
    near = difflib.get_close_matches(unknown[0].lower(), WORDS, n=1) or ["nome"]
    raise BadContent(
        _("We do not know the word [%(word)s]. Did you mean [%(near)s]? You can use: %(words)s.")
        % {"word": unknown[0], "near": near[0], "words": ", ".join(f"[{word}]" for word in WORDS)}
    )


def fill(text: str, values: Mapping[str, str], *, in_html: bool, links_only: bool = False) -> str:
    """Replace the known words in one pass: what a value contains is never looked at again."""

    def value(match: re.Match[str]) -> str:
        found = values.get(match.group(1).lower(), "")
        return html_module.escape(found) if in_html else found

    return (LINKS if links_only else KNOWN).sub(value, text)


def compile_mjml(source: str) -> str:
    """Return MJML as HTML; BadContent where it is not well formed."""
    try:
        return str(mrml.to_html(source).content)
    except Exception as error:  # mrml raises plain errors of its own
        raise BadContent(_("The message cannot be laid out: %(why)s") % {"why": str(error)[:200]}) from None


def to_text(html: str) -> str:
    """Return the plain-text twin of `html`, with the addresses of its links."""
    config = ParserConfig(css=CSS_PROFILES["strict"].copy(), display_links=True)
    text = _MARKDOWN_LINK.sub(r"\1 (\2)", get_text(html, config))
    lines = [line.rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip() + "\n"


def render(template: str, context: dict, *, language: str) -> tuple[str, str, str]:
    """Return (subject, text, html) of one of our own mails: `<template>/subject.txt`, `body.txt`, `body.mjml`."""
    full = {"office": OfficeSettings.current(), "is_campaign": False, "language": language, **context}
    with override(language):
        subject = _plain(f"{template}/subject.txt", full)
        text = _plain(f"{template}/body.txt", full).rstrip()
        if "[link_perche]" not in text:
            text += f"\n\n{_('Why did I receive this?')} [link_perche]"
        html = compile_mjml(get_template(f"{template}/body.mjml").render({**full, "subject": one_line(subject)}))
    return one_line(subject)[:250], clean(text).strip() + "\n", html


def _plain(name: str, context: dict) -> str:
    return get_template(name).template.render(Context(context, autoescape=False))


def letter(*, mailing: Mailing, subject: str, preheader: str, body: str) -> str:
    """Return an author's sanitised HTML laid out as the office's letter."""
    context = {
        "office": OfficeSettings.current(), "is_campaign": mailing.is_campaign, "language": mailing.language,
        "subject": subject, "preheader": preheader, "body": for_mjml(body),
    }  # fmt: skip
    with override(mailing.language):
        return compile_mjml(get_template("relations/mail/letter.mjml").render(context))


def words_of(*, person: object = None, organization: object = None, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the value of every word for one recipient; what the caller gives wins."""
    first, last = getattr(person, "first_name", ""), getattr(person, "last_name", "")
    whole = f"{first} {last}".strip()
    body = getattr(organization, "name", "")
    found = {
        "nome": first or whole or body, "cognome": last, "nome_completo": whole or body, "organizzazione": body,
        "saluto": getattr(person, "salutation", "") or "",
        **{key: str(value) for key, value in (given or {}).items() if key in WORDS + GIVEN_WORDS},
    }  # fmt: skip
    found["nome_completo"] = found["nome_completo"] or f"{found['nome']} {found['cognome']}".strip()
    if not found["saluto"]:
        found["saluto"] = f"Gentile {found['nome_completo'] or found['nome']}".strip() if found["nome"] else "Buongiorno"
    return {key: one_line(value)[:200] for key, value in found.items()}
