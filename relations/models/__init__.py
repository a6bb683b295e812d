"""Rows of the ground floor: constraints, and facts about one row."""

from relations.models.addresses import Address, BankAccount
from relations.models.approvals import Approval
from relations.models.attachments import Attachment
from relations.models.attention import AttentionBudget, AttentionPass, MailPriority
from relations.models.audience import AudiencePart, LeavingReason, ListMember, MailingList, MailTally
from relations.models.changes import keep_changes
from relations.models.commitments import Commitment, NewDate
from relations.models.consents import Consent, ConsentText
from relations.models.contact_points import ContactPoint
from relations.models.diary import FollowUp, Interaction, InteractionParty
from relations.models.duplicates import DuplicateCandidate, DuplicateScan, Merge, MergeMove
from relations.models.feedback import FeedbackItem
from relations.models.gatherings import Gathering, GatheringSignup
from relations.models.history import AuditEvent, TimelineEntry
from relations.models.imports import Import, ImportChange, ImportColumns, ImportRow
from relations.models.initiatives import Appraisal, Initiative, Introduction, Position, Stakeholder
from relations.models.involvement import InvolvementPass, InvolvementStep
from relations.models.links import SecretLink
from relations.models.lists import BulkChange, ListExport, SavedView, SearchWord, Segment, SegmentUse, ViewPin
from relations.models.mail import (
    CapturedMessage,
    Delivery,
    DomainCeiling,
    MailAttachment,
    Mailing,
    PaceMark,
    RateMark,
    SubscriptionRequest,
    Suppression,
)
from relations.models.meetings import AgendaItem, Attendee, Decision, HeardNote, Meeting, MeetingSeries
from relations.models.office import MailSettings, OfficeSettings, Sequence
from relations.models.parties import Affiliation, Organization, Person, Relationship
from relations.models.places import Municipality, Province, Region
from relations.models.plans import CalendarFeed, FollowUpPlan, PlanRun, PlanStep, RunStep
from relations.models.returns import IncomingMessage, MailboxState, SigningKey
from relations.models.search import SearchEntry
from relations.models.sent_forms import SentForm
from relations.models.sequences import MailSequence, SequenceRun, SequenceRunStep, SequenceStep, SequenceVersion
from relations.models.surveys import AnonymousResponse, NamedResponse, Survey, SurveyInvitation, SurveyQuestion
from relations.models.users import User
from relations.models.volunteering import VolunteerHours, VolunteerOpportunity, VolunteerShift, VolunteerSignup

__all__ = [
    "Address",
    "Affiliation",
    "AgendaItem",
    "AnonymousResponse",
    "Appraisal",
    "Approval",
    "Attachment",
    "AttentionBudget",
    "AttentionPass",
    "Attendee",
    "AudiencePart",
    "AuditEvent",
    "BankAccount",
    "BulkChange",
    "CalendarFeed",
    "CapturedMessage",
    "Commitment",
    "Consent",
    "ConsentText",
    "ContactPoint",
    "Decision",
    "Delivery",
    "DomainCeiling",
    "DuplicateCandidate",
    "DuplicateScan",
    "FeedbackItem",
    "FollowUp",
    "FollowUpPlan",
    "Gathering",
    "GatheringSignup",
    "HeardNote",
    "Import",
    "ImportChange",
    "ImportColumns",
    "ImportRow",
    "IncomingMessage",
    "Initiative",
    "Interaction",
    "InteractionParty",
    "Introduction",
    "InvolvementPass",
    "InvolvementStep",
    "LeavingReason",
    "ListExport",
    "ListMember",
    "MailAttachment",
    "MailSettings",
    "MailTally",
    "MailPriority",
    "MailboxState",
    "MailSequence",
    "Mailing",
    "MailingList",
    "Meeting",
    "MeetingSeries",
    "Merge",
    "MergeMove",
    "Municipality",
    "NamedResponse",
    "NewDate",
    "OfficeSettings",
    "Organization",
    "PaceMark",
    "Person",
    "PlanRun",
    "PlanStep",
    "Position",
    "Province",
    "RateMark",
    "Region",
    "Relationship",
    "RunStep",
    "SavedView",
    "SearchEntry",
    "SearchWord",
    "SecretLink",
    "Segment",
    "SegmentUse",
    "SentForm",
    "Sequence",
    "SigningKey",
    "SequenceRun",
    "SequenceRunStep",
    "SequenceStep",
    "SequenceVersion",
    "Stakeholder",
    "SubscriptionRequest",
    "Suppression",
    "Survey",
    "SurveyInvitation",
    "SurveyQuestion",
    "TimelineEntry",
    "User",
    "ViewPin",
    "VolunteerHours",
    "VolunteerOpportunity",
    "VolunteerShift",
    "VolunteerSignup",
]

keep_changes(
    Address,
    Affiliation,
    BankAccount,
    Commitment,
    ContactPoint,
    Decision,
    DomainCeiling,
    FeedbackItem,
    FollowUp,
    Gathering,
    Initiative,
    Interaction,
    ListMember,
    MailSettings,
    MailingList,
    Meeting,
    OfficeSettings,
    Organization,
    Person,
    Relationship,
    Segment,
    Stakeholder,
    Survey,
    VolunteerOpportunity,
)
