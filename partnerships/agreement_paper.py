"""What an agreement says on paper, and the sheet of its signatures: PDF/A and tagged. typst gets JSON, never text as code."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships import agreement_kinds as kinds
from partnerships.models import Agreement, ClauseVersion, PartnershipParty, Signature
from relations import formats
from relations.models import Address, OfficeSettings

FOLDER = "templates/partnerships/papers"
# PDF/A-2 with a structure that screen readers follow, and PDF/UA: the file can be kept, and read by everybody.
STANDARDS = ["a-2a", "ua-1"]


@cache
def _template(name: str) -> bytes:
    return (settings.BASE_DIR / FOLDER / name).read_bytes()


class Unprintable(Exception):
    """The paper's type has no such sign; `sign` is the first one found."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_PROBE = b"""#set document(title: "probe")
#set text(font: "Libertinus Serif", lang: "it")
#sys.inputs.data"""


def _compile(source: bytes, data: str, at: datetime | None = None) -> bytes:
    """Return the PDF, or raise Unprintable: a file for keeping may not lack the drawing of a sign."""
    try:
        return typst.compile(
            source,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=STANDARDS,
            timestamp=int(at.timestamp()) if at else None,
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        found = _SIGN.search(str(error))
        if found is None:
            raise
        raise Unprintable(found[1]) from None


def render(page: dict, *, at: datetime) -> bytes:
    """Return the PDF of the agreement `page`. The same page at the same time: same bytes."""
    return _compile(_template("agreement.typ"), json.dumps(page), at)


def render_evidence(page: dict, *, at: datetime) -> bytes:
    """Return the PDF of the sheet `page`. A sign that cannot be drawn (in the name of a browser, say) is a question mark."""
    data = json.dumps(page, ensure_ascii=False)
    while True:
        try:
            return _compile(_template("evidence.typ"), data, at)
        except Unprintable as error:
            data = data.replace(error.sign, "?")


def unprintable(text: str) -> str:
    """Return the first sign of `text` that the paper could not print; empty when all can."""
    if text.isascii():
        return ""
    try:
        _compile(_PROBE, text)
    except Unprintable as error:
        return error.sign
    return ""


def compose(row: Agreement, *, versions: Sequence[ClauseVersion], digest: str, at: datetime) -> dict:
    """Return all that the paper prints. Agreements are Italian papers, whoever makes them."""
    with override("it"):
        back = kinds.BACK[row.gives_back]
        signed = (
            row.partnership.agreements.filter(number=0).values_list("signed_at", flat=True).first()
            if row.is_addendum
            else None
        )
        return {
            "title": row.title,
            "kind": str(row.get_kind_display()),
            "number": _("Addendum no. %(number)s") % {"number": row.number} if row.is_addendum else "",
            "changes": _("to the agreement signed on %(day)s") % {"day": formats.day_full(signed)} if signed else "",
            "code": row.partnership.code,
            "parties": [_party(party) for party in row.partnership.parties.select_related("organization")],
            "dates": [
                [_("From"), formats.day_full(row.starts_on)],
                [_("Until"), formats.day_full(row.ends_on)],
                [_("Review by"), formats.day_full(row.review_on)],
            ],
            "nature": [[_("What comes back for what is given"), _(back.label)], [_("What follows"), _(back.follows)]],
            "clauses": [{"title": version.clause.title, "text": version.text, "version": version.number} for version in versions],
            "signatories": [
                {"name": item.name, "role": item.role, "powers": item.powers_words, "body": str(item.party)}
                for item in row.signatories.select_related("party__organization")
            ],
            "words": {
                "between": _("Between"), "signs": _("Who signs"), "nature": _("Nature"), "dates": _("Dates"), "signature": _("Signature and date"),
            },
            "with": _("Prepared with the help of %(office)s") % {"office": OfficeSettings.current().name},
            "footer": _("%(code)s · text %(mark)s · made on %(day)s")
            % {"code": row.partnership.code, "mark": digest[:8], "day": formats.day_full(timezone.localdate(at))},
        }  # fmt: skip


def _party(party: PartnershipParty) -> dict:
    body = party.organization
    address = (
        Address.objects.filter(organization=body, is_primary=True).select_related("municipality__province").first()
    )
    lines = [
        str(address) if address else body.municipality,
        _("Tax code %(code)s") % {"code": body.tax_code} if body.tax_code else "",
        _("VAT number %(number)s") % {"number": body.vat_number} if body.vat_number else "",
    ]
    return {"name": body.name, "side": str(party.get_side_display()), "lines": [line for line in lines if line]}


def evidence(row: Agreement, signatures: Sequence[Signature], *, at: datetime) -> dict:
    """Return what the sheet of the signatures prints."""
    with override("it"):
        return {
            "title": _("Sheet of the signatures"),
            "about": row.title,
            "code": row.partnership.code,
            "file": [
                [_("File"), row.filename],
                [_("SHA-256 fingerprint"), row.sha256],
                [_("Made"), _moment(row.prepared_at)],
            ],
            "signatures": [_signature(item) for item in signatures],
            "worth": _(
                "This sheet lists what the system wrote down when each signature was given. It does not say what a court makes "
                "of it. Whoever has the file can compute its SHA-256 fingerprint and compare it with the one above."
            ),
            "words": {"none": _("Nobody has signed yet.")},
            "footer": f"{row.partnership.code} · {formats.day_full(timezone.localdate(at))}",
        }


def _signature(item: Signature) -> dict:
    rows = [
        (_("For"), str(item.signatory.party)),
        (_("Role declared"), item.declared_role),
        (_("Right declared"), item.declared_powers),
        (_("How"), str(item.get_method_display())),
        (_("When"), _moment(item.at)),
        (_("E-mail"), item.email),
        (_("Code sent"), _moment(item.code_sent_at) if item.code_sent_at else ""),
        (_("Network address"), item.ip),
        (_("Browser"), item.user_agent),
        (_("Signed file"), f"{item.copy.name}, {formats.day_full(item.copy.signed_on)}" if item.copy else ""),
        (_("Fingerprint agreed to"), item.sha256),
        (_("Words agreed to"), item.statement),
    ]
    return {"name": item.declared_name, "rows": [[str(label), value] for label, value in rows if value]}


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{formats.day_full(local.date())}, {local:%H:%M:%S} ({local:%Z})"
