"""What one side reads of a proposal: never the other's name before both said yes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.anonymity import hide
from partnerships.models import Match, Need
from partnerships.queries import contacts, matches, requests
from relations.models import User


@dataclass(frozen=True)
class Proposal:
    """A proposal for one side."""

    match: Match
    side: str
    to: str
    officer: User | None
    facts: list[dict[str, Any]]
    answer: str
    note: str
    expires_on: date | None
    partner: dict[str, Any] | None

    @property
    def is_mutual(self) -> bool:
        return self.match.status == "mutual"

    @property
    def is_open(self) -> bool:
        return self.match.status in terms.MATCH_WAITING or (self.match.status == "declined" and bool(self.answer))

    @property
    def is_for_company(self) -> bool:
        return self.side == "company"


def proposal(pk: int, side: str) -> Proposal:
    """Return the proposal for `side`, or Http404."""
    found = Match.objects.select_related("request__owner", "request__organization", "request__person", "nonprofit")
    match = found.filter(pk=pk).first()
    if match is None or side not in ("company", "nonprofit") or match.status in terms.MATCH_OPEN:
        raise Http404("proposal")
    to = match.request.company_name if side == "company" else match.nonprofit.name
    facts = _of_nonprofit(match) if side == "company" else _of_company(match)
    return Proposal(
        match=match,
        side=side,
        to=to,
        officer=match.request.owner,
        facts=_facts(facts),
        answer=match.answer_of(side),
        note=getattr(match, f"{side}_note"),
        expires_on=match.expires_on,
        partner=_partner(match, side) if match.status == "mutual" else None,
    )


def _facts(pairs: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"label": label, "value": value, "is_list": isinstance(value, list)} for label, value in pairs if value]


def _nameless(words: list[str], match: Match) -> list[str]:
    """Hide the names of both sides and of who speaks for them, and every address."""
    names = [match.nonprofit.name, match.request.company_name, match.request.contact_name]
    return [hide(line, names) for line in words if line]


def _of_company(match: Match) -> list[tuple[str, Any]]:
    request = match.request
    what = requests.sector(request) or _("a company")
    people = _("%(n)s people work there") % {"n": request.employees} if request.employees else ""
    where = (
        _("province of %(province)s") % {"province": terms.labels(terms.PROVINCES, [request.province])[0]}
        if request.province
        else ""
    )
    who = ", ".join(filter(None, [what, where, people]))
    return [
        (_("Who it is"), _("%(who)s. You will know the name if both say yes.") % {"who": who}),
        (_("What it seeks"), _nameless([*requests.results(request), request.results_text], match)),
        (_("What it offers"), _nameless(requests.offers_of(request), match)),
        (_("When"), requests.when(request)),
        (_("Why you"), _nameless([matches.sentence(reason) for reason in match.reasons[:3]], match)),
    ]


def _of_nonprofit(match: Match) -> list[tuple[str, Any]]:
    body = match.nonprofit
    form = body.get_legal_form_display() or _("a non-profit")
    where = (
        _("province of %(province)s") % {"province": terms.labels(terms.PROVINCES, [body.province])[0]}
        if body.province
        else ""
    )
    people = _("%(n)s volunteers") % {"n": body.volunteers} if body.volunteers else ""
    who = ", ".join(filter(None, [str(form), where, people]))
    needs = [need.title for need in Need.objects.filter(organization=body, status="open").order_by("pk")[:3]]
    return [
        (_("Who it is"), _("%(who)s. You will know the name if both say yes.") % {"who": who}),
        (_("What it does"), _nameless([body.mission], match)),
        (_("What it needs"), _nameless(needs, match)),
        (_("Why it"), _nameless([matches.sentence(reason) for reason in match.reasons[:3]], match)),
    ]


def _partner(match: Match, side: str) -> dict[str, Any]:
    """The other side's name and contact details, once both said yes."""
    request = match.request
    if side == "company":
        person, email = contacts.side(match, "nonprofit")
        numbers = contacts.phones(match.nonprofit, person)
        return {
            "name": match.nonprofit.name,
            "person": str(person or ""),
            "email": email,
            "phone": next(iter(numbers), ""),
        }
    return {
        "name": request.company_name,
        "person": request.contact_name,
        "email": request.contact_email,
        "phone": request.contact_phone,
    }
