"""Objectives, indicators and readings of one partnership, for staff."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships import formats, indicator_seeds
from partnerships.actions import objectives as actions
from partnerships.actions import readings
from partnerships.forms import objectives as forms
from partnerships.forms.programme import ReasonForm
from partnerships.models import Indicator, Objective, Partnership, Reading
from partnerships.queries import objectives as queries
from partnerships.views import programme
from relations.web import access, small_files
from relations.web.export import ExportColumn
from relations.web.once import once
from relations.web.toast import toast

CHANGE = "partnerships.change_partnership"
REFUSALS = (readings.SameDay, readings.AlreadyFinal)
NOT_NOW = (actions.NotSmart, actions.GivenUp)


def _back(row: Partnership) -> str:
    return programme.url(row, "objectives")


def _objective(row: Partnership, pk: int) -> Objective:
    return access.get(row.objectives.filter(dropped_at=None), pk=pk)


def _indicator(row: Partnership, pk: int) -> Indicator:
    return access.get(queries.indicators_of(row), pk=pk)


def _reading(row: Partnership, pk: int) -> Reading:
    return access.get(queries.readings_of(row).select_related("indicator"), pk=pk)


@require_safe
@access.staff("partnerships.view_partnership")
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Every objective: its letters, who shares it, its bars and values."""
    row = programme.get(code)
    context = queries.page(row, today=timezone.localdate()) | {
        "partnership": row, "can_change": request.user.has_perm(CHANGE) and row.is_living,
    }  # fmt: skip
    return render(request, "partnerships/objectives/page.html", context)


COLUMNS = (
    ExportColumn(gettext_lazy("Indicator"), lambda row: row.indicator.name),
    ExportColumn(gettext_lazy("Unit"), lambda row: row.indicator.unit),
    ExportColumn(gettext_lazy("Measured on"), lambda row: row.on),
    ExportColumn(gettext_lazy("Value"), lambda row: row.value),
    ExportColumn(gettext_lazy("Sent by"), lambda row: row.sent_by or str(row.written_by or "")),
    ExportColumn(gettext_lazy("In words"), lambda row: row.words),
)


@require_safe
@access.staff("partnerships.view_partnership")
def table(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The values as a file: the twin of the charts."""
    row = programme.get(code)
    taken = queries.readings_of(row).select_related("indicator").exclude(confirmed_at=None)
    answer = small_files.answer(kind, f"misure-{row.code}", COLUMNS, list(taken))
    if answer is None:
        raise Http404(kind)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new objective with its first indicator."""
    row = programme.get(code)
    form = forms.ObjectiveForm(request.POST or None, partnership=row)

    def call(data: dict) -> None:
        actions.propose(
            partnership=row,
            by=request.user,
            at=timezone.now(),
            indicator=form.values(*forms.INDICATOR),
            **form.values(*forms.OBJECTIVE),
        )

    return programme.save(request, row, form, _("New objective"), call, _("Objective written down"), back=_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change the words or the days of an objective."""
    row = programme.get(code)
    objective = _objective(row, pk)
    form = forms.ObjectiveForm(request.POST or None, partnership=row, row=objective)

    def call(data: dict) -> None:
        actions.change(objective=objective, by=request.user, at=timezone.now(), **form.values(*forms.OBJECTIVE))

    return programme.save(
        request, row, form, _("Change the objective"), call, _("Objective saved"), back=_back(row), refusals=NOT_NOW
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give an objective up."""
    row = programme.get(code)
    objective = _objective(row, pk)
    form = ReasonForm(request.POST or None)

    call = lambda data: actions.drop(objective=objective, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request, row, form, _("Give up the objective"), call, _("Objective given up"), back=_back(row), about=objective.title,
        button=_("Give it up"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def endorse(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down what a party said of it."""
    row = programme.get(code)
    objective = _objective(row, pk)
    form = forms.StaffEndorseForm(request.POST or None, partnership=row)

    def call(data: dict) -> None:
        actions.endorse(
            objective=objective,
            party=data["party"],
            agrees=data["agrees"] == "yes",
            words=data["words"],
            by=request.user,
            at=timezone.now(),
        )

    return programme.save(
        request, row, form, _("What a party says of it"), call, _("Written down"), back=_back(row), about=objective.title,
        refusals=(actions.NotSmart,),
    )  # fmt: skip


@require_POST
@access.staff(CHANGE)
def ask(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write to the parties that have not said whether they share it."""
    row = programme.get(code)
    try:
        without = actions.ask_endorsements(objective=_objective(row, pk), by=request.user, at=timezone.now())
    except actions.NotSmart as refused:
        toast(request, _("First mend the letters that do not hold: %(letters)s.") % {"letters": refused}, level=30)
        return redirect(_back(row))
    if without:
        names = ", ".join(str(party) for party in without)
        toast(request, _("No e-mail address for %(names)s: ask them by phone.") % {"names": names}, level=30)
    else:
        toast(request, _("The parties have the link by mail"))
    return redirect(_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def indicator_new(request: HttpRequest, code: str) -> HttpResponse:
    """One more indicator; `?obiettivo=` says of which objective, `?modello=` begins from a proposal."""
    row = programme.get(code)
    wanted = request.GET.get("obiettivo", "")
    objective = _objective(row, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else None
    days = (objective.starts_on, objective.due_on) if objective else (timezone.localdate(), None)
    form = forms.IndicatorForm(request.POST or None, partnership=row, days=days, seed=request.GET.get("modello", ""))
    form.seeds = indicator_seeds.SEEDS.values()

    def call(data: dict) -> None:
        actions.add_indicator(partnership=row, objective=objective, by=request.user, at=timezone.now(), **data)

    return programme.save(
        request,
        row,
        form,
        _("New indicator"),
        call,
        _("Indicator added"),
        back=_back(row),
        about=objective.title if objective else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def indicator(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change an indicator."""
    row = programme.get(code)
    measure = _indicator(row, pk)
    form = forms.IndicatorForm(request.POST or None, partnership=row, row=measure)
    call = lambda data: actions.change_indicator(indicator=measure, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request, row, form, _("Change the indicator"), call, _("Indicator saved"), back=_back(row), about=measure.name
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def light(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say how it goes against what is computed."""
    row = programme.get(code)
    measure = _indicator(row, pk)
    form = forms.LightForm(request.POST or None, initial={"light": measure.light, "why": measure.light_why})
    call = lambda data: actions.set_light(indicator=measure, by=request.user, at=timezone.now(), **data)  # noqa: E731
    return programme.save(
        request, row, form, _("How it goes, as we see it"), call, _("Saved"), back=_back(row), about=measure.name
    )


@require_POST
@access.staff(CHANGE)
def indicator_ask(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask whoever measures for a value, by mail."""
    row = programme.get(code)
    measure = _indicator(row, pk)
    try:
        readings.ask(indicator=measure, by=request.user, at=timezone.now())
        toast(request, _("Asked %(name)s for the value") % {"name": measure.measured_by})
    except readings.NoAddress:
        toast(request, _("There is no e-mail address to ask: call them."), level=30)
    return redirect(_back(row))


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
@once
def reading_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a value; `?indicatore=` chooses which."""
    row = programme.get(code)
    wanted = request.GET.get("indicatore", "")
    initial = {"on": timezone.localdate(), "indicator": wanted if wanted.isdigit() else None}
    form = forms.ReadingForm(
        request.POST or None, request.FILES or None, indicators=queries.indicators_of(row), initial=initial
    )

    def call(data: dict) -> None:
        readings.record(
            indicator=data["indicator"], on=data["on"], value=data["value"], words=data["words"], evidence_url=data["evidence_url"],
            upload=data["file"], is_final=data["is_final"], by=request.user, at=timezone.now(),
        )  # fmt: skip

    return programme.save(
        request, row, form, _("Record a value"), call, _("Value recorded"), back=_back(row), refusals=REFUSALS
    )


@require_POST
@access.staff(CHANGE)
def reading_confirm(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Let a partner's value count."""
    row = programme.get(code)
    reading = _reading(row, pk)
    call = lambda: readings.confirm(reading=reading, by=request.user, at=timezone.now())  # noqa: E731
    return programme.do(
        request, call, _("The value counts now"), back=_back(row), refusals=(*REFUSALS, readings.NotNow)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff(CHANGE)
def reading_refuse(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Do not take a value, or take one away."""
    row = programme.get(code)
    reading = _reading(row, pk)
    form = ReasonForm(request.POST or None)
    about = f"{reading.indicator.name}: {formats.with_unit(reading.value, reading.indicator.unit)}"
    call = lambda data: readings.refuse(reading=reading, why=data["why"], by=request.user, at=timezone.now())  # noqa: E731
    return programme.save(
        request, row, form, _("Take a value away"), call, _("Value taken away"), back=_back(row), about=about, button=_("Take it away"),
        refusals=(readings.NotNow,),
    )  # fmt: skip
