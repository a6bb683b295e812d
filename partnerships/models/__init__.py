"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.communication import ChosenSilence, CommunicationPiece, ImageConsent, PieceAnswer, PieceVersion
from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.templates import PartnershipTemplate
from relations.models.changes import keep_changes

__all__ = [
    "CapacityProfile",
    "ChosenSilence",
    "CommunicationPiece",
    "Deliverable",
    "ImageConsent",
    "Match",
    "Need",
    "Offer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PartnershipTemplate",
    "PhaseChange",
    "PieceAnswer",
    "PieceVersion",
]

keep_changes(CapacityProfile, Deliverable, Need, Offer, PartnerRequest, Partnership)
keep_changes(ChosenSilence, CommunicationPiece, ImageConsent, PartnershipTemplate, PieceAnswer)
