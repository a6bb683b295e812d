"""The evaluation by link: the questionnaire of one side, the texts it agrees to, its certificate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import certificate, evaluating
from partnerships.actions import assents, evaluations
from partnerships.actions.partner_links import Visitor
from partnerships.actions.partnerships import NotLiving
from partnerships.forms.evaluation import AssentForm, QuestionnaireForm
from partnerships.models import Assent, CaseStudy, Evaluation, PartnerAnswer, Recognition
from partnerships.models.recognition import mark_of
from partnerships.queries import evaluation as queries
from partnerships.views import reports
from partnerships.views.partner import by_link
from relations.web import access


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Five questions and a few words; answered before, it shows what was answered and may be changed."""
    if not queries.is_due(visitor.partnership):
        raise Http404("evaluation")
    given = PartnerAnswer.objects.filter(party=visitor.party).first()
    form = QuestionnaireForm(request.POST or None, row=given)
    note = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            evaluations.answer(
                party=visitor.party, person=visitor.person, scores=form.scores, worked=data["worked"],
                to_change=data["to_change"], at=timezone.now(),
            )  # fmt: skip
            return redirect(request.path)
        except NotLiving as error:
            note = str(error)
    context = {
        "visitor": visitor, "form": form, "given": given, "note": note, "plain": True,
        "is_open": visitor.partnership.is_living,
        "changing": "cambia" in request.GET or bool(form.errors),
        "lowest": evaluating.SCORE_LABELS[1], "highest": evaluating.SCORE_LABELS[5],
    }  # fmt: skip
    return render(
        request, "partnerships/partner/questionnaire.html", context, status=422 if form.errors or note else 200
    )


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def assent(request: HttpRequest, visitor: Visitor, subject: str) -> HttpResponse:
    """One text of the office, and whether this side agrees to it."""
    term = evaluating.SUBJECTS.get(subject)
    text = assents.text_of(visitor.partnership, subject) if term else ""
    if not text:
        raise Http404(subject)
    given = Assent.objects.filter(party=visitor.party, subject=subject, mark=mark_of(text)).first()
    initial = {"mark": mark_of(text), "answer": given.answer if given else None, "note": given.note if given else ""}
    form, note = AssentForm(request.POST or None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            assents.give(
                party=visitor.party, person=visitor.person, subject=subject, mark=data["mark"], answer=data["answer"],
                words=data["note"], at=timezone.now(),
            )  # fmt: skip
            return redirect(request.path)
        except evaluations.NotYet as error:
            note = str(error)
    context = {
        "visitor": visitor, "term": term, "form": form, "given": given, "note": note, "plain": True, "mark": mark_of(text),
        "exit_terms": text if subject == "exit" else "",
        "story": CaseStudy.objects.get(partnership=visitor.partnership) if subject == "case" else None,
        "changing": "cambia" in request.GET or bool(form.errors) or bool(note),
    }  # fmt: skip
    return render(request, "partnerships/partner/assent.html", context, status=422 if form.errors or note else 200)


@by_link
@require_safe
def certificate_pdf(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The certificate of this side, as a PDF."""
    rows = Recognition.objects.select_related("party__organization", "party__partnership")
    return certificate.response(access.get(rows, party=visitor.party))


@by_link
@require_safe
def report_pdf(request: HttpRequest, visitor: Visitor, language: str) -> HttpResponse:
    """The report of the partnership, as a PDF, once it is approved: it holds what both sides know, and no questionnaire."""
    access.get(Evaluation.objects.exclude(approved_at=None), partnership=visitor.partnership)
    return reports.paper(visitor.partnership, language)
