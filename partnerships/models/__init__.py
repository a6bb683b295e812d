"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.plans import MatchPlan
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.submissions import NeedSubmission
from partnerships.models.vetting import DiligenceCheck, Vetting
from partnerships.models.weights import WeightSet
from relations.models.changes import keep_changes

__all__ = [
    "CapacityProfile",
    "Deliverable",
    "DiligenceCheck",
    "Match",
    "MatchPlan",
    "Need",
    "NeedSubmission",
    "Offer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PhaseChange",
    "Vetting",
    "WeightSet",
]

keep_changes(CapacityProfile, Deliverable, DiligenceCheck, Need, Offer, PartnerRequest, Partnership, Vetting)
