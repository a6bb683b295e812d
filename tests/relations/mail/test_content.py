"""Words in square brackets, cleaned HTML, the plain twin."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from relations.mail import content

pytestmark = pytest.mark.django_db


def test_unknown_words_are_refused_with_the_nearest():
    with pytest.raises(content.BadContent) as refused:
        content.check_words("Ciao [nme]")
    assert "[nome]" in str(refused.value)


@pytest.mark.parametrize("text", ["Ciao [nome]", "[Nome]", "[...]", "[1]", "[due parole]", "nessuna"])
def test_known_words_and_ordinary_brackets_pass(text):
    content.check_words(text)


def test_a_value_with_brackets_is_not_filled_again():
    assert content.fill("[nome]", {"nome": "[cognome]", "cognome": "x"}, in_html=False) == "[cognome]"


def test_service_mail_fills_only_its_links():
    values = {"nome": "x", "link_perche": "https://w"}
    assert content.fill("[nome] [link_perche]", values, in_html=False, links_only=True) == "[nome] https://w"


@pytest.mark.parametrize(("given", "expected"), [
    ("<p onclick=x>a<script>b</script></p>", "<p>a</p>"),
    ('<a href="javascript:x">a</a>', "<a>a</a>"),
    ('<p style="color:red">a</p>', "<p>a</p>"),
    ("<iframe src=x></iframe><form>b</form>", "b"),
    ('<a href="[link_preferenze]">a</a>', '<a href="[link_preferenze]">a</a>'),
])  # fmt: skip
def test_an_authors_html_is_cleaned(given, expected):
    assert content.sanitise(given) == expected


def test_the_plain_twin_keeps_addresses_and_is_no_merge_word():
    assert content.to_text('<p>Ciao <a href="https://x.example/">nome</a></p>') == "Ciao nome (https://x.example/)\n"


def test_mjml_that_is_not_well_formed_is_refused():
    with pytest.raises(content.BadContent):
        content.compile_mjml("<mjml><mj-body><p>")


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("template", ["password_reset", "subscription_confirm"])
def test_our_own_mails_render_in_both_languages(template, language):
    subject, text, html = content.render(
        f"relations/mail/{template}", {"url": "https://x.example/a", "purposes": ["Newsletter"]}, language=language
    )
    assert "https://x.example/a" in text and "https://x.example/a" in html
    assert subject and "&" not in subject


@pytest.mark.parametrize("path", sorted((Path(settings.BASE_DIR) / "templates").glob("*/mail/*/body.mjml")), ids=str)
def test_every_mail_stands_in_the_common_frame(path):
    """The frame says who writes and why it came."""
    source = path.read_text()
    while found := re.match(r'\{% extends "([^"]+)"', source):
        if found.group(1) == "relations/mail/base.mjml":
            return
        source = (Path(settings.BASE_DIR) / "templates" / found.group(1)).read_text()
    pytest.fail(f"{path} does not extend relations/mail/base.mjml")
