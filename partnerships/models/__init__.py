"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.evaluation import Evaluation, Lesson, PartnerAnswer
from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.recognition import Assent, CaseStudy, Recognition
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.sustaining import Succession, SustainabilityPlan
from relations.models.changes import keep_changes

__all__ = [
    "Assent",
    "CapacityProfile",
    "CaseStudy",
    "Deliverable",
    "Evaluation",
    "Lesson",
    "Match",
    "Need",
    "Offer",
    "PartnerAnswer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PhaseChange",
    "Recognition",
    "Succession",
    "SustainabilityPlan",
]

keep_changes(CapacityProfile, Deliverable, Need, Offer, PartnerRequest, Partnership)
keep_changes(Assent, CaseStudy, Evaluation, Lesson, PartnerAnswer, Succession, SustainabilityPlan)
