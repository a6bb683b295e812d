"""The lists of donations and receipts: their filters, orders and columns."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fundraising import vocab
from fundraising.models import Donation, Receipt
from fundraising.queries import donations
from relations import formats
from relations.queries import segments
from relations.web.export import ExportColumn
from relations.web.listing import Filter, Listing, Sort


def _campaigns(request: HttpRequest) -> list[tuple[str, str]]:
    rows = donations.campaigns_for_forms().values_list("slug", "name")
    return [*rows, ("nessuna", _("No campaign"))]


def _of_campaign(rows: QuerySet, slug: str) -> QuerySet:
    return rows.filter(campaign=None) if slug == "nessuna" else rows.filter(campaign__slug=slug)


def _years(request: HttpRequest) -> list[tuple[str, str]]:
    """This year and back to the first gift."""
    first = Donation.objects.order_by("given_on").values_list("given_on", flat=True).first()
    this = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this, (first or date(this, 1, 1)).year - 1, -1)]


THANKS = {
    "owed": (_("To thank"), lambda: Q(thanks__state="owed")),
    "late": (_("Late by more than 48 hours"), lambda: Q(thanks__state="owed", thanks__due_at__lt=timezone.now())),
    "sent": (_("Thanked"), lambda: Q(thanks__state="sent")),
}
RECEIPTS = {
    "with": (_("With receipt"), lambda: Q(receipts__status__in=["issued", "sent"])),
    "without": (_("Without receipt"), lambda: ~Q(pk__in=Receipt.objects.exclude(status="annulled").values("donation"))),
}


def _table(table: dict) -> tuple:
    return (
        lambda request: [(key, label) for key, (label, _condition) in table.items()],
        lambda rows, value: rows.filter(table[value][1]()),
    )


def _field(name: str, choices: list) -> tuple:
    return lambda request: choices, lambda rows, value: rows.filter(**{name: value})


FILTERS = (
    Filter("campagna", _("Campaign"), _campaigns, _of_campaign),
    Filter("anno", _("Year"), _years, lambda rows, year: rows.filter(given_on__year=int(year))),
    Filter("stato", _("State"), *_field("status", vocab.DONATION_STATUS.choices)),
    Filter("natura", _("Legal nature"), *_field("legal_nature", vocab.NATURES.choices)),
    Filter("come", _("How"), *_field("payment_method", vocab.PAYMENT_METHODS.choices)),
    Filter("grazie", _("Thanks"), *_table(THANKS)),
    Filter("ricevuta", _("Receipt"), *_table(RECEIPTS)),
    Filter("gruppo", _("Dynamic group"), *segments.narrowing("person", "person")),
)
SORTS = (
    Sort("recenti", _("Most recent"), ("given_on",), descending=True),
    Sort("importo", _("Largest amount"), ("amount",), descending=True),
    Sort("prime", _("Oldest"), ("given_on",)),
)
COLUMNS = (
    ExportColumn(_("Code"), lambda row: row.code),
    ExportColumn(_("Donor"), lambda row: row.donor_name),
    ExportColumn(_("Tax code"), lambda row: row.donor.tax_code if row.donor else ""),
    ExportColumn(_("Amount"), lambda row: formats.number(row.amount, decimals=2, language="it")),
    ExportColumn(_("Given on"), lambda row: f"{row.given_on:%d/%m/%Y}"),
    ExportColumn(_("How"), lambda row: str(row.get_payment_method_display())),
    ExportColumn(_("Payment reference"), lambda row: row.payment_reference),
    ExportColumn(_("Campaign"), lambda row: str(row.campaign or "")),
    ExportColumn(_("Legal nature"), lambda row: str(row.get_legal_nature_display())),
    ExportColumn(_("State"), lambda row: str(row.get_status_display())),
    ExportColumn(_("Receipt"), lambda row: row.living_receipt.label if row.living_receipt else ""),
)


def donation_list(request: HttpRequest) -> Listing:
    """The list of donations as the reader asked for it."""
    return Listing(
        request, donations.listing(), SORTS, FILTERS, donations.search, COLUMNS, filename="donazioni"
    )


def receipt_list(request: HttpRequest) -> Listing:
    """The register of receipts, annulled ones too: no number is missing."""
    rows = Receipt.objects.defer("snapshot").select_related("donation__person", "donation__organization", "replaced_by")
    return Listing(
        request, rows, (Sort("ultime", _("Latest"), ("year", "number"), descending=True),),
        (
            Filter("anno", _("Year"), _years, lambda rows, year: rows.filter(year=int(year))),
            Filter("stato", _("State"), *_field("status", vocab.RECEIPT_STATUS.choices)),
        ),
        _search_receipts, RECEIPT_COLUMNS, filename="registro-ricevute",
    )


def _search_receipts(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(donation__in=donations.search(Donation.objects.all(), text))


RECEIPT_COLUMNS = (
    ExportColumn(_("Number"), lambda row: row.label),
    ExportColumn(_("Issued"), lambda row: f"{formats.only_day(row.issued_at):%d/%m/%Y}"),
    ExportColumn(_("Donor"), lambda row: row.donation.donor_name),
    ExportColumn(_("Amount"), lambda row: formats.number(row.amount, decimals=2, language="it")),
    ExportColumn(_("State"), lambda row: str(row.get_status_display())),
    ExportColumn(_("Reason"), lambda row: row.annul_reason),
    ExportColumn("SHA-256", lambda row: row.sha256),
)
