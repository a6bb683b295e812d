"""What is taken as usual without asking a library is what the library would have said."""

import phonenumbers
import pytest
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import validators
from relations.text import clean, one_line

# Near the usual on either side of it.
NUMBERS = st.from_regex(r"\A(?:\+39 ?)?[0-9]{1,4}[ .\-]?[0-9]{2,4}[ .\-]?[0-9]{0,6}\Z")
ADDRESSES = st.from_regex(r"\A[A-Za-z0-9_+\-.]{1,9}@[A-Za-z0-9\-.]{1,12}\.[A-Za-z]{1,4}\Z")


@settings(max_examples=2000)
@given(NUMBERS)
def test_a_usual_number_is_written_as_the_library_writes_it(text):
    if not validators._USUAL_PHONE.fullmatch(text):
        return
    number = phonenumbers.parse(text, "IT")
    assert phonenumbers.is_possible_number(number)
    assert validators.phone(text) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize("text", ["0382 123456", "02 12345678", "+39 0382 123456", "+393331234567", "333 1234567", "333-123-4567", "010.123456"])
def test_what_nearly_everybody_writes_is_usual(text):
    assert validators._USUAL_PHONE.fullmatch(text)


@settings(max_examples=1000)
@given(ADDRESSES)
def test_a_usual_address_is_right_for_the_library_too(text):
    if validators._USUAL_EMAIL.fullmatch(text):
        EmailValidator()(text)


@pytest.mark.parametrize("text", ["a..b@c.it", ".a@b.it", "a.@b.it", "a@-b.it", "a@b-.it", "a@b", "a b@c.it", "a@" + "b" * 64 + ".it", "è@", "@b.it"])
def test_a_wrong_address_is_still_wrong(text):
    with pytest.raises(ValidationError):
        validators.email(text)


@given(st.text(st.sampled_from("ab \t\n\x00\u00a0\u202e\u0301è"), max_size=8))
def test_a_tidy_line_stays_as_it_is(text):
    assert one_line(text) == " ".join(clean(text).split())
