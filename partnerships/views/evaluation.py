"""The evaluation of one partnership, by staff: its page, and what is written and sent from there."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships import certificate
from partnerships.actions import decisions, evaluations, recognition, sustaining
from partnerships.actions.partnerships import CannotEnd, NotLiving
from partnerships.forms import evaluation as forms
from partnerships.models import Lesson, Partnership, PartnershipParty, Recognition, Succession
from partnerships.queries import evaluation as queries
from partnerships.vocab import N_
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

REFUSED = (NotLiving, CannotEnd, evaluations.NotYet)


def _get(code: str) -> Partnership:
    return access.get(queries.with_all(), code=code)


def _home(row: Partnership, part: str = "") -> str:
    return reverse("partnerships:evaluation", args=[row.code]) + (f"#{part}" if part else "")


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Where the evaluation stands and what is still to be done."""
    return render(request, "partnerships/evaluation/page.html", queries.page(_get(code), user=request.user))


def _form(
    request: HttpRequest,
    row: Partnership,
    form: django_forms.Form,
    title: str,
    call: Callable[[], object],
    part: str,
    **more: Any,
) -> HttpResponse:
    """Show the form; when it is right run one action and go back to its part of the page."""
    if request.method == "POST" and form.is_valid():
        try:
            call()
            toast(request, _("Saved"))
            return redirect(_home(row, part))
        except REFUSED as error:
            form.add_error(None, str(error))
    context = {"form": form, "title": title, "partnership": row, "back": _home(row, part), **more}
    return render(request, "partnerships/evaluation/form.html", context, status=422 if form.errors else 200)


def _do(request: HttpRequest, row: Partnership, call: Callable[[], str], part: str) -> HttpResponse:
    """Run one action from a button; `call` returns what to say, a refusal is said instead."""
    try:
        toast(request, call())
    except REFUSED as error:
        toast(request, str(error), level=messages.WARNING)
    return redirect(_home(row, part))


# --- questionnaires ----------------------------------------------------------------------------------------------
@require_POST
@access.staff("partnerships.change_partnership")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Send the questionnaire to whoever has not answered."""
    row = _get(code)

    def call() -> str:
        sent = evaluations.ask(partnership=row, by=request.user, at=timezone.now())
        return ngettext("Questionnaire sent to %(n)s partner", "Questionnaires sent to %(n)s partners", sent) % {
            "n": sent
        }

    return _do(request, row, call, "questionari")


@require_POST
@access.staff("partnerships.change_partnership")
def ask_beneficiaries(request: HttpRequest, code: str) -> HttpResponse:
    """Open the anonymous survey for those who were helped."""
    row = _get(code)

    def call() -> str:
        evaluations.ask_beneficiaries(partnership=row, by=request.user, at=timezone.now())
        return _("The survey is open: hand out its address")

    return _do(request, row, call, "questionari")


# --- report ------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Write the final report."""
    row = _get(code)
    written = getattr(row, "evaluation", None)
    form = forms.ReportForm(request.POST or None, initial={"text": written.report if written else ""})
    call = lambda: evaluations.write_report(  # noqa: E731
        partnership=row, text=form.cleaned_data["text"], by=request.user, at=timezone.now()
    )
    return _form(request, row, form, _("Final report"), call, "relazione")


@require_POST
@access.staff("partnerships.approve_report")
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Approve the report, or take the approval back (`undo`)."""
    row = _get(code)
    undo = "undo" in request.POST
    action = evaluations.reopen_report if undo else evaluations.approve_report

    def call() -> str:
        action(partnership=row, by=request.user, at=timezone.now())
        return _("Approval taken back") if undo else _("Report approved")

    return _do(request, row, call, "relazione")


# --- decision ----------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Write down how it goes on."""
    row = _get(code)
    known = getattr(row, "evaluation", None)
    initial = {"on": timezone.localdate()}
    if known and known.decision:
        initial = {"decision": known.decision, "on": known.decided_on, "reasons": known.reasons}
    form = forms.DecisionForm(request.POST or None, initial=initial)
    call = lambda: decisions.decide(partnership=row, by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
    return _form(request, row, form, _("How it goes on"), call, "decisione")


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def exit_terms(request: HttpRequest, code: str) -> HttpResponse:
    """Write down how they part; both are asked by link."""
    row = _get(code)
    known = getattr(row, "evaluation", None)
    form = forms.ExitForm(request.POST or None, initial={"terms": known.exit_terms if known else ""})
    call = lambda: decisions.set_exit(  # noqa: E731
        partnership=row, terms=form.cleaned_data["terms"], by=request.user, at=timezone.now()
    )
    return _form(request, row, form, _("Agreed exit"), call, "decisione")


@require_POST
@access.staff("partnerships.change_partnership")
def carry_out(request: HttpRequest, code: str) -> HttpResponse:
    """End it as decided, and open the next cycle if there is one."""
    row = _get(code)
    try:
        made = decisions.carry_out(partnership=row, by=request.user, at=timezone.now())
    except REFUSED as error:
        toast(request, str(error), level=messages.WARNING)
        return redirect(_home(row, "decisione"))
    toast(
        request,
        _("The next cycle is open: %(code)s") % {"code": made.code} if made else _("The partnership is completed"),
    )
    return redirect(made or row)


# --- lasting -----------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The sustainability plan."""
    row = _get(code)
    form = forms.PlanForm(request.POST or None, row=getattr(row, "sustainability", None))
    call = lambda: sustaining.set_plan(partnership=row, by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
    return _form(request, row, form, _("Sustainability plan"), call, "piano")


def _parties(row: Partnership) -> Any:
    return PartnershipParty.objects.filter(partnership=row).select_related("organization")


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
@once
def succession_new(request: HttpRequest, code: str) -> HttpResponse:
    """A key role, and who takes over."""
    row = _get(code)
    form = forms.SuccessionForm(request.POST or None, parties=_parties(row))
    call = lambda: sustaining.set_succession(by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
    return _form(request, row, form, _("Who takes over"), call, "successione")


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def succession(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a role, or take it off the list (`remove`)."""
    row = _get(code)
    found = access.get(Succession.objects.select_related("party__partnership"), pk=pk, party__partnership=row)
    if request.method == "POST" and "remove" in request.POST:
        sustaining.remove_succession(succession=found, by=request.user, at=timezone.now())
        return redirect(_home(row, "successione"))
    form = forms.SuccessionForm(request.POST or None, parties=_parties(row), row=found)
    call = lambda: sustaining.set_succession(  # noqa: E731
        succession=found, by=request.user, at=timezone.now(), **form.cleaned_data
    )
    return _form(request, row, form, _("Who takes over"), call, "successione", removes=True)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
@once
def lesson_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what was learned; tagged as the partnership is, to begin with."""
    row = _get(code)
    themes = {theme for party in row.parties.all() for theme in party.organization.themes or []}
    form = forms.LessonForm(request.POST or None, initial={"phase": row.phase, "themes": sorted(themes)})
    call = lambda: sustaining.set_lesson(partnership=row, by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
    return _form(request, row, form, _("What we learned"), call, "lezioni")


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def lesson(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a lesson, or take it away (`remove`)."""
    row = _get(code)
    found = access.get(Lesson.objects.select_related("partnership"), pk=pk, partnership=row)
    if request.method == "POST" and "remove" in request.POST:
        sustaining.remove_lesson(lesson=found, by=request.user, at=timezone.now())
        return redirect(_home(row, "lezioni"))
    form = forms.LessonForm(request.POST or None, row=found)
    call = lambda: sustaining.set_lesson(  # noqa: E731
        partnership=row, lesson=found, by=request.user, at=timezone.now(), **form.cleaned_data
    )
    return _form(request, row, form, _("What we learned"), call, "lezioni", removes=True)


# --- recognition -------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def story(request: HttpRequest, code: str) -> HttpResponse:
    """The case study."""
    row = _get(code)
    form = forms.StoryForm(request.POST or None, row=getattr(row, "case_study", None), initial=None)
    call = lambda: recognition.write_story(partnership=row, by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
    return _form(request, row, form, _("Case study"), call, "esperienza")


STORY_STEPS = {
    "chiedi": (recognition.ask_for_story, N_("Both are asked")),
    "pubblica": (recognition.publish_story, N_("On the public pages now")),
    "ritira": (recognition.withdraw_story, N_("Taken off the public pages")),
}


@require_POST
@access.staff("partnerships.change_partnership")
def story_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Ask for consent, publish, or take back."""
    row = _get(code)
    if step not in STORY_STEPS:
        raise Http404(step)
    action, said = STORY_STEPS[step]

    def call() -> str:
        action(partnership=row, by=request.user, at=timezone.now())
        return _(said)

    return _do(request, row, call, "esperienza")


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff("partnerships.change_partnership")
def thank(request: HttpRequest, code: str) -> HttpResponse:
    """The words of the certificates not given yet; sending gives them."""
    row = _get(code)
    waiting = [party for party in row.parties.all() if not hasattr(party, "recognition")]
    form = forms.ThanksForm(request.POST or None, partnership=row, parties=waiting, proposed=certificate.proposed(row))
    call = lambda: recognition.thank(partnership=row, texts=form.texts, by=request.user, at=timezone.now())  # noqa: E731
    return _form(request, row, form, _("Say thank you"), call, "grazie", sends=True)


@require_safe
@access.staff("partnerships.view_partnership")
def certificate_pdf(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The certificate of one party, as a PDF."""
    rows = Recognition.objects.select_related("party__organization", "party__partnership")
    return certificate.response(access.get(rows, pk=pk, party__partnership__code=code))
