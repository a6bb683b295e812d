"""The negotiation room, from both doors: the office's and the one a party opens by its link."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.actions import agreements, clauses, rooms
from partnerships.actions.partnerships import NotLiving
from partnerships.forms.rooms import ClauseForm, InterestForm, NoteForm, SayForm
from partnerships.models import Clause, ClauseVersion
from partnerships.queries import minutes
from partnerships.queries import rooms as queries
from partnerships.views.doors import Door, for_partner, for_staff
from partnerships.wording import Change
from relations.web import access
from relations.web.once import once
from relations.web.toast import toast

VIEW, CHANGE = "partnerships.view_partnership", "partnerships.change_partnership"
# What an action refuses with words for the page.
REFUSALS = (clauses.Closed, clauses.NotYet, NotLiving)


def _say(request: HttpRequest, door: Door, text: str, *, bad: bool = False) -> None:
    if door.is_staff:
        toast(request, text, level=messages.ERROR if bad else messages.SUCCESS)
    else:
        messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, text)


def _room(request: HttpRequest, door: Door, *, status: int = 200, **forms: object) -> HttpResponse:
    context = queries.page(door.partnership, door.actor) | {
        "door": door, "interest_form": InterestForm(), "note_form": NoteForm(), "plain": True,
        "can_write": _may_write(request, door),
    }  # fmt: skip
    return render(request, "partnerships/rooms/room.html", context | forms, status=status)


def _may_write(request: HttpRequest, door: Door) -> bool:
    return door.partnership.is_living and (not door.is_staff or request.user.has_perm(CHANGE))


@require_safe
def room(request: HttpRequest, door: Door) -> HttpResponse:
    """The text as it stands, what each side wants, the private notes of the reader's own side."""
    return _room(request, door)


@require_safe
def score(request: HttpRequest, door: Door) -> HttpResponse:
    """The scorecard alone, for a room left open."""
    agreement = queries.current(door.partnership)
    found = queries.score(agreement, door.actor) if agreement else None
    return render(request, "partnerships/rooms/_score.html", {"score": found, "door": door, "agreement": agreement})


def _clause(door: Door, pk: int) -> Clause:
    rows = Clause.objects.select_related("agreement__partnership__owner")
    return access.get(rows, pk=pk, agreement__partnership=door.partnership)


def _clause_page(
    request: HttpRequest, door: Door, row: Clause, form: SayForm | None = None, *, status: int = 200, **more: object
) -> HttpResponse:
    context = queries.clause_page(row, door.actor)
    form = form or SayForm(clause=row, actor=door.actor, latest=context["latest"]["version"].text)
    context |= {
        "door": door,
        "form": form,
        "plain": True,
        "can_say": row.agreement.is_open,
        "can_write": _may_write(request, door),
    }
    return render(request, "partnerships/rooms/clause.html", context | more, status=status)


@require_safe
def clause(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """One clause: its versions with what changed, the answers, the remarks."""
    return _clause_page(request, door, _clause(door, pk))


@require_POST
@once
def say(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """Accept a clause, propose other words, object or remark; who read an older version is told, and keeps what was typed."""
    row = _clause(door, pk)
    latest = row.versions.get(number=row.latest).text
    form = SayForm(request.POST, clause=row, actor=door.actor, latest=latest)
    if not form.is_valid():
        return _clause_page(request, door, row, form, status=422)
    try:
        done = _SAYINGS[form.cleaned_data["what"]](row, form.cleaned_data, door)
    except clauses.Outdated as error:
        return _outdated(request, door, row, form, str(error))
    except REFUSALS as error:
        form.add_error(None, str(error))
        return _clause_page(request, door, row, form, status=422)
    _say(request, door, done)
    return redirect(door.url("room_clause", pk))


def _outdated(request: HttpRequest, door: Door, row: Clause, form: SayForm, why: str) -> HttpResponse:
    """Show the newer version beside what was typed; sending again answers the newer one."""
    row.refresh_from_db()
    latest = row.versions.get(number=row.latest)
    data = request.POST.copy()
    data["seen"] = str(row.latest)
    kept = SayForm(data, clause=row, actor=door.actor, latest=latest.text)
    typed = form.cleaned_data["text"] if form.cleaned_data["what"] == "propose" else ""
    return _clause_page(
        request, door, row, kept, status=409, outdated=why, mine=Change(latest.text, typed) if typed else None
    )


def _propose(row: Clause, data: dict, door: Door) -> str:
    made = clauses.propose(
        clause=row, text=data["text"], why=data["words"][:300], seen=data["seen"], actor=door.actor, at=timezone.now()
    )
    return _("Version %(number)s is there for everybody to read.") % {"number": made.number}


def _answer(row: Clause, data: dict, door: Door) -> str:
    clauses.answer(
        clause=row, answer=data["what"], words=data["words"], seen=data["seen"], actor=door.actor, at=timezone.now()
    )
    return _("Your answer is written down.")


def _comment(row: Clause, data: dict, door: Door) -> str:
    clauses.comment(clause=row, text=data["words"], seen=data["seen"], actor=door.actor, at=timezone.now())
    return _("Your remark is written down.")


_SAYINGS: dict[str, Callable[[Clause, dict, Door], str]] = {
    "accepted": _answer, "objected": _answer, "propose": _propose, "comment": _comment,
}  # fmt: skip


@require_POST
@once
def interest(request: HttpRequest, door: Door) -> HttpResponse:
    """Write what matters to one's side; all read it."""
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _room(request, door, interest_form=form, status=422)
    try:
        rooms.add_interest(partnership=door.partnership, actor=door.actor, at=timezone.now(), **form.cleaned_data)
        _say(request, door, _("Written: all the parties read it."))
    except REFUSALS as error:
        _say(request, door, str(error), bad=True)
    return redirect(door.url("room") + "#interessi")


@require_POST
@once
def note(request: HttpRequest, door: Door) -> HttpResponse:
    """Keep a private note of one's side."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _room(request, door, note_form=form, status=422)
    try:
        rooms.add_note(
            partnership=door.partnership, text=form.cleaned_data["text"], actor=door.actor, at=timezone.now()
        )
        _say(request, door, _("Noted: only your side reads it."))
    except REFUSALS as error:
        _say(request, door, str(error), bad=True)
    return redirect(door.url("room") + "#note")


@require_POST
def note_drop(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """Take away a note of one's side."""
    if not rooms.drop_note(partnership=door.partnership, pk=pk, actor=door.actor):
        raise Http404(str(pk))
    _say(request, door, _("Note taken away."))
    return redirect(door.url("room") + "#note")


@require_POST
def confirm(request: HttpRequest, door: Door) -> HttpResponse:
    """Confirm in writing the text that was read."""
    agreement = queries.current(door.partnership)
    if agreement is None:
        raise Http404("agreement")
    try:
        clauses.confirm(agreement=agreement, digest=request.POST.get("digest", ""), actor=door.actor, at=timezone.now())
        _say(request, door, _("You have confirmed this version in writing."))
    except (clauses.Outdated, *REFUSALS) as error:
        _say(request, door, str(error), bad=True)
    return redirect(door.url("room") + "#conferma")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def clause_new(request: HttpRequest, door: Door) -> HttpResponse:
    """Add a clause; in an addendum it begins with the words that were signed."""
    agreement = queries.current(door.partnership)
    if agreement is None:
        raise Http404("agreement")
    signed = _signed(door) if agreement.is_addendum else []
    form = ClauseForm(request.POST or None, initial=_asked_for(request, signed))
    if request.method == "POST" and form.is_valid():
        try:
            made = clauses.add(agreement=agreement, actor=door.actor, at=timezone.now(), **form.cleaned_data)
            return redirect(door.url("room_clause", made.pk))
        except REFUSALS as error:
            form.add_error(None, str(error))
    context = {
        "form": form, "door": door, "partnership": door.partnership, "agreement": agreement, "plain": True,
        "signed": signed,
    }  # fmt: skip
    return render(request, "partnerships/rooms/clause_new.html", context, status=422 if form.errors else 200)


def _signed(door: Door) -> list[ClauseVersion]:
    first = door.partnership.agreements.filter(number=0).first()
    return clauses.latest_versions(first) if first else []


def _asked_for(request: HttpRequest, signed: list[ClauseVersion]) -> dict[str, str]:
    """What the form begins with: the signed clause chosen, else nothing."""
    asked = request.GET.get("tema", "")
    found = next((version for version in signed if version.clause.topic == asked != "other"), None)
    return {"topic": asked, "title": found.clause.title, "text": found.text} if found else {"topic": "other"}


# --- only the office ---------------------------------------------------------------------------------------------
@require_POST
def begin(request: HttpRequest, door: Door) -> HttpResponse:
    """Open the room: the agreement's first draft, from the library."""
    try:
        agreements.begin(partnership=door.partnership, by=request.user, at=timezone.now())
    except NotLiving as error:
        _say(request, door, str(error), bad=True)
        return redirect(door.partnership)
    return redirect(door.url("room"))


@require_POST
@once
def invite(request: HttpRequest, door: Door) -> HttpResponse:
    """Send every party the way in."""
    agreement = queries.current(door.partnership)
    if agreement is None:
        raise Http404("agreement")
    try:
        sent, missing = rooms.invite(agreement=agreement, by=request.user, at=timezone.now())
    except REFUSALS as error:
        _say(request, door, str(error), bad=True)
    else:
        _say(
            request,
            door,
            _("The link is on its way to %(count)s parties.") % {"count": sent}
            if sent
            else _("Nobody was written to."),
        )
        if missing:
            _say(request, door, _("No e-mail address: %(names)s.") % {"names": ", ".join(missing)}, bad=True)
    return redirect(door.url("room"))


@require_POST
def share(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """Let the parties read the minutes of a meeting, or no longer."""
    meeting = access.get(minutes.held(door.partnership), pk=pk)
    act = rooms.unshare_minutes if request.POST.get("share") == "no" else rooms.share_minutes
    try:
        act(partnership=door.partnership, meeting=meeting, by=request.user, at=timezone.now())
    except REFUSALS as error:
        _say(request, door, str(error), bad=True)
    return redirect(door.url("room") + "#verbali")


OFFICE = {
    "room": for_staff(VIEW)(room),
    "room_score": for_staff(VIEW)(score),
    "room_clause": for_staff(VIEW)(clause),
    **{
        f"room_{name}": for_staff(CHANGE)(view)
        for name, view in {
            "say": say, "interest": interest, "note": note, "note_drop": note_drop, "clause_new": clause_new, "begin": begin,
            "invite": invite, "share": share,
        }.items()
    },
}  # fmt: skip
PARTNER = {
    f"partner_room{name}": for_partner(view)
    for name, view in {
        "": room, "_score": score, "_clause": clause, "_say": say, "_interest": interest, "_note": note, "_note_drop": note_drop,
        "_clause_new": clause_new, "_confirm": confirm,
    }.items()
}  # fmt: skip
