"""Answering a survey, from the open address or from a link of one's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from relations.actions import links, survey_answers, surveys
from relations.forms.surveys import AnswersForm
from relations.models import Survey, SurveyInvitation
from relations.queries import surveys as queries
from relations.views import visitors
from relations.vocab.community import LEAST_ANSWERS
from relations.web.access import get


def _page(request: HttpRequest, survey: Survey, form: AnswersForm | None, status: int = 200, **more: Any) -> HttpResponse:
    context = {"survey": survey, "form": form, "plain": True, "least": LEAST_ANSWERS, **more}
    return render(request, "relations/community/public/survey.html", context, status=status)


def _answer(request: HttpRequest, survey: Survey, invitation: SurveyInvitation | None) -> HttpResponse:
    at = timezone.now()
    if not survey.takes_answers(timezone.localdate(at)):
        return _page(request, survey, None, is_closed=True)
    if invitation is not None and invitation.answered:
        return _page(request, survey, None, is_known=True)
    asks_name = invitation is None and not survey.is_anonymous
    form = AnswersForm(request.POST or None, at=at, questions=queries.questions(survey), asks_name=asks_name)
    if request.method != "POST" or not form.is_valid():
        return _page(request, survey, form, status=422 if form.errors else 200, invitation=invitation)
    if form.is_robot:
        return redirect("relations:survey_thanks", survey.key)
    if not visitors.within_limits(request, "survey", at, limit=120):
        return visitors.too_many(request)
    try:
        survey_answers.answer(
            survey=survey, answers=form.answers, key=form.cleaned_data["key"], at=at, invitation=invitation,
            name=form.cleaned_data.get("name", ""), email=form.cleaned_data.get("email", ""),
        )  # fmt: skip
    except surveys.NotNow:
        return _page(request, survey, None, is_closed=True)
    return redirect("relations:survey_thanks", survey.key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public(request: HttpRequest, key: str) -> HttpResponse:
    """The open address: for whoever has it, when the survey is open to all."""
    survey = get(Survey.objects.exclude(state="draft"), key=key, is_public=True)
    return _answer(request, survey, None)


@visitors.private
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """A link of one's own: it takes one answer."""
    invitation = links.resolve(scope=surveys.SCOPE, token=token, at=timezone.now()).target
    survey = get(Survey.objects.exclude(state="draft"), pk=invitation.survey_id)
    return _answer(request, survey, invitation)


@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Thank whoever answered; the page is the same for all."""
    survey = Survey.objects.filter(key=key).exclude(state="draft").first()
    if survey is None:
        raise Http404("survey")
    return render(request, "relations/community/public/survey_thanks.html", {"survey": survey, "plain": True})
