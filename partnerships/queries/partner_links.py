"""Who reaches the page of a partnership by link, and who else could."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions.partner_links import SCOPE
from partnerships.models import Partnership, PartnershipParty
from relations.models import Affiliation, ContactPoint, Person, SecretLink, User
from relations.queries import together


@dataclass(frozen=True)
class Choice:
    """Somebody of a party a link may be sent to. Without `email`: an address still to be written."""

    party: PartnershipParty
    person: Person | None
    email: str

    @property
    def key(self) -> str:
        return f"{self.party.pk}:{self.person.pk if self.person else ''}:{self.email}"

    def __str__(self) -> str:
        if not self.email:
            return _("another address")
        return f"{self.person}, {self.email}" if self.person else self.email


@dataclass
class Holder:
    """Somebody who has a link: since when, until when, and when something was last sent through it."""

    pk: int
    party_id: int
    person: Person | None
    email: str
    since: datetime
    until: datetime | None
    used_at: datetime | None

    def __str__(self) -> str:
        return str(self.person or self.email)


def living(parties: list[PartnershipParty], at: datetime) -> Any:
    """Return the links of the parties that still lead somewhere, the newest first."""
    kind = ContentType.objects.get_for_model(PartnershipParty)
    rows = SecretLink.objects.filter(
        scope=SCOPE, target_type=kind, target_id__in=[party.pk for party in parties], revoked_at=None
    )
    return rows.filter(Q(expires_at=None) | Q(expires_at__gt=at)).order_by("-created_at", "-pk")


def holders(rows: list[SecretLink], people: dict[int, Person]) -> list[Holder]:
    """Return who holds the links, each once however many mails brought one."""
    found: dict[tuple, Holder] = {}
    for link in rows:
        key = (link.target_id, link.holder, link.email)
        person = people.get(int(link.holder)) if link.holder else None
        if link.holder and person is None:
            continue
        holder = found.setdefault(
            key, Holder(link.pk, link.target_id, person, link.email, link.created_at, link.expires_at, link.used_at)
        )
        holder.since = min(holder.since, link.created_at)
        holder.used_at = max(filter(None, [holder.used_at, link.used_at]), default=None)
    return list(found.values())


def _people(rows: list[SecretLink]) -> Any:
    return Person.objects.filter(
        pk__in=[int(link.holder) for link in rows if link.holder], erased_at=None, died_on=None
    )


def page(row: Partnership, *, at: datetime) -> dict[str, Any]:
    """Everything the page of the links shows, in a fixed number of statements."""
    parties = list(row.parties.all())
    links = list(living(parties, at))
    held = holders(links, {person.pk: person for person in _people(links)})
    bodies = [party.organization_id for party in parties]
    ties = list(
        Affiliation.objects.filter(organization__in=bodies, ended_on=None, person__erased_at=None, person__died_on=None)
        .select_related("person")
        .order_by("-is_main_contact", "pk")
    )
    points = list(
        ContactPoint.objects.filter(kind="email", ended_at=None)
        .filter(Q(person__in=[tie.person_id for tie in ties]) | Q(organization__in=bodies))
        .order_by("-is_primary", "pk")
    )
    return {
        "partnership": row,
        "parties": [
            {
                "party": party,
                "holders": [holder for holder in held if holder.party_id == party.pk],
                "choices": _choices(party, ties, points),
            }
            for party in parties
        ],
    }


def _choices(party: PartnershipParty, ties: list[Affiliation], points: list[ContactPoint]) -> list[Choice]:
    people = {tie.person_id: tie.person for tie in ties if tie.organization_id == party.organization_id}
    own = [Choice(party, people[point.person_id], point.normalized) for point in points if point.person_id in people]
    general = [
        Choice(party, None, point.normalized) for point in points if point.organization_id == party.organization_id
    ]
    return [*dict.fromkeys([*own, *general]), Choice(party, None, "")]


def box(partnership: Partnership, user: User) -> together.Reader:
    """The box on the partnership's page: which party has a link, and when it last sent something."""
    parties = list(partnership.parties.all())
    links = yield living(parties, timezone.now())
    people = yield _people(links)
    held = holders(links, {person.pk: person for person in people})
    return {
        "partnership": partnership,
        "parties": [
            {"party": party, "holders": [one for one in held if one.party_id == party.pk]} for party in parties
        ],
        "can_change": user.has_perm("partnerships.change_partnership") and partnership.is_living,
    }
