"""Names as they are compared: without accents, legal forms, order and double letters."""

import re
import unicodedata
from functools import lru_cache

# "S.r.l.", "srl", "società a responsabilità limitata": the same body with or without them.
_LEGAL = re.compile(
    r"\b(?:s ?r ?l ?s?|s ?p ?a|s ?n ?c|s ?a ?s|s ?s|s ?c ?a ?r ?l|s ?c ?p ?a|o ?d ?v|a ?p ?s|e ?t ?s|a ?s ?d|s ?s ?d|onlus|ong|"
    r"scs|scrl|coop|ltd|gmbh|soc|societa|impresa|ditta|unipersonale|"
    r"a responsabilita limitata(?: semplificata)?|per azioni|in nome collettivo|in accomandita semplice)\b"
)
# Words most bodies of a kind share: they say little of which one it is.
_COMMON = frozenset(
    "associazione associazioni assoc ass volontariato volontari volontarie promozione sociale sociali cooperativa "
    "cooperative ente il lo la i gli le l di del dello della "
    "dei degli delle d da e ed per a al alla in con the of and fratelli f lli".split()
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_TITLES = frozenset("dott dottssa dottoressa dottore dr sig sigra signor signora ing avv arch prof profssa geom rag don".split())
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]")


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """Return `name` in lower case, without accents and signs, its words parted by one space."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss").replace("ø", "o").replace("đ", "d"))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    # "D'Angelo" is one word with "Dangelo"; "S.r.l." is three letters that stand together.
    letters = letters.replace("'", "").replace("’", "").replace("`", "")
    return _NOT_WORD.sub(" ", letters).strip()


def body_words(name: str) -> tuple[str, ...]:
    """Return the words that tell one body from another; all its words when nothing else is left."""
    words = plain(name).split()
    bare = _LEGAL.sub(" ", " ".join(words)).split()
    telling = tuple(word for word in bare if word not in _COMMON)
    return telling or tuple(bare) or tuple(words)


def person_words(first: str, last: str) -> tuple[str, ...]:
    """Return the words of a person's name, first names before last, without titles."""
    words = [*plain(first).split(), *plain(last).split()]
    return tuple(word for word in words if word not in _TITLES) or tuple(words)


def same_words(words: tuple[str, ...]) -> str:
    """Return what two names have in common whatever the order and the spaces of their words."""
    return " ".join(sorted(words))


def skeleton(words: tuple[str, ...]) -> str:
    """Return the consonants, doubled ones once, first letters kept: "Ferraris" and "Feraris" give the same."""

    def bones(word: str) -> str:
        word = _DOUBLE.sub(r"\1", word.replace("h", "").replace("j", "i").replace("y", "i") or word)
        return word[0] + _VOWELS.sub("", word[1:])

    return " ".join(sorted(bones(word) for word in words if word))


def host(address: str) -> str:
    """Return the site of a web address, without "www"."""
    site = address.lower().partition("://")[2] or address.lower()
    return site.partition("/")[0].removeprefix("www.")
