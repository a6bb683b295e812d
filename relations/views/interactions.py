"""Contacts: Registra from anywhere, one contact, putting it right, the list of all."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from relations import closeness, vocab
from relations.actions import interactions
from relations.forms.diary import SIDES, CorrectionForm, InteractionForm
from relations.models import Interaction
from relations.queries import diary, parties, search
from relations.web import subjects
from relations.web.access import get, staff
from relations.web.export import ExportColumn
from relations.web.htmx import is_part, page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.once import once
from relations.web.toast import toast
from relations.web.urls import back

_FULL = Interaction.objects.select_related("organization", "person", "by", "corrected_by")
PERIODS = {"settimana": (gettext_lazy("last 7 days"), 7), "mese": (gettext_lazy("last 30 days"), 30),
           "anno": (gettext_lazy("last 365 days"), closeness.WINDOW_DAYS)}  # fmt: skip


# --- Registra ---------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@staff("relations.add_interaction")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Log a contact: one save makes the contact, what is to be done next and the last contact."""
    key = request.POST.get("about") or request.GET.get("about", "")
    about = subjects.read(key, request.user)
    form = InteractionForm(request.POST or None, initial={"who": about.party, "about": key[:80]})
    if request.method == "POST" and form.is_valid():
        return _save(request, form, about)
    context = {"form": form, "next": back(request, ""), "about": about}
    template = "relations/diary/_dialog.html" if is_part(request) else "relations/diary/new.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: InteractionForm, about: subjects.About) -> HttpResponse:
    data = form.cleaned_data
    bodies = [party for party in about.parties if party._meta.model_name == "organization"]
    organization = form.organization(bodies)
    contact = interactions.log(
        channel=data["channel"], text=data["text"], by=request.user, at=timezone.now(), organization=organization,
        person=form.person, subject=about.subject, next_on=data["due_on"], url=about.url if about.subject else "",
        outgoing=data["side"] != "them", happened_at=data["happened_at"], also=form.others,
    )
    who = form.person or organization
    words = _("%(channel)s with %(name)s logged") % {"channel": contact.get_channel_display(), "name": who}
    toast(request, words, undo_url=f"{reverse('relations:interaction_undo', args=[contact.pk])}?next={who.get_absolute_url()}")
    address = back(request, request.htmx.current_url_abs_path or who.get_absolute_url() if request.htmx else who.get_absolute_url())
    if not is_part(request):
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


@require_POST
@staff("relations.add_interaction")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was just logged."""
    contact = get(_FULL, pk=pk, by=request.user)
    interactions.undo(interaction=contact, by=request.user, at=timezone.now())
    toast(request, _("Taken back: it is as if it had not been logged"))
    return redirect(back(request, reverse("relations:today")))


# --- one contact ------------------------------------------------------------------------------------------------
@staff("relations.view_interaction")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a contact, who was there, what it said before it was put right."""
    contact = get(_FULL, pk=pk)
    context = {
        "contact": contact, "others": list(contact.others.select_related("organization", "person")),
        "versions": diary.versions(contact), "here": request.get_full_path(), "about_key": subjects.key_of(contact.party),
    }  # fmt: skip
    return render(request, "relations/diary/contact.html", context)


@require_http_methods(["GET", "POST"])
@staff("relations.change_interaction")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a contact right; the log keeps what it said."""
    contact = get(_FULL, pk=pk)
    form = CorrectionForm(request.POST or None, contact=contact, initial={"seen": interactions.seen(contact)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            interactions.correct(
                interaction=contact, by=request.user, at=timezone.now(), channel=data["channel"], text=data["text"],
                outgoing=data["side"] == "us", happened_at=form.happened_at, seen_as=data["seen"],
            )
        except interactions.ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
            form.data = form.data.copy()
            form.data["seen"] = interactions.seen(contact)
        else:
            toast(request, _("Contact saved"))
            return redirect(contact)
    context = {"form": form, "contact": contact}
    return render(request, "relations/diary/contact_form.html", context, status=422 if form.errors else 200)


# --- the list ---------------------------------------------------------------------------------------------------
def _of_party(rows, key):
    party = subjects.PARTIES[key.partition(":")[0]].objects.get(pk=int(key.partition(":")[2]))
    return diary.with_party(rows, party)


def _party_choice(request: HttpRequest) -> list[tuple[str, str]]:
    """The party of the address, if the reader may see it: the list is opened from its page."""
    about = subjects.read(request.GET.get("di", ""), request.user)
    return [(subjects.key_of(about.party), str(about.party))] if about.party and about.subject is None else []


def _lately(rows, key):
    return rows.filter(at__gt=timezone.now() - timedelta(days=PERIODS[key][1]))


SORTS = [
    Sort("quando", gettext_lazy("When"), ("at",), descending=True),
    Sort("prima", gettext_lazy("Oldest first"), ("at",)),
]
FILTERS = [
    Filter("di", gettext_lazy("With whom"), _party_choice, _of_party),
    Filter("come", gettext_lazy("How"), lambda request: vocab.CHANNELS.choices, lambda rows, key: rows.filter(channel=key)),
    Filter(
        "verso", gettext_lazy("Who got in touch"), lambda request: [("noi", SIDES[0][1]), ("loro", SIDES[1][1])],
        lambda rows, key: rows.filter(outgoing=key == "noi"),
    ),
    Filter(
        "sentiti", gettext_lazy("Heard from them"), lambda request: [("si", gettext_lazy("they spoke or wrote to us"))],
        lambda rows, key: diary.two_way(rows),
    ),
    Filter(
        "quando", gettext_lazy("When"), lambda request: [(key, label) for key, (label, _days) in PERIODS.items()], _lately
    ),
    Filter(
        "chi", gettext_lazy("Logged by"), lambda request: [(str(user.pk), user.display_name) for user in parties.colleagues()],
        lambda rows, key: rows.filter(by_id=key),
    ),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("When"), lambda row: timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M")),
    ExportColumn(gettext_lazy("How"), lambda row: row.get_channel_display()),
    ExportColumn(gettext_lazy("Who got in touch"), lambda row: str(SIDES[0 if row.outgoing else 1][1])),
    ExportColumn(gettext_lazy("Organisation"), lambda row: str(row.organization or "")),
    ExportColumn(gettext_lazy("Person"), lambda row: str(row.person or "")),
    ExportColumn(gettext_lazy("What was said"), lambda row: row.text),
    ExportColumn(gettext_lazy("Logged by"), lambda row: str(row.by)),
]


@staff("relations.view_interaction")
def listing(request: HttpRequest) -> HttpResponse:
    """List what was said, narrowed as the reader likes."""
    found = Listing(
        request, diary.contacts(), sorts=SORTS, filters=FILTERS, columns=COLUMNS, filename="contatti",
        search=search.among,
    )  # fmt: skip
    exported = found.export()
    if exported:
        return exported
    return page_or_part(request, "relations/diary/contacts.html", "relations/diary/_contacts.html", {"listing": found})
