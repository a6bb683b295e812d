"""What became of mailings: one, all of them over time, and the people of one; for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from relations import vocab
from relations.charts import Series
from relations.mail import kinds, queries, reports
from relations.mail.views.staff import mailing_of, reason_of
from relations.models import Delivery, Mailing
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


CAMPAIGNS = [
    ExportColumn(gettext_lazy("Name"), lambda row: row.title),
    ExportColumn(gettext_lazy("Purpose"), lambda row: kinds.purpose_label(row.purpose)),
    ExportColumn(gettext_lazy("State"), lambda row: str(row.get_state_display())),
    ExportColumn(gettext_lazy("Left on"), lambda row: timezone.localdate(row.starts_at) if row.starts_at else None),
    ExportColumn(pgettext_lazy("messages", "Handed over"), lambda row: row.sent),
    ExportColumn(pgettext_lazy("messages", "Refused"), lambda row: row.refused),
    ExportColumn(gettext_lazy("Refused of a hundred"), lambda row: _share(row.refused, row.sent + row.refused)),
    ExportColumn(pgettext_lazy("recipients", "Left out"), lambda row: row.excluded),
    ExportColumn(pgettext_lazy("many", "Unsubscribed"), lambda row: row.left),
]  # fmt: skip
PEOPLE = [
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email),
    ExportColumn(gettext_lazy("Who"), lambda row: str(row.person or row.organization or "")),
    ExportColumn(gettext_lazy("State"), lambda row: str(row.get_state_display())),
    ExportColumn(gettext_lazy("Why"), lambda row: _why(row)),
    ExportColumn(gettext_lazy("When"), lambda row: timezone.localtime(row.settled_at).strftime("%Y-%m-%d %H:%M") if row.settled_at else ""),
]  # fmt: skip


def _why(row: Delivery) -> str:
    """The reason in plain words: why it was left out, why it was refused."""
    return str(row.family.label) if row.state == "failed" else reason_of(row) if row.state == "excluded" else ""


@require_http_methods(["GET", "POST"])
@access.staff("relations.view_mailing")
def mailings(request: HttpRequest) -> HttpResponse:
    """Every mailing to many with what became of it; what sequences send by the day only when asked for, not to bury the
    others. POST only asks for a file."""
    rows = reports.campaigns()
    if not request.GET.get("da"):
        rows = rows.exclude(once__startswith=kinds.OF_A_SEQUENCE)
    listing = Listing(
        request, rows, sorts=[Sort("recenti", gettext_lazy("Latest first"), ("created_at",), descending=True)],
        filters=[
            Filter("scopo", gettext_lazy("Purpose"), lambda request: vocab.PURPOSES.choices,
                   lambda rows, value: rows.filter(purpose=value)),
            Filter("stato", gettext_lazy("State"), lambda request: Mailing.State.choices,
                   lambda rows, value: rows.filter(state=value)),
            Filter("da", gettext_lazy("Sequences"), lambda request: [("sequenze", gettext_lazy("Only what sequences send"))],
                   lambda rows, value: rows.filter(once__startswith=kinds.OF_A_SEQUENCE)),
        ],
        search=lambda rows, words: rows.filter(title__icontains=words), columns=CAMPAIGNS, filename="invii",
    )  # fmt: skip
    if (file := listing.export()) is not None:
        return file
    for row in listing.rows:
        row.purpose_label = kinds.purpose_label(row.purpose)
    return page_or_part(request, "relations/mail/mailings.html", "relations/mail/_mailings_rows.html", {"listing": listing})


@require_GET
@access.staff("relations.view_mailing")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of one mailing."""
    row = mailing_of(pk)
    found = reports.of(row, at=timezone.now())
    series = [
        Series(pgettext("messages", "Handed over"), [sent for _when, sent, _refused in found.times], "s2"),
        Series(pgettext("messages", "Refused"), [refused for _when, _sent, refused in found.times], "s3"),
    ]
    context = {
        "mailing": row, "report": found, "beside": reports.beside(row), "sentence": reports.sentence(found),
        "purpose": kinds.purpose_label(row.purpose, is_campaign=row.is_campaign),
        "labels": [moment for moment, _sent, _refused in found.times], "series": series,
    }  # fmt: skip
    return render(request, "relations/mail/report.html", context)


@require_http_methods(["GET", "POST"])
@access.staff("relations.view_mailing")
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gets a mailing and who does not. POST only asks for a file."""
    row = mailing_of(pk)
    listing = Listing(
        request, queries.people(row, request.user), sorts=[Sort("indirizzo", gettext_lazy("Address"), ("email",))],
        filters=[
            Filter("esito", gettext_lazy("State"), lambda request: Delivery.State.choices,
                   lambda rows, value: rows.filter(state=value)),
            Filter("motivo", gettext_lazy("Why left out"), lambda request: list(kinds.REASONS.items()),
                   lambda rows, value: rows.filter(state="excluded", reason=value)),
        ],
        search=queries.search_people, columns=PEOPLE, filename="destinatari",
    )  # fmt: skip
    if (file := listing.export()) is not None:
        return file
    for one in listing.rows:
        one.colour, one.words_for_state = kinds.COLOURS[one.state], _why(one)
    return page_or_part(
        request, "relations/mail/people.html", "relations/mail/_people_rows.html", {"listing": listing, "mailing": row}
    )
