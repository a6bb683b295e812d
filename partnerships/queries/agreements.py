"""What the pages of an agreement read: where it stands, who signs, whether the file is still the one that was signed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import agreement_kinds as kinds
from partnerships.actions import agreements as actions
from partnerships.actions import signing
from partnerships.models import Agreement, Clause, ClauseAnswer, Partnership, Signature
from relations.models import User
from relations.queries import together

TONES = {"gift": "verde", "sponsorship": "ocra", "none": ""}
# What is not printed on a page stays in the database.
LIGHT = ("snapshot", "terminated_why")


def full(partnership: Partnership) -> QuerySet[Agreement]:
    """The agreement and the addenda of a partnership, with what a page names."""
    return partnership.agreements.select_related("partnership__owner", "prepared_by", "created_by").order_by("number")


def ends_on(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Add `agreement_ends_on`: the end of the last thing signed (an addendum may have moved it)."""
    signed = Agreement.objects.filter(partnership=OuterRef("pk"), status="signed").order_by("-number")
    return rows.annotate(agreement_ends_on=Subquery(signed.values("ends_on")[:1]))


def expired(rows: QuerySet[Partnership], today: date) -> QuerySet[Partnership]:
    """Partnerships that go on under an agreement that has ended."""
    return ends_on(rows).filter(agreement_ends_on__lt=today)


def dated() -> QuerySet[Agreement]:
    """The last thing signed of every living partnership: its dates are those that count."""
    last = Agreement.objects.filter(partnership=OuterRef("partnership"), status="signed").order_by("-number")
    return (
        Agreement.objects.filter(
            status="signed", partnership__state__in=["active", "paused"], pk=Subquery(last.values("pk")[:1])
        )
        .select_related("partnership__owner")
        .defer(*LIGHT)
    )


@dataclass
class Seat:
    """A signatory, and the signature if it is there."""

    signatory: Any
    signature: Signature | None


def seats(agreement: Agreement) -> list[Seat]:
    """Who signs, and what each signed."""
    rows = agreement.signatories.select_related("party__organization", "person", "signature__copy__by")
    return [Seat(row, getattr(row, "signature", None)) for row in rows]


def page(agreement: Agreement, *, at: datetime) -> dict[str, Any]:
    """Everything the page of an agreement shows."""
    today = timezone.localdate(at)
    rows = list(full(agreement.partnership).defer(*LIGHT))
    last_signed = [row for row in rows if row.status == "signed"][-1:]
    end = last_signed[0].ends_on if last_signed else None
    back = agreement.back
    found = seats(agreement)
    return {
        "agreement": agreement,
        "partnership": agreement.partnership,
        "standing": agreement.standing(today, end),
        "is_signed": agreement.status in ("signed", "terminated"),
        "seats": found,
        "signed_count": sum(seat.signature is not None for seat in found),
        "others": [{"row": row, "standing": row.standing(today, end)} for row in rows if row.pk != agreement.pk],
        "is_last": rows[-1].pk == agreement.pk,
        "lacking": actions.missing(agreement) if agreement.is_open else [],
        "follows": _(back.follows) if back else "",
        "is_gift": back is not None and back.is_gift,
        "tone": TONES[back.family] if back else "",
        "kind_hint": _(kinds.KIND[agreement.kind].hint) if agreement.kind else "",
        "copies": list(agreement.copies.select_related("by").order_by("at")),
        "today": today,
        "review_soon": bool(agreement.review_on and agreement.review_on <= today + timedelta(days=kinds.EXPIRING_DAYS)),
    }


# --- the check ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Checked:
    """One line of the check: what was looked at, whether it holds, the fingerprints."""

    what: str
    holds: bool
    sha256: str


def check(agreement: Agreement) -> list[Checked]:
    """Compute the fingerprints of the stored files again, and compare every signature with them."""
    rows = [Checked(agreement.filename, _holds(agreement), agreement.sha256)]
    for seat in seats(agreement):
        signature = seat.signature
        if signature is None:
            continue
        against = signature.copy.sha256 if signature.copy else agreement.sha256
        holds = signature.sha256 == against and (signature.copy is None or _holds(signature.copy))
        name = _("Signature of %(name)s") % {"name": signature.declared_name}
        rows.append(Checked(f"{name} · {signature.copy.name}" if signature.copy else name, holds, signature.sha256))
    return rows


def _holds(row: Any) -> bool:
    try:
        signing.content_of(row)
    except signing.NotTheFile:
        return False
    return True


# --- boxes -------------------------------------------------------------------------------------------------------
@together.reader
def side_box(row: Partnership, user: User | None = None) -> together.Reader:
    """The agreement on the page of its partnership: where it stands, or how far the text is."""
    return (yield from _summary(row))


@together.reader
def partner_box(visitor: Any) -> together.Reader:
    """The agreement on the page of a partner, with what is asked of this side."""
    box = yield from _summary(visitor.partnership, visitor)
    return box if box["last"] else None


def _summary(row: Partnership, visitor: Any = None) -> together.Reader:
    found = yield Agreement.objects.filter(partnership=row).defer(*LIGHT).order_by("number")
    for item in found:
        item.partnership = row
    last = found[-1] if found else None
    signed = [item for item in found if item.status == "signed"]
    today = timezone.localdate()
    end = signed[-1].ends_on if signed else None
    box = {
        "partnership": row, "last": last, "first": found[0] if found else None, "signed": signed[-1] if signed else None,
        "signed_on": found[0].signed_at if signed else None, "addenda": sum(item.number > 0 for item in signed),
        "today": today, "can_begin": row.is_living, "visitor": visitor,
        "standing": (signed[-1] if signed else last).standing(today, end) if last else None,
        "review_soon": bool(signed and signed[-1].review_on and signed[-1].review_on <= today + timedelta(days=kinds.EXPIRING_DAYS)),
    }  # fmt: skip
    if last is None:
        return box
    told = ClauseAnswer.objects.filter(version__clause__agreement=last, version__number=F("version__clause__latest"))
    mine = Q(party=visitor.party) if visitor else Q(pk=None)
    seen = yield {
        "clauses": Clause.objects.filter(agreement=last).order_by("pk"),
        "accepted": told.filter(answer="accepted").order_by("pk"),
        "mine": told.filter(mine).order_by("pk"),
        "parties": row.parties.order_by("pk"),
        "unsigned": last.signatories.filter(signature=None).order_by("pk"),
        "signatories": last.signatories.order_by("pk"),
    }
    accepted: dict[int, int] = {}
    for given in seen["accepted"]:
        accepted[given.version_id] = accepted.get(given.version_id, 0) + 1
    asks = [item for item in seen["unsigned"] if visitor and item.email.casefold() == visitor.email.casefold()]
    return box | {
        "clauses": len(seen["clauses"]),
        "agreed": sum(count == len(seen["parties"]) for count in accepted.values()),
        "to_read": len(seen["clauses"]) - len(seen["mine"]),
        "signatures": len(seen["signatories"]) - len(seen["unsigned"]),
        "of": len(seen["signatories"]),
        "asks": bool(asks) and last.status == "to_sign",
    }
