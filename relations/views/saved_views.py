"""Saved views: naming a list as it stands, opening it by its link, pinning, removing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import saved_views as actions
from relations.forms.lists import ViewForm
from relations.models import SavedView
from relations.queries import saved_views as queries
from relations.web.access import get, staff
from relations.web.htmx import is_part
from relations.web.toast import toast


def leave(request: HttpRequest, address: str) -> HttpResponse:
    """Go to `address`, also from a dialog."""
    if not is_part(request):
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


def _own(request: HttpRequest, pk: int) -> SavedView:
    return get(SavedView.objects.filter(owner=request.user), pk=pk)


@require_http_methods(["GET", "POST"])
@staff()
def new(request: HttpRequest) -> HttpResponse:
    """Give the list a name."""
    page = queries.page_name(request.GET.get("pagina", "")[:80])
    if not page:
        raise Http404("page")
    query = request.GET.get("da", "").replace("\x00", "")[:4000]
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            view = actions.save(
                page=page, name=form.cleaned_data["name"], query=query, is_shared=form.cleaned_data["is_shared"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            _pin(request, view, form.cleaned_data["pinned"])
            toast(request, _("View saved: %(name)s") % {"name": view})
            return leave(request, view.url)
    return _page(request, form, _("Save a view"), _("Save the view"), reverse(page))


@require_http_methods(["GET", "POST"])
@staff()
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename it, share it, pin it."""
    view = _own(request, pk)
    initial = {"name": view.name, "is_shared": view.is_shared, "pinned": view.pins.filter(user=request.user).exists()}
    form = ViewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change(view=view, by=request.user, at=timezone.now(), name=data["name"], is_shared=data["is_shared"])
        except actions.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            _pin(request, view, data["pinned"])
            toast(request, _("View saved: %(name)s") % {"name": view})
            return leave(request, view.url)
    return _page(request, form, _("Change the view “%(name)s”") % {"name": view}, _("Save the view"), view.url)


def _page(request: HttpRequest, form: ViewForm, title: str, button: str, cancel: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "here": request.get_full_path(), "cancel": cancel}
    template = "relations/lists/_view_dialog.html" if is_part(request) else "relations/lists/view_form.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _pin(request: HttpRequest, view: SavedView, on: bool) -> None:
    try:
        actions.pin(view=view, by=request.user, at=timezone.now(), on=on)
    except actions.TooManyPins as refused:
        toast(request, str(refused), level=messages.WARNING)


@staff()
def open_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the list as it was saved: the link to send to a colleague."""
    return redirect(get(queries.visible(request.user), pk=pk).url)


@require_POST
@staff()
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the conditions on screen under the view's name; the toast, which posts without them, puts the old ones back."""
    view = _own(request, pk)
    kept = request.session.get("view_before", {})
    is_undo = "query" not in request.POST
    query = kept.get(str(pk), view.query) if is_undo else request.POST["query"].replace("\x00", "")[:4000]
    request.session["view_before"] = {str(pk): view.query}
    actions.change(view=view, by=request.user, at=timezone.now(), query=query)
    undo = "" if is_undo else reverse("relations:view_update", args=[pk])
    toast(request, _("The view is as it was") if is_undo else _("View saved: %(name)s") % {"name": view}, undo_url=undo)
    return redirect(view.url)


@require_POST
@staff()
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it in the menu, or take it off."""
    view = get(queries.visible(request.user), pk=pk)
    _pin(request, view, request.POST.get("on") == "1")
    return redirect(view.url)


@require_POST
@staff()
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away; the toast puts it back."""
    view = _own(request, pk)
    actions.remove(view=view, by=request.user, at=timezone.now())
    toast(request, _("View removed: %(name)s") % {"name": view}, undo_url=reverse("relations:view_restore", args=[pk]))
    return redirect(reverse(view.page))


@require_POST
@staff()
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `remove`."""
    view = _own(request, pk)
    try:
        actions.restore(view=view, by=request.user, at=timezone.now())
    except actions.NameTaken as taken:
        toast(request, str(taken), level=messages.ERROR)
        return redirect(reverse(view.page))
    return redirect(view.url)
