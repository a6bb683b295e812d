"""Who a mailing goes to: those who asked for its purpose, all or those of some groups and lists, less others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from relations.mail import addresses, facts, policy
from relations.mail.policy import YES_EVENTS
from relations.models import AudiencePart, Consent, ContactPoint, ListMember, MailingList, Organization, Person, Segment
from relations.queries import segments

_BATCH = 2000


@dataclass(frozen=True)
class Recipient:
    """One address with whom it belongs to; `values` gives merge words that the person's row does not."""

    email: str
    person: Person | None = None
    organization: Organization | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def consenting(purpose: str, *, at: datetime):
    """Return the last ledger event of each address that says yes to `purpose` by e-mail."""
    today = timezone.localdate(at).isoformat()
    yes = Q(event__in=YES_EVENTS) | Q(event="paused", evidence__until__lte=today)
    return _last_words(purpose).filter(yes)


def _last_words(purpose: str) -> QuerySet[Consent]:
    """The last event of each address that ever had to do with `purpose`, in or out by now."""
    last = Consent.objects.filter(purpose=purpose, channel="email").order_by("email", "-at", "-id").distinct("email")
    return Consent.objects.filter(pk__in=last.values("pk"))


def subscribers(purpose: str, *, at: datetime | None = None) -> Iterator[Recipient]:
    """Yield those whose last consent for `purpose` is a yes, in one SQL query."""
    yield from _of_ledger(consenting(purpose, at=at or timezone.now()))


def count(purpose: str, *, at: datetime) -> int:
    """Return how many `subscribers` there are."""
    return consenting(purpose, at=at).count()


def _of_ledger(rows: QuerySet[Consent]) -> Iterator[Recipient]:
    for row in rows.select_related("person", "organization").order_by("email").iterator(chunk_size=_BATCH):
        name = str(row.evidence.get("name", "")) if row.person is None else ""
        yield Recipient(row.email, row.person, row.organization, {"nome": name, "nome_completo": name} if name else {})


# --- some groups and lists, less others ------------------------------------------------
@dataclass(frozen=True)
class Choice:
    """Any of `inside`, less all of `outside`; nothing inside means everybody who asked for the purpose."""

    inside: tuple[Segment | MailingList, ...] = ()
    outside: tuple[Segment | MailingList, ...] = ()

    @property
    def is_everybody(self) -> bool:
        return not self.inside


EVERYBODY = Choice()


def of_thing(thing: Any) -> Choice:
    """Return what was chosen for a newsletter, or another thing that goes to many."""
    parts = AudiencePart.objects.filter(object_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
    rows = list(parts.select_related("segment", "mailing_list").order_by("pk"))
    return Choice(
        tuple(row.source for row in rows if not row.is_minus), tuple(row.source for row in rows if row.is_minus)
    )


@dataclass(frozen=True)
class _Parties:
    """People and bodies, as two conditions on what points at them."""

    people: QuerySet[Person]
    bodies: QuerySet[Organization]

    def pointed_at(self) -> Q:
        return Q(person__in=self.people.values("pk")) | Q(organization__in=self.bodies.values("pk"))

    def mailed(self) -> Q:
        """The condition on consents that are theirs: by reference, or by an address of theirs."""
        points = ContactPoint.objects.filter(self.pointed_at(), kind__in=("email", "pec"), ended_at=None)
        return self.pointed_at() | Q(email__in=points.values("normalized"))


def _parties(sources: Sequence[Segment | MailingList], at: datetime) -> _Parties:
    """Everybody in any of `sources`."""
    lists = [source.pk for source in sources if isinstance(source, MailingList)]
    listed = ListMember.objects.filter(mailing_list__in=lists)
    people = Q(pk__in=listed.exclude(person=None).values("person"))
    bodies = Q(pk__in=listed.exclude(organization=None).values("organization"))
    for source in sources:
        if isinstance(source, Segment):
            inside = Q(pk__in=segments.members(source, at).values("pk"))
            people, bodies = (people | inside, bodies) if source.on == "person" else (people, bodies | inside)
    return _Parties(Person.objects.filter(people, archived_at=None), Organization.objects.filter(bodies, archived_at=None))


def everybody(purpose: str, choice: Choice = EVERYBODY, *, at: datetime) -> Iterator[Recipient]:
    """Yield every address `choice` means, once or more often, in two statements: of the ledger, and of those in a group
    or list who were never asked. Who may not be written to is among them: the engine leaves them out and keeps why."""
    ledger = _last_words(purpose)
    inside, outside = _parties(choice.inside, at), _parties(choice.outside, at)
    if choice.inside:
        ledger = ledger.filter(inside.mailed())
    if choice.outside:
        # Through the key: a condition on a null column would leave out rows of nobody.
        ledger = ledger.exclude(pk__in=_last_words(purpose).filter(outside.mailed()).values("pk"))
    yield from _of_ledger(ledger)
    if choice.inside:
        yield from _never_asked(purpose, inside, outside if choice.outside else None)


def _never_asked(purpose: str, inside: _Parties, outside: _Parties | None) -> Iterator[Recipient]:
    """Yield the main address of each party of `inside` of whom the ledger knows nothing for `purpose`."""
    known = Consent.objects.filter(purpose=purpose, channel="email")
    points = ContactPoint.objects.filter(inside.pointed_at(), kind__in=("email", "pec"), ended_at=None)
    # Whoever has one address in the ledger is counted there.
    asked = ContactPoint.objects.filter(kind__in=("email", "pec"), ended_at=None).filter(Exists(known.filter(email=OuterRef("normalized"))))
    points = points.exclude(
        Exists(known.filter(person=OuterRef("person"))) | Exists(known.filter(organization=OuterRef("organization")))
        | Exists(asked.filter(person=OuterRef("person"))) | Exists(asked.filter(organization=OuterRef("organization")))
    )  # fmt: skip
    if outside is not None:
        theirs = ContactPoint.objects.filter(outside.pointed_at(), ended_at=None)
        points = points.exclude(pk__in=points.filter(outside.pointed_at()).values("pk")).exclude(normalized__in=theirs.values("normalized"))
    # "email" comes before "pec": who has only certified mail is left out for that reason.
    first = points.order_by("person_id", "organization_id", "kind", "-is_primary", "pk").distinct("person_id", "organization_id")
    rows = ContactPoint.objects.filter(pk__in=first.values("pk")).select_related("person", "organization").order_by("normalized", "pk")
    for point in rows.iterator(chunk_size=_BATCH):
        yield Recipient(point.normalized, point.person, point.organization)


def without_address(choice: Choice, *, at: datetime) -> int:
    """Return how many people and bodies of `choice` have no e-mail at all: nothing can leave for them."""
    if choice.is_everybody:
        return 0
    inside, reached = _parties(choice.inside, at), ContactPoint.objects.filter(kind__in=("email", "pec"), ended_at=None)
    people = inside.people.filter(erased_at=None).exclude(Exists(reached.filter(person=OuterRef("pk"))))
    bodies = inside.bodies.exclude(Exists(reached.filter(organization=OuterRef("pk"))))
    return people.count() + bodies.count()


# --- counted ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Weighed:
    """One address and the answer of the policy about it today."""

    email: str
    recipient: Recipient
    reason: str

    @property
    def who(self) -> str:
        return str(self.recipient.person or self.recipient.organization or self.recipient.values.get("nome", ""))


@dataclass
class Numbers:
    """How many would get it today, and why the others would not."""

    included: int = 0
    excluded: Counter[str] = field(default_factory=Counter)

    @property
    def listed(self) -> int:
        """How many addresses there are, the same one twice counted twice."""
        return self.included + sum(self.excluded.values())


def weigh(recipients: Iterable[Recipient], purpose: str, *, basis: str = "consent") -> Iterator[Weighed]:
    """Yield each recipient with the reason that leaves it out, if any; as `recipients.set_audience` will decide."""
    seen: set[str] = set()
    source = iter(recipients)
    while batch := list(islice(source, _BATCH)):
        pairs = [(addresses.normalize(one.email)[:254], one) for one in batch]
        fresh = dict.fromkeys(email for email, _one in pairs if email not in seen)
        by_email = dict(reversed(pairs))
        subjects = [
            facts.Subject(email, addresses.hashed(email), purpose, basis, True, by_email[email].person.pk if by_email[email].person else None)
            for email in fresh
        ]
        answers = dict(zip(fresh, map(policy.may_write, facts.of(subjects)), strict=True))
        for email, one in pairs:
            if email in seen:
                yield Weighed(email, one, "duplicate")
                continue
            seen.add(email)
            yield Weighed(email, one, answers[email].reason if addresses.is_valid(one.email.strip()) else policy.INVALID)


def numbers(purpose: str, choice: Choice = EVERYBODY, *, at: datetime) -> Numbers:
    """Count whom `choice` would reach today; the statements grow only with the thousands."""
    found = Numbers()
    for one in weigh(everybody(purpose, choice, at=at), purpose):
        if one.reason:
            found.excluded[one.reason] += 1
        else:
            found.included += 1
    return found
