"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.requests import Offer, PartnerRequest
from relations.models.changes import keep_changes

__all__ = [
    "CapacityProfile",
    "Deliverable",
    "Match",
    "Need",
    "Offer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PhaseChange",
]

keep_changes(CapacityProfile, Deliverable, Need, Offer, PartnerRequest, Partnership)
