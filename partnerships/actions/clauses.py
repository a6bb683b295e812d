"""Negotiating clause by clause: another wording, an answer, a remark, the whole text confirmed."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partnerships import agreement_kinds as kinds
from partnerships import agreement_paper
from partnerships import agreement_terms as terms
from partnerships.actions import news, proofs, say
from partnerships.actions.partnerships import NotLiving, locked, note
from partnerships.actors import Actor
from partnerships.models import Agreement, Clause, ClauseAnswer, ClauseComment, ClauseVersion, Confirmation
from partnerships.vocab import N_

STATEMENT = N_("We have read the whole text of “%(title)s”, version %(mark)s, and we confirm it.")


class Outdated(Exception):
    """Somebody wrote another version meanwhile; nothing was done, the page shows both."""


class Closed(Exception):
    """The clauses can no longer change; the message says why."""


class NotYet(Exception):
    """Something else comes first; the message says what."""


def opened(agreement: Agreement) -> Agreement:
    """Return the agreement under a lock, its clauses still open; Closed when its paper is made or the partnership ended."""
    row = Agreement.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=agreement.pk)
    if not row.partnership.is_living:
        raise NotLiving(_("This partnership has ended."))
    if not row.is_open:
        raise Closed(_("The paper to be signed is made: the clauses can no longer change."))
    return row


def _printable(*texts: str) -> None:
    """Refuse at once what the paper could not print later."""
    sign = next(filter(None, map(agreement_paper.unprintable, texts)), "")
    if sign:
        raise NotYet(_("The paper cannot print “%(sign)s”: take it out.") % {"sign": sign})


def _current(clause: Clause, seen: int) -> tuple[Agreement, Clause, ClauseVersion]:
    """Lock, and refuse who read an older version."""
    agreement = opened(clause.agreement)
    row = Clause.objects.select_for_update().get(pk=clause.pk)
    if seen != row.latest:
        raise Outdated(_("Meanwhile somebody wrote another version of this clause."))
    return agreement, row, row.versions.get(number=row.latest)


@transaction.atomic
def propose(*, clause: Clause, text: str, why: str, seen: int, actor: Actor, at: datetime) -> ClauseVersion:
    """Write another version of a clause. Who proposes it accepts it; the others' answers were about another text."""
    agreement, row, before = _current(clause, seen)
    if text.strip() == before.text.strip():
        raise NotYet(_("This is the text as it stands: change a word, or accept it."))
    _printable(text)
    made = write(row, text=text, why=why, actor=actor, at=at)
    title = say(N_("clause “%(clause)s”, version %(number)s"), clause=row.title, number=made.number)
    _note(agreement, "clause.proposed", title, actor, at, "pencil", _which(made))
    weigh(agreement, actor=actor, at=at)
    news.tell(agreement=agreement, actor=actor, at=at)
    return made


def write(clause: Clause, *, text: str, why: str, actor: Actor, at: datetime) -> ClauseVersion:
    """Add a version without asking anything."""
    clause.latest = clause.latest + 1
    clause.save(update_fields=["latest"])
    made = ClauseVersion.objects.create(clause=clause, number=clause.latest, text=text, why=why, at=at, **actor.said)
    if actor.party is not None:
        ClauseAnswer.objects.create(version=made, answer="accepted", at=at, **actor.said)
    return made


@transaction.atomic
def answer(*, clause: Clause, answer: str, seen: int, actor: Actor, at: datetime, words: str = "") -> ClauseAnswer:
    """Accept the newest version, or say that it will not do (then `words` say why)."""
    if actor.party is None:
        raise NotYet(_("Only the parties accept a clause."))
    if answer == "objected" and not words.strip():
        raise NotYet(_("Write what does not suit you: the others read it."))
    agreement, row, version = _current(clause, seen)
    given, _new = ClauseAnswer.objects.update_or_create(
        version=version, party=actor.party, defaults={"answer": answer, "at": at, "person": actor.person}
    )
    if words.strip():
        ClauseComment.objects.create(clause=row, number=row.latest, text=words.strip(), at=at, **actor.said)
    title = {"accepted": N_("“%(clause)s” accepted by %(who)s"), "objected": N_("“%(clause)s”: %(who)s does not agree")}
    _note(
        agreement,
        f"clause.{answer}",
        say(title[answer], clause=row.title, who=actor.name),
        actor,
        at,
        "check",
        _which(version),
    )
    weigh(agreement, actor=actor, at=at)
    news.tell(agreement=agreement, actor=actor, at=at)
    return given


@transaction.atomic
def comment(*, clause: Clause, text: str, seen: int, actor: Actor, at: datetime) -> ClauseComment:
    """Leave a remark on a clause that all read."""
    agreement, row, _version = _current(clause, seen)
    made = ClauseComment.objects.create(clause=row, number=row.latest, text=text.strip(), at=at, **actor.said)
    _note(
        agreement,
        "clause.commented",
        say(N_("comment on “%(clause)s”"), clause=row.title),
        actor,
        at,
        "message-square",
        {},
    )
    news.tell(agreement=agreement, actor=actor, at=at)
    return made


@transaction.atomic
def add(*, agreement: Agreement, topic: str, title: str, text: str, actor: Actor, at: datetime) -> Clause:
    """Add a clause of its own, or (in an addendum) one that changes what was signed: then its first version is that."""
    row = opened(agreement)
    if topic != kinds.OTHER_TOPIC and row.clauses.filter(topic=topic).exists():
        raise NotYet(_("This clause is already there: propose another text for it."))
    _printable(title, text)
    signed = signed_text(row, topic)
    if signed and signed != text.strip():
        made = begin_clause(row, topic=topic, title=title, text=signed, actor=Actor(), at=at)
        write(made, text=text, why="", actor=actor, at=at)
    else:
        made = begin_clause(row, topic=topic, title=title, text=text, actor=actor, at=at)
    _note(row, "clause.added", say(N_("clause “%(clause)s” added"), clause=title), actor, at, "plus", {})
    weigh(row, actor=actor, at=at)
    news.tell(agreement=row, actor=actor, at=at)
    return made


def signed_text(agreement: Agreement, topic: str) -> str:
    """Return the words in force of a topic that an addendum changes; empty for a clause of its own."""
    if not agreement.is_addendum or topic == kinds.OTHER_TOPIC:
        return ""
    rows = ClauseVersion.objects.filter(
        clause__agreement__partnership=agreement.partnership,
        clause__agreement__status="signed",
        clause__topic=topic,
        number=F("clause__latest"),
    )
    return rows.order_by("-clause__agreement__number").values_list("text", flat=True).first() or ""


def begin_clause(agreement: Agreement, *, topic: str, title: str, text: str, actor: Actor, at: datetime) -> Clause:
    """Put a clause at the end of an agreement, with its first version."""
    last = agreement.clauses.order_by("-position").values_list("position", flat=True).first()
    made = Clause.objects.create(agreement=agreement, topic=topic, title=title, position=(last or 0) + 1, latest=0)
    write(made, text=text, why="", actor=actor, at=at)
    return made


@transaction.atomic
def confirm(*, agreement: Agreement, digest: str, actor: Actor, at: datetime) -> Confirmation:
    """Confirm in writing the whole text as it was read (`digest`). Every clause has to be accepted by all before."""
    row = opened(agreement)
    if actor.party is None:
        raise NotYet(_("Only the parties confirm the text."))
    if digest != digest_of(row):
        raise Outdated(_("Meanwhile the text has changed: read it again before you confirm it."))
    if open_clauses(row):
        raise NotYet(_("First every clause has to be accepted by all."))
    words = say(STATEMENT, title=row.title, mark=digest[:8])
    made, is_new = Confirmation.objects.get_or_create(
        agreement=row, party=actor.party, digest=digest, defaults={"statement": words, "at": at, "person": actor.person}
    )
    if is_new:
        title = say(N_("text confirmed by %(who)s (%(mark)s)"), who=actor.name, mark=digest[:8])
        _note(row, "agreement.confirmed", title, actor, at, "file-check", {"digest": [None, digest]})
        weigh(row, actor=actor, at=at)
        news.tell(agreement=row, actor=actor, at=at)
    return made


# --- what is true of the whole text ------------------------------------------------------------------------------
def latest_versions(agreement: Agreement) -> list[ClauseVersion]:
    """Return the newest version of every clause, in the order of the text."""
    rows = ClauseVersion.objects.filter(clause__agreement=agreement).select_related(
        "clause", "party__organization", "person", "by"
    )
    found = {version.clause_id: version for version in rows.order_by("number")}
    return sorted(found.values(), key=lambda version: (version.clause.position, version.clause_id))


def digest_of(agreement: Agreement) -> str:
    """Return the fingerprint of the text as it stands: kind, what comes back, every clause in its order."""
    text = [agreement.kind, agreement.gives_back, agreement.title]
    text += [[version.clause.title, version.text] for version in latest_versions(agreement)]
    return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def open_clauses(agreement: Agreement) -> list[ClauseVersion]:
    """Return the newest versions that not every party has accepted."""
    parties = set(agreement.partnership.parties.values_list("pk", flat=True))
    accepted: dict[int, set[int]] = {}
    for version, party in ClauseAnswer.objects.filter(
        version__clause__agreement=agreement, answer="accepted"
    ).values_list("version", "party"):
        accepted.setdefault(version, set()).add(party)
    return [version for version in latest_versions(agreement) if parties - accepted.get(version.pk, set())]


def confirmed_by_all(agreement: Agreement) -> bool:
    """Whether every party has confirmed the text as it stands."""
    parties = set(agreement.partnership.parties.values_list("pk", flat=True))
    found = agreement.confirmations.filter(digest=digest_of(agreement)).values_list("party", flat=True)
    return bool(parties) and not parties - set(found)


def weigh(agreement: Agreement, *, actor: Actor, at: datetime) -> None:
    """Let the checklist say what is true of the text now. An addendum changes nothing of phases already passed."""
    if agreement.is_addendum:
        return
    settled = not open_clauses(agreement)
    topics = set(agreement.clauses.values_list("topic", flat=True))
    row = locked(agreement.partnership)
    for phase, key, is_true in (
        ("negotiation", "open_points", settled),
        ("agreement", "minimum_clauses", settled and topics.issuperset(kinds.MINIMUM)),
        ("negotiation", "same_version", settled and confirmed_by_all(agreement)),
    ):
        proofs.keep(partnership=row, phase=phase, key=key, is_true=is_true, by=actor.user, at=at)


def _note(agreement: Agreement, verb: str, title: str, actor: Actor, at: datetime, icon: str, changes: dict) -> None:
    note(locked(agreement.partnership), verb=verb, title=title, by=actor.user, at=at, icon=icon, changes=changes)


def _which(version: ClauseVersion) -> dict:
    return {"clause": [None, f"{version.clause.title} · {version.number}"]}


def label(topic: str) -> str:
    """Return the words of a topic, for the reader."""
    return str(terms.TOPICS[topic].label)
