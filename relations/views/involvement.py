"""The ladder of involvement: how many on each step, what facts suggest, a step by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from relations import involvement, vocab
from relations.actions import involvement as actions
from relations.charts import Series
from relations.formats import LANGUAGES
from relations.forms.involvement import StepForm
from relations.models import Person
from relations.queries import involvement as queries
from relations.queries import together
from relations.views import records
from relations.web.access import by_slug, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast
from relations.web.urls import back


def cause_label(key: str | None) -> str:
    """Return the cause of a step in words."""
    if key == involvement.BY_HAND:
        return _("by hand")
    known = involvement.causes().get(key or "")
    return str(known.label) if known else ""


SORTS = [Sort("nome", gettext_lazy("Name"), ("sort_name",))]
FILTERS = [
    Filter(
        "gradino", gettext_lazy("Step"), lambda request: vocab.INVOLVEMENT.choices, lambda rows, key: rows.filter(involvement=key)
    ),
    Filter(
        "passo", gettext_lazy("Moved"), lambda request: [(str(year), str(year)) for year in _years()],
        lambda rows, key: rows.filter(pk__in=_moved(int(key))),
    ),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("Last name"), lambda row: row.last_name),
    ExportColumn(gettext_lazy("First name"), lambda row: row.first_name),
    ExportColumn(gettext_lazy("Step"), lambda row: str(row.get_involvement_display())),
    ExportColumn(gettext_lazy("Since"), lambda row: row.stepped_on.isoformat() if row.stepped_on else ""),
    ExportColumn(gettext_lazy("Cause"), lambda row: row.step_note or cause_label(row.step_cause)),
]


def _years() -> range:
    this = timezone.localdate().year
    return range(this, this - 4, -1)


def _moved(year: int):
    return queries.InvolvementStep.objects.filter(on__year=year).values("person")


@staff("relations.view_involvementstep")
def page(request: HttpRequest) -> HttpResponse:
    """Show the ladder, its movement over the year, what facts suggest, and the people."""
    today = timezone.localdate()
    year = queries.year_of(request.GET.get("anno", ""), today)
    found = Listing(
        request, queries.people(), sorts=SORTS, filters=FILTERS, search=records.by_words, columns=COLUMNS, filename="coinvolgimento"
    )
    exported = found.export()
    if exported:
        return exported
    for row in found.rows:
        row.cause_words = row.step_note or cause_label(row.step_cause)
        row.involvement_colour = vocab.INVOLVEMENT[row.involvement].colour
    moves = queries.movement(year)
    context = {
        "listing": found, "ladder": queries.ladder(), "moves": moves, "year": year, "years": _years(),
        "months": [name[:3] for name in LANGUAGES[(request.LANGUAGE_CODE or "it")[:2]].months],
        "series": [Series(_("Up"), moves["up"], "s2"), Series(_("Down"), moves["down"], "s3")],
        "suggestions": queries.suggestions() if request.user.has_perm("relations.add_involvementstep") else [],
    }  # fmt: skip
    return page_or_part(request, "relations/community/involvement.html", "relations/community/_involvement_rows.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.add_involvementstep")
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a person on another step, saying why."""
    person = by_slug(queries.living(), slug)
    form = StepForm(request.POST or None, initial={"to": person.involvement, "on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.move(
                person=person, to=data["to"], cause=involvement.BY_HAND, note=data["note"], on=data["on"], by=request.user,
                at=timezone.now(),
            )
        except actions.NotAStep as error:
            form.add_error("to", str(error))
        else:
            toast(request, _("%(name)s: %(step)s") % {"name": person, "step": person.get_involvement_display()})
            return redirect(person)
    context = {"form": form, "party": person, "title": _("Involvement of %(name)s") % {"name": person}, "button": _("Save the step")}
    return render(request, "relations/records/small_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff("relations.add_involvementstep")
def follow(request: HttpRequest) -> HttpResponse:
    """Take the suggested steps that were ticked (or one), or leave them aside."""
    wanted = set(request.POST.getlist("passo"))
    leave = request.POST.get("che") == "lascia"
    at, done = timezone.now(), 0
    for one in queries.suggestions(limit=500):
        if f"{one.person.pk}:{one.cause.key}" not in wanted:
            continue
        if leave:
            actions.leave(person=one.person, cause=one.cause.key, by=request.user, at=at)
        else:
            actions.move(
                person=one.person, to=one.cause.step, cause=one.cause.key, note=one.fact.words, on=min(one.fact.on, at.date()),
                source=one.fact.source, by=request.user, at=at,
            )  # fmt: skip
        done += 1
    if not done:
        toast(request, _("Nothing was chosen, or the facts have changed meanwhile."))
    elif leave:
        toast(request, ngettext("%(n)s suggestion left aside", "%(n)s suggestions left aside", done) % {"n": done})
    else:
        toast(request, ngettext("%(n)s person went up a step", "%(n)s people went up a step", done) % {"n": done})
    return redirect(back(request, "/comunita/coinvolgimento/"))


def panel(party: Person, user) -> together.Reader:
    """On a person's page: where she or he stands, the steps so far, what a fact suggests."""
    may_move = user.has_perm("relations.add_involvementstep") and not party.archived_at and not party.died_on
    steps, suggested = yield from together.side_by_side(
        together.rows(queries.steps_of(party)), queries.suggestions.read(party) if may_move else []
    )
    return {
        "person": party, "ladder": _rungs(party), "steps": [(one, cause_label(one.cause)) for one in steps],
        "suggested": suggested[:1], "may_move": may_move,
    }  # fmt: skip


def _rungs(person: Person) -> list[tuple[vocab.Term, bool, bool]]:
    """Each step with whether it is reached and whether it is this one."""
    here = vocab.INVOLVEMENT.keys.index(person.involvement)
    return [(term, place <= here, place == here) for place, term in enumerate(vocab.INVOLVEMENT)]
