"""Needs written by non-profits: by the office's link, on the public page, and read by staff."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import limits
from partnerships.actions import submissions as actions
from partnerships.forms.requests import ReasonForm
from partnerships.forms.submissions import NeedsForm, PublicNeedsForm, TakeInForm
from partnerships.queries import submissions as queries
from partnerships.views.visitors import address, private
from relations.actions import links
from relations.models import Organization
from relations.text import one_line
from relations.web import access, htmx, urls
from relations.web.toast import toast


def _key(request: HttpRequest) -> UUID:
    """The form's own mark: the same press twice is taken once."""
    try:
        return UUID(one_line(request.POST.get("key", ""))[:40])
    except ValueError:
        return uuid4()


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)


def _form(request: HttpRequest, form: NeedsForm, **more: object) -> HttpResponse:
    key = str(_key(request)) if request.method == "POST" else str(uuid4())
    context = {"form": form, "key": key, **more}
    return render(
        request, "partnerships/submissions/form.html", context, status=422 if form.is_bound and form.errors else 200
    )


# --- by link -----------------------------------------------------------------------------------------------------
@private
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a body we asked; it may come back as long as the link lives."""
    now = timezone.now()
    link = links.resolve(scope=actions.ASK_LINK, token=token, at=now)
    body = Organization.objects.select_related("capacity", "owner").get(pk=link.target_id)
    context = {"nonprofit": body, "plain": True}
    if request.method != "POST":
        if "grazie" in request.GET:
            return render(request, "partnerships/submissions/thanks.html", context)
        return _form(request, NeedsForm(initial=queries.known_of(body)), open_needs=queries.open_needs(body), **context)
    form = NeedsForm(request.POST)
    if not form.is_valid():
        return _form(request, form, open_needs=queries.open_needs(body), **context)
    if not limits.allow(scope="needs", who=address(request), limit=limits.PER_VISITOR, at=now):
        return _too_many(request)
    actions.answer_link(organization=body, email=link.email, key=_key(request), at=now, **form.values())
    return redirect(f"{request.path}?grazie")


# --- the public page ---------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """A body nobody asked yet."""
    if request.method != "POST":
        return _form(request, PublicNeedsForm(initial={"province": "PV"}))
    form = PublicNeedsForm(request.POST)
    if not form.is_valid():
        return _form(request, form)
    if not form.is_trapped:
        now = timezone.now()
        if not limits.allow(scope="needs", who=address(request), limit=limits.DRAFTS_PER_VISITOR, at=now):
            return _too_many(request)
        language = (translation.get_language() or "it")[:2]
        actions.send(key=_key(request), language=language, at=now, **form.values())
    return redirect("partnerships:needs_mail")


@private
@require_safe
def look_at_mail(request: HttpRequest) -> HttpResponse:
    """After sending: the same page for every address."""
    return render(request, "partnerships/submissions/mail.html", {"plain": True})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: looking confirms nothing, the button does."""
    now = timezone.now()
    row = links.resolve(scope=actions.CONFIRM_LINK, token=token, at=now).target
    if request.method == "POST":
        actions.confirm(submission=row, at=now)
        return redirect(request.path)
    return render(request, "partnerships/submissions/confirm.html", {"submission": row, "plain": True})


# --- staff -------------------------------------------------------------------------------------------------------
@require_POST
@access.staff("partnerships.add_need")
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Mail a non-profit the link to write what it needs."""
    body = access.by_slug(Organization.objects.filter(kind="nonprofit", archived_at=None), slug)
    try:
        email = actions.ask(organization=body, by=request.user, at=timezone.now())
        toast(request, _("Link sent to %(email)s") % {"email": email})
    except actions.NoAddress as error:
        toast(request, str(error), level=messages.ERROR)
    return redirect(urls.back(request, body.get_absolute_url()))


@access.staff("partnerships.view_need")
def listing(request: HttpRequest) -> HttpResponse:
    """Forms sent in, those to be read first."""
    rows = queries.listing(request)
    if (file := rows.export()) is not None:
        return file
    return htmx.page_or_part(
        request, "partnerships/submissions/list.html", "partnerships/submissions/_list.html", {"listing": rows, "views": queries.views(request)}
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_need")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a form and take it in."""
    row = access.get(queries.confirmed(), pk=pk)
    form = TakeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.accept(
                submission=row, organization=form.cleaned_data["organization"], by=request.user, at=timezone.now()
            )
            toast(request, _("Needs of %(name)s taken in") % {"name": done.organization})
            return redirect(done.organization)
        except actions.Decided as error:
            form.add_error(None, str(error))
    context = {"submission": row, "form": form, "answers": queries.answers(row), "known": actions.known(row)}
    return render(request, "partnerships/submissions/detail.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.add_need")
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not take a form in, with the reason."""
    row, form = access.get(queries.confirmed(), pk=pk), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(submission=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            toast(request, _("Form not taken in"))
            return redirect("partnerships:submissions")
        except actions.Decided as error:
            form.add_error(None, str(error))
    context = {"submission": row, "form": form, "back": reverse("partnerships:submission", args=[pk])}
    return render(request, "partnerships/submissions/decline.html", context, status=422 if form.errors else 200)
