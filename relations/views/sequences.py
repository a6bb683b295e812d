"""Sequences: the list, one of them, the editor, the rehearsal, on and off, leaving one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from relations.actions import sequences as actions
from relations.actions.approvals import ApprovalRefused
from relations.forms.sequences import DayForm, RefuseForm, SequenceForm, WhyForm, initial, steps_formset
from relations.mail import content
from relations.mail.kinds import purpose_label
from relations.models import Mailing, MailSequence, SequenceRun, SequenceStep
from relations.queries import rehearsal
from relations.queries import sequences as queries
from relations.web.access import get, staff
from relations.web.editor import editor_media
from relations.web.toast import toast
from relations.web.urls import back

CHANGE = "relations.change_mailsequence"
LOG = 40
# As a recipient's program shows it: its own styles, no scripts.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@require_GET
@staff("relations.view_mailsequence")
def listing(request: HttpRequest) -> HttpResponse:
    """Show the sequences."""
    found = [(row, queries.told(queries.shown(row)), queries.open_version(row)) for row in queries.sequences()]
    context = {
        "rows": [line for line in found if line[0].retired_at is None],
        "retired": [line[0] for line in found if line[0].retired_at is not None],
    }  # fmt: skip
    return render(request, "relations/sequences/list.html", context)


def _sequence(pk: int) -> MailSequence:
    return get(queries.sequences(), pk=pk)


@require_GET
@staff("relations.view_mailsequence")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one sequence: what it says, who is in it, what it did."""
    return _detail(request, _sequence(pk))


def _detail(request: HttpRequest, sequence: MailSequence, refusing: RefuseForm | None = None, status: int = 200) -> HttpResponse:
    version, draft = queries.shown(sequence), queries.open_version(sequence)
    context = {
        "sequence": sequence, "told": queries.told(version), "draft": queries.told(draft) if draft and draft != version else None,
        "waiting": draft if draft and draft.state == "in_review" else None, "open": draft,
        "purpose": purpose_label(version.purpose) if version else "", "runs": queries.running(sequence),
        "log": queries.in_words(reversed(rehearsal.log(sequence, limit=LOG))), "refusing": refusing or RefuseForm(),
        "may_approve": request.user.has_perm(actions.APPROVE), "here": request.path,
    }  # fmt: skip
    return render(request, "relations/sequences/detail.html", context, status=status)


# --- the editor -------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_mailsequence")
def new(request: HttpRequest) -> HttpResponse:
    """Write a new sequence."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@staff(CHANGE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a sequence; who is in it keeps what they began with, and what is followed goes on until this is approved."""
    return _edit(request, _sequence(pk))


def _edit(request: HttpRequest, sequence: MailSequence | None) -> HttpResponse:
    version = queries.open_version(sequence) or sequence.live if sequence else None
    more = request.method == "POST" and "more" in request.POST
    form = SequenceForm(request.POST or None, user=request.user, initial=initial(sequence, version, request.user))
    steps = steps_formset(version, request.POST or None, more=1 if more else 0)
    if request.method == "POST" and not more and all([form.is_valid(), steps.is_valid()]):
        try:
            saved = actions.save(sequence=sequence, steps=steps.wanted, by=request.user, at=timezone.now(), **form.wanted)
        except (actions.NotNow, content.BadContent) as error:
            form.add_error(None, str(error))
        else:
            toast(request, _("Sequence saved: %(name)s") % {"name": saved.sequence.name})
            return redirect("relations:sequence", pk=saved.sequence_id)
    wrong = request.method == "POST" and not more
    context = {
        "form": form, "steps": steps, "sequence": sequence, "wrong": wrong, "words": content.WORDS,
        "media": editor_media(request, steps), "most": steps.max_num,
    }  # fmt: skip
    return render(request, "relations/sequences/form.html", context, status=422 if wrong else 200)


@require_GET
@staff("relations.view_mailsequence")
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail of one step as it arrives, for the frame that shows it."""
    step = get(SequenceStep.objects.select_related("version").filter(kind="mail"), pk=pk)
    draft = Mailing(kind=Mailing.Kind.CAMPAIGN, purpose=step.version.purpose, language="it")
    page = step.html or content.letter(mailing=draft, subject=step.subject, preheader=step.preheader, body=step.body)
    words = content.words_of(given={"nome": "Maria", "cognome": "Galli", "nome_completo": "Maria Galli"})
    response = HttpResponse(content.fill(page, words, in_html=True))
    response["Content-Security-Policy"] = _MAIL_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


# --- the rehearsal ----------------------------------------------------------------------------------------------------
@require_GET
@staff("relations.view_mailsequence")
def rehearse(request: HttpRequest, pk: int) -> HttpResponse:
    """Who would get what on a day, and who not and why; nothing is written."""
    sequence = _sequence(pk)
    at = timezone.now()
    today = timezone.localdate(at)
    form = DayForm(request.GET if "giorno" in request.GET else None, initial={"giorno": today})
    day = form.cleaned_data["giorno"] if form.is_bound and form.is_valid() else today
    lines = queries.in_words(queries.rehearse(sequence, day, at=at))
    context = {
        "sequence": sequence, "form": form, "day": day, "today": today, "lines": lines,
        "leaving": sum(one.line.outcome in ("mail", "todo") for one in lines),
        "others": sum(one.line.outcome not in ("mail", "todo") for one in lines), "told": queries.told(queries.shown(sequence)),
    }  # fmt: skip
    return render(request, "relations/sequences/rehearsal.html", context, status=422 if form.errors else 200)


# --- its life -----------------------------------------------------------------------------------------------------------
def _act(request: HttpRequest, pk: int, act: Callable[[MailSequence], Any], done: str) -> HttpResponse:
    sequence = get(MailSequence, pk=pk)
    try:
        act(sequence)
    except (actions.NotNow, ApprovalRefused, content.BadContent) as error:
        toast(request, str(error), level=messages.WARNING)
    else:
        toast(request, done)
    return redirect("relations:sequence", pk=pk)


@require_POST
@staff(CHANGE)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody else to approve it."""
    by, at = request.user, timezone.now()
    return _act(request, pk, lambda row: actions.submit(sequence=row, by=by, at=at), _("Approval asked for."))


@require_POST
@staff(CHANGE)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a draft again."""
    by, at = request.user, timezone.now()
    return _act(request, pk, lambda row: actions.take_back(sequence=row, by=by, at=at), _("It is a draft again."))


@require_POST
@staff(actions.APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it, or send it back with a reason."""
    by, at = request.user, timezone.now()
    if "approve" in request.POST:
        return _act(request, pk, lambda row: actions.approve(sequence=row, by=by, at=at), _("Approved."))
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _detail(request, _sequence(pk), refusing=form, status=422)
    reason = form.cleaned_data["reason"]
    return _act(request, pk, lambda row: actions.refuse(sequence=row, by=by, at=at, reason=reason), _("Sent back to its author."))


@require_POST
@staff(CHANGE)
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch it on."""
    by, at = request.user, timezone.now()
    done = _("On: it begins for what happens from now on.")
    return _act(request, pk, lambda row: actions.switch_on(sequence=row, by=by, at=at), done)


@require_POST
@staff(CHANGE)
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch it off, at once and for everybody."""
    by, at = request.user, timezone.now()
    done = _("Off: nothing more is written, to nobody.")
    return _act(request, pk, lambda row: actions.switch_off(sequence=row, by=by, at=at), done)


@require_POST
@staff(CHANGE)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it away; the toast brings it back."""
    sequence = get(MailSequence, pk=pk)
    try:
        actions.retire(sequence=sequence, by=request.user, at=timezone.now())
    except actions.NotNow as error:
        toast(request, str(error), level=messages.WARNING)
        return redirect("relations:sequence", pk=pk)
    toast(request, _("Put away: %(name)s") % {"name": sequence}, undo_url=reverse("relations:sequence_back", args=[pk]))
    return redirect("relations:sequences")


@require_POST
@staff(CHANGE)
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it back."""
    by, at = request.user, timezone.now()
    return _act(request, pk, lambda row: actions.bring_back(sequence=row, by=by, at=at), _("Brought back: it is off."))


@require_http_methods(["GET", "POST"])
@staff(CHANGE)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of a sequence, and say why."""
    run = get(SequenceRun.objects.select_related("sequence", "person", "organization"), pk=pk)
    form = WhyForm(request.POST or None)
    to = back(request, run.party.get_absolute_url() if run.party else run.sequence.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        actions.stop(run=run, reason="by_hand", note=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        toast(request, _("Out of the sequence: %(name)s") % {"name": run.label})
        return redirect(to)
    context = {"form": form, "run": run, "to": to}
    return render(request, "relations/sequences/leave.html", context, status=422 if form.errors else 200)
