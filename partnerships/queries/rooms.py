"""What the negotiation room shows to one actor: the text as it stands, who accepted what, and only its own private notes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F

from partnerships import agreement_kinds as kinds
from partnerships import agreement_terms as terms
from partnerships.actions import clauses
from partnerships.actors import Actor
from partnerships.models import (
    Agreement,
    Clause,
    ClauseAnswer,
    ClauseComment,
    ClauseVersion,
    Partnership,
    PartnershipParty,
)
from partnerships.queries import minutes
from partnerships.wording import Change


@dataclass
class Card:
    """One clause as it stands: its newest version, who accepted it, who does not agree."""

    version: ClauseVersion
    parties: list[PartnershipParty]
    actor: Actor
    answers: dict[int, ClauseAnswer] = field(default_factory=dict)
    comments: int = 0

    @property
    def clause(self) -> Clause:
        return self.version.clause

    @property
    def accepted(self) -> list[PartnershipParty]:
        return [party for party in self.parties if self._said(party) == "accepted"]

    @property
    def objected(self) -> list[PartnershipParty]:
        return [party for party in self.parties if self._said(party) == "objected"]

    @property
    def waits_for(self) -> list[PartnershipParty]:
        return [party for party in self.parties if self._said(party) != "accepted"]

    def _said(self, party: PartnershipParty) -> str:
        given = self.answers.get(party.pk)
        return given.answer if given else ""

    @property
    def is_agreed(self) -> bool:
        return bool(self.parties) and not self.waits_for

    @property
    def is_mine(self) -> bool:
        """Whether the reader's side still has to say something of it."""
        return self.actor.party is not None and not self._said(self.actor.party)

    @property
    def state(self) -> str:
        """agreed, objected, mine or waiting: what the row says and in which colour."""
        if self.is_agreed:
            return "agreed"
        if self.is_mine:
            return "mine"
        return "objected" if self.objected else "waiting"


@dataclass
class Score:
    """How complete the text is: minimum clauses accepted by all, disagreements, what each side still has to read."""

    cards: list[Card]
    is_addendum: bool

    @property
    def asked(self) -> int:
        return len(self.cards) if self.is_addendum else len(kinds.MINIMUM)

    @property
    def agreed(self) -> int:
        return sum(card.is_agreed for card in self.cards if self.is_addendum or card.clause.topic in kinds.TOPIC)

    @property
    def objected(self) -> int:
        return sum(bool(card.objected) for card in self.cards)

    @property
    def mine(self) -> int:
        return sum(card.is_mine for card in self.cards)

    @property
    def is_complete(self) -> bool:
        return bool(self.cards) and all(card.is_agreed for card in self.cards)

    @cached_property
    def sides(self) -> list[dict[str, Any]]:
        """For each party, how many clauses it has accepted."""
        parties = self.cards[0].parties if self.cards else []
        return [
            {"party": party, "accepted": sum(party in card.accepted for card in self.cards), "of": len(self.cards)}
            for party in parties
        ]


def cards(agreement: Agreement, actor: Actor) -> list[Card]:
    """Return the clauses of an agreement as `actor` sees them, in a fixed number of statements."""
    parties = parties_of(agreement.partnership)
    found = {version.pk: Card(version, parties, actor) for version in clauses.latest_versions(agreement)}
    answers = ClauseAnswer.objects.filter(
        version__clause__agreement=agreement, version__number=F("version__clause__latest")
    )
    for given in answers:
        found[given.version_id].answers[given.party_id] = given
    by_clause = {card.clause.pk: card for card in found.values()}
    for clause in ClauseComment.objects.filter(clause__agreement=agreement).values_list("clause", flat=True):
        by_clause[clause].comments += 1
    return list(found.values())


def parties_of(partnership: Partnership) -> list[PartnershipParty]:
    """Return the parties, the company first."""
    return list(partnership.parties.select_related("organization").order_by("side", "pk"))


def current(partnership: Partnership) -> Agreement | None:
    """Return the agreement being worked on, else the newest one."""
    return partnership.agreements.order_by("-number").first()


def score(agreement: Agreement, actor: Actor) -> Score:
    """Return the scorecard alone."""
    return Score(cards(agreement, actor), agreement.is_addendum)


def page(partnership: Partnership, actor: Actor) -> dict[str, Any]:
    """Everything the room shows to `actor`."""
    agreement = current(partnership)
    found = cards(agreement, actor) if agreement else []
    parties = parties_of(partnership)
    interests = list(partnership.interests.select_related("party__organization", "person", "by"))
    digest = clauses.digest_of(agreement) if agreement else ""
    confirmed = {item.party_id: item for item in agreement.confirmations.filter(digest=digest)} if agreement else {}
    return {
        "partnership": partnership,
        "agreement": agreement,
        "actor": actor,
        "cards": found,
        "score": Score(found, agreement.is_addendum) if agreement else None,
        "parties": parties,
        "voices": [{"name": name, "items": items} for name, items in _voices(parties, interests)],
        "notes": list(partnership.private_notes.filter(party=actor.party).select_related("person", "by")),
        "papers": minutes.papers(partnership, for_office=actor.party is None),
        "digest": digest,
        "confirmations": [{"party": party, "given": confirmed.get(party.pk)} for party in parties],
        "has_confirmed": actor.party is not None and actor.party.pk in confirmed,
        "is_confirmed": bool(parties) and len(confirmed) == len(parties),
    }


def _voices(parties: Iterable[PartnershipParty], interests: list) -> list[tuple[str, list]]:
    rows = [(str(party.organization), [item for item in interests if item.party_id == party.pk]) for party in parties]
    ours = [item for item in interests if item.party_id is None]
    return [*rows, ("", ours)] if ours else rows


def clause_page(clause: Clause, actor: Actor) -> dict[str, Any]:
    """Everything the page of a clause shows: every version with what changed, the answers, the remarks."""
    versions = list(clause.versions.select_related("party__organization", "person", "by").order_by("number"))
    answers: dict[int, list[ClauseAnswer]] = {}
    for given in ClauseAnswer.objects.filter(version__clause=clause).select_related("party__organization", "person"):
        answers.setdefault(given.version_id, []).append(given)
    rows = [
        {
            "version": version,
            "change": Change(before.text, version.text) if before else None,
            "answers": answers.get(version.pk, []),
        }
        for before, version in zip([None, *versions], versions, strict=False)
    ]
    latest = versions[-1]
    latest.clause = clause
    card = Card(
        latest,
        parties_of(clause.agreement.partnership),
        actor,
        {item.party_id: item for item in answers.get(latest.pk, [])},
    )
    others = list(Clause.objects.filter(agreement=clause.agreement).order_by("position", "pk"))
    place = others.index(clause)
    return {
        "clause": clause,
        "agreement": clause.agreement,
        "partnership": clause.agreement.partnership,
        "actor": actor,
        "card": card,
        "latest": rows[-1],
        "versions": rows[::-1],
        "comments": list(clause.comments.select_related("party__organization", "person", "by")),
        "topic": terms.TOPICS[clause.topic].label,
        "place": place + 1,
        "count": len(others),
        "previous": others[place - 1] if place else None,
        "following": others[place + 1] if place + 1 < len(others) else None,
    }
