"""Trust, risks and disputes of one partnership, for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import disputes, pulses, risks
from partnerships.actions.partnerships import NotLiving
from partnerships.forms import trust as forms
from partnerships.forms.programme import ReasonForm
from partnerships.models import Dispute, Partnership, Risk
from partnerships.queries import trust as queries
from partnerships.views import programme
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

CHANGE = "partnerships.change_partnership"


def _back(row: Partnership) -> str:
    return programme.url(row, "trust")


def _risk(row: Partnership, pk: int) -> Risk:
    return access.get(row.risks.filter(closed_at=None), pk=pk)


def _dispute(row: Partnership, pk: int) -> Dispute:
    return access.get(queries.disputes_of(row).filter(closed_on=None), pk=pk)


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """How the sides trust each other, what may go wrong, what did."""
    row = programme.get(code)
    context = queries.page(row, at=timezone.now()) | {
        "partnership": row,
        "can_change": request.user.has_perm(CHANGE) and row.is_living,
    }
    return render(request, "partnerships/trust/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask both sides how it goes."""
    row = programme.get(code)
    form = forms.AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _pulse, without = pulses.ask(
                partnership=row, occasion=form.cleaned_data["occasion"], by=request.user, at=timezone.now()
            )
        except (NotLiving, pulses.StillOpen) as error:
            form.add_error(None, str(error))
        else:
            names = ", ".join(str(party) for party in without)
            said = (
                _("No e-mail address for %(names)s: ask them by phone.") % {"names": names}
                if names
                else _("Both sides have the link by mail")
            )
            toast(request, said, level=30 if names else 25)
            return redirect(_back(row))
    return programme.show(
        request, row, form, _("Ask both sides how it goes"), _back(row), button=_("Send the question")
    )


@require_POST
@access.staff(CHANGE)
def detect(request: HttpRequest, code: str) -> HttpResponse:
    """Take what the detectors see into the register of risks."""
    row = programme.get(code)
    try:
        made = len(risks.detect(partnership=row, by=request.user, at=timezone.now()))
        toast(
            request,
            ngettext("%(n)s risk taken into the register", "%(n)s risks taken into the register", made) % {"n": made},
        )
    except NotLiving as error:
        toast(request, str(error), level=30)
    return redirect(_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def risk_new(request: HttpRequest, code: str) -> HttpResponse:
    """A risk a colleague sees."""
    row = programme.get(code)
    form = forms.RiskForm(request.POST or None, initial={"owner": row.owner_id, "kind": "other"})
    call = lambda data: risks.add(partnership=row, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(request, row, form, _("New risk"), call, _("Risk written down"), back=_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def risk(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Look at a risk again."""
    row = programme.get(code)
    found = _risk(row, pk)
    form = forms.RiskForm(request.POST or None, row=found)
    call = lambda data: risks.change(risk=found, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("Look at the risk again"),
        call,
        _("Risk saved"),
        back=_back(row),
        refusals=(risks.Closed,),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def risk_close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that a risk is over."""
    row = programme.get(code)
    found = _risk(row, pk)
    form = ReasonForm(request.POST or None)
    call = lambda data: risks.close(risk=found, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("The risk is over"),
        call,
        _("Risk closed"),
        back=_back(row),
        about=found.title,
        refusals=(risks.Closed,),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def dispute_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a disagreement."""
    row = programme.get(code)
    form = forms.DisputeForm(
        request.POST or None, partnership=row, initial={"among": [party.pk for party in row.parties.all()]}
    )

    def call(data: dict) -> None:
        disputes.open_dispute(
            partnership=row, subject=data["subject"], severity=data["severity"], parties=data["among"], reported_by=data["reported_by"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    return programme.save(request, row, form, _("New dispute"), call, _("Dispute written down"), back=_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def dispute(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down a step of the mediation."""
    row = programme.get(code)
    found = _dispute(row, pk)
    form = forms.StepForm(request.POST or None)
    call = lambda data: disputes.step(dispute=found, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("A step of the mediation"),
        call,
        _("Step written down"),
        back=_back(row),
        about=found.subject,
        refusals=(disputes.Ended,),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def mediate(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Charge a colleague with the mediation."""
    row = programme.get(code)
    found = _dispute(row, pk)
    form = forms.MediateForm(request.POST or None, initial={"mediator": found.mediator_id or row.owner_id})
    call = lambda data: disputes.mediate(dispute=found, mediator=data["mediator"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("Who mediates"),
        call,
        _("Mediation begun"),
        back=_back(row),
        about=found.subject,
        refusals=(disputes.Ended,),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def dispute_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say how it ended."""
    row = programme.get(code)
    found = _dispute(row, pk)
    form = forms.EndForm(request.POST or None)
    call = lambda data: disputes.end(dispute=found, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request,
        row,
        form,
        _("How it ended"),
        call,
        _("Dispute closed"),
        back=_back(row),
        about=found.subject,
        refusals=(disputes.Ended,),
    )
