"""Reports by staff: of a partnership, of a body's year; their PDF, and the rows behind each figure. Italian or English."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from partnerships import report_pdf
from partnerships.measures import Scope
from partnerships.models import Partnership
from partnerships.queries import impact as queries
from relations.models import Organization
from relations.web import access

LANGUAGES = ("it", "en")
FIRST_YEAR = 2000


def _language(request: HttpRequest) -> str:
    """The language asked for, else the reader's."""
    asked = request.GET.get("lingua", "")
    return asked if asked in LANGUAGES else (translation.get_language() or "it")[:2]


def _page(request: HttpRequest, template: str, read: Any, **context: Any) -> HttpResponse:
    """Show a report wholly in the language asked for, whatever the reader's own."""
    language = _language(request)
    with translation.override(language):
        report = read(language)
        if report is None:
            raise Http404("report")
        context |= {
            "report": report,
            "language": language,
            "languages": LANGUAGES,
            "other": "en" if language == "it" else "it",
        }
        return render(request, template, context)


# --- a partnership -----------------------------------------------------------------------------------------------
@require_safe
@access.staff("partnerships.view_partnership")
def partnership(request: HttpRequest, code: str) -> HttpResponse:
    """The report of one partnership."""
    row = access.get(Partnership, code=code)
    read = lambda language: queries.partnership_report(row, language=language)  # noqa: E731
    return _page(request, "partnerships/reports/partnership.html", read, partnership=row)


@require_safe
@access.staff("partnerships.view_partnership")
def partnership_pdf(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The report of one partnership on paper."""
    return paper(access.get(Partnership, code=code), language)


def paper(row: Partnership, language: str) -> HttpResponse:
    """Return the PDF of a partnership's report."""
    if language not in LANGUAGES:
        raise Http404(language)
    with translation.override(language):
        report = queries.partnership_report(row, language=language)
        return report_pdf.response(report, name=f"{row.code}", language=language, at=timezone.now())


@require_safe
@access.staff("partnerships.view_partnership")
def partnership_rows(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The rows behind one figure of a partnership's report."""
    row = access.get(Partnership, code=code)
    read = lambda language: queries.rows_of(Scope(partnership=row), key)  # noqa: E731
    return _page(request, "partnerships/reports/rows.html", read, partnership=row)


# --- a body's year -----------------------------------------------------------------------------------------------
def _body(slug: str, year: int) -> Organization:
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise Http404(str(year))
    return access.by_slug(Organization, slug)


@require_safe
@access.staff("partnerships.view_partnership")
def body(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The impact sheet of a body's year."""
    row = _body(slug, year)
    read = lambda language: queries.body_year(row, year, language=language)  # noqa: E731
    this_year = timezone.localdate().year
    years = sorted({this_year - 2, this_year - 1, this_year, year}, reverse=True)
    return _page(request, "partnerships/reports/body.html", read, body=row, year=year, years=years)


@require_safe
@access.staff("partnerships.view_partnership")
def body_pdf(request: HttpRequest, slug: str, year: int, language: str) -> HttpResponse:
    """The impact sheet on paper."""
    row = _body(slug, year)
    if language not in LANGUAGES:
        raise Http404(language)
    with translation.override(language):
        report = queries.body_year(row, year, language=language)
        return report_pdf.response(report, name=f"{row.slug}-{year}", language=language, at=timezone.now())


@require_safe
@access.staff("partnerships.view_partnership")
def body_rows(request: HttpRequest, slug: str, year: int, key: str) -> HttpResponse:
    """The rows behind one figure of an impact sheet."""
    row = _body(slug, year)
    read = lambda language: queries.rows_of(queries.year_scope(row, year), key)  # noqa: E731
    return _page(request, "partnerships/reports/rows.html", read, body=row, year=year)
