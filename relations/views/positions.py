"""Where stakeholders stand: writing it down, its story, consent on any day. Only for who may see positions."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations import consensus, formats, initiative_art
from relations.actions import positions as actions
from relations.forms.fields import read_day
from relations.forms.initiatives import EraseForm, PositionForm
from relations.models import Initiative, Stakeholder
from relations.queries import initiatives as queries
from relations.web import subjects
from relations.web.access import by_slug, get, require, staff
from relations.web.toast import toast


def _stakeholder(pk: int) -> Stakeholder:
    return get(Stakeholder.objects.select_related("initiative", "organization", "person"), pk=pk)


@require_http_methods(["GET", "POST"])
@staff("relations.view_position")
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a stakeholder stood, day by day, and write down where it stands now."""
    row = _stakeholder(pk)
    may_hold = bool(actions.capacity_of(row.party, timezone.localdate()))
    evidence = queries.evidence_choices(row.party, request.user)
    form = PositionForm(request.POST or None, evidence=evidence, initial={"on": timezone.localdate()})
    if request.method == "POST":
        require(request, "relations.add_position")
        if form.is_valid():
            try:
                actions.record(stakeholder=row, by=request.user, at=timezone.now(), **form.as_action)
            except actions.Refused as refused:
                form.add_error(None, str(refused))
            else:
                toast(request, _("Written down: where %(name)s stands") % {"name": row})
                return redirect("relations:position_story", pk=row.pk)
    context = queries.positions_of(row) | {
        "row": row, "initiative": row.initiative, "form": form, "may_hold": may_hold, "erase_form": EraseForm(),
        "about_key": subjects.key_of(row.party), "here": request.path,
    }  # fmt: skip
    return render(request, "relations/initiatives/positions.html", context, status=422 if form.errors else 200)


@require_POST
@staff("relations.delete_position")
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase what is known of a stakeholder's positions: a person's right, with a reason."""
    row = _stakeholder(pk)
    form = EraseForm(request.POST)
    if not form.is_valid():
        context = {"row": row, "initiative": row.initiative, "form": form}
        return render(request, "relations/initiatives/erase.html", context, status=422)
    count = actions.erase(stakeholder=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    toast(request, _("Erased: %(n)s lines on %(name)s") % {"n": count, "name": row})
    return redirect(row.initiative)


@staff("relations.view_position")
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the grid, the curve and the next useful talk, as they were on the day of `?al=`."""
    initiative = by_slug(Initiative.objects.select_related("owner"), slug)
    today = timezone.localdate()
    day, mistake = _day(request.GET.get("al", ""), today)
    stakes, rows = queries.stakes(initiative)
    points = consensus.curve(stakes, day)
    there = [(stake, rows[stake.key]) for stake in stakes if stake.is_there(day)]
    standing = sorted(
        ((row, stake.influence(day), stake.position(day)) for stake, row in there),
        key=lambda line: (-(line[1] or 0), str(line[0]).casefold()),
    )
    bodies = [
        (str(row), reverse("relations:position_story", args=[row.pk]), influence, held.value if held else None)
        for row, influence, held in standing
    ]
    last = points[-1] if points else None
    context = {
        "initiative": initiative, "day": day, "is_today": day == today, "mistake": mistake, "today": today,
        "given": request.GET.get("al", "")[:40] if mistake else day.isoformat(),
        "points": list(reversed(points)), "last": last,
        "score": initiative_art.signed(last.score) if last and last.score is not None else "",
        "standing": [(row, influence, initiative_art.column_words(held.value if held else None), held) for row, influence, held in standing],
        "grid": initiative_art.grid(bodies, sentence=_("Influence and position on %(day)s") % {"day": formats.day_full(day)}),
        "sentence": _sentence(last), "advice": queries.advice(stakes, rows, day) if day == today else [],
    }  # fmt: skip
    context |= {
        "wide": initiative_art.curve(points, sentence=context["sentence"]),
        "narrow": initiative_art.curve(points, sentence=context["sentence"], compact=True),
    }
    return render(request, "relations/initiatives/consent.html", context)


def _day(words: str, today: date) -> tuple[date, str]:
    """Return the day written in an address (today for none, and for what is no day or still to come) and what is wrong."""
    if not words:
        return today, ""
    try:
        day = read_day(words.replace("\x00", "")[:40], today)
    except ValidationError as wrong:
        return today, wrong.messages[0]
    return (day, "") if day <= today else (today, _("That day has not come yet: this is today."))


def _sentence(last: consensus.Consensus | None) -> str:
    if last is None or last.score is None:
        return _("No position is known yet.")
    return _("Consent %(score)s on a scale from −100 to +100, with %(heard)s of %(voices)s voices known") % {
        "score": initiative_art.signed(last.score), "heard": last.heard, "voices": last.voices
    }
