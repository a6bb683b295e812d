"""The certificate of thanks: its words, and its tagged PDF/A. The page is data: typst gets JSON, never text as code."""

import json
from functools import cache

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.actions import say
from partnerships.models import Partnership, Recognition
from partnerships.vocab import N_
from relations import formats
from relations.models import OfficeSettings

TEMPLATE = "templates/partnerships/certificate.typ"


@cache
def _template() -> bytes:
    return (settings.BASE_DIR / TEMPLATE).read_bytes()


def proposed(row: Partnership) -> str:
    """Return the words a certificate begins with; whoever gives it makes them their own."""
    return say(
        N_("for having made “%(title)s” with care and constancy, for the good of the territory."), title=row.title
    )


def compose(given: Recognition) -> dict:
    """Return all that the certificate prints. It is an Italian paper: its words are Italian whoever opens it."""
    office = OfficeSettings.current()
    row = given.party.partnership
    others = [
        party.organization.name for party in row.parties.select_related("organization") if party.pk != given.party_id
    ]
    with override("it"):
        day = timezone.localdate(given.issued_at)
        return {
            "title": _("Certificate of thanks"),
            "office": office.name,
            "opening": _("%(office)s thanks") % {"office": office.name},
            "name": given.party.organization.name,
            "text": given.text,
            "partnership": row.title,
            "with": _("together with %(names)s") % {"names": ", ".join(others)} if others else "",
            "place": f"{office.municipality}, {formats.day_full(day)}"
            if office.municipality
            else formats.day_full(day),
            "signatory": office.legal_representative,
            "words": {"signature": _("The legal representative"), "number": _("Certificate no.")},
            "number": given.number,
        }


def render(given: Recognition) -> bytes:
    """Return the PDF of a certificate: the same bytes every time."""
    return typst.compile(
        _template(), format="pdf", sys_inputs={"data": json.dumps(compose(given))}, pdf_standards=["a-2a"],
        timestamp=int(given.issued_at.timestamp()), ignore_system_fonts=True,
    )  # fmt: skip


def response(given: Recognition) -> HttpResponse:
    """Return the certificate as something to keep."""
    answer = HttpResponse(render(given), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"attestato-{given.number}.pdf")
    return answer
