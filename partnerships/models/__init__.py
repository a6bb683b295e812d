"""Rows of the partnerships floor: constraints, and facts about one row."""

from partnerships.models.activities import Activity, ActivityLink, ActivityRole
from partnerships.models.agreements import Agreement, Signatory, Signature, SignedCopy, SigningCode
from partnerships.models.clauses import Clause, ClauseAnswer, ClauseComment, ClauseText, ClauseVersion
from partnerships.models.communication import ChosenSilence, CommunicationPiece, ImageConsent, PieceAnswer, PieceVersion
from partnerships.models.contributions import BudgetLine, BudgetUse, Contribution, Delivery, HoursEntry
from partnerships.models.evaluation import Evaluation, Lesson, PartnerAnswer
from partnerships.models.matches import Match
from partnerships.models.needs import CapacityProfile, Need
from partnerships.models.objectives import Endorsement, Indicator, Objective, Reading
from partnerships.models.partnerships import Deliverable, Partnership, PartnershipParty, PhaseChange
from partnerships.models.plans import MatchPlan
from partnerships.models.recognition import Assent, CaseStudy, Recognition
from partnerships.models.requests import Offer, PartnerRequest
from partnerships.models.rooms import Confirmation, Interest, PrivateNote, SharedMinutes
from partnerships.models.submissions import NeedSubmission
from partnerships.models.sustaining import Succession, SustainabilityPlan
from partnerships.models.templates import PartnershipTemplate
from partnerships.models.trust import Dispute, DisputeStep, PulseAnswer, Risk, TrustPulse
from partnerships.models.vetting import DiligenceCheck, Vetting
from partnerships.models.weights import WeightSet
from relations.models.changes import keep_changes

__all__ = [
    "Activity",
    "ActivityLink",
    "ActivityRole",
    "Agreement",
    "Assent",
    "BudgetLine",
    "BudgetUse",
    "CapacityProfile",
    "CaseStudy",
    "ChosenSilence",
    "Clause",
    "ClauseAnswer",
    "ClauseComment",
    "ClauseText",
    "ClauseVersion",
    "CommunicationPiece",
    "Confirmation",
    "Contribution",
    "Deliverable",
    "Delivery",
    "DiligenceCheck",
    "Dispute",
    "DisputeStep",
    "Endorsement",
    "Evaluation",
    "HoursEntry",
    "ImageConsent",
    "Indicator",
    "Interest",
    "Lesson",
    "Match",
    "MatchPlan",
    "Need",
    "NeedSubmission",
    "Objective",
    "Offer",
    "PartnerAnswer",
    "PartnerRequest",
    "Partnership",
    "PartnershipParty",
    "PartnershipTemplate",
    "PhaseChange",
    "PieceAnswer",
    "PieceVersion",
    "PrivateNote",
    "PulseAnswer",
    "Reading",
    "Recognition",
    "Risk",
    "SharedMinutes",
    "Signatory",
    "Signature",
    "SignedCopy",
    "SigningCode",
    "Succession",
    "SustainabilityPlan",
    "TrustPulse",
    "Vetting",
    "WeightSet",
]

keep_changes(
    Activity,
    Agreement,
    Assent,
    BudgetLine,
    BudgetUse,
    CapacityProfile,
    CaseStudy,
    ChosenSilence,
    ClauseText,
    CommunicationPiece,
    Contribution,
    Deliverable,
    Delivery,
    DiligenceCheck,
    Dispute,
    Endorsement,
    Evaluation,
    HoursEntry,
    ImageConsent,
    Indicator,
    Lesson,
    Need,
    Objective,
    Offer,
    PartnerAnswer,
    PartnerRequest,
    Partnership,
    PartnershipTemplate,
    PieceAnswer,
    Reading,
    Risk,
    Signatory,
    Succession,
    SustainabilityPlan,
    Vetting,
)
