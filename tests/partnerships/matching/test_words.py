"""From text to stems."""

from partnerships.matching import words
from partnerships.matching.text import TextIndex


def test_elisions_are_cut_and_stop_words_left_out():
    assert words.stems("L'associazione dell’infanzia e dei ragazzi", "it") == ["assoc", "infanz", "ragazz"]


def test_singular_plural_and_accents_meet():
    assert words.stems("famiglia città povertà", "it") == words.stems("famiglie citta poverta", "it")


def test_english_has_its_own_stems():
    assert words.stems("The volunteers are helping families", "en") == ["volunt", "help", "famili"]


def test_an_unknown_language_is_read_as_italian():
    assert words.stems("le famiglie", "xx") == words.stems("le famiglie", "it")


def test_a_word_repeated_in_a_row_is_mentioned_once():
    assert words.mentions(["pasto"] * 200) == {"pasto": 1}


def test_a_phrase_repeated_in_a_row_is_mentioned_three_times_at_most():
    assert max(words.mentions(["spreco", "cibo"] * 100).values()) <= 4


def test_hostile_text_gives_no_error():
    assert words.stems("\x00 \ud800 \u202e " + "a" * 10_000 + " <b>cibo</b>", "it") == ["cib"]


def test_a_kin_word_counts_less_than_the_word_itself():
    index = TextIndex(["povero", "povertà", "teatro"], "it")
    same, kin, other = index.closeness("poveri")
    assert same > kin > other == 0


def test_the_common_words_are_given_as_they_were_written():
    index = TextIndex(["recupero di cibi e spreco", "teatro"], "it")
    assert index.common(index.said("Ridurre lo Spreco di cibo"), 0) == ["cibo", "spreco"]
