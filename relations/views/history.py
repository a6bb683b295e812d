"""The activity log: who did what, on what, when."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from relations.queries import history
from relations.web.access import staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort

COLUMNS = [
    ExportColumn(_("When"), lambda event: event.at.isoformat(timespec="seconds")),
    ExportColumn(_("Who"), lambda event: str(event.by or "")),
    ExportColumn(_("What"), lambda event: event.verb),
    ExportColumn(_("On"), lambda event: event.label),
]


@staff("relations.view_auditevent")
def listing(request: HttpRequest) -> HttpResponse:
    """List what was done, the newest first, by colleague and by kind of thing."""
    found = Listing(
        request, history.events(), sorts=[Sort("quando", _("When"), ("at",), descending=True)],
        filters=[
            Filter("chi", _("Who"), lambda request: history.colleagues(), lambda rows, value: rows.filter(by_id=value)),
            Filter("su", _("On"), lambda request: history.kinds(), lambda rows, value: rows.filter(object_type_id=value)),
        ],
        columns=COLUMNS, filename="registro-attivita",
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    context = {"listing": found, "events": history.describe(found.rows)}
    return page_or_part(request, "relations/head/history.html", "relations/head/_history_rows.html", context)
