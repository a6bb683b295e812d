"""The composer: the list, the text, the blocks, how it arrives."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from press.actions import newsletters as actions
from press.forms.newsletters import BlockForm, NewsletterForm, NewsletterStartForm
from press.models import Newsletter
from press.queries import newsletters as queries
from press.queries import preview
from press.views.editor import editor_media
from press.views.newsroom import framed
from relations.mail import audience
from relations.mail import content as mail_content
from relations.vocab import PURPOSES
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

FILTERS = [
    Filter("scopo", gettext_lazy("Who gets it"),
           lambda request: [(key, PURPOSES[key].label) for key in ("newsletter", "journal")],
           lambda rows, value: rows.filter(purpose=value)),
]  # fmt: skip
COLUMNS = [
    ExportColumn(gettext_lazy("Name"), lambda row: row.title),
    ExportColumn(gettext_lazy("Subject"), lambda row: row.subject),
    ExportColumn(gettext_lazy("Who gets it"), lambda row: row.get_purpose_display()),
    ExportColumn(gettext_lazy("State"), lambda row: row.state_term.label),
    ExportColumn(gettext_lazy("Author"), lambda row: str(row.author)),
    ExportColumn(gettext_lazy("Sent on"), lambda row: timezone.localdate(row.sent_at) if row.sent_at else None),
]
SORTS = [Sort("recenti", gettext_lazy("Last changed"), ("updated_at",), descending=True)]


@access.staff("press.view_newsletter")
def listing(request: HttpRequest) -> HttpResponse:
    """The newsletters."""
    found = Listing(
        request, queries.listed(), SORTS, FILTERS, search=queries.matching, columns=COLUMNS, filename="newsletter"
    )
    return found.export() or page_or_part(
        request, "press/newsletters/list.html", "press/newsletters/_list.html", {"listing": found}
    )


@access.staff("press.add_newsletter")
def new(request: HttpRequest) -> HttpResponse:
    """Start a newsletter."""
    form = NewsletterStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        greeting = _("Dear [nome],")
        newsletter = actions.draft(author=request.user, at=timezone.now(), body=f"<p>{greeting}</p>", **form.cleaned_data)
        return redirect(newsletter)
    return render(request, "press/newsletters/new.html", {"form": form}, status=422 if form.is_bound else 200)


@access.staff("press.view_newsletter")
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 1: the text and its blocks, and how it arrives."""
    newsletter = one(pk)
    may_write = newsletter.is_editable and request.user.has_perm("press.change_newsletter")
    form = None
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        form = NewsletterForm(request.POST)
        if form.is_valid() and _saved(request, newsletter, form):
            return redirect("press:newsletter_audience" if request.POST.get("then") == "next" else "press:newsletter", pk=pk)
    elif may_write:
        form = NewsletterForm(initial={**{key: getattr(newsletter, key) for key in actions.CONTENT}, "seen": newsletter.version})
    return page(request, newsletter, form=form)


def one(pk: int) -> Newsletter:
    """Return the newsletter with its mailing, or 404."""
    return access.get(Newsletter.objects.select_related("author", "mailing__approved_by"), pk=pk)


def _saved(request: HttpRequest, newsletter: Newsletter, form: NewsletterForm) -> bool:
    fields = {key: value for key, value in form.cleaned_data.items() if key != "seen"}
    try:
        actions.revise(newsletter=newsletter, by=request.user, at=timezone.now(), seen=form.cleaned_data["seen"], **fields)
    except (actions.Frozen, actions.ChangedMeanwhile) as refused:
        form.add_error(None, str(refused))
        return False
    toast(request, _("Newsletter saved."))
    return True


def page(request: HttpRequest, newsletter: Newsletter, *, form: NewsletterForm | None, block_form=None) -> HttpResponse:
    """Render step 1."""
    at = timezone.now()
    may_write = newsletter.is_editable and request.user.has_perm("press.change_newsletter")
    if may_write and block_form is None:
        block_form = BlockForm(releases=queries.choosable_releases(at)[:100], prefix="blocco", initial={"kind": "release"})
    looked_at = queries.checks(newsletter, at=at)
    refused = any(one_form is not None and one_form.is_bound and one_form.errors for one_form in (form, block_form))
    return render(
        request, "press/newsletters/content.html",
        {
            "newsletter": newsletter, "form": form, "media": editor_media(request, form) if form else "", "step": 1,
            "blocks": queries.blocks(newsletter), "block_form": block_form, "words": mail_content.WORDS,
            "audience": queries.audience(newsletter.purpose, audience.of_thing(newsletter)), "checks": looked_at,
            "passed": sum(check.is_ok for check in looked_at),
            "people": queries.sample_people(newsletter.purpose), "person": _chosen(request, newsletter),
            "way": request.GET.get("come", "telefono"),
            "text": preview.text(newsletter, _chosen(request, newsletter)) if request.GET.get("come") == "testo" else "",
        },
        status=422 if refused else 200,
    )  # fmt: skip


def _chosen(request: HttpRequest, newsletter: Newsletter):
    """The person whose data the preview shows: `persona` in the address, else the first who gets it."""
    given = request.GET.get("persona", "")
    pk = int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None
    return queries.sample_person(newsletter.purpose, pk=pk)


@access.staff("press.view_newsletter")
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it arrives, as the document of a frame that runs and loads nothing."""
    newsletter = one(pk)
    return framed(preview.html(newsletter, _chosen(request, newsletter)))


@require_POST
@access.staff("press.change_newsletter")
def block_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a block at the end."""
    newsletter = one(pk)
    form = BlockForm(request.POST, releases=queries.choosable_releases(timezone.now()), prefix="blocco")
    if not form.is_valid():
        initial = {**{key: getattr(newsletter, key) for key in actions.CONTENT}, "seen": newsletter.version}
        return page(request, newsletter, form=NewsletterForm(initial=initial), block_form=form)
    return _block(request, newsletter, lambda: actions.add_block(
        newsletter=newsletter, by=request.user, at=timezone.now(), **form.cleaned_data))  # fmt: skip


@require_POST
@access.staff("press.change_newsletter")
def block_change(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """Move a block up or down, or take it out."""
    newsletter = one(pk)
    row = access.get(newsletter.blocks.select_related("newsletter"), pk=block)
    at, what = timezone.now(), request.POST.get("what")
    verbs = {
        "up": lambda: actions.move_block(block=row, up=True, by=request.user, at=at),
        "down": lambda: actions.move_block(block=row, up=False, by=request.user, at=at),
        "remove": lambda: actions.remove_block(block=row, by=request.user, at=at),
    }
    return _block(request, newsletter, verbs.get(what, lambda: None))


def _block(request: HttpRequest, newsletter: Newsletter, act) -> HttpResponse:
    try:
        act()
    except actions.Frozen as refused:
        toast(request, str(refused), level=messages.ERROR)
    return redirect(f"{newsletter.get_absolute_url()}#blocchi")


