"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.agreements import Agreement, Signatory, Signature, SignedCopy, SigningCode
from partnerships.models.clauses import Clause, ClauseAnswer, ClauseComment, ClauseText, ClauseVersion
from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.rooms import Confirmation, Interest, PrivateNote, SharedMinutes
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
    "Interest",
    "Match",
    "Need",
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
]

keep_changes(Agreement, CapacityProfile, ClauseText, Deliverable, Need, Offer, PartnerRequest, Partnership, Signatory)
