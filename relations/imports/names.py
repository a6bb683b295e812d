"""Names: a whole name parted into two, and the form in which names are compared."""

import re

from relations.letters import fold

_TITLES = re.compile(
    r"^(?:(?:sig|sig\.ra|sig\.na|sigra|signora|signor|dott|dott\.ssa|dottssa|dottoressa|dottor|dr|dr\.ssa|drssa|ing|avv|prof|prof\.ssa|profssa|"
    r"rag|geom|arch|don|suor|on|sen|cav|mr|mrs|ms)\.?\s+)+", re.IGNORECASE,
)  # fmt: skip
_PARTICLES = {"de", "di", "da", "del", "della", "delle", "dello", "dei", "degli", "dal", "dalla", "dalle", "lo", "la", "le", "li", "van", "von", "el", "al", "d'"}
_SECOND_NAMES = set(
    "maria anna grazia pia rosa luisa teresa chiara paola rita lucia carla elena laura antonietta vittoria giovanna francesca luigi "
    "paolo carlo antonio giuseppe maria pietro andrea franco giovanni battista alberto enrico emanuele maurizio angelo".split()
)
# Forms that say what a body is, not who: dots are already gone ("s.r.l." is "srl").
FORMS = (
    "srl", "srls", "spa", "snc", "sas", "ss", "odv", "aps", "ets", "onlus", "scarl", "scrl", "soc coop", "coop sociale",
    "societa cooperativa sociale", "societa cooperativa", "cooperativa sociale",
)  # fmt: skip
FORMS_PATTERN = r"\m(" + "|".join(FORMS) + r")\M"
_FORMS = re.compile(r"\b(?:" + "|".join(FORMS) + r")\b")


def split(whole: str, *, surname_first: bool = False) -> tuple[str, str, bool]:
    """Return (first name, last name, whether a reader should look at it) of a name written in one cell."""
    bare = _TITLES.sub("", whole.strip())
    if "," in bare:
        last, _comma, first = (part.strip() for part in bare.partition(","))
        return (first, last, False) if first and last else ("", first or last, True)
    words = bare.split()
    if len(words) < 2:
        return "", bare, True
    shouted = [word for word in words if len(word) > 1 and word.isupper()]
    if shouted and len(shouted) < len(words):  # "ROSSI Mario", "Mario DE LUCA"
        return " ".join(word for word in words if word not in shouted), " ".join(shouted), len(words) > 2
    first = _reversed_cut(words) if surname_first else _cut(words)
    if surname_first:
        return " ".join(words[first:]), " ".join(words[:first]), len(words) > 2
    return " ".join(words[:first]), " ".join(words[first:]), len(words) > 2


def _cut(words: list[str]) -> int:
    """How many words are the first name."""
    particle = next((n for n, word in enumerate(words) if n and fold(word) in _PARTICLES), 0)
    if particle:
        return particle
    return 2 if len(words) > 2 and fold(words[1]) in _SECOND_NAMES else 1


def _reversed_cut(words: list[str]) -> int:
    """How many words are the last name, when it comes first."""
    return 2 if len(words) > 2 and fold(words[0]) in _PARTICLES else 1


def body_key(name: str) -> str:
    """Return the form in which names of bodies are compared: no signs, no legal form. BODY_KEY_SQL is its twin."""
    signs = re.sub(r"[^a-z0-9]+", " ", fold(name).replace(".", ""))
    return re.sub(r"\s+", " ", _FORMS.sub("", signs)).strip()


# Over an expression that is folded already (`sort_name`); %(forms)s is FORMS_PATTERN.
BODY_KEY_SQL = (
    "btrim(regexp_replace(regexp_replace(regexp_replace(replace({column}, '.', ''), '[^a-z0-9]+', ' ', 'g'),"
    " %(forms)s, '', 'g'), '\\s+', ' ', 'g'))"
)


def person_keys(first: str, last: str) -> list[str]:
    """Return the forms in which a person's name is compared: as it is sorted, and swapped."""
    as_sorted, swapped = fold(f"{last} {first}"), fold(f"{first} {last}")
    return [as_sorted] if not first or as_sorted == swapped else [as_sorted, swapped]
