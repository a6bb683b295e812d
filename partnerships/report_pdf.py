"""A report on paper: the same content as its page, as a tagged PDF/A. typst gets JSON, never text as code."""

import json
from datetime import datetime
from functools import cache
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from partnerships.queries.impact import Figure
from relations import formats
from relations.models import OfficeSettings
from relations.web.urls import absolute

TEMPLATE = "templates/partnerships/reports/report.typ"


@cache
def _template() -> bytes:
    return (settings.BASE_DIR / TEMPLATE).read_bytes()


def _plain(figure: Figure | None) -> dict[str, str] | None:
    if figure is None:
        return None
    return {
        "label": figure.label,
        "text": figure.text,
        "hint": figure.hint,
        "url": absolute(figure.url),
        "unit": _unit(figure),
    }


def _unit(figure: Figure) -> str:
    return _("hours") if figure.unit == "hours" else ""


def compose(report: dict[str, Any], *, language: str, at: datetime) -> dict[str, Any]:
    """Return the page as plain data, its figures with whole addresses; in the language that is active."""
    sections = [
        {"title": one["title"], "figures": [_plain(figure) for figure in one["figures"]]} for one in report["sections"]
    ]
    groups = [
        {"title": group["title"], "rows": [row | {"figure": _plain(row["figure"])} for row in group["rows"]]}
        for group in report["indicators"]
    ]
    texts = [
        {"title": title, "text": report[key]}
        for key, title in (
            ("together", _("Why together")),
            ("report", _("Final report")),
            ("decision", _("How it goes on")),
        )
        if report[key]
    ]
    return {
        **{key: report[key] for key in ("title", "kind", "who", "period", "unvalued")},
        "language": language,
        "office": OfficeSettings.current().name,
        "sections": sections,
        "groups": groups,
        "texts": texts,
        "printed": _("made on %(day)s") % {"day": formats.day_full(timezone.localdate(at))},
        "words": {
            "figure": _("Figure"), "value": _("Value"), "indicator": _("Indicator"), "from": _("starting value"), "target": _("target"),
            "links": _("Each figure leads to the rows it was counted from."), "none": _("not measured yet"),
        },
    }  # fmt: skip


def response(report: dict[str, Any], *, name: str, language: str, at: datetime) -> HttpResponse:
    """Return the PDF of a report as something to keep."""
    data = json.dumps(compose(report, language=language, at=at))
    pdf = typst.compile(
        _template(), format="pdf", sys_inputs={"data": data}, pdf_standards=["a-2a"], timestamp=int(at.timestamp()),
        ignore_system_fonts=True,
    )  # fmt: skip
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}-{language}.pdf")
    return answer
