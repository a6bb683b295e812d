"""What changed between two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from partnerships.wording import Piece, compare

TEXTS = st.text(alphabet="ab c.\n'àé", max_size=80)


def test_changed_words_stand_side_by_side():
    assert compare("Ogni tre mesi, con dieci giorni.", "Ogni due mesi, con venti settimane.") == [
        Piece("same", "Ogni "), Piece("out", "tre"), Piece("in", "due"), Piece("same", " mesi, con "), Piece("out", "dieci giorni"),
        Piece("in", "venti settimane"), Piece("same", "."),
    ]  # fmt: skip


def test_the_same_text_is_one_piece():
    assert compare("Un accordo.", "Un accordo.") == [Piece("same", "Un accordo.")]


def test_a_text_too_long_to_be_compared_is_shown_whole():
    before, after = "a " * 3000, "b " * 3000
    assert compare(before, after) == [Piece("out", before), Piece("in", after)]


@given(TEXTS, TEXTS)
def test_pieces_give_back_both_texts(before, after):
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.how != "in") == before
    assert "".join(piece.text for piece in pieces if piece.how != "out") == after
