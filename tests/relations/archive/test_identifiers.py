"""Codes that are right are taken however they are written; a wrong digit is told."""

import random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from schwifty import IBAN
from stdnum import luhn
from stdnum.it import codicefiscale

from relations import fiscal, validators

OMOCODIA = "LMNPQRSTUV"
PLACES = (6, 7, 9, 10, 12, 13, 14)
letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=6)
accents = st.text("abcdefghilmnopqrstuvzàèéìòù' -", min_size=1, max_size=30)


@st.composite
def person_codes(draw):
    body = draw(letters) + f"{draw(st.integers(0, 99)):02d}" + draw(st.sampled_from("ABCDEHLMPRST"))
    body += f"{draw(st.integers(1, 28)) + draw(st.sampled_from([0, 40])):02d}" + "G388"
    signs = list(body)
    for place in draw(st.sets(st.sampled_from(PLACES))):
        signs[place] = OMOCODIA[int(signs[place])]
    body = "".join(signs)
    return body + codicefiscale.calc_check_digit(body)


@st.composite
def body_codes(draw):
    body = f"{draw(st.integers(1, 9_999_999)):07d}018"
    return body + luhn.calc_check_digit(body)


@given(person_codes(), st.sampled_from(["", " ", "  "]))
def test_a_person_s_code_is_taken_with_omocodia_spaces_and_small_letters(code, gap):
    assert validators.tax_code(gap.join([code[:6].lower(), code[6:11], code[11:]])) == code


@given(person_codes(), st.integers(1, 25))
def test_a_person_s_code_with_another_last_letter_is_refused(code, step):
    wrong = code[:-1] + chr((ord(code[-1]) - 65 + step) % 26 + 65)
    with pytest.raises(ValidationError):
        validators.tax_code(wrong)


@given(body_codes())
def test_the_eleven_digits_of_a_body_or_of_a_temporary_code_are_taken(code):
    assert (validators.tax_code(code), validators.vat_number(f"IT {code}"), fiscal.is_temporary(code)) == (code, code, True)


@given(body_codes(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_of_a_vat_number_is_always_refused(code, place, step):
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    with pytest.raises(ValidationError):
        validators.vat_number(wrong)


@given(st.integers(1, 999_999_999_999), st.integers(4, 6))
def test_an_iban_is_taken_in_groups_and_refused_with_a_wrong_cin(number, size):
    right = str(IBAN.generate("IT", bank_code="99999", branch_code="11300", account_code=f"{number:012d}"))
    assert validators.iban(" ".join(right[i : i + size] for i in range(0, 27, size)).lower()) == right
    cin = chr((ord(right[4]) - 65 + 1) % 26 + 65)
    with pytest.raises(ValidationError):
        validators.iban(str(IBAN.from_bban("IT", cin + right[5:], allow_invalid=True)))


@given(st.text(max_size=60))
@pytest.mark.parametrize("check", ["tax_code", "vat_number", "iban", "sdi_code", "foreign_vat", "postal_code"])
def test_any_text_is_taken_or_refused_with_words(check, text):
    try:
        taken = getattr(validators, check)(text)
    except ValidationError as wrong:
        assert len(wrong.messages[0]) > 20
    else:
        assert taken.isascii() and taken == taken.upper()


@given(accents, accents)
def test_a_code_made_from_a_name_agrees_with_it_however_it_is_written(first, last):
    code = fiscal.name_part(first, last) + "80A01G388X"
    assert fiscal.agrees(code, first, last)
    assert fiscal.agrees(code, first.upper(), last.upper())


@pytest.mark.parametrize(
    ("code", "first", "last", "expected"),
    [
        ("RSSMRA80A01F205X", "Mario", "Rossi", True),
        ("RSSMRA80A01F205X", "Mario Luigi", "Rossi", True),
        ("RSSMRA80A01F205X", "Maria", "Rossi", True),
        ("RSSMRA80A01F205X", "Luca", "Rossi", False),
        ("RSSMRA80A01F205X", "Mario", "Bianchi", False),
        ("DNGNLC80A41G388X", "Angelica", "D’Angelo", True),
        ("FOXDAX80A01G388X", "Da", "Fo", True),
        ("01234560181", "Luca", "Rossi", True),
        ("RSSMRA80A01F205X", "", "Bianchi", True),
    ],
)  # fmt: skip
def test_a_code_that_does_not_fit_the_name_is_noticed(code, first, last, expected):
    assert fiscal.agrees(code, first, last) is expected


def test_the_demo_s_ibans_are_right_and_of_no_bank():
    from relations.demo.places import iban

    codes = [iban(random.Random(number).randrange(10**12)) for number in range(20)]
    assert [validators.iban(code)[5:10] for code in codes] == ["99999"] * 20
