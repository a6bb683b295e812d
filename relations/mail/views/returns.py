"""Posta in arrivo and the blocks, for staff."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from relations.mail import kinds, queries, replies
from relations.mail.returns import looking, provider, quoting
from relations.models import IncomingMessage, MailboxState, Suppression
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import is_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

SEE = "relations.view_incomingmessage"
INCOMING_FILTERS = [
    Filter("tipo", gettext_lazy("What it is"), lambda r: IncomingMessage.Kind.choices, lambda rows, key: rows.filter(kind=key)),
    Filter("via", gettext_lazy("Came by"), lambda r: IncomingMessage.Door.choices, lambda rows, key: rows.filter(door=key)),
    Filter("da-guardare", gettext_lazy("To be looked at"), lambda r: [("si", _("nobody has yet"))],
           lambda rows, key: rows.filter(kind="unknown", seen_at=None)),
]  # fmt: skip
INCOMING_COLUMNS = [
    ExportColumn(gettext_lazy("Came in"), lambda row: timezone.localtime(row.received_at).strftime("%Y-%m-%d %H:%M")),
    ExportColumn(gettext_lazy("What it is"), lambda row: str(row.get_kind_display())),
    ExportColumn(gettext_lazy("Sender"), lambda row: row.sender),
    ExportColumn(gettext_lazy("About"), lambda row: str(row.party or "")),
    ExportColumn(gettext_lazy("Subject"), lambda row: row.subject),
    ExportColumn(gettext_lazy("Code"), lambda row: row.status),
    ExportColumn(gettext_lazy("The server's words"), lambda row: row.words),
]
BLOCK_FILTERS = [
    Filter("motivo", gettext_lazy("Why"), lambda r: Suppression.Reason.choices, lambda rows, key: rows.filter(reason=key)),
    Filter("scopo", gettext_lazy("Purpose"), lambda r: [("tutti", _("every purpose")), ("uno", _("one purpose"))],
           lambda rows, key: rows.filter(purpose="") if key == "tutti" else rows.exclude(purpose="")),
]  # fmt: skip
BLOCK_COLUMNS = [
    ExportColumn(gettext_lazy("Address"), lambda row: row.delivery.email if row.delivery else ""),
    ExportColumn(gettext_lazy("Why"), lambda row: str(row.get_reason_display())),
    ExportColumn(gettext_lazy("Purpose"), lambda row: scope_of(row)),
    ExportColumn(gettext_lazy("Since"), lambda row: timezone.localtime(row.at).strftime("%Y-%m-%d")),
    ExportColumn(gettext_lazy("The server's words"), lambda row: row.note),
]


def scope_of(block: Suppression) -> str:
    """Return what a block stops, in words."""
    return kinds.purpose_label(block.purpose) if block.purpose else _("every mailing")


@access.staff(SEE)
def incoming(request: HttpRequest) -> HttpResponse:
    """Everything that came back or was answered."""
    listing = Listing(
        request=request, queryset=queries.incoming(request.user), filters=INCOMING_FILTERS, columns=INCOMING_COLUMNS,
        filename="posta-in-arrivo", sorts=[Sort("recenti", gettext_lazy("Latest first"), ("received_at",), descending=True)],
        search=lambda rows, text: rows.filter(queries.Q(sender__istartswith=text) | queries.Q(subject__icontains=text)),
    )  # fmt: skip
    if (file := listing.export()) is not None:
        return file
    for row in listing.rows:
        row.colour = kinds.INCOMING_COLOURS[row.kind]
    context = {"listing": listing}
    if is_part(request):
        return render(request, "relations/mail/_incoming_rows.html", context)
    return render(request, "relations/mail/incoming.html", context | ways_in())


def ways_in() -> dict:
    """Return which ways in are set up, and how the mailbox does."""
    return {
        "has_mailbox": bool(settings.MAILBOX_URL), "has_way_in": replies.can_come_back() or provider.is_configured(),
        "mailbox": MailboxState.objects.filter(pk=1).first(),
    }  # fmt: skip


@require_GET
@access.staff(SEE)
def incoming_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: what it is, what followed, what it says."""
    rows = queries.incoming(request.user).defer(None).select_related("interaction", "seen_by")
    row = access.get(rows, pk=pk)
    answer = quoting.answer_in(row.text)
    context = {
        "row": row, "colour": kinds.INCOMING_COLOURS[row.kind], "answer": answer, "is_cut": answer.strip() != row.text.strip(),
        "followed": kinds.FOLLOWED.get(row.kind, ""), "blocks": queries.blocks(row.delivery) if row.delivery else [],
    }  # fmt: skip
    return render(request, "relations/mail/incoming_message.html", context)


@require_POST
@access.staff("relations.change_incomingmessage")
def incoming_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has looked at it."""
    row = access.get(queries.incoming(request.user), pk=pk)
    looking.seen(message=row, by=request.user, at=timezone.now())
    toast(request, _("Looked at."), undo_url=reverse("relations:incoming_unseen", args=[pk]))
    return redirect("relations:incoming")


@require_POST
@access.staff("relations.change_incomingmessage")
def incoming_unseen(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody has."""
    row = access.get(queries.incoming(request.user), pk=pk)
    looking.unseen(message=row, by=request.user, at=timezone.now())
    toast(request, _("It is to be looked at again."))
    return redirect("relations:incoming_message", pk=pk)


@access.staff("relations.view_suppression")
def blocks(request: HttpRequest) -> HttpResponse:
    """The addresses we do not write to, and why."""
    listing = Listing(
        request=request, queryset=queries.open_blocks(), filters=BLOCK_FILTERS, columns=BLOCK_COLUMNS, filename="blocchi",
        sorts=[Sort("recenti", gettext_lazy("Latest first"), ("at",), descending=True)], search=queries.blocks_by_address,
    )  # fmt: skip
    if (file := listing.export()) is not None:
        return file
    known = queries.last_known(row.address_hash for row in listing.rows)
    for row in listing.rows:
        row.last = known.get(row.address_hash) if row.reason != "erased" else None
        row.scope, row.colour = scope_of(row), kinds.BLOCK_COLOURS[row.reason]
    template = "relations/mail/_blocks_rows.html" if is_part(request) else "relations/mail/blocks.html"
    return render(request, template, {"listing": listing})
