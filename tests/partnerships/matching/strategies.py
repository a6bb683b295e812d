"""Invented profiles for the properties: small vocabularies, so that sides meet often."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from partnerships.matching import Need, Offer, Profile

WORDS = ["cibo", "spreco", "famiglie", "bambini", "anziani", "scuola", "sport", "verde", "fiume", "computer", "mensa",
         "volontari", "volontariato", "di", "per", "l'orto"]
TYPES_GIVEN = ["cash", "goods", "skills", "volunteers", "spaces"]
TYPES_ASKED = ["project_funds", "food", "advice", "occasional_volunteers", "premises"]
RETURNS = ["visibility", "staff_engagement", "recruiting"]
START = date(2027, 1, 1)

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
days = st.none() | st.integers(0, 300).map(lambda n: START + timedelta(days=n))
amounts = st.none() | st.integers(1, 100).map(float)


def some(values):
    return st.frozensets(st.sampled_from(values), max_size=3)


offers = st.builds(Offer, st.sampled_from(TYPES_GIVEN), amounts, st.sampled_from(["", "h", "EUR"]), days, days)
needs = st.builds(Need, st.sampled_from(TYPES_ASKED), amounts, st.sampled_from(["", "h", "EUR"]), days)


def profiles(kind, *, gated=False, ids=None):
    """One side; without gates unless asked for."""
    extra = {
        "exclusions": some(["theme:a", "sector:92", "target:children", "ethical:alcohol", "corse"]),
        "sector": st.sampled_from(["", "92.00", "11.02", "62.01"]), "capacity": st.none() | st.integers(0, 2),
        "paused": st.booleans(), "contact_consent": st.sampled_from([None, True, False]),
        "territory": some(["PV", "MI", "Lombardia", "RM"]),
    } if gated else {"contact_consent": st.just(True)}
    located = st.one_of(st.just((None, None)), st.tuples(st.floats(44, 46), st.floats(8, 10)))
    bare = st.builds(
        Profile, id=ids or st.sampled_from("abcdefgh"), kind=st.just(kind), name=texts, text=texts,
        results=st.lists(texts, max_size=2).map(tuple), sdgs=some([1, 2, 3, 4]), themes=some(list("abcde")),
        targets=some(["children", "elderly", "migrants"]), province=st.sampled_from(["", "PV", "MI", "RM"]),
        offers=st.lists(offers, max_size=2).map(tuple) if kind == "company" else st.just(()),
        needs=st.lists(needs, max_size=2).map(tuple) if kind == "npo" else st.just(()),
        wants=some(RETURNS), gives=some(RETURNS), kept=st.none() | st.integers(0, 9), broken=st.none() | st.integers(0, 9),
        **extra)
    return st.tuples(bare, located).map(lambda pair: replace(pair[0], lat=pair[1][0], lon=pair[1][1]))


companies = profiles("company")
nonprofits = profiles("npo")


def crowds(kind="npo", *, gated=False):
    """Several candidates with different ids."""
    return st.lists(profiles(kind, gated=gated), min_size=1, max_size=6, unique_by=lambda p: p.id)
