"""What a dynamic group can ask of the archive's own columns. Each condition looks through keys: it never doubles a row."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from relations import vocab
from relations.mail import audience
from relations.models import Affiliation, ContactPoint, FollowUp, Interaction
from relations.panels import SegmentFact
from relations.queries import parties
from relations.queries import tags as tag_queries
from relations.text import fold
from relations.vocab.initiatives import THEMES

BOTH = ("person", "organization")
NOBODY = "0"
# As the lists' own condition on tags: read once a minute.
TAGS_KEPT = 60


# --- choices ---------------------------------------------------------------------
def _provinces() -> list[tuple[str, str]]:
    return [(code, code) for code in parties.known_provinces()]


def _tags() -> list[tuple[str, str]]:
    known = cache.get_or_set("relations.tags", lambda: [tag.name for tag in tag_queries.all_tags()], TAGS_KEPT)
    return [(tag, tag) for tag in known]


def _colleagues() -> list[tuple[str, str]]:
    return [(NOBODY, _("nobody")), *((str(user.pk), user.display_name) for user in parties.colleagues())]


# --- conditions --------------------------------------------------------------------
def _owner(keys: list[str], at: datetime) -> Q:
    found = Q(owner_id__in=[int(key) for key in keys if key.isdigit() and key != NOBODY])
    return found | Q(owner=None) if NOBODY in keys else found


def _silent(days: int, at: datetime) -> Q:
    return Q(last_contact_at=None) | Q(last_contact_at__lt=at - timedelta(days=days))


def _heard(days: int, at: datetime) -> Q:
    return Q(last_contact_at__gte=at - timedelta(days=days))


def _consenting(side: str, purposes: list[str], at: datetime) -> Q:
    """The ledger names them, or an address of theirs that is still good."""
    found = Q()
    for purpose in purposes:
        yes = audience.consenting(purpose, at=at)
        points = ContactPoint.objects.filter(kind="email", ended_at=None, normalized__in=yes.values("email"))
        found |= Q(pk__in=yes.exclude(**{side: None}).values(side))
        found |= Q(pk__in=points.exclude(**{side: None}).values(side))
    return found


def _reached(side: str, kinds: list[str]) -> Q:
    points = ContactPoint.objects.filter(kind__in=kinds, ended_at=None).exclude(**{side: None})
    return Q(pk__in=points.values(side))


def _towns(words: list[str], at: datetime) -> Q:
    found = Q(pk__in=[])
    for word in words:
        found |= Q(municipality__iexact=fold(word)) | Q(municipality__iexact=word)
    return found


def _to_do(side: str) -> Q:
    return Q(pk__in=FollowUp.objects.filter(status="open").exclude(**{side: None}).values(side))


def _spoke(side: str, channels: list[str]) -> Q:
    return Q(pk__in=Interaction.objects.filter(channel__in=channels).exclude(**{side: None}).values(side))


def _works_at(kinds: list[str], at: datetime) -> Q:
    ties = Affiliation.objects.filter(ended_on=None, organization__kind__in=kinds, organization__archived_at=None)
    return Q(pk__in=ties.values("person"))


def _main_contact(_value: None, at: datetime) -> Q:
    return Q(pk__in=Affiliation.objects.filter(ended_on=None, is_main_contact=True).values("person"))


def _of_one_side(side: str) -> list[SegmentFact]:
    """Facts that read another table by its column for this side; the key is the same for both, as one reads it."""
    on = (side,)
    tail = "" if side == "person" else "_organization"
    return [
        SegmentFact(
            f"consent{tail}", on, _("Consent"), _("gave consent for %(value)s"), _("did not give consent for %(value)s"),
            lambda value, at: _consenting(side, value, at), "choices", lambda: vocab.PURPOSES.choices, "reach", 10,
        ),
        SegmentFact(
            f"email{tail}", on, _("E-mail"), _("has an e-mail address"), _("has no e-mail address"),
            lambda value, at: _reached(side, ["email", "pec"]), group="reach", order=20,
        ),
        SegmentFact(
            f"phone{tail}", on, _("Phone"), _("has a phone number"), _("has no phone number"),
            lambda value, at: _reached(side, ["phone", "mobile"]), group="reach", order=30,
        ),
        SegmentFact(
            f"spoke{tail}", on, _("Kind of contact"), _("was in touch by %(value)s"), _("was never in touch by %(value)s"),
            lambda value, at: _spoke(side, value), "choices", lambda: vocab.CHANNELS.choices, "story", 30,
        ),
        SegmentFact(
            f"todo{tail}", on, _("To do"), _("has something to do open"), _("has nothing to do open"),
            lambda value, at: _to_do(side), group="story", order=50,
        ),
    ]  # fmt: skip


FACTS = [
    # who they are
    SegmentFact(
        "kind", ("organization",), _("Kind"), _("the kind is %(value)s"), _("the kind is not %(value)s"),
        lambda value, at: Q(kind__in=value), "choices", lambda: vocab.ORGANIZATION_KINDS.choices, "who", 10,
    ),
    SegmentFact(
        "legal_form", ("organization",), _("Legal form"), _("the legal form is %(value)s"), _("the legal form is not %(value)s"),
        lambda value, at: Q(legal_form__in=value), "choices", lambda: vocab.LEGAL_FORMS.choices, "who", 20,
    ),
    SegmentFact(
        "runts", ("organization",), _("RUNTS section"), _("the RUNTS section is %(value)s"),
        _("the RUNTS section is not %(value)s"),
        lambda value, at: Q(runts_section__in=value), "choices", lambda: vocab.RUNTS_SECTIONS.choices, "who", 30,
    ),
    SegmentFact(
        "theme", ("organization",), _("Activities of general interest"), _("works on %(value)s"), _("does not work on %(value)s"),
        lambda value, at: Q(themes__overlap=value), "choices", lambda: THEMES.choices, "who", 40,
    ),
    SegmentFact(
        "employees", ("organization",), _("Employees"), _("has at least %(value)s employees"),
        _("has fewer than %(value)s employees, or we do not know"),
        lambda value, at: Q(employees__gte=value), "number", group="who", order=50,
    ),
    SegmentFact(
        "volunteers", ("organization",), _("Volunteers"), _("has at least %(value)s volunteers"),
        _("has fewer than %(value)s volunteers, or we do not know"),
        lambda value, at: Q(volunteers__gte=value), "number", group="who", order=60,
    ),
    SegmentFact(
        "involvement", ("person",), _("Involvement"), _("the involvement is %(value)s"), _("the involvement is not %(value)s"),
        lambda value, at: Q(involvement__in=value), "choices", lambda: vocab.INVOLVEMENT.choices, "who", 10,
    ),
    SegmentFact(
        "works_at", ("person",), _("Works at"), _("works at an organisation that is %(value)s"),
        _("works at no organisation that is %(value)s"),
        _works_at, "choices", lambda: vocab.ORGANIZATION_KINDS.choices, "who", 20,
    ),
    SegmentFact(
        "main_contact", ("person",), _("Main contact"), _("is somebody's main contact"), _("is nobody's main contact"),
        _main_contact, group="who", order=30,
    ),
    SegmentFact(
        "public_role", ("person",), _("Public office"), _("holds a public office"), _("holds no public office"),
        lambda value, at: ~Q(public_role=""), group="who", order=40,
    ),
    SegmentFact(
        "language", ("person",), _("Language"), _("the language is %(value)s"), _("the language is not %(value)s"),
        lambda value, at: Q(language__in=value), "choices", lambda: [("it", "Italiano"), ("en", "English")], "who", 60,
    ),
    SegmentFact(
        "tag", BOTH, _("Tag"), _("has the tag %(value)s"), _("does not have the tag %(value)s"),
        lambda value, at: Q(tags__overlap=value), "choices", _tags, "who", 70,
    ),
    # where
    SegmentFact(
        "province", BOTH, _("Province"), _("the province is %(value)s"), _("the province is not %(value)s"),
        lambda value, at: Q(province__in=value), "choices", _provinces, "where", 10,
    ),
    SegmentFact(
        "municipality", BOTH, _("Municipality"), _("the municipality is %(value)s"), _("the municipality is not %(value)s"),
        _towns, "words", group="where", order=20,
    ),
    SegmentFact(
        "serves", ("organization",), _("Works in the province"), _("works in the province of %(value)s"),
        _("does not work in the province of %(value)s"),
        lambda value, at: Q(service_area__overlap=value) | Q(province__in=value), "choices", _provinces, "where", 30,
    ),
    # what happened
    SegmentFact(
        "owner", BOTH, _("Followed by"), _("is followed by %(value)s"), _("is not followed by %(value)s"),
        _owner, "choices", _colleagues, "story", 5,
    ),
    SegmentFact(
        "silent", BOTH, _("Silence"), _("was not heard for %(value)s days"), _("was heard in the last %(value)s days"),
        _silent, "days", group="story", order=10,
    ),
    SegmentFact(
        "heard", BOTH, _("Last contact"), _("was heard in the last %(value)s days"), _("was not heard for %(value)s days"),
        _heard, "days", group="story", order=20,
    ),
    SegmentFact(
        "added", BOTH, _("In the archive since"), _("was added in the last %(value)s days"),
        _("has been in the archive for more than %(value)s days"),
        lambda value, at: Q(created_at__gte=at - timedelta(days=value)), "days", group="story", order=40,
    ),
    *_of_one_side("person"),
    *_of_one_side("organization"),
]  # fmt: skip
