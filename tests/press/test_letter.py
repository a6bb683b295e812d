"""A letter laid out: well formed whatever its blocks say, frozen when handed in, in colours that can be read."""

import json
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from press import colours, letter, letter_rules, pictures, prose, vocab
from press.actions import blocks, letter_images, newsletters
from press.models import LetterStyle, NewsletterBlock
from press.queries import letter_parts, preview
from relations.mail import content
from tests.press.conftest import AT

WORDS = st.text(max_size=120) | st.sampled_from(
    ["<b>", "&nbsp;&amp;&", '"><script>alert(1)</script>', "]]>", "<!--", "{{ x }}", "\x00\ufffe", "[nome]", "</mj-text>", "'", "è 😀"]
)
HTML = WORDS | st.builds(lambda a, b, c: f'<p title="{a}"><a href="https://x.it/?q={b}" title="{c}">{b}<br>{a}</a></p><ul><li>{c}', WORDS, WORDS, WORDS)


def picture(size=(40, 30), kind="PNG", mode="RGB", **more) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, 120).save(buffer, kind, **more)
    return buffer.getvalue()


# --- well formed --------------------------------------------------------------------------
@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(vocab.BLOCK_KINDS.keys), heading=WORDS, text=WORDS, html=HTML, label=WORDS, alt=WORDS, url=WORDS)
def test_any_block_is_well_formed(kind, heading, text, html, label, alt, url):
    part = letter.Part(
        kind=kind, heading=content.clean(heading), text=content.clean(text), html=content.sanitise(prose.tidy_mail(html)),
        label=content.clean(label), alt=content.clean(alt), url=content.clean(url), image="https://x.it/a.jpg" if kind == "image" else "",
    )  # fmt: skip
    page = content.compile_mjml(f"<mjml><mj-body>{letter.as_mjml([part])}</mj-body></mjml>")
    assert "<script" not in page.lower() and "onerror=" not in page.lower().replace("&quot;", '"').split("<style")[0]


@pytest.mark.parametrize(("given", "expected"), [
    ("<p>a<br>b</p>", "<p>a<br/>b</p>"), ("", ""), ("solo parole", "solo parole"), ("<p>1</p><p>2 &amp; 3</p>", "<p>1</p><p>2 &amp; 3</p>"),
    ("a &nbsp; b", "a \u00a0 b"),
])  # fmt: skip
def test_html_becomes_xml_with_nothing_lost(given, expected):
    assert letter.well_formed(given) == expected


# --- colours ---------------------------------------------------------------------------
@pytest.mark.parametrize(("one", "other", "expected"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)])
def test_contrast_is_that_of_the_guidelines(one, other, expected):
    assert round(colours.contrast(one, other), 2) == expected


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 0xFFFFFF))
def test_every_colour_has_a_twin_that_reads_in_the_dark(number):
    assert colours.is_readable(colours.for_dark(f"#{number:06x}"), colours.DARK["card"])


@pytest.mark.django_db
def test_a_style_that_cannot_be_read_is_refused(officer, sign_in):
    with pytest.raises(ValidationError):
        letter_images.keep_style(style=None, name="Chiaro", accent="#ffee00", by=officer, at=AT)
    fields = {"name": "Chiaro", "accent": "#ffee00", "on_accent": "#ffffff", "ink": "#1d2526", "paper": "#f6f5f0"}
    page = sign_in(officer).post("/newsletter/stili/nuovo/", fields)
    assert (page.status_code, LetterStyle.objects.count()) == (422, 0)
    assert "Troppo vicini per leggersi" in page.content.decode()
    assert sign_in(officer).post("/newsletter/stili/nuovo/", {**fields, "accent": "#0B5F66"}).status_code == 302
    assert LetterStyle.objects.get().is_default


@pytest.mark.django_db
def test_only_one_style_is_the_usual_one(officer):
    first = letter_images.keep_style(style=None, name="Uno", by=officer, at=AT)
    second = letter_images.keep_style(style=None, name="Due", is_default=True, by=officer, at=AT)
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)


@pytest.mark.django_db
def test_the_letter_wears_its_style(officer):
    style = letter_images.keep_style(style=None, name="Cotto", accent="#a8432b", footer="In fondo <b>", by=officer, at=AT)
    newsletter = newsletters.draft(author=officer, at=AT, title="T", subject="O", style=style)
    blocks.add(newsletter=newsletter, kind="button", label="Venite", url="https://a.example/", by=officer, at=AT)
    page = preview.laid_out(newsletter, at=AT)
    assert "#a8432b" in page and "In fondo &lt;b&gt;" in page and "prefers-color-scheme: dark" in page
    assert "fonts.googleapis" not in page


# --- pictures ---------------------------------------------------------------------------
def test_a_photograph_becomes_small_upright_and_bare():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "scattata a casa di Giovanna"
    found = pictures.prepare(picture((3000, 2000), "JPEG", exif=exif))
    wide = Image.open(BytesIO(found.wide))
    assert (found.width, wide.width, Image.open(BytesIO(found.small)).width) == (1200, 1200, 600)
    assert wide.height > wide.width and dict(wide.getexif()) == {} and b"Giovanna" not in found.wide


def test_a_clear_logo_stays_clear():
    found = pictures.prepare(picture((300, 100), "PNG", "RGBA"))
    assert (found.mime, Image.open(BytesIO(found.wide)).mode) == ("image/png", "RGBA")


@pytest.mark.parametrize("data", [
    b"", b"%PDF-1.7", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    b"<html>", picture()[:60], b"\xff\xd8\xff" + b"x" * 100, b"x" * (pictures.LARGEST + 1),
], ids=["empty", "pdf", "gif head", "png head", "svg", "html", "cut", "jpeg head", "too big"])  # fmt: skip
def test_what_is_no_picture_is_refused_with_a_sentence(data):
    with pytest.raises(ValidationError) as refused:
        pictures.prepare(data)
    assert str(refused.value.messages[0]).endswith(".")


def test_a_picture_that_moves_is_refused():
    buffer = BytesIO()
    frames = [Image.new("RGB", (9, 9), shade) for shade in (0, 255)]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(ValidationError):
        pictures.prepare(buffer.getvalue())


def test_a_small_file_with_huge_sides_is_refused_before_it_fills_the_memory():
    with pytest.raises(ValidationError):
        pictures.prepare(picture((20_000, 20_000), "PNG", "1"))


@pytest.mark.django_db
def test_a_picture_put_in_is_described_or_decorative(officer, sign_in, client):
    newsletter = newsletters.draft(author=officer, at=AT, title="T", subject="O")
    block = blocks.add(newsletter=newsletter, kind="image", by=officer, at=AT)
    path, prefix = f"/newsletter/{newsletter.pk}/blocchi/{block.pk}/", f"b{block.pk}"
    upload = SimpleUploadedFile("foto.svg", picture((50, 40), "JPEG"))
    fields = {f"{prefix}-upload": upload, f"{prefix}-alt_text": "Una foto", f"{prefix}-width": "half"}
    assert sign_in(officer).post(path, fields).status_code == 302
    block.refresh_from_db()
    assert (block.image.mime, block.alt_text, block.width) == ("image/jpeg", "Una foto", "half")
    shown = client.get(f"/sala-stampa/newsletter/immagini/{block.image.key}/small/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert client.get("/sala-stampa/newsletter/immagini/altro/small/").status_code == 404
    both = {f"{prefix}-alt_text": "Una foto", f"{prefix}-is_decorative": "on", f"{prefix}-width": "half"}
    assert sign_in(officer).post(path, both).status_code == 422
    bad = {f"{prefix}-upload": SimpleUploadedFile("x.jpg", b"<svg/>"), f"{prefix}-width": "half"}
    assert sign_in(officer).post(path, bad).status_code == 422


# --- rules -----------------------------------------------------------------------------
def test_headings_that_jump_are_found():
    low, high = letter.Part(kind="title", heading="a", level=3), letter.Part(kind="title", heading="b", level=2)
    assert letter_rules.jumps([low, high]) == [low]
    assert letter_rules.jumps([high, low]) == []


@pytest.mark.parametrize(("address", "expected"), [
    ("https://a.example/x", True), ("http://localhost/x", True), ("mailto:a@b.it", True), ("tel:+39 0381 1", True), ("https://", False),
    ("https://senzapunto", False), ("javascript:alert(1)", False), ("www.a.it", False), ("mailto:nessuno", False), ("https://a b.it", False),
    ("https://[x", False),
])  # fmt: skip
def test_the_shape_of_an_address(address, expected):
    assert letter_rules.is_whole(address) is expected


@pytest.mark.parametrize(("words", "expected"), [("Clicca qui", True), ("qui.", True), ("Il programma della festa", False)])
def test_words_that_say_nothing(words, expected):
    assert letter_rules.is_vague(words) is expected


def test_spam_words_are_whole_words_without_accents():
    assert letter_rules.spam_hints("È GRATIS! Il prezzo più basso", "it") == ["gratis", "prezzo piu basso"]
    assert letter_rules.spam_hints("gratissimo", "it") == []


@pytest.mark.parametrize(("text", "expected"), [
    ("the story of the office and of those who help with it, for you and from you", "en"),
    ("la storia di chi lavora con il volontariato e che non si ferma, per una rete che è anche la nostra", "it"), ("ciao", None),
])  # fmt: skip
def test_the_language_a_text_reads_like(text, expected):
    assert letter_rules.seems_to_be(text) == expected


# --- frozen ----------------------------------------------------------------------------
def test_a_part_goes_to_json_and_back():
    part = letter.Part(kind="text", html="<p>è</p>", level=3, is_decorative=True)
    assert letter.Part(**json.loads(json.dumps(part.frozen()))) == part


@pytest.mark.django_db
def test_a_plain_text_of_our_own_goes_out_and_says_when_the_letter_changed(officer):
    newsletter = newsletters.draft(author=officer, at=AT, title="T", subject="O", body="<p>Ciao [nome]</p>")
    newsletters.write_plain(newsletter=newsletter, text="Scritto a mano, [nome].", by=officer, at=AT)
    found = preview.text(newsletter, None, at=AT)
    assert found.startswith("Scritto a mano, .") and "Togliete l’iscrizione" in found
    assert not letter_parts.own_text_is_old(newsletter, letter_parts.parts(newsletter, at=AT))
    blocks.add(newsletter=newsletter, kind="title", heading="Nuovo", by=officer, at=AT)
    assert letter_parts.own_text_is_old(newsletter, letter_parts.parts(newsletter, at=AT))
    assert letter_parts.content_of(newsletter, at=AT)[0]["text"].startswith("Scritto a mano, [nome].")


@pytest.mark.django_db
def test_hostile_html_never_gets_into_a_letter(officer):
    newsletter = newsletters.draft(author=officer, at=AT, title="T", subject="O")
    bad = '<img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">x</a><style>p{}</style>'
    NewsletterBlock.objects.bulk_create(
        NewsletterBlock(newsletter=newsletter, kind=kind, position=n, body=f"<p>{bad}</p>", heading=bad, text=bad, label="v", url="https://a.it/")
        for n, kind in enumerate(vocab.BLOCK_KINDS.keys, 1)
    )
    page = preview.html(newsletter, None, at=AT)
    assert not any(bit in page for bit in ("<script>", "<img src=x", 'href="javascript', "<style>p{}"))
