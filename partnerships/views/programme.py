"""What the pages of a programme share: the partnership, its forms, the files that prove something."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.actions.evidence import NotEvidence
from partnerships.actions.partnerships import NotLiving
from partnerships.models import Partnership
from partnerships.queries import evidence as queries
from partnerships.queries import health as health_queries
from partnerships.queries import partnerships
from relations.web import access
from relations.web.toast import toast


def get(code: str) -> Partnership:
    """Return the partnership, or 404."""
    return access.get(partnerships.with_all(), code=code)


def show(
    request: HttpRequest,
    row: Partnership,
    form: forms.Form,
    title: str,
    back: str,
    *,
    about: str = "",
    button: str = "",
) -> HttpResponse:
    """Show a form of the programme; 422 when something in it is wrong."""
    context = {
        "form": form,
        "title": title,
        "partnership": row,
        "back": back,
        "lead": about or row.title,
        "button": button or _("Save"),
    }
    return render(request, "partnerships/programme/form.html", context, status=422 if form.errors else 200)


def save(
    request: HttpRequest, row: Partnership, form: forms.Form, title: str, call: Callable[[dict[str, Any]], object], done: str,
    *, back: str, refusals: tuple[type[Exception], ...] = (), about: str = "", button: str = "",
) -> HttpResponse:  # fmt: skip
    """Show the form; when it is right run one action and go back. What the action refuses is said in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            call(form.cleaned_data)
        except (NotLiving, NotEvidence, *refusals) as error:
            form.add_error(None, str(error))
        else:
            toast(request, done)
            return redirect(back)
    return show(request, row, form, title, back, about=about, button=button)


def do(
    request: HttpRequest,
    call: Callable[[], object],
    done: str,
    *,
    back: str,
    refusals: tuple[type[Exception], ...] = (),
) -> HttpResponse:
    """Run one action behind a button and go back; what it refuses is said there."""
    try:
        call()
        toast(request, done)
    except (NotLiving, *refusals) as error:
        toast(request, str(error), level=30)
    return redirect(back)


def url(row: Partnership, name: str, *args: object) -> str:
    """Return the address of a page of this partnership."""
    return reverse(f"partnerships:{name}", args=[row.code, *args])


@require_safe
@access.staff("partnerships.view_partnership")
def health(request: HttpRequest, code: str) -> HttpResponse:
    """The card of eight points, each with what shows it."""
    row = get(code)
    return render(
        request, "partnerships/health/page.html", health_queries.card(row, at=timezone.now()) | {"partnership": row}
    )


@require_safe
@access.staff("partnerships.view_partnership")
def proof(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A file that proves something in this partnership."""
    file = access.get(queries.files_of(get(code)), pk=pk)
    response = FileResponse(file.file.open("rb"), content_type=file.mime, filename=file.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
