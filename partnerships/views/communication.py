"""The communication of a partnership: the plan, one piece, the releases for images, the choice of silence."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import communication as actions
from partnerships.actions import image_consents
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import communication as forms
from partnerships.models import CommunicationPiece, ImageConsent, Partnership
from partnerships.queries import communication as queries
from partnerships.queries import partnerships as partnership_queries
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

CHANGE = "partnerships.change_communicationpiece"
REFUSALS = (actions.NotNow, actions.WordsClash, NotLiving, ValidationError)


def _partnership(code: str) -> Partnership:
    return access.get(partnership_queries.with_all(), code=code)


def _piece(code: str, pk: int) -> CommunicationPiece:
    return access.get(
        CommunicationPiece.objects.select_related("partnership__owner", "owner", "speaker__organization"),
        pk=pk,
        partnership__code=code,
    )


def _plan(code: str) -> str:
    return reverse("partnerships:communication", args=[code])


@require_safe
@access.staff("partnerships.view_communicationpiece")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The plan: who says what to whom, when, and where each piece stands."""
    context = queries.plan(_partnership(code), today=timezone.localdate(), user=request.user)
    return render(request, "partnerships/communication/page.html", context)


@require_safe
@access.staff("partnerships.view_communicationpiece")
def piece(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One piece: its text, what changed, what each party answered."""
    context = queries.piece(_piece(code, pk), today=timezone.localdate(), user=request.user)
    return render(request, "partnerships/communication/piece.html", context)


def _save(
    request: HttpRequest, form: django_forms.Form, call: Callable[[dict], Any], *, to: str, title: str, **context: Any
) -> HttpResponse:
    """Show a form; when it is right run one action, and say beside it what the action refuses."""
    if request.method == "POST" and form.is_valid():
        try:
            call(form.cleaned_data)
            return redirect(to)
        except REFUSALS as error:
            words = error.messages[0] if isinstance(error, ValidationError) else str(error)
            form.add_error({actions.WordsClash: "wording_note", ValidationError: "upload"}.get(type(error)), words)
    context |= {"form": form, "title": title, "back": to}
    return render(request, "partnerships/communication/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a piece."""
    row = _partnership(code)
    form = forms.PieceForm(
        request.POST or None, partnership=row, initial={"owner": request.user.pk, "pictures": "none"}
    )
    call = lambda data: actions.plan(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _save(request, form, call, to=_plan(code), title=_("Plan something to say"), partnership=row)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change what is planned."""
    row = _piece(code, pk)
    form = forms.PieceForm(request.POST or None, partnership=row.partnership, row=row)
    call = lambda data: actions.change(piece=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _save(request, form, call, to=row.get_absolute_url(), title=row.title, partnership=row.partnership)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def write(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write the text, or its next version."""
    row = _piece(code, pk)
    last = row.versions.order_by("-number").first()
    known = {"text": last.text, "logos": last.logos, "wording_note": last.wording_note} if last else {}
    form = forms.TextForm(request.POST or None, initial=known)
    call = lambda data: actions.write(piece=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _save(
        request,
        form,
        call,
        to=row.get_absolute_url(),
        title=_("Text: %(title)s") % {"title": row.title},
        partnership=row.partnership,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def ask(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask the parties for their yes, by link."""
    row = _piece(code, pk)
    form = forms.AskForm(request.POST or None)

    def call(data: dict) -> None:
        count = actions.ask(piece=row, by=request.user, at=timezone.now(), words=data["words"])
        toast(
            request, _("Sent to the parties that have not said yes") if count else _("They were all written to today")
        )

    return _save(
        request,
        form,
        call,
        to=row.get_absolute_url(),
        title=_("Ask both for their yes"),
        partnership=row.partnership,
        action=_("Send the links"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def out(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that it is out."""
    row = _piece(code, pk)
    form = forms.OutForm(request.POST or None, initial={"on": timezone.localdate()})
    call = lambda data: actions.put_out(piece=row, url=data["where"], on=data["on"], by=request.user, at=timezone.now())  # noqa: E731
    return _save(
        request,
        form,
        call,
        to=row.get_absolute_url(),
        title=_("It is out: %(title)s") % {"title": row.title},
        partnership=row.partnership,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give it up, with the reason."""
    row = _piece(code, pk)
    form = forms.WhyForm(request.POST or None)
    call = lambda data: actions.drop(piece=row, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return _save(
        request,
        form,
        call,
        to=_plan(code),
        title=_("Give up: %(title)s") % {"title": row.title},
        partnership=row.partnership,
    )


# --- releases for images ------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a signed release."""
    row = _partnership(code)
    form = forms.ConsentForm(request.POST or None, request.FILES or None)
    call = lambda data: image_consents.add(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _save(request, form, call, to=_plan(code), title=_("Release for images"), partnership=row, has_file=True)


def _consent(code: str, pk: int) -> ImageConsent:
    return access.get(ImageConsent.objects.select_related("partnership"), pk=pk, partnership__code=code)


@require_POST
@access.staff(CHANGE)
def consent_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down that it was taken back."""
    image_consents.withdraw(consent=_consent(code, pk), by=request.user, at=timezone.now())
    toast(request, _("Image release withdrawn"))
    return redirect(_plan(code))


@require_safe
@access.staff(CHANGE)
def consent_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The signed sheet: personal data, only for those who work on it."""
    row = _consent(code, pk)
    if not row.file:
        raise Http404("file")
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response


# --- silence ------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def silence(request: HttpRequest, code: str) -> HttpResponse:
    """Choose not to communicate, with the reason."""
    row = _partnership(code)
    form = forms.WhyForm(request.POST or None)
    call = lambda data: actions.choose_silence(partnership=row, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return _save(request, form, call, to=_plan(code), title=_("Choose not to communicate"), partnership=row)


@require_POST
@access.staff(CHANGE)
def silence_break(request: HttpRequest, code: str) -> HttpResponse:
    """Take that choice back."""
    try:
        actions.break_silence(partnership=_partnership(code), by=request.user, at=timezone.now())
        toast(request, _("Choice taken back"))
    except NotLiving as error:
        toast(request, str(error))
    return redirect(_plan(code))
