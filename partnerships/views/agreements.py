"""The agreement on the office's side: facts, who signs, the paper, addenda, the check."""

import hashlib
from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships import agreement_paper
from partnerships.actions import agreements as actions
from partnerships.actions import clauses, signing
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import agreements as forms
from partnerships.models import Agreement, Partnership
from partnerships.queries import agreements as queries
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

VIEW, CHANGE = "partnerships.view_partnership", "partnerships.change_partnership"
ASKING = ["GET", "HEAD", "POST"]
REFUSALS = (clauses.NotYet, clauses.Closed, NotLiving)
NOT_THE_FILE = gettext_lazy(
    "The stored file is not the one that was made: nobody may sign it. Tell whoever looks after the system."
)


def _get(code: str, number: int) -> Agreement:
    rows = Agreement.objects.select_related("partnership__owner", "prepared_by", "created_by")
    return access.get(rows, partnership__code=code, number=number)


@require_safe
@access.staff(VIEW)
def detail(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Where it stands, what is missing, who signed."""
    row = _get(code, number)
    return render(request, "partnerships/agreements/detail.html", queries.page(row, at=timezone.now()))


def _form(
    request: HttpRequest, row: Agreement | None, partnership: Partnership, form: django_forms.Form, title: str, call: Callable[[dict], object],
    done: str, **more: object,
) -> HttpResponse:  # fmt: skip
    """Show a form; when it is right run one action and go back to the agreement."""
    if request.method == "POST" and form.is_valid():
        try:
            made = call(form.cleaned_data)
            toast(request, done)
            return redirect(made if row is None else row)
        except actions.Refused as error:
            form.add_error(error.field, str(error))
        except signing.NotTheFile:
            form.add_error(None, NOT_THE_FILE)
        except REFUSALS as error:
            form.add_error(None, str(error))
    context = {"form": form, "title": title, "partnership": partnership, "agreement": row} | more
    return render(request, "partnerships/agreements/form.html", context, status=422 if form.errors else 200)


@require_http_methods(ASKING)
@access.staff(CHANGE)
def facts(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Kind, what comes back, dates."""
    row = _get(code, number)
    form = forms.FactsForm(request.POST or None, agreement=row)
    call = lambda data: actions.set_facts(agreement=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _form(request, row, row.partnership, form, _("Kind, nature and dates"), call, _("Saved"))


@require_http_methods(ASKING)
@access.staff(CHANGE)
@once
def signatory_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Say who signs."""
    row = _get(code, number)
    form = forms.SignatoryForm(request.POST or None, agreement=row)
    call = lambda data: actions.set_signatory(agreement=row, signatory=None, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _form(request, row, row.partnership, form, _("Who signs"), call, _("Saved"))


@require_http_methods(ASKING)
@access.staff(CHANGE)
def signatory(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Put right who signs."""
    row = _get(code, number)
    who = access.get(row.signatories.all(), pk=pk)
    form = forms.SignatoryForm(request.POST or None, agreement=row, signatory=who)
    call = lambda data: actions.set_signatory(agreement=row, signatory=who, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _form(request, row, row.partnership, form, _("Who signs"), call, _("Saved"))


def _do(request: HttpRequest, row: Agreement, call: Callable[[], object], done: str) -> HttpResponse:
    """Run one action, and say what came of it."""
    try:
        call()
        toast(request, done)
    except signing.NotTheFile:
        toast(request, NOT_THE_FILE, level=messages.ERROR)
    except REFUSALS as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect(row)


@require_POST
@access.staff(CHANGE)
def signatory_drop(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Take somebody off those who sign."""
    row = _get(code, number)
    who = access.get(row.signatories.all(), pk=pk)
    return _do(
        request,
        row,
        lambda: actions.drop_signatory(agreement=row, signatory=who, by=request.user, at=timezone.now()),
        _("Taken off"),
    )


@require_POST
@access.staff(CHANGE)
def prepare(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Make the paper to be signed."""
    row = _get(code, number)
    return _do(
        request,
        row,
        lambda: actions.prepare(agreement=row, by=request.user, at=timezone.now()),
        _("The paper is ready to be signed"),
    )


@require_POST
@access.staff(CHANGE)
@once
def ask(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask for the signatures by mail."""
    row = _get(code, number)
    return _do(
        request,
        row,
        lambda: signing.ask(agreement=row, by=request.user, at=timezone.now()),
        _("Signatures asked by mail"),
    )


@require_http_methods(ASKING)
@access.staff(CHANGE)
def reopen(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Go back to the draft while nobody has signed."""
    row = _get(code, number)
    form = forms.WhyForm(request.POST or None)
    call = lambda data: actions.reopen(agreement=row, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return _form(request, row, row.partnership, form, _("Open to changes again"), call, _("Open to changes again"))


@require_http_methods(ASKING)
@access.staff(CHANGE)
def terminate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """End it before its time."""
    row = _get(code, number)
    form = forms.WhyForm(request.POST or None)
    call = lambda data: actions.terminate(agreement=row, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return _form(request, row, row.partnership, form, _("Terminate the agreement"), call, _("Agreement terminated"))


@require_http_methods(ASKING)
@access.staff(CHANGE)
def upload(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep a file signed on its own."""
    row = _get(code, number)
    form = forms.UploadForm(request.POST or None, request.FILES or None, agreement=row)
    call = lambda data: signing.upload(agreement=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _form(
        request, row, row.partnership, form, _("Signed file"), call, _("The signed file is kept"), is_file=True
    )


@require_http_methods(ASKING)
@access.staff(CHANGE)
@once
def addendum(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next addendum."""
    partnership = access.get(Partnership, code=code)
    form = forms.AddendumForm(request.POST or None)
    call = lambda data: actions.begin_addendum(partnership=partnership, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return _form(
        request, None, partnership, form, _("New addendum"), call, _("Addendum begun: write what changes in the room")
    )


# --- files, for both doors ---------------------------------------------------------------------------------------
def file_answer(content: bytes, name: str) -> HttpResponse:
    """Hand over a PDF: always as a file, in a sandbox of its own, kept by no cache."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def paper_answer(row: Agreement) -> HttpResponse | None:
    """The paper exactly as it was made; a draft is drawn as it stands. None when the file is not the one that was made."""
    if row.is_open:
        return None
    try:
        return file_answer(signing.content_of(row), row.filename)
    except signing.NotTheFile:
        return None


def evidence_answer(row: Agreement) -> HttpResponse:
    """The sheet of the signatures, drawn anew from what was written down."""
    signatures = [seat.signature for seat in queries.seats(row) if seat.signature]
    now = timezone.now()
    content = agreement_paper.render_evidence(agreement_paper.evidence(row, signatures, at=now), at=now)
    return file_answer(content, row.filename.replace(".pdf", "-firme.pdf"))


def checked(request: HttpRequest, row: Agreement) -> dict[str, object]:
    """What the check says; a posted file is compared by its fingerprint and not kept."""
    form = forms.CompareForm(request.POST or None, request.FILES or None)
    same: bool | None = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        same = digest.hexdigest() in {row.sha256, *row.copies.values_list("sha256", flat=True)}
    rows = queries.check(row)
    return {
        "rows": rows,
        "holds": all(item.holds for item in rows),
        "form": form,
        "same": same,
        "agreement": row,
        "partnership": row.partnership,
        "status": 422 if form.errors else 200,
    }


@require_safe
@access.staff(VIEW)
def pdf(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The paper exactly as it was made."""
    row = _get(code, number)
    answer = paper_answer(row)
    if answer is None:
        toast(request, NOT_THE_FILE if not row.is_open else _("The paper is not made yet."), level=messages.ERROR)
        return redirect(row)
    return answer


@require_safe
@access.staff(VIEW)
def evidence(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The sheet of the signatures."""
    return evidence_answer(_get(code, number))


@require_safe
@access.staff(VIEW)
def copy(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """A file signed on its own, exactly as it came in."""
    row = _get(code, number)
    found = access.get(row.copies.all(), pk=pk)
    try:
        return file_answer(signing.content_of(found), row.filename.replace(".pdf", f"-firmato-{found.pk}.pdf"))
    except signing.NotTheFile:
        toast(request, NOT_THE_FILE, level=messages.ERROR)
        return redirect(row)


@require_http_methods(ASKING)
@access.staff(VIEW)
def check(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Is it still the file that was signed?"""
    row = _get(code, number)
    if row.is_open:
        return redirect(row)
    context = checked(request, row) | {"frame": "staff.html"}
    return render(request, "partnerships/agreements/check.html", context, status=context["status"])
