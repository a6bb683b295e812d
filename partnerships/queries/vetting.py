"""What screens read of the checks of a body."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.models import DiligenceCheck, Vetting
from relations.models import Organization
from relations.queries import together


@dataclass(frozen=True)
class Standing:
    """How a body stands: its label today, how many lines of due diligence were looked at, what speaks against it."""

    organization: Organization
    vetting: Vetting | None
    term: Any
    looked_at: int
    asked: int
    stopped: bool
    lines: list[dict[str, Any]]

    @property
    def label(self) -> str:
        return str(self.term.label) if self.term else _("Not checked yet")

    @property
    def colour(self) -> str:
        return "rosso" if self.stopped else self.term.colour if self.term else "line"

    @property
    def icon(self) -> str:
        return "octagon-x" if self.stopped else self.term.icon if self.term else "circle-dashed"

    @property
    def is_expired(self) -> bool:
        return self.vetting is not None and self.term.key != self.vetting.label


def standing(organization: Organization, *, today: date) -> Standing:
    """Return how a body stands; fetch `vetting` and `diligence` with it where there are many."""
    vetting = getattr(organization, "vetting", None)
    return _standing(organization, vetting, list(organization.diligence.all()), today)


@together.reader
def of(organization: Organization, *, today: date) -> together.Reader:
    """Return how a body stands, for its own page."""
    found = yield {
        "vetting": Vetting.objects.filter(organization=organization).select_related("checked_by"),
        "checks": DiligenceCheck.objects.filter(organization=organization).select_related("checked_by"),
    }
    return _standing(organization, next(iter(found["vetting"]), None), list(found["checks"]), today)


def _standing(
    organization: Organization, vetting: Vetting | None, checks: list[DiligenceCheck], today: date
) -> Standing:
    rows = {row.key: row for row in checks}
    lines = [
        {"label": term.label, "row": row, "outcome": _outcome(row)}
        for term in terms.DILIGENCE
        for row in [rows.get(term.key)]
    ]
    return Standing(
        organization=organization,
        vetting=vetting,
        term=terms.VETTING[vetting.label_on(today)] if vetting else None,
        looked_at=len(rows.keys() & set(terms.DILIGENCE.keys)),
        asked=len(lines),
        stopped=any(row.outcome == "stop" for row in checks),
        lines=lines,
    )


def _outcome(row: DiligenceCheck | None) -> Any:
    return terms.DILIGENCE_OUTCOMES[row.outcome] if row else None
