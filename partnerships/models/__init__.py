"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.activities import Activity, ActivityLink, ActivityRole
from partnerships.models.contributions import BudgetLine, BudgetUse, Contribution, Delivery, HoursEntry
from partnerships.models.evaluation import Evaluation, Lesson, PartnerAnswer
from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.objectives import Endorsement, Indicator, Objective, Reading
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.recognition import Assent, CaseStudy, Recognition
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.sustaining import Succession, SustainabilityPlan
from partnerships.models.trust import Dispute, DisputeStep, PulseAnswer, Risk, TrustPulse
from relations.models.changes import keep_changes

__all__ = [
    "Activity",
    "ActivityLink",
    "ActivityRole",
    "Assent",
    "BudgetLine",
    "BudgetUse",
    "CapacityProfile",
    "CaseStudy",
    "Contribution",
    "Deliverable",
    "Delivery",
    "Dispute",
    "DisputeStep",
    "Endorsement",
    "Evaluation",
    "HoursEntry",
    "Indicator",
    "Lesson",
    "Match",
    "Need",
    "Objective",
    "Offer",
    "PartnerAnswer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PhaseChange",
    "PulseAnswer",
    "Reading",
    "Recognition",
    "Risk",
    "Succession",
    "SustainabilityPlan",
    "TrustPulse",
]

keep_changes(CapacityProfile, Deliverable, Need, Offer, PartnerRequest, Partnership)
keep_changes(
    Activity, BudgetLine, BudgetUse, Contribution, Delivery, Dispute, Endorsement, HoursEntry, Indicator, Objective, Reading, Risk
)
keep_changes(Assent, CaseStudy, Evaluation, Lesson, PartnerAnswer, Succession, SustainabilityPlan)
