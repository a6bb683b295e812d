"""A proposal by link: what the other side is like, without its name, and the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.actions import limits, matches
from partnerships.forms.answers import AnswerForm
from partnerships.queries import proposals as queries
from partnerships.views.visitors import address, private
from relations.actions import links


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the proposal to its side; only a post answers."""
    now = timezone.now()
    link = links.resolve(scope=matches.LINK, token=token, at=now)
    proposal = queries.proposal(link.target_id, link.holder)
    note = ""
    form = AnswerForm(request.POST or None, initial={"answer": proposal.answer or "", "note": proposal.note})
    if request.method == "POST" and form.is_valid():
        if not limits.allow(scope="answer", who=address(request), limit=limits.PER_VISITOR, at=now):
            return render(request, "429.html", {"frame": "public.html", "plain": True}, status=429)
        try:
            matches.answer(
                match=proposal.match,
                side=link.holder,
                at=now,
                email=link.email,
                answer=form.cleaned_data["answer"],
                note=form.cleaned_data["note"],
            )
            return redirect(request.path)
        except matches.TooLate as error:
            note = str(error)
    changing = "cambia" in request.GET or bool(form.errors) or bool(note)
    context = {"proposal": proposal, "form": form, "note": note, "changing": changing, "plain": True}
    return render(request, "partnerships/proposal.html", context, status=422 if form.errors or note else 200)
