"""The media list: outlets and journalists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from press import vocab
from press.actions import media as actions
from press.forms.media import JournalistForm, OutletForm
from press.models import Journalist, Outlet
from press.queries import media as queries
from relations.queries import segments
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

OUTLET_FILTERS = [
    Filter("tipo", gettext_lazy("Kind"), lambda request: vocab.OUTLET_KINDS.choices, lambda rows, value: rows.filter(kind=value)),
]
TOPIC = Filter(
    "tema", gettext_lazy("Topic"), lambda request: vocab.TOPICS.choices, lambda rows, value: rows.filter(topics__contains=[value])
)
GROUP = Filter("gruppo", gettext_lazy("Dynamic group"), *segments.narrowing("person", "person"))
OUTLET_SORTS = [Sort("nome", gettext_lazy("Name"), ("organization__sort_name",))]
PEOPLE_SORTS = [Sort("nome", gettext_lazy("Name"), ("person__sort_name",))]
OUTLET_COLUMNS = [
    ExportColumn(gettext_lazy("Outlet"), str),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("Area covered"), lambda row: row.area),
    ExportColumn(gettext_lazy("Comes out"), lambda row: row.periodicity),
]
PEOPLE_COLUMNS = [
    ExportColumn(gettext_lazy("Journalist"), str),
    ExportColumn(gettext_lazy("Outlets"), lambda row: ", ".join(str(outlet) for outlet in row.outlets.all())),
    ExportColumn(gettext_lazy("Prefers"), lambda row: row.get_preferred_channel_display()),
    ExportColumn(gettext_lazy("Opted out"), lambda row: _("yes") if row.opted_out_at else ""),
]


@access.staff("press.view_outlet")
def outlets(request: HttpRequest) -> HttpResponse:
    """The outlets."""
    found = Listing(
        request, queries.outlets(), OUTLET_SORTS, [*OUTLET_FILTERS, TOPIC], search=queries.outlet_matching,
        columns=OUTLET_COLUMNS, filename="testate",
    )
    context = {"listing": found, "tab": "outlets"}
    return found.export() or page_or_part(request, "press/media/outlets.html", "press/media/_outlets.html", context)


@access.staff("press.view_journalist")
def journalists(request: HttpRequest) -> HttpResponse:
    """The journalists."""
    found = Listing(
        request, queries.journalists(), PEOPLE_SORTS, [TOPIC, GROUP], search=queries.journalist_matching,
        columns=PEOPLE_COLUMNS, filename="giornalisti",
    )
    context = {"listing": found, "tab": "journalists"}
    return found.export() or page_or_part(request, "press/media/journalists.html", "press/media/_journalists.html", context)


@access.staff("press.add_outlet")
def outlet_new(request: HttpRequest) -> HttpResponse:
    """Make the press side of an organisation."""
    form = OutletForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_outlet(by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Outlet saved."))
        return redirect("press:outlets")
    return _form(request, form, _("Add an outlet"), "press:outlets", _("Outlets"), _("Save the outlet"))


@access.staff("press.change_outlet")
def outlet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an outlet."""
    outlet = access.get(Outlet.objects.select_related("organization"), pk=pk)
    initial = {key: getattr(outlet, key) for key in ("kind", "area", "periodicity", "deadline", "topics")}
    form = OutletForm(request.POST or None, initial=initial, outlet=outlet)
    if request.method == "POST" and form.is_valid():
        actions.change_outlet(outlet=outlet, by=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Outlet saved."))
        return redirect("press:outlets")
    return _form(request, form, str(outlet), "press:outlets", _("Outlets"), _("Save the outlet"), party=outlet.organization)


@access.staff("press.add_journalist")
def journalist_new(request: HttpRequest) -> HttpResponse:
    """Add a person to the media list."""
    form = JournalistForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.add_journalist(by=request.user, at=timezone.now(), **{**data, "outlets": list(data["outlets"])})
        toast(request, _("Journalist saved."))
        return redirect("press:journalists")
    return _form(request, form, _("Add a journalist"), "press:journalists", _("Journalists"), _("Save the journalist"))


@access.staff("press.change_journalist")
def journalist_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a journalist."""
    journalist = access.get(Journalist.objects.select_related("person"), pk=pk)
    initial = {
        **{key: getattr(journalist, key) for key in ("topics", "preferred_channel", "register")},
        "outlets": list(journalist.outlets.values_list("pk", flat=True)),
    }
    form = JournalistForm(request.POST or None, initial=initial, journalist=journalist)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_journalist(
            journalist=journalist, by=request.user, at=timezone.now(), **{**data, "outlets": list(data["outlets"])}
        )
        toast(request, _("Journalist saved."))
        return redirect("press:journalists")
    return _form(request, form, str(journalist), "press:journalists", _("Journalists"), _("Save the journalist"),
                 party=journalist.person, journalist=journalist)  # fmt: skip


@require_POST
@access.staff("press.change_journalist")
def opt(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a journalist does not want our releases, or wants them again."""
    journalist = access.get(Journalist.objects.select_related("person"), pk=pk)
    if request.POST.get("answer") == "no":
        actions.opt_out(journalist=journalist, by=request.user, at=timezone.now())
        toast(request, _("No release goes to this journalist any more."))
    else:
        actions.opt_in(journalist=journalist, by=request.user, at=timezone.now())
        toast(request, _("This journalist gets the releases again."))
    return redirect("press:journalist_edit", pk=pk)


def _form(request: HttpRequest, form, title: str, back: str, back_label: str, save: str, **more) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "title": title, "back": back, "back_label": back_label, "save": save, "may_save": True, **more}
    return render(request, "press/media/form.html", context, status=status)
