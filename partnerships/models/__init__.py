"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.agreements import Agreement, Signatory, Signature, SignedCopy, SigningCode
from partnerships.models.clauses import Clause, ClauseAnswer, ClauseComment, ClauseText, ClauseVersion
from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.plans import MatchPlan
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.rooms import Confirmation, Interest, PrivateNote, SharedMinutes
from partnerships.models.submissions import NeedSubmission
from partnerships.models.vetting import DiligenceCheck, Vetting
from partnerships.models.weights import WeightSet
from relations.models.changes import keep_changes

__all__ = [
    "Agreement",
    "CapacityProfile",
    "Clause",
    "ClauseAnswer",
    "ClauseComment",
    "ClauseText",
    "ClauseVersion",
    "Confirmation",
    "Deliverable",
    "DiligenceCheck",
    "Interest",
    "Match",
    "MatchPlan",
    "Need",
    "NeedSubmission",
    "Offer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PhaseChange",
    "PrivateNote",
    "SharedMinutes",
    "Signatory",
    "Signature",
    "SignedCopy",
    "SigningCode",
    "Vetting",
    "WeightSet",
]

keep_changes(
    Agreement,
    CapacityProfile,
    ClauseText,
    Deliverable,
    DiligenceCheck,
    Need,
    Offer,
    PartnerRequest,
    Partnership,
    Signatory,
    Vetting,
)
