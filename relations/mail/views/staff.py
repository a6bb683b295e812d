"""Posta in uscita and the report of a mailing, for staff."""

import email
import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from relations.mail import compose, kinds, mailings, queries, subscriptions
from relations.mail.forms import PaceForm
from relations.mail.recipients import NotNow
from relations.masking import masked
from relations.models import CapturedMessage, Delivery, IncomingMessage, Mailing, Suppression, User
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import is_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back

SEND = "relations.send_mailing"
# A message is shown as its recipient sees it: its own styles, no scripts, nothing from elsewhere but pictures asked for.
_BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
_HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe",
            "List-Unsubscribe-Post", "Auto-Submitted")  # fmt: skip


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request=request, queryset=queries.outbox(request.user), search=queries.search, filename="posta-in-uscita",
        sorts=[
            Sort("recenti", _("Latest first"), ("created_at",), descending=True),
            Sort("scadenza", _("Due first"), ("due_at",)),
        ],
        filters=[
            Filter("stato", _("State"), lambda request: Delivery.State.choices, lambda rows, value: rows.filter(state=value)),
            Filter("tipo", _("Kind"), lambda request: Mailing.Kind.choices,
                   lambda rows, value: rows.filter(is_bulk=value == "campaign")),
        ],
        columns=[
            ExportColumn(_("To"), lambda row: row.email), ExportColumn(_("Subject"), lambda row: row.mailing.subject),
            ExportColumn(_("State"), lambda row: str(row.get_state_display())),
            ExportColumn(_("Why"), lambda row: reason_of(row)),
            ExportColumn(_("Written"), lambda row: timezone.localtime(row.created_at).strftime("%Y-%m-%d %H:%M")),
        ],
    )  # fmt: skip


def reason_of(row: Delivery) -> str:
    """Return why a delivery is as it is, in words."""
    return str(kinds.REASONS.get(row.reason, "")) or row.reply_text


@access.staff("relations.view_delivery")
def outbox(request: HttpRequest) -> HttpResponse:
    """Everything that leaves or has left, of all apps."""
    listing = _listing(request)
    if (file := listing.export()) is not None:
        return file
    for row in listing.rows:
        row.words_for_state = reason_of(row)
        row.colour = kinds.COLOURS[row.state]
    template = "relations/mail/_outbox_rows.html" if is_part(request) else "relations/mail/outbox.html"
    return render(request, template, {"listing": listing})


def _message(delivery: Delivery) -> tuple[EmailMessage, CapturedMessage | None]:
    """Return a delivery's message: as it was received, or as it would leave now."""
    kept = queries.captured(delivery)
    raw = bytes(kept.raw) if kept else compose.Composer(delivery.mailing).build(delivery, at=delivery.settled_at or timezone.now())
    return email.message_from_bytes(raw, policy=email.policy.default), kept  # type: ignore[return-value]


def _for_eyes(words: str, user: User) -> str:
    """Hide the secret of the links in a mail that went to somebody: whoever holds the link is taken for them.

    Where no mail leaves this machine the links are there to be tried.
    """
    return words if not settings.EMAIL_URL or user.is_superuser else masked(words)


def _delivery(request: HttpRequest, pk: int) -> Delivery:
    return access.get(queries.readable(request.user).select_related("mailing", "person", "organization"), pk=pk)


@require_GET
@access.staff("relations.view_delivery")
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message as its recipient sees it, with its headers."""
    row = _delivery(request, pk)
    found, kept = _message(row)
    context = {
        "delivery": row, "mailing": row.mailing, "subject": str(found["Subject"]), "captured": kept, "blocks": queries.blocks(row),
        "headers": [(name, _for_eyes(str(found[name]), request.user)) for name in _HEADERS if found[name]],
        "text": _for_eyes(found.get_body(("plain",)).get_content(), request.user), "attachments": _attachments(found), "reason": reason_of(row),
        "colour": kinds.COLOURS[row.state], "as_text": request.GET.get("vista") == "testo",
    }  # fmt: skip
    return render(request, "relations/mail/message.html", context)


def _attachments(found: EmailMessage) -> list[dict]:
    return [
        {"number": number, "name": part.get_filename() or "allegato", "size": len(part.get_payload(decode=True) or b"")}
        for number, part in enumerate(found.iter_attachments())
    ]


@require_GET
@access.staff("relations.view_delivery")
def message_body(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a message, for the frame that shows it; its links open in a page of their own."""
    found, _kept = _message(_delivery(request, pk))
    html = _for_eyes(found.get_body(("html",)).get_content(), request.user)
    html = re.sub(r"<head([^>]*)>", r'<head\1><base target="_blank">', html, count=1)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = _BODY_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_GET
@access.staff("relations.view_delivery")
def message_attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A file that went with a message; never shown in the page, always downloaded."""
    found, _kept = _message(_delivery(request, pk))
    parts = list(found.iter_attachments())
    if number >= len(parts):
        raise Http404("attachment")
    part = parts[number]
    response = HttpResponse(part.get_payload(decode=True), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, part.get_filename() or "allegato")
    response["Content-Security-Policy"] = "sandbox"
    return response


def mailing_of(pk: int) -> Mailing:
    """Return the mailing with who wrote and who approved it, or 404."""
    return access.get(Mailing.objects.select_related("created_by", "approved_by"), pk=pk)


def _progress(row: Mailing) -> dict:
    found = queries.progress(row)
    return {"mailing": row, "progress": found, "is_breaker": found.pause_reason == "breaker"}


def _returned(row: Mailing) -> dict:
    """What came back and was answered."""
    counted = queries.came_back(row)
    labels = dict(IncomingMessage.Kind.choices)
    shown = [(labels[kind], counted[kind]) for kind in ("gone", "soft", "ours", "complaint", "automatic") if kind in counted]
    return {"came_back": shown, "replies": queries.replies(row)[:20], "reply_count": counted.get("reply", 0)}


def _report(request: HttpRequest, row: Mailing) -> dict:
    return _progress(row) | {
        "purpose": kinds.purpose_label(row.purpose, is_campaign=row.is_campaign),
        "failed": queries.deliveries(row, "failed"), "uncertain": queries.deliveries(row, "uncertain"),
        "exclusions": queries.exclusions(row), "may_send": request.user.has_perm(SEND), **_returned(row),
    }  # fmt: skip


@require_GET
@access.staff("relations.view_mailing")
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """How a mailing is going and how it went."""
    return render(request, "relations/mail/mailing.html", _report(request, mailing_of(pk)))


@require_GET
@access.staff("relations.view_mailing")
def mailing_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar of a mailing; when it has ended the answer tells the page to load itself once more."""
    row = mailing_of(pk)
    if not is_part(request):
        return redirect("relations:mailing", pk=pk)
    context = _progress(row)
    response = render(request, "relations/mail/_progress.html", context)
    if not context["progress"].is_moving:
        response["HX-Refresh"] = "true"
    return response


def _act(request: HttpRequest, pk: int, act: Callable[[Mailing], object], done: str) -> HttpResponse:
    row = mailing_of(pk)
    try:
        act(row)
    except NotNow as error:
        toast(request, str(error), level=messages.WARNING)
    else:
        toast(request, done)
    return redirect("relations:mailing", pk=pk)


@require_POST
@access.staff(SEND)
def mailing_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause."""
    by, at = request.user, timezone.now()
    return _act(request, pk, lambda row: mailings.pause(mailing=row, by=by, at=at), _("Paused: nothing more leaves."))


@require_POST
@access.staff(SEND)
def mailing_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on."""
    by, at = request.user, timezone.now()
    return _act(request, pk, lambda row: mailings.resume(mailing=row, by=by, at=at), _("It goes on from where it was."))


@require_POST
@access.staff(SEND)
def mailing_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop for good."""
    by, at = request.user, timezone.now()
    return _act(request, pk, lambda row: mailings.cancel(mailing=row, by=by, at=at), _("Stopped: who was waiting does not receive it."))


@require_POST
@access.staff(SEND)
def mailing_pace(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how many leave in a minute; htmx gets the component back, wherever it stands."""
    row, form = mailing_of(pk), PaceForm(request.POST)
    context = {"mailing": row, "may_send": True}
    if form.is_valid():
        try:
            mailings.set_pace(mailing=row, per_minute=form.cleaned_data["per_minute"], by=request.user, at=timezone.now())
        except NotNow as error:
            toast(request, str(error), level=messages.WARNING)
            return redirect("relations:mailing", pk=pk)
        if not is_part(request):
            toast(request, _("Pace changed: it holds from now on for those still to leave."))
            return redirect("relations:mailing", pk=pk)
        return render(request, "relations/mail/_pace.html", context | {"pace_saved": True})
    wrong = {"pace_error": form.errors["per_minute"][0], "pace_typed": request.POST.get("per_minute", "")[:12]}
    if is_part(request):
        return render(request, "relations/mail/_pace.html", context | wrong, status=422)
    return render(request, "relations/mail/mailing.html", _report(request, row) | wrong, status=422)


@require_POST
@access.staff(SEND)
def mailing_uncertain(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the uncertain again, or count them as sent: all, or one."""
    act = mailings.retry_uncertain if request.POST.get("che") == "ritenta" else mailings.consider_sent
    number, by, at = request.POST.get("recapito", ""), request.user, timezone.now()
    one = access.get(Delivery, pk=number, mailing_id=pk) if number else None
    done = _("It is on its way again.") if act is mailings.retry_uncertain else _("Counted as sent.")
    return _act(request, pk, lambda row: act(mailing=row, delivery=one, by=by, at=at), done)


@require_POST
@access.staff("relations.change_suppression")
def block_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a block: the address may be written to again."""
    row = access.get(Suppression, pk=pk)
    subscriptions.lift(block=row, by=request.user, at=timezone.now())
    toast(request, _("Block lifted: this address can be written to again."))
    number = request.POST.get("recapito", "")
    is_known = number.isascii() and number.isdigit() and len(number) < 19
    here = reverse("relations:message", args=[number]) if is_known else reverse("relations:outbox")
    return redirect(back(request, here))
