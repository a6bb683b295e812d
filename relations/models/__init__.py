"""Rows of the ground floor: constraints, and facts about one row."""

from relations.models.approvals import Approval
from relations.models.attachments import Attachment
from relations.models.consents import Consent, ConsentText
from relations.models.contact_points import ContactPoint
from relations.models.diary import FollowUp, Interaction
from relations.models.history import AuditEvent, TimelineEntry
from relations.models.links import SecretLink
from relations.models.mail import (
    CapturedMessage,
    Delivery,
    MailAttachment,
    Mailing,
    RateMark,
    SubscriptionRequest,
    Suppression,
)
from relations.models.office import OfficeSettings, Sequence
from relations.models.parties import Affiliation, Organization, Person, Relationship
from relations.models.search import SearchEntry
from relations.models.users import User

__all__ = [
    "Affiliation",
    "Approval",
    "Attachment",
    "AuditEvent",
    "CapturedMessage",
    "Consent",
    "ConsentText",
    "ContactPoint",
    "Delivery",
    "FollowUp",
    "Interaction",
    "MailAttachment",
    "Mailing",
    "OfficeSettings",
    "Organization",
    "Person",
    "RateMark",
    "Relationship",
    "SearchEntry",
    "SecretLink",
    "Sequence",
    "SubscriptionRequest",
    "Suppression",
    "TimelineEntry",
    "User",
]
