"""Lists kept by hand: all of them, one with who is on it, putting on and taking off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from relations.actions import mailing_lists as actions
from relations.forms.mailing_lists import ChooseListForm, ListForm, MemberForm
from relations.models import Import, ImportRow, ListMember, MailingList, Organization
from relations.queries import history
from relations.queries import mailing_lists as queries
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

COLUMNS = [
    ExportColumn(gettext_lazy("Name"), lambda row: str(row.party)),
    ExportColumn(gettext_lazy("Kind"), lambda row: _kind(row)),
    ExportColumn(gettext_lazy("How it came"), lambda row: str(row.get_source_display())),
    ExportColumn(gettext_lazy("Added"), lambda row: timezone.localdate(row.at)),
]
BACK = {"person": "relations:people", "organization": "relations:organizations", "import": "relations:imports"}
KINDS = {"person": gettext_lazy("People"), "organization": gettext_lazy("Organisations")}


def _kind(row: ListMember) -> str:
    return str(row.organization.get_kind_display()) if row.organization_id else _("Person")


def one(pk: int) -> MailingList:
    """Return a list that was not removed, or 404."""
    return get(MailingList.objects.filter(removed_at=None), pk=pk)


@staff("relations.view_mailinglist")
def listing(request: HttpRequest) -> HttpResponse:
    """The lists, with how many are on each."""
    return render(request, "relations/mailing_lists/list.html", {"lists": queries.in_order()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.view_mailinglist")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is on it, what goes to it, what became of it. POST only asks for a file of the members."""
    mailing_list = one(pk)
    found = Listing(
        request, queries.members(mailing_list), sorts=[
            Sort("nome", gettext_lazy("Name"), ("sort_name",)), Sort("aggiunta", gettext_lazy("Latest first"), ("at",), descending=True),
        ],
        filters=[Filter("tipo", gettext_lazy("Kind"), lambda request: list(KINDS.items()),
                        lambda rows, key: rows.exclude(**{key: None}))],
        search=queries.search_members, columns=COLUMNS, filename=slugify(mailing_list.name)[:60] or "lista",
    )  # fmt: skip
    if (file := found.export()) is not None:
        return file
    return _page(request, mailing_list, found, MemberForm())


def _page(request: HttpRequest, mailing_list: MailingList, found: Listing, form: MemberForm) -> HttpResponse:
    context = {
        "mailing_list": mailing_list, "listing": found, "form": form, "uses": queries.uses(mailing_list),
        "events": history.of_object(mailing_list),
    }  # fmt: skip
    return page_or_part(
        request, "relations/mailing_lists/detail.html", "relations/mailing_lists/_rows.html", context,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.add_mailinglist")
def new(request: HttpRequest) -> HttpResponse:
    """Make a list."""
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(**form.cleaned_data, by=request.user, at=timezone.now())
        except actions.Refused as refused:
            form.add_error("name", str(refused))
        else:
            toast(request, _("List made: %(name)s") % {"name": made})
            return redirect(made)
    return _form(request, form, _("New list"), reverse("relations:mailing_lists"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff("relations.change_mailinglist")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it another name."""
    mailing_list = one(pk)
    form = ListForm(request.POST or None, initial={"name": mailing_list.name, "note": mailing_list.note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(mailing_list=mailing_list, **form.cleaned_data, by=request.user, at=timezone.now())
        except actions.Refused as refused:
            form.add_error("name", str(refused))
        else:
            toast(request, _("List saved: %(name)s") % {"name": mailing_list})
            return redirect(mailing_list)
    return _form(request, form, str(mailing_list), mailing_list.get_absolute_url())


def _form(request: HttpRequest, form: ListForm, title: str, cancel: str) -> HttpResponse:
    context = {"form": form, "title": title, "cancel": cancel, "button": _("Save the list")}
    return render(request, "relations/mailing_lists/form.html", context, status=422 if form.errors else 200)


@require_POST
@staff("relations.change_mailinglist")
def put_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on it by name."""
    mailing_list, form = one(pk), MemberForm(request.POST)
    if not form.is_valid():
        empty = Listing(request, queries.members(mailing_list), sorts=[Sort("nome", gettext_lazy("Name"), ("sort_name",))])
        return _page(request, mailing_list, empty, form)
    party = form.cleaned_data["party"]
    key = "organizations" if isinstance(party, Organization) else "people"
    number = actions.put_on(mailing_list=mailing_list, by=request.user, at=timezone.now(), **{key: [party.pk]})
    said = _("%(name)s is on the list") if number else _("%(name)s was on the list already")
    toast(request, said % {"name": party})
    return redirect(mailing_list)


@require_POST
@staff("relations.change_mailinglist")
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked off."""
    mailing_list = one(pk)
    gone = actions.take_off(mailing_list=mailing_list, members=_numbers(request), by=request.user, at=timezone.now())
    if gone:
        words = ngettext("%(n)s taken off the list", "%(n)s taken off the list", len(gone)) % {"n": len(gone)}
        keys = "&".join(f"p={person}" if person else f"o={body}" for person, body in gone[:200])
        undo = f"{reverse('relations:mailing_list_put_back', args=[pk])}?{keys}" if len(gone) <= 200 else ""
        toast(request, words, undo_url=undo)
    else:
        toast(request, _("Tick at least one row first."), level=messages.WARNING)
    return redirect(mailing_list)


@require_POST
@staff("relations.change_mailinglist")
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `take_off`."""
    mailing_list = one(pk)
    people, bodies = ([int(key) for key in request.GET.getlist(name) if key.isascii() and key.isdigit() and len(key) < 19] for name in "po")
    actions.put_on(mailing_list=mailing_list, people=people, organizations=bodies, by=request.user, at=timezone.now())
    return redirect(mailing_list)


def _numbers(request: HttpRequest) -> list[int]:
    return [int(row) for row in request.POST.getlist("rows") if row.isascii() and row.isdigit() and len(row) < 19]


@require_POST
@staff("relations.delete_mailinglist")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away; the toast puts it back."""
    mailing_list = one(pk)
    try:
        actions.remove(mailing_list=mailing_list, by=request.user, at=timezone.now())
    except actions.Refused as refused:
        toast(request, str(refused), level=messages.ERROR)
        return redirect(mailing_list)
    undo = reverse("relations:mailing_list_restore", args=[pk])
    toast(request, _("List removed: %(name)s") % {"name": mailing_list}, undo_url=undo)
    return redirect("relations:mailing_lists")


@require_POST
@staff("relations.delete_mailinglist")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo `remove`."""
    mailing_list = get(MailingList, pk=pk)
    try:
        actions.restore(mailing_list=mailing_list, by=request.user, at=timezone.now())
    except actions.Refused as refused:
        toast(request, str(refused), level=messages.ERROR)
        return redirect("relations:mailing_lists")
    return redirect(mailing_list)


# --- rows ticked elsewhere, and what an import brought ----------------------------------------
@require_POST
@staff("relations.change_mailinglist")
def fill(request: HttpRequest, source: str) -> HttpResponse:
    """Put on a list the rows ticked among people or organisations, or all that an import brought.

    The first post comes from there and shows where they may go; the second, with `go`, puts them on.
    """
    people, bodies = _who(request, source)
    form = ChooseListForm(request.POST if "go" in request.POST else None)
    if not people and not bodies:
        toast(request, _("Tick at least one row first."), level=messages.WARNING)
        return redirect(BACK.get(source, BACK["person"]))
    if form.is_bound and form.is_valid():
        try:
            return _filled(request, form, people, bodies, "import" if source == "import" else "rows")
        except actions.Refused as refused:
            form.add_error("name", str(refused))
    context = {
        "form": form, "source": source, "rows": request.POST.getlist("rows")[:1000], "chosen": len(people) + len(bodies),
        "cancel": reverse(BACK.get(source, BACK["person"])),
    }  # fmt: skip
    return render(request, "relations/mailing_lists/fill.html", context, status=422 if form.is_bound else 200)


def _who(request: HttpRequest, source: str) -> tuple[list[int], list[int]]:
    numbers = _numbers(request)
    if source != "import":
        return ([], numbers) if source == "organization" else (numbers, [])
    batch = get(Import, pk=numbers[0] if numbers else 0)
    rows = ImportRow.objects.filter(import_of=batch)
    people = list(rows.exclude(person_id=None).values_list("person_id", flat=True).distinct())
    return people, list(rows.filter(person_id=None).exclude(organization_id=None).values_list("organization_id", flat=True).distinct())


def _filled(request: HttpRequest, form: ChooseListForm, people: list[int], bodies: list[int], source: str) -> HttpResponse:
    at, chosen = timezone.now(), form.cleaned_data["mailing_list"]
    if chosen is None:
        chosen = actions.add(name=form.cleaned_data["name"], by=request.user, at=at)
    number = actions.put_on(
        mailing_list=chosen, people=people, organizations=bodies, source=source, by=request.user, at=at
    )
    words = ngettext("%(n)s put on “%(name)s”", "%(n)s put on “%(name)s”", number) % {"n": number, "name": chosen}
    toast(request, words)
    return redirect(chosen)
