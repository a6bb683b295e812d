"""What an Italian tax code says about its owner, and codes that only look right; no database.

The first six letters of a person's code come from the name; digits stand nowhere in them, so a code changed for
omocodia reads the same. A doubt is told, never forced: people change name, and clerks make mistakes.
"""

import re
import unicodedata

VOWELS = "AEIOU"
_NUMERIC = re.compile(r"\d{11}")


def letters(word: str) -> str:
    """Return the plain capital letters of a name: accents, apostrophes, spaces and hyphens do not count."""
    spread = unicodedata.normalize("NFD", word.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("æ", "ae"))
    return re.sub(r"[^A-Z]", "", spread.upper())


def _three(word: str, *, first_name: bool) -> str:
    plain = letters(word)
    consonants = [letter for letter in plain if letter not in VOWELS]
    if first_name and len(consonants) > 3:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return "".join([*consonants, *(letter for letter in plain if letter in VOWELS), *"XXX"])[:3]


def name_part(first_name: str, last_name: str) -> str:
    """Return the six letters with which the code of this person begins."""
    return _three(last_name, first_name=False) + _three(first_name, first_name=True)


def agrees(code: str, first_name: str, last_name: str) -> bool:
    """Tell whether a person's code fits the name; numeric (temporary) codes and half names cannot say."""
    if len(code) != 16 or not letters(first_name) or not letters(last_name):
        return True
    # Somebody may have written only the first of two names or surnames.
    firsts = {first_name, *first_name.split()[:1]}
    lasts = {last_name, *last_name.split()[:1]}
    return any(code[:6].upper() == name_part(first, last) for first in firsts for last in lasts)


def is_temporary(code: str) -> bool:
    """Tell whether a person's code is the numeric one given for a time."""
    return bool(_NUMERIC.fullmatch(code))


def is_of_a_person(code: str) -> bool:
    """Tell whether a code of 16 letters stands where a body's 11 digits are expected."""
    return len(code) == 16
