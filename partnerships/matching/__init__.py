"""Matching companies and non-profits: facts in, ranked matches with reasons out. No Django here."""

from . import groups
from .components import KEYS
from .corpus import Corpus
from .counterfactual import Gain, gains
from .facts import COMPANY, NONPROFIT, Need, Offer, Profile
from .ranking import Component, Match, Ranking, rank, rank_in
from .reasons import Labels, Reason
from .score import Weights

__all__ = [
    "COMPANY", "KEYS", "NONPROFIT", "Component", "Corpus", "Gain", "Labels", "Match", "Need",
    "Offer", "Profile", "Ranking", "Reason", "Weights", "gains", "groups", "rank", "rank_in",
]
