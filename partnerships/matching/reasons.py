"""Sentences that matching says: a message id in English and what fills it. Translating is the caller's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def N_(text: str) -> str:
    """Mark a message id so that extraction finds it."""
    return text


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of fixed lists inside a sentence: each is a message id of its own."""

    items: tuple[str, ...]

    def text(self, translate: Translate) -> str:
        return ", ".join(translate(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence about one component: `msgid % params`, both still to be translated."""

    key: str
    msgid: str
    params: dict[str, object] = field(default_factory=dict)
    component: str = ""

    def __hash__(self) -> int:
        return hash((self.key, self.msgid, self.component, tuple(sorted((k, str(v)) for k, v in self.params.items()))))

    def text(self, translate: Translate = str) -> str:
        """This function will give the sentence, translated and filled."""
        filled = {k: v.text(translate) if isinstance(v, Labels) else v for k, v in self.params.items()}
        return translate(self.msgid) % filled


# Why two sides fit.
SAY: dict[str, str] = {
    "goals": N_("Both work for: %(goals)s"),
    "words": N_("They speak of the same things: %(words)s"),
    "themes": N_("Same fields of work: %(themes)s"),
    "targets": N_("Same people to help: %(targets)s"),
    "km": N_("They are %(km)s km apart"),
    "municipality": N_("Both are in %(municipality)s"),
    "province": N_("Both are in the province of %(province)s"),
    "serves": N_("Both work in: %(provinces)s"),
    "region": N_("Both are in %(region)s"),
    "covered": N_("%(offer)s: the need is covered in full"),
    "covered_part": N_("%(offer)s: %(share)s%% of the need is covered"),
    "useful": N_("%(offer)s: it is just what is needed"),
    "partly_useful": N_("%(offer)s: it helps in part with «%(need)s»"),
    "returns": N_("What is wanted back can be given: %(returns)s"),
    "dates": N_("The dates agree, with time to prepare"),
    "trust": N_("Kept %(kept)s promises out of %(total)s"),
    # What speaks against, or must be checked first.
    "goals_differ": N_("The goals they name are different"),
    "themes_differ": N_("Different fields of work"),
    "targets_differ": N_("They look after different people"),
    "far": N_("They are %(km)s km apart: travel must be organised"),
    "other_region": N_("They are in different regions"),
    "short": N_("%(offer)s: it covers only %(share)s%% of the need"),
    "units": N_("%(offer)s: quantities are not comparable, agree on them"),
    "not_needed": N_("What is offered is not what is needed"),
    "returns_differ": N_("What is wanted back is not among what the other can give"),
    "dates_tight": N_("The dates are tight"),
    "trust_low": N_("Only %(kept)s promises kept out of %(total)s"),
    "newcomer": N_("No partnership with the office yet"),
    "sector_warning": N_("Sector to discuss first: %(sector)s"),
    "limit": N_("A limit was stated that only people can check: %(limit)s"),
    "thin": N_("Only %(share)s%% of what counts is known"),
    # What to ask.
    "ask_risultati": N_("Ask which results they seek"),
    "ask_temi": N_("Ask in which fields they work"),
    "ask_destinatari": N_("Ask whom they want to help"),
    "ask_territorio": N_("Ask where they work"),
    "ask_risorse": N_("Ask what they offer or need"),
    "ask_ritorni": N_("Ask what they want back and what they can give"),
    "ask_tempi": N_("Ask from when and until when"),
    "ask_fiducia": N_("Ask about earlier collaborations"),
    "ask_consent": N_("Ask for their consent to be contacted"),
    # Hard stops.
    "stop_paused": N_("Not receiving proposals at the moment"),
    "stop_full": N_("Cannot take on another partner now"),
    "stop_consent": N_("No consent to be contacted"),
    "stop_refused": N_("Refused by the other side: %(what)s"),
    "stop_sector": N_("Sector not proposed to those who help: %(targets)s (%(sector)s)"),
    "stop_territory": N_("Outside the territory stated: %(provinces)s"),
    "stop_dates": N_("The dates cannot meet"),
}


def say(key: str, component: str = "", **params: object) -> Reason:
    """This function will make the reason with that key."""
    return Reason(key, SAY[key], params, component)
