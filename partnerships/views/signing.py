"""The agreement by link: reading it, signing it with a code, checking that it is still the same file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.actions import clauses, signing
from partnerships.forms.agreements import CodeForm
from partnerships.models import Agreement, Signatory
from partnerships.queries import agreements as queries
from partnerships.views import agreements as office
from partnerships.views.doors import Door, for_partner
from partnerships.views.visitors import address
from relations.web import access

ASKING = ["GET", "HEAD", "POST"]


def _get(door: Door, number: int) -> Agreement:
    """The agreement, once there is a paper: before that its place is the room."""
    rows = Agreement.objects.exclude(status="draft").select_related("partnership__owner")
    return access.get(rows, partnership=door.partnership, number=number)


def _mine(door: Door, row: Agreement) -> Signatory | None:
    """The signatory whose address this link was sent to."""
    rows = row.signatories.filter(party=door.actor.party, email__iexact=door.visitor.email)
    return rows.select_related("party__organization", "agreement__partnership").first()


@for_partner
@require_safe
def page(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """The paper, who signed, what is asked of this side."""
    row = _get(door, number)
    mine = _mine(door, row)
    context = queries.page(row, at=timezone.now()) | {"door": door, "mine": mine, "plain": True}
    context["asks"] = row.status == "to_sign" and mine is not None and not hasattr(mine, "signature")
    return render(request, "partnerships/agreements/partner.html", context)


@for_partner
@require_safe
def pdf(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """The paper exactly as it was made."""
    row = _get(door, number)
    return office.paper_answer(row) or redirect(door.url("agreement_check", number))


@for_partner
@require_safe
def evidence(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """The sheet of the signatures."""
    return office.evidence_answer(_get(door, number))


@for_partner
@require_http_methods(ASKING)
def check(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """Is it still the file that was signed?"""
    context = office.checked(request, _get(door, number))
    return render(
        request,
        "partnerships/agreements/check.html",
        context | {"frame": "public.html", "door": door, "plain": True},
        status=context["status"],
    )


@for_partner
@require_http_methods(ASKING)
def sign(request: HttpRequest, door: Door, number: int) -> HttpResponse:
    """Ask for the code, then sign with it. Only who holds the signatory's own link gets here."""
    row = _get(door, number)
    mine = _mine(door, row)
    if mine is None:
        raise Http404("signatory")
    if row.status != "to_sign" or hasattr(mine, "signature"):
        return redirect(door.url("agreement", number))
    if request.method != "POST":
        return _sign_page(request, door, mine)
    return _send(request, door, mine) if request.POST.get("step") == "code" else _sign(request, door, mine)


def _sign_page(
    request: HttpRequest,
    door: Door,
    mine: Signatory,
    form: CodeForm | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    living = mine.codes.filter(used_at=None, expires_at__gt=now, tries__lt=signing.MOST_TRIES).order_by("-pk").first()
    agreement = mine.agreement
    context = {
        "door": door, "mine": mine, "agreement": agreement, "partnership": door.partnership, "plain": True, "problem": problem,
        "form": form or CodeForm(initial={"sha256": agreement.sha256}), "code_sent": living, "statement": signing.statement(mine),
    }  # fmt: skip
    return render(request, "partnerships/agreements/sign.html", context, status=status)


def _send(request: HttpRequest, door: Door, mine: Signatory) -> HttpResponse:
    try:
        signing.send_code(signatory=mine, at=timezone.now())
    except clauses.NotYet as error:
        return _sign_page(request, door, mine, problem=str(error), status=422)
    except signing.NotTheFile:
        return _sign_page(request, door, mine, problem=str(office.NOT_THE_FILE), status=409)
    return redirect(door.url("sign", mine.agreement.number) + "#codice")


def _sign(request: HttpRequest, door: Door, mine: Signatory) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _sign_page(request, door, mine, form, status=422)
    try:
        signing.sign(
            signatory=mine, code=form.cleaned_data["code"], sha256=form.cleaned_data["sha256"], ip=address(request),
            user_agent=request.META.get("HTTP_USER_AGENT", ""), at=timezone.now(),
        )  # fmt: skip
    except signing.WrongCode as error:
        form.add_error("code", str(error))
        return _sign_page(request, door, mine, form, status=422)
    except (clauses.NotYet, clauses.Outdated) as error:
        return _sign_page(request, door, mine, problem=str(error), status=409)
    except signing.NotTheFile:
        return _sign_page(request, door, mine, problem=str(office.NOT_THE_FILE), status=409)
    return redirect(door.url("agreement", mine.agreement.number))
