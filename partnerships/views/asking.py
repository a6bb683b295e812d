"""The public form of a company that looks for a partner: five steps, no account, resumed by link."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.actions import drafts, limits, requests
from partnerships.forms import asking as forms
from partnerships.models import PartnerRequest
from partnerships.queries import requests as queries
from partnerships.views.visitors import address, private
from relations.text import one_line


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)


def _draft(token: str) -> PartnerRequest:
    return drafts.resolve(token, at=timezone.now()).target


def _page(
    request: HttpRequest,
    step: str,
    form: forms.Step,
    *,
    token: str = "",
    draft: PartnerRequest | None = None,
    key: str = "",
) -> HttpResponse:
    before = forms.before(step)
    context = {
        "form": form,
        "step": forms.BY_KEY[step],
        "number": forms.number(step),
        "steps": len(forms.STEPS),
        "token": token,
        "draft": draft,
        "key": key,
        "plain": bool(token),
        "back": reverse("partnerships:ask_step", args=[token, before]) if token and before else "",
        "from_summary": "riepilogo" in request.GET or "riepilogo" in request.POST,
    }
    return render(
        request, f"partnerships/asking/{step}.html", context, status=422 if form.is_bound and form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The first step; sending it makes the draft and its link."""
    if request.method != "POST":
        return _page(request, "azienda", forms.CompanyStep(initial={"province": "PV"}), key=str(uuid4()))
    form = forms.CompanyStep(request.POST)
    key = _key(request)
    if not form.is_valid():
        return _page(request, "azienda", form, key=str(key))
    now, who = timezone.now(), address(request)
    if form.is_trapped:
        return redirect("partnerships:ask_mail")
    if not limits.allow(scope="ask", who=who, limit=limits.DRAFTS_PER_VISITOR, at=now):
        return _too_many(request)
    _draft_row, token = drafts.begin(key=key, language=_language(), at=now, **form.values())
    return redirect("partnerships:ask_step", token, "risultati")


def _key(request: HttpRequest) -> UUID:
    """The form's own mark: the same press twice makes one draft."""
    try:
        return UUID(one_line(request.POST.get("key", ""))[:40])
    except ValueError:
        return uuid4()


def _language() -> str:
    return (translation.get_language() or "it")[:2]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """One step of a draft."""
    draft = _draft(token)
    if draft.status != "draft":
        return _already(request, draft)
    form_class = forms.BY_KEY[step].form
    if request.method != "POST":
        return _page(request, step, form_class(request=draft), token=token, draft=draft)
    form = form_class(request.POST, request=draft)
    if not form.is_valid():
        return _page(request, step, form, token=token, draft=draft)
    if form.is_trapped:
        return redirect("partnerships:ask_mail")
    drafts.save_step(request=draft, at=timezone.now(), **form.values())
    if "later" in request.POST:
        return redirect("partnerships:ask_resume", token)
    following = forms.after(step)
    if "riepilogo" in request.POST or not following:
        return redirect("partnerships:ask_summary", token)
    return redirect("partnerships:ask_step", token, following)


def _already(request: HttpRequest, draft: PartnerRequest) -> HttpResponse:
    return render(
        request,
        "partnerships/asking/status.html",
        {"status": queries.status(draft), "partner_request": draft, "plain": True},
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, token: str) -> HttpResponse:
    """All answers before they are sent."""
    draft = _draft(token)
    if draft.status != "draft":
        return _already(request, draft)
    note = ""
    if request.method == "POST":
        if not limits.allow(scope="submit", who=address(request), limit=limits.PER_VISITOR, at=timezone.now()):
            return _too_many(request)
        try:
            drafts.submit(request=draft, at=timezone.now())
            return redirect(f"{reverse('partnerships:ask_mail')}?richiesta={token}")
        except drafts.Incomplete:
            note = _("Some answers are still missing: complete them, then send the request.")
        except drafts.TooQuick:
            note = _("That was very quick: read the answers again, then send the request.")
    context = {
        "draft": draft,
        "token": token,
        "note": note,
        "plain": True,
        "groups": queries.answers(draft, token),
        "missing": [
            (reverse("partnerships:ask_step", args=[token, key]), title)
            for key, title in forms.titles(drafts.missing_steps(draft))
        ],
        "back": reverse("partnerships:ask_step", args=[token, "referente"]),
    }
    return render(request, "partnerships/asking/summary.html", context, status=422 if note else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """The link to go on later: shown, and mailed to the address given. The answer is the same for every address."""
    draft = _draft(token)
    if draft.status != "draft":
        return _already(request, draft)
    form = forms.ResumeForm(request.POST or None, initial={"email": draft.contact_email})
    sent_to = ""
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if not limits.allow(scope="resume-visitor", who=address(request), limit=limits.PER_VISITOR, at=now):
            return _too_many(request)
        sent_to = form.cleaned_data["email"]
        drafts.send_resume_link(request=draft, email=sent_to, token=token, at=now)
    link = request.build_absolute_uri(reverse("partnerships:ask_summary", args=[token]))
    context = {"form": form, "token": token, "draft": draft, "sent_to": sent_to, "link": link, "plain": True}
    return render(request, "partnerships/asking/resume.html", context, status=422 if form.errors else 200)


@private
@require_safe
def look_at_mail(request: HttpRequest) -> HttpResponse:
    """After sending: the same page for every address."""
    token = request.GET.get("richiesta", "")
    draft = _draft(token) if token else None
    return render(request, "partnerships/asking/mail.html", {"draft": draft, "token": token, "plain": True})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: looking confirms nothing, the button does."""
    link = drafts.resolve(token, at=timezone.now(), scope=drafts.CONFIRM_LINK)
    draft = link.target
    if draft.status == "draft" and link.email.lower() != draft.contact_email.lower():
        raise Http404("the address was changed after this link was sent")
    if request.method == "POST":
        _row, url = requests.receive(request=draft, at=timezone.now())
        return redirect(url)
    if draft.status != "draft":
        return _already(request, draft)
    return render(request, "partnerships/asking/confirm.html", {"draft": draft, "plain": True})


@private
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Where the request stands."""
    row = drafts.resolve(token, at=timezone.now(), scope=drafts.STATUS_LINK).target
    return render(
        request,
        "partnerships/asking/status.html",
        {"status": queries.status(row), "partner_request": row, "plain": True},
    )
