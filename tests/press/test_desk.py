"""The desk's pure rules."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from press import desk, letter, prose

AT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


def test_the_embargo_line_speaks_rome_time():
    assert desk.embargo_line(AT) == "EMBARGO – non diffondere prima del 26/11/2026 ore 11:00 (Europe/Rome)"


def test_an_embargo_wins_over_a_schedule():
    later = AT + timedelta(hours=1)
    assert desk.waiting_status(publish_at=later, embargo_until=later, at=AT) == "under_embargo"
    assert desk.waiting_status(publish_at=later, embargo_until=None, at=AT) == "scheduled"
    assert desk.waiting_status(publish_at=AT, embargo_until=AT, at=AT) == "published"


def test_public_from_is_the_later_of_the_two():
    assert desk.public_from(publish_at=AT, embargo_until=AT + timedelta(hours=1)) == AT + timedelta(hours=1)
    assert desk.public_from(publish_at=None, embargo_until=None) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_of_a_comparison_give_both_texts_back(before, after):
    pieces = desk.words_changed(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "gone") == after


@given(st.text(max_size=300))
def test_cleaned_text_has_no_script_and_cleaning_twice_changes_nothing(text):
    once = prose.tidy_release(f"<p>{text}</p><script>alert(1)</script>")
    assert "<script" not in once
    assert prose.tidy_release(once) == once


def test_only_safe_links_and_tags_stay():
    dirty = '<p onclick="x()">Ciao <a href="javascript:alert(1)">qui</a> <img src=x onerror=y><b style="a">là</b></p>'
    assert prose.tidy_release(dirty) == "<p>Ciao <a>qui</a> <b>là</b></p>"


def test_plain_lines_become_paragraphs():
    assert prose.tidy_release("Prima riga\nseconda\n\nAltro") == "<p>Prima riga<br>seconda</p><p>Altro</p>"


def test_an_empty_editor_is_an_empty_text():
    assert prose.tidy_release("<p></p>") == ""


def test_a_block_is_escaped():
    part = letter.Part(kind="link", heading="<b>Titolo", text="Testo & altro", url="https://a.example/?a=1&b=2", label="Leggi")
    words = "<h2>&lt;b&gt;Titolo</h2><p>Testo &amp; altro</p>"
    assert letter.as_html([part]) == f'{words}<p><a href="https://a.example/?a=1&amp;b=2">Leggi</a></p>'
    assert letter.as_mjml([part]) == (
        f'<mj-section css-class="card"><mj-column><mj-text css-class="ink">{words}</mj-text>'
        '<mj-button css-class="act" href="https://a.example/?a=1&amp;b=2">Leggi</mj-button></mj-column></mj-section>'
    )


def test_a_length_reads_well_between_its_ends():
    assert [desk.Measure(n, 20, 70).verdict for n in (0, 19, 20, 70, 71)] == ["good", "short", "good", "good", "long"]
