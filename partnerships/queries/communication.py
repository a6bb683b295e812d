"""What is read of the communication of a partnership: the plan, one piece, the releases, what a partner sees."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from partnerships import pieces
from partnerships.actions.partner_links import Visitor
from partnerships.models import ChosenSilence, CommunicationPiece, ImageConsent, Partnership, PieceAnswer, PieceVersion
from relations import validators
from relations.models import SearchEntry, User
from relations.queries import together

BOX_ROWS = 6


def pieces_of(partnership: Partnership) -> Any:
    """Return the pieces of a partnership with who speaks, who follows them and the releases of their images."""
    return (
        CommunicationPiece.objects.filter(partnership=partnership)
        .select_related("partnership", "owner", "speaker__organization")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def plan(row: Partnership, *, today: date, user: User) -> dict[str, Any]:
    """Everything the page of the plan shows."""
    answers = PieceAnswer.objects.filter(version__number=F("version__piece__version")).select_related(
        "party__organization"
    )
    rows = list(pieces_of(row).prefetch_related("consents"))
    given: dict[int, list[PieceAnswer]] = {}
    for answer in answers.filter(version__piece__in=rows).select_related("version"):
        given.setdefault(answer.version.piece_id, []).append(answer)
    parties = list(row.parties.all())
    return {
        "partnership": row,
        "rows": [
            {"piece": piece, "answers": _by_party(parties, given.get(piece.pk, [])), "css": due_of(piece, today)}
            for piece in rows
        ],
        "consents": [
            {"row": consent, "good": consent.covers(today)}
            for consent in ImageConsent.objects.filter(partnership=row).select_related("person")
        ],
        "silence": ChosenSilence.objects.filter(partnership=row).select_related("by").first(),
        "can_change": user.has_perm("partnerships.change_communicationpiece") and row.is_living,
        "parties": parties,
        "today": today,
    }


def due_of(piece: CommunicationPiece, today: date) -> str:
    """late, now or empty."""
    on = piece.due_on if piece.is_open else None
    return "" if on is None else "late" if on < today else "now" if on == today else ""


def _by_party(parties: list, answers: list[PieceAnswer]) -> list[dict[str, Any]]:
    by = {answer.party_id: answer for answer in answers}
    return [{"party": party, "answer": by.get(party.pk)} for party in parties]


@dataclass(frozen=True)
class Compared:
    """A version with the words that changed since the one before, and what was answered to it."""

    version: PieceVersion
    runs: list[tuple[str, str]]
    answers: list[PieceAnswer]


def piece(row: CommunicationPiece, *, today: date, user: User) -> dict[str, Any]:
    """Everything the page of one piece shows."""
    answers = PieceAnswer.objects.select_related("party__organization", "person").order_by("at")
    versions = list(row.versions.select_related("by").prefetch_related(Prefetch("answers", answers, to_attr="given")))
    before = [None, *versions]
    compared = [
        Compared(version, pieces.difference(last.text, version.text) if last else [], version.given)
        for last, version in zip(before, versions, strict=False)
    ]
    current = versions[-1] if versions else None
    return {
        "piece": row,
        "partnership": row.partnership,
        "current": current,
        "answers": _by_party(
            list(row.partnership.parties.select_related("organization")), current.given if current else []
        ),
        "older": list(reversed(compared[:-1])),
        "last_runs": compared[-1].runs if compared else [],
        "clashes": pieces.clashes(current.text, row.nature) if current else [],
        "consents": [
            {"row": consent, "good": consent.covers(today)} for consent in row.consents.select_related("person")
        ],
        "can_change": user.has_perm("partnerships.change_communicationpiece")
        and row.is_open
        and row.partnership.is_living,
        "css": due_of(row, today),
    }


# --- boxes --------------------------------------------------------------------------------------------------------
def box(partnership: Partnership, user: User) -> together.Reader:
    """The box on the partnership's page: what comes next, what waits; nothing before the programme runs."""
    found = yield {
        "pieces": pieces_of(partnership)[: BOX_ROWS + 1],
        "silence": ChosenSilence.objects.filter(partnership=partnership)[:1],
    }
    if not found["pieces"] and not found["silence"] and partnership.phase in ("planning", "negotiation"):
        return None
    return {
        "rows": found["pieces"][:BOX_ROWS],
        "more": len(found["pieces"]) > BOX_ROWS,
        "silence": next(iter(found["silence"]), None),
        "partnership": partnership,
        "can_change": user.has_perm("partnerships.change_communicationpiece") and partnership.is_living,
    }


def for_partner(visitor: Visitor) -> together.Reader:
    """The box on the page of a partner: texts that wait for this side's yes, then what comes and what is out."""
    rows = CommunicationPiece.objects.filter(partnership=visitor.partnership, dropped_at=None).select_related(
        "speaker__organization"
    )
    mine = PieceAnswer.objects.filter(party=visitor.party, version__number=F("version__piece__version")).select_related(
        "version"
    )
    found = yield {"pieces": rows.order_by(F("due_on").asc(nulls_last=True), "pk"), "answers": mine}
    answers = {answer.version.piece_id: answer.answer for answer in found["answers"]}
    asked = [row for row in found["pieces"] if row.asked_at and row.is_open]
    waiting = [row for row in asked if row.pk not in answers]
    others = [
        {"piece": row, "answer": answers.get(row.pk, ""), "can_read": bool(row.asked_at or row.out_at)}
        for row in found["pieces"]
        if row not in waiting
    ]
    return {"waiting": waiting, "others": others, "visitor": visitor} if waiting or others else None


def for_partner_piece(visitor: Visitor, pk: int) -> dict[str, Any] | None:
    """One text as a partner reads it: the last version, what changed since this side answered; None when it is not theirs to see."""
    row = (
        CommunicationPiece.objects.filter(partnership=visitor.partnership, pk=pk, dropped_at=None)
        .exclude(asked_at=None, out_at=None)
        .select_related("speaker__organization", "owner")
        .first()
    )
    if row is None:
        return None
    versions = {version.number: version for version in row.versions.all()}
    mine = list(
        PieceAnswer.objects.filter(party=visitor.party, version__piece=row)
        .select_related("version")
        .order_by("version__number")
    )
    current = versions[row.version]
    read = next((answer.version for answer in reversed(mine) if answer.version.number < row.version), None)
    return {
        "piece": row,
        "current": current,
        "answer": next((answer for answer in mine if answer.version_id == current.pk), None),
        "runs": pieces.difference(read.text, current.text) if read else [],
        "visitor": visitor,
        "partnership": visitor.partnership,
        "plain": True,
    }


# --- where it is seen ---------------------------------------------------------------------------------------------
def seen_at(words: str) -> str:
    """Return the address that `words` stand for: of the web, or of the record of the archive with that number.

    Any record with a number is found by the common search, whatever floor it lives on. ValidationError when nothing is.
    """
    if not words:
        return ""
    if "." not in words:
        code = words.upper()
        entries = SearchEntry.objects.filter(keywords__icontains=code).order_by("pk")[:20]
        found = next((entry for entry in entries if code in entry.keywords.upper().split()), None)
        if found is None:
            raise ValidationError(
                _("Nothing in the archive has this number. Write a web address, or look the number up."), code="number"
            )
        return found.url
    return validators.website(words)
