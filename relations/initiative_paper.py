"""The sheet of an initiative on paper: stakeholders, who is missing, strengths and weaknesses. Typst gets JSON only."""

import json
from datetime import datetime
from functools import cache

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from relations import formats
from relations.actions.initiatives import SWOT
from relations.models import Initiative, OfficeSettings, Stakeholder

TEMPLATE = "templates/relations/initiatives/sheet.typ"


@cache
def _template() -> bytes:
    return (settings.BASE_DIR / TEMPLATE).read_bytes()


def render(initiative: Initiative, rows: list[Stakeholder], gaps: list, *, with_positions: bool, at: datetime) -> bytes:
    """Return the PDF of the sheet; positions only when asked for (the rows then have `stands`)."""
    page = compose(initiative, rows, gaps, with_positions=with_positions, at=at)
    return typst.compile(
        _template(), format="pdf", sys_inputs={"data": json.dumps(page)}, timestamp=int(at.timestamp()), ignore_system_fonts=True
    )


def compose(initiative: Initiative, rows: list[Stakeholder], gaps: list, *, with_positions: bool, at: datetime) -> dict:
    """Return all that the paper says."""
    heads = [_("Stakeholder"), _("Resources"), _("Competences"), _("Influence"), _("What it brings")]
    heads += [_("Stance")] if with_positions else []
    office = OfficeSettings.current()
    day = formats.day_full(timezone.localtime(at).date())
    labels = {name: str(initiative._meta.get_field(name).verbose_name).capitalize() for name in SWOT}
    return {
        "lang": (get_language() or "it")[:2],
        "title": initiative.title,
        "aim": initiative.aim,
        "facts": [[str(label), words] for label, words in _facts(initiative) if words],
        "sheet": {"title": _("Stakeholders"), "heads": heads, "rows": [_row(row, with_positions) for row in rows]},
        "missing": {"title": _("Who is missing"), "rows": [[gap.title, gap.facts] for gap in gaps]},
        "swot": [[labels[name], [line for line in getattr(initiative, name).splitlines() if line.strip()]] for name in SWOT],
        "swot_title": _("Strengths, weaknesses, opportunities, threats"),
        "caution": _("Positions are special-category data (art. 9 GDPR): do not leave this sheet lying about.") if with_positions else "",
        "footer": f"{office.name} · {day}",
    }


def _facts(initiative: Initiative) -> list[tuple[str, str]]:
    span = [day for day in (initiative.starts_on, initiative.ends_on) if day]
    return [
        (_("State"), str(initiative.get_state_display())),
        (_("Territory"), ", ".join([*initiative.municipalities, *initiative.provinces])),
        (_("When"), " – ".join(formats.day_full(day) for day in span)),
        (_("Followed by"), str(initiative.owner)),
    ]


def _row(row: Stakeholder, with_positions: bool) -> list[str]:
    def score(name: str) -> str:
        value, note = getattr(row, name), getattr(row, f"{name}_note")
        return " · ".join(filter(None, [str(value) if value else "–", note]))

    name = f"{row} ({row.capacity})" if row.person_id else str(row)
    cells = [name, score("resources"), score("competences"), score("influence"), ", ".join(str(term.label) for term in row.brings)]
    if with_positions:
        cells.append(f"{row.stands.term.label}, {formats.day_full(row.stands.on)}" if row.stands else "–")
    return cells
