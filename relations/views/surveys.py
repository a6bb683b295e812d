"""Surveys at the office: list, builder, opening, inviting, results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import feedback, surveys
from relations.forms.surveys import AnswersForm, InviteForm, QuestionForm, SurveyForm
from relations.mail import audience
from relations.models import NamedResponse, Survey, SurveyQuestion
from relations.queries import surveys as queries
from relations.views import records
from relations.vocab import community as vocab
from relations.web import small_files
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast
from relations.web.urls import absolute

SORTS = [
    Sort("data", gettext_lazy("Added"), ("created_at",), descending=True),
    Sort("titolo", gettext_lazy("Title"), ("title",), text=True),
]
FILTERS = [
    Filter("stato", gettext_lazy("State"), lambda r: vocab.SURVEY_STATES.choices, lambda rows, key: rows.filter(state=key)),
]
TABS = [
    (pgettext_lazy("surveys", "All"), "", ""),
    (pgettext_lazy("surveys", "Open"), "stato=open", ""),
    (pgettext_lazy("surveys", "Closed"), "stato=closed", ""),
]  # fmt: skip


def _survey(pk: int) -> Survey:
    return get(Survey.objects.select_related("owner"), pk=pk)


@staff("relations.view_survey")
def listing(request: HttpRequest) -> HttpResponse:
    """List the surveys with how many answered."""
    found = Listing(
        request, queries.surveys(), sorts=SORTS, filters=FILTERS, search=lambda rows, text: rows.filter(title__icontains=text)
    )
    today = timezone.localdate()
    for row in found.rows:
        row.words = queries.state_words(row, today)
        row.answers = row.anonymous + row.named
    context = {"listing": found, "tabs": records.tabs(request, TABS, {})}
    return page_or_part(request, "relations/community/surveys.html", "relations/community/_survey_rows.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_survey")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Begin a survey."""
    form = SurveyForm(request.POST or None, initial={"owner": request.user.pk})
    if request.method == "POST" and form.is_valid():
        return redirect(surveys.create(by=request.user, at=timezone.now(), **form.cleaned_data))
    context = {"form": form, "title": _("New survey"), "button": _("Go on to the questions")}
    return render(request, "relations/community/survey_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff("relations.change_survey")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said around the questions."""
    survey = _survey(pk)
    form = SurveyForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        try:
            surveys.change(survey=survey, by=request.user, at=timezone.now(), **form.cleaned_data)
        except surveys.NotNow as error:
            form.add_error("is_anonymous", str(error))
        else:
            toast(request, _("“%(title)s” saved") % {"title": survey.title})
            return redirect(survey)
    context = {"form": form, "survey": survey, "title": _("Change the survey"), "button": _("Save the survey")}
    return render(request, "relations/community/survey_form.html", context, status=422 if form.errors else 200)


@staff("relations.view_survey")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft shows its questions to be built, the others their results."""
    survey = _survey(pk)
    if survey.state == "draft":
        return _builder(request, survey, QuestionForm())
    return _results(request, survey)


# --- the builder ------------------------------------------------------------------
def _builder(request: HttpRequest, survey: Survey, form: QuestionForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "survey": survey, "questions": queries.questions(survey), "form": form, "kinds": vocab.QUESTION_KINDS, **more,
    }  # fmt: skip
    return render(request, "relations/community/survey_builder.html", context, status=status)


@require_POST
@staff("relations.change_survey")
def question_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a question."""
    survey = _survey(pk)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            question = surveys.add_question(survey=survey, by=request.user, at=timezone.now(), **form.cleaned_data)
        except surveys.NotNow as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{survey.get_absolute_url()}#domanda-{question.pk}")
    return _builder(request, survey, form, status=422)


def _question(pk: int, number: int) -> SurveyQuestion:
    return get(SurveyQuestion.objects.select_related("survey"), pk=number, survey_id=pk)


@require_http_methods(["GET", "POST"])
@staff("relations.change_survey")
def question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change a question; its small buttons move it or take it away."""
    row = _question(pk, number)
    by, at = request.user, timezone.now()
    acts = {
        "su": lambda: surveys.move_question(question=row, up=True, by=by, at=at),
        "giu": lambda: surveys.move_question(question=row, up=False, by=by, at=at),
        "togli": lambda: surveys.remove_question(question=row, by=by, at=at),
    }
    form = QuestionForm(request.POST if request.method == "POST" and "label" in request.POST else None, question=row)
    try:
        if request.POST.get("che") in acts:
            acts[request.POST["che"]]()
            return redirect(f"{row.survey.get_absolute_url()}#domande")
        if form.is_bound and form.is_valid():
            surveys.change_question(question=row, by=by, at=at, **form.cleaned_data)
            return redirect(f"{row.survey.get_absolute_url()}#domanda-{row.pk}")
    except surveys.NotNow as error:
        toast(request, str(error))
        return redirect(row.survey)
    return _builder(request, row.survey, form, status=422 if form.errors else 200, changing=row)


@require_POST
@staff("relations.change_survey")
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the questions in the order they were dragged to."""
    numbers = [int(part) for part in request.POST.get("ordine", "").split(",") if part.isascii() and part.isdigit() and len(part) < 12]
    survey = _survey(pk)
    try:
        surveys.put_in_order(survey=survey, order=numbers[:200], by=request.user, at=timezone.now())
    except surveys.NotNow as error:
        toast(request, str(error))
    return redirect(f"{survey.get_absolute_url()}#domande")


@staff("relations.view_survey")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as who answers sees it; it takes nothing in."""
    survey = _survey(pk)
    form = AnswersForm(at=timezone.now(), questions=queries.questions(survey), asks_name=survey.is_public and not survey.is_anonymous)
    context = {"survey": survey, "form": form, "plain": True, "is_preview": True, "least": vocab.LEAST_ANSWERS}
    return render(request, "relations/community/public/survey.html", context)


@require_POST
@staff("relations.change_survey")
def command(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it, close it, make it a draft again."""
    survey, by, at = _survey(pk), request.user, timezone.now()
    acts = {
        "apri": (surveys.open_survey, _("Open: answers can come in.")),
        "chiudi": (surveys.close, _("Closed: no more answers come in.")),
        "bozza": (surveys.back_to_draft, _("It is a draft again.")),
    }
    act, done = acts.get(request.POST.get("che", ""), (None, ""))
    if act is not None:
        try:
            act(survey=survey, by=by, at=at)
        except surveys.NotNow as error:
            toast(request, str(error))
        else:
            toast(request, done)
    return redirect(survey)


# --- inviting -----------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.change_survey")
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite one contact at a time, or prepare the mailing to all who gave consent."""
    survey, by, at = _survey(pk), request.user, timezone.now()
    to_many = request.POST.get("che") == "tutti"
    form = InviteForm(request.POST if request.method == "POST" and not to_many else None)
    try:
        if to_many:
            mailing, number = surveys.prepare_mailing(survey=survey, recipients=audience.subscribers("surveys", at=at), by=by, at=at)
            toast(request, ngettext("The mailing to %(n)s contact waits for approval", "The mailing to %(n)s contacts waits for approval",
                                    number) % {"n": number})  # fmt: skip
            return redirect("relations:mailing", mailing.pk)
        if form.is_bound and form.is_valid():
            person = form.cleaned_data["person"]
            _tell(request, person, surveys.invite(survey=survey, people=[person], by=by, at=at))
            return redirect("relations:survey_invite", pk)
    except surveys.NotNow as error:
        toast(request, str(error))
        return redirect("relations:survey_invite", pk)
    context = {
        "survey": survey, "form": form, "consenting": audience.count("surveys", at=at), "numbers": queries.numbers(survey, 0),
        "invited": survey.invitations.select_related("person").order_by("-pk")[:50], "address": absolute(survey.public_url),
    }  # fmt: skip
    return render(request, "relations/community/survey_invite.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, person: Any, found: dict[str, int]) -> None:
    if found["invited"]:
        toast(request, _("The link is on its way to %(name)s") % {"name": person})
    elif found["known"]:
        toast(request, _("%(name)s has a link already") % {"name": person})
    else:
        toast(request, _("%(name)s has no e-mail in the archive") % {"name": person})


# --- results --------------------------------------------------------------------------
def _results(request: HttpRequest, survey: Survey) -> HttpResponse:
    asked, answers = queries.questions(survey), queries.answers_of(survey)
    hidden = queries.is_hidden(survey, len(answers))
    results = [] if hidden else [queries.result_of(one, answers, is_anonymous=survey.is_anonymous) for one in asked]
    queries.mark_voices(results)
    can_group = [one for one in asked if one.kind in queries.GROUPING]
    by = next((one for one in can_group if str(one.pk) == request.GET.get("per")), None)
    context = {
        "survey": survey, "results": results, "is_hidden": hidden, "numbers": queries.numbers(survey, len(answers)),
        "words": queries.state_words(survey, timezone.localdate()), "address": absolute(survey.public_url),
        "can_group": can_group, "by": by, "least": vocab.LEAST_ANSWERS,
        "tables": queries.breakdown(survey, by, asked, answers) if by is not None and not hidden else [],
        "named": list(queries.named(survey)[:50]) if not survey.is_anonymous else [],
    }  # fmt: skip
    return render(request, "relations/community/survey_results.html", context)


@staff("relations.view_survey")
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The results as CSV."""
    survey = _survey(pk)
    heads, rows = queries.as_rows(survey, queries.questions(survey), queries.answers_of(survey))
    columns = [ExportColumn(head, lambda row, place=place: row[place]) for place, head in enumerate(heads)]
    return small_files.answer("csv", slugify(survey.title)[:60] or "sondaggio", columns, rows)


@require_POST
@staff("relations.add_feedbackitem")
def voice(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make a free text a feedback item: it gets a decision and an answer. Twice is once."""
    question, at = _question(pk, number), timezone.now()
    survey = question.survey
    results = queries.result_of(question, queries.answers_of(survey), is_anonymous=survey.is_anonymous)
    wanted = next((text for text in results.texts if str(text["key"]) == request.POST.get("voce")), None)
    if wanted is None or queries.is_hidden(survey, results.answered + results.skipped):
        toast(request, _("This answer is no longer there."))
        return redirect(survey)
    said_by = _who_said(survey, question, wanted["text"])
    item = feedback.receive(
        kind="idea", source="survey", text=wanted["text"], by=request.user, at=at, subject=survey, key=wanted["key"],
        owner=survey.owner, **said_by,
    )  # fmt: skip
    toast(request, _("%(code)s is in the inbox: the answer is due by %(day)s") % {"code": item.code, "day": f"{item.due_on:%d/%m/%Y}"})
    return redirect(f"{reverse('relations:survey', args=[pk])}#domanda-{number}")


def _who_said(survey: Survey, question: SurveyQuestion, text: str) -> dict[str, Any]:
    if survey.is_anonymous:
        return {}
    row = NamedResponse.objects.filter(survey=survey, answers__contains={str(question.pk): text}).select_related("person").first()
    return {"name": row.name, "email": row.email, "person": row.person} if row else {}
