"""Who acts in a partnership: somebody of a party, who came by link, or a colleague of the office."""

from dataclasses import dataclass
from typing import Any

from partnerships.actions.partner_links import Visitor
from partnerships.models import PartnershipParty
from relations.models import Person, User


@dataclass(frozen=True)
class Actor:
    """`party` None is the office."""

    party: PartnershipParty | None = None
    person: Person | None = None
    user: User | None = None

    @classmethod
    def of(cls, who: Visitor | User) -> "Actor":
        """Return the actor behind a visitor or a colleague."""
        return cls(party=who.party, person=who.person) if isinstance(who, Visitor) else cls(user=who)

    @property
    def said(self) -> dict[str, Any]:
        """The columns of what it says."""
        return {"party": self.party, "person": self.person, "by": self.user}

    @property
    def name(self) -> str:
        """How history and mails call it."""
        return str(self.party.organization) if self.party else str(self.user or "")
