"""Who is subscribed to what, who has still to confirm, and subscribing somebody at a stand; for staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from relations import vocab
from relations.mail import forms, kinds, ledger, limits, subscriptions
from relations.models import Consent, SubscriptionRequest
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

COLUMNS = [
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email),
    ExportColumn(gettext_lazy("Who"), lambda row: who_of(row)),
    ExportColumn(gettext_lazy("Purpose"), lambda row: kinds.purpose_label(row.purpose)),
    ExportColumn(gettext_lazy("State"), lambda row: str(ledger.state_of(row, timezone.localdate()).label)),
    ExportColumn(gettext_lazy("Since"), lambda row: timezone.localdate(row.at)),
    ExportColumn(gettext_lazy("Source"), lambda row: row.source),
    ExportColumn(gettext_lazy("Words agreed to"), lambda row: str(row.text) if row.text_id else ""),
]
PENDING = [
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email),
    ExportColumn(gettext_lazy("Name"), lambda row: row.name),
    ExportColumn(gettext_lazy("Purpose"), lambda row: ledger.purposes(row)),
    ExportColumn(gettext_lazy("Asked on"), lambda row: timezone.localdate(row.requested_at)),
    ExportColumn(gettext_lazy("Source"), lambda row: row.source),
]


def who_of(row: Consent) -> str:
    """Whose address it is: a record of ours, or the name they wrote."""
    return str(row.person or row.organization or row.evidence.get("name", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("relations.view_subscriptionrequest")
def listing(request: HttpRequest) -> HttpResponse:
    """The last word of every address about every purpose. POST only asks for a file."""
    at = timezone.now()
    found = Listing(
        request, ledger.last_words(), sorts=[
            Sort("indirizzo", gettext_lazy("Address"), ("email", "purpose")),
            Sort("recenti", gettext_lazy("Latest first"), ("at",), descending=True),
        ],
        filters=[
            Filter("scopo", gettext_lazy("Purpose"), lambda request: vocab.PURPOSES.choices,
                   lambda rows, value: rows.filter(purpose=value)),
            Filter("stato", gettext_lazy("State"), lambda request: ledger.STATES.choices,
                   lambda rows, value: ledger.in_state(rows, value, at=at)),
        ],
        search=ledger.search, columns=COLUMNS, filename="iscrizioni",
    )  # fmt: skip
    if (file := found.export()) is not None:
        return file
    today = timezone.localdate(at)
    for row in found.rows:
        row.term, row.who, row.purpose_label = ledger.state_of(row, today), who_of(row), kinds.purpose_label(row.purpose)
    context = {"listing": found, "burst": limits.burst(at=at), "view": "subscriptions"}
    return page_or_part(request, "relations/mail/subscriptions.html", "relations/mail/_subscriptions_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("relations.view_subscriptionrequest")
def pending(request: HttpRequest) -> HttpResponse:
    """Who filled in the form and has not confirmed; forgotten after thirty days. POST only asks for a file."""
    found = Listing(
        request, ledger.pending(), sorts=[Sort("recenti", gettext_lazy("Latest first"), ("requested_at",), descending=True)],
        search=lambda rows, words: rows.filter(email__startswith=words.lower()), columns=PENDING, filename="iscrizioni-da-confermare",
    )  # fmt: skip
    if (file := found.export()) is not None:
        return file
    for row in found.rows:
        row.wanted = ledger.purposes(row)
    context = {"listing": found, "burst": limits.burst(at=timezone.now()), "view": "pending"}
    return page_or_part(request, "relations/mail/subscriptions.html", "relations/mail/_pending_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("relations.add_subscriptionrequest")
def new(request: HttpRequest) -> HttpResponse:
    """Write down somebody who asked at a stand or by phone; they confirm from their own mailbox."""
    form = forms.StandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = subscriptions.ask(
            email=data["email"], name=data["name"], purposes=data["purposes"], language=data["language"], source=data["source"],
            evidence={"how": data["how"], "by": request.user.pk}, by=request.user, at=timezone.now(),
        )  # fmt: skip
        return _answer(request, asked, data["email"])
    return render(request, "relations/mail/subscription_new.html", {"form": form}, status=422 if form.errors else 200)


def _answer(request: HttpRequest, asked: SubscriptionRequest | None, email: str) -> HttpResponse:
    if asked is None:
        said = _("%(email)s had a confirmation within the day: no second one leaves. Ask them to look for it, also among the unwanted mail.")
        toast(request, said % {"email": email}, level=messages.WARNING)
    else:
        toast(request, _("Written down. %(email)s gets a message to confirm: until then they receive nothing.") % {"email": email})
    return redirect("relations:subscriptions_pending")
