"""The one secret link by which somebody of a partner reaches the pages of a partnership, without an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from partnerships.actions import say
from partnerships.actions.partnerships import note
from partnerships.models import Partnership, PartnershipParty
from partnerships.queries import contacts
from partnerships.vocab import N_
from relations.actions import links
from relations.mail import addresses
from relations.mail.post import post_service
from relations.models import Person, SecretLink, User
from relations.web.urls import absolute

SCOPE = "partner"
# A partnership lasts longer than a proposal; whoever still needs it gets a new one with the next mail.
LIFE = timedelta(days=180)


@dataclass(frozen=True)
class Visitor:
    """Who came by link: for which party, with which address. `person` is None when the link went to the body itself."""

    token: str
    party: PartnershipParty
    person: Person | None
    email: str
    link: int = 0

    @property
    def partnership(self) -> Partnership:
        return self.party.partnership

    @property
    def holder(self) -> str:
        """Tell one visitor of a party from another, without an address in clear."""
        return str(self.person.pk) if self.person else addresses.hashed(self.email)[:64]

    @property
    def name(self) -> str:
        """Who is said to have done it, in the history and in the evidence."""
        return f"{self.person or self.email}, {self.party.organization}"


def issue(*, party: PartnershipParty, email: str, at: datetime, person: Person | None = None) -> str:
    """Give out a link for somebody of `party` at the address `email`; return its token, which is shown only now."""
    _link, token = links.issue(
        scope=SCOPE, target=party, at=at, expires_at=at + LIFE, holder=str(person.pk) if person else "", email=email
    )
    return token


def url(token: str, name: str = "partnerships:partner", *args: object) -> str:
    """Return the whole address of a partner's page."""
    return absolute(reverse(name, args=[token, *args]))


def visitor(*, token: str, at: datetime) -> Visitor:
    """Return who comes with `token`; Http404 when it is unknown, expired, taken back, or its person is no longer there."""
    link = links.resolve(scope=SCOPE, token=token, at=at)
    party = PartnershipParty.objects.select_related("partnership__owner", "organization").get(pk=link.target_id)
    person = None
    if link.holder:
        person = Person.objects.filter(pk=int(link.holder), erased_at=None, died_on=None).first()
        if person is None:
            raise Http404("link")
    return Visitor(token, party, person, link.email, link.pk)


def used(*, visitor: Visitor, at: datetime) -> None:
    """Keep when something was last sent through a link. Looking is not kept: a page that is read writes nothing."""
    SecretLink.objects.filter(pk=visitor.link).update(used_at=at)


@transaction.atomic
def send(
    *, party: PartnershipParty, email: str, by: User, at: datetime, person: Person | None = None, words: str = ""
) -> str:
    """Send somebody of a party a new link by mail; the earlier ones of the same person or address stop. Return its token."""
    links.revoke(target=party, at=at, scope=SCOPE, holder=str(person.pk) if person else "", email=email)
    token = issue(party=party, email=email, person=person, at=at)
    row = party.partnership
    post_service(
        purpose="partnership",
        to=email,
        template="partnerships/mail/partner_link",
        at=at,
        by=by,
        person=person,
        organization=party.organization,
        about=row,
        reply_to=by.email,
        context={"partnership": row, "party": party, "officer": by, "message": words, "url": url(token)},
    )
    title = say(N_("link sent to %(who)s"), who=person or email)
    note(row, verb="partner_link.sent", title=title, by=by, at=at, icon="link")
    return token


def ask(
    *, party: PartnershipParty, template: str, page: str, at: datetime, by: User | None = None, args: tuple = (), once: str = "",
    context: dict[str, Any],
) -> bool:  # fmt: skip
    """Write to the main contact of a party, with a link of its own to `page`; False when there is nobody to write to.

    `context` is what the letter speaks of besides the partnership, the officer and the url.
    """
    person, email = contacts.addressee(party.organization)
    if not email:
        return False
    row = party.partnership
    token = issue(party=party, email=email, person=person, at=at)
    post_service(
        purpose="partnership",
        to=email,
        template=template,
        at=at,
        person=person,
        organization=party.organization,
        about=row,
        by=by,
        reply_to=row.owner.email,
        once=once,
        context={"partnership": row, "url": url(token, page, *args), "officer": row.owner} | context,
    )
    return True


@transaction.atomic
def take_back(*, party: PartnershipParty, holder: str, email: str, by: User, at: datetime) -> int:
    """Stop the links of somebody of a party; return how many there were."""
    count = links.revoke(target=party, at=at, scope=SCOPE, holder=holder, email=email)
    if count:
        person = Person.objects.filter(pk=int(holder)).first() if holder else None
        title = say(N_("link taken back from %(who)s"), who=person or email)
        note(party.partnership, verb="partner_link.revoked", title=title, by=by, at=at, icon="link-2-off")
    return count


def revoke(*, party: PartnershipParty, at: datetime, person: Person | None = None) -> int:
    """Take back the links of a party, or only those of `person`; return how many there were."""
    return links.revoke(target=party, at=at, scope=SCOPE, holder=str(person.pk) if person else None)
