"""Reads for the lists kept by hand: all of them, who is on one, what one may choose an audience from."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict

from relations.mail.audience import Choice
from relations.models import ListMember, MailingList, Organization, Person, Segment, User
from relations.queries import segments
from relations.queries.search import ids as search_ids
from relations.text import fold


def listed() -> QuerySet[MailingList]:
    """Return the lists with how many are on each."""
    return MailingList.objects.filter(removed_at=None).select_related("created_by").annotate(number=Count("members"))


def in_order() -> list[MailingList]:
    """Return the lists in Italian order."""
    return sorted(listed(), key=lambda row: (fold(row.name), row.pk))


def members(mailing_list: MailingList) -> QuerySet[ListMember]:
    """Return who is on a list, by name."""
    rows = mailing_list.members.select_related("person", "organization", "by")
    return rows.annotate(sort_name=Coalesce("person__sort_name", "organization__sort_name"))


def search_members(rows: QuerySet[ListMember], text: str) -> QuerySet[ListMember]:
    """Narrow to those whose name, code or place begins so."""
    return rows.filter(Q(person__in=search_ids(text, "person")) | Q(organization__in=search_ids(text, "organization")))


def of_party(party: Person | Organization) -> QuerySet[MailingList]:
    """Return the lists a person or a body is on."""
    on = {party._meta.model_name: party}
    found = MailingList.objects.filter(removed_at=None, members__in=ListMember.objects.filter(**on))
    return found.order_by("name", "pk").distinct()


def uses(mailing_list: MailingList) -> list[Any]:
    """Return the things that go to this list, or leave it out."""
    found = mailing_list.parts.select_related("object_type").prefetch_related("object").order_by("-at")[:20]
    return [part.object for part in found if part.object is not None]


# --- choosing an audience ------------------------------------------------------------------
def key_of(source: Segment | MailingList) -> str:
    """Return how a group or a list is named in forms and addresses: g12, l3."""
    return f"{'g' if isinstance(source, Segment) else 'l'}{source.pk}"


def sources(user: User) -> dict[str, Segment | MailingList]:
    """Return what `user` may choose from, lists first: {key: group or list}."""
    return {key_of(source): source for source in [*in_order(), *segments.for_user(user)]}


def chosen(params: QueryDict, known: dict[str, Segment | MailingList]) -> Choice:
    """Read a choice from an address or a form: `dentro` and `fuori`, each as often as one likes."""
    outside = dict.fromkeys(key for key in params.getlist("fuori") if key in known)
    inside = dict.fromkeys(key for key in params.getlist("dentro") if key in known and key not in outside)
    return Choice(tuple(known[key] for key in inside), tuple(known[key] for key in outside))
