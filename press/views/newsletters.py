"""The composer: the list, a new letter, its head, its plain text, its models. Blocks are in `blocks`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from press import vocab
from press.actions import newsletters as actions
from press.forms.newsletters import BlockForm, NewsletterForm, NewsletterStartForm, PlainTextForm
from press.models import Newsletter, NewsletterBlock
from press.queries import letter_checks, letter_parts, preview
from press.queries import newsletters as queries
from press.views.editor import editor_media
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
WAYS = ("telefono", "computer", "scuro", "testo")


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
    """Start a newsletter: empty, from the last issue, from a model."""
    form = NewsletterStartForm(request.POST or None, models=queries.models(), last=queries.last_sent(), initial={"begin": ""})
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        fields = {key: form.cleaned_data[key] for key in ("title", "purpose")}
        if form.model is not None:
            newsletter = actions.begin_from(model=form.model, author=request.user, at=at, **fields)
        else:
            newsletter = actions.draft(author=request.user, at=at, body=f"<p>{_('Dear [nome],')}</p>", **fields)
        return redirect(newsletter)
    return render(request, "press/newsletters/new.html", {"form": form}, status=422 if form.is_bound else 200)


@access.staff("press.view_newsletter")
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 1: the head and the blocks, and how it arrives."""
    newsletter = one(pk)
    form = None
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        form = NewsletterForm(request.POST, styles=letter_parts.styles())
        if form.is_valid() and _saved(request, newsletter, form):
            toast(request, _("Newsletter saved."))
            return redirect("press:newsletter_audience" if request.POST.get("then") == "next" else "press:newsletter", pk=pk)
    return page(request, newsletter, form=form)


def one(pk: int) -> Newsletter:
    """Return the newsletter with its mailing, or 404."""
    return access.get(Newsletter.objects.select_related("author", "changed_by", "style__logo", "mailing__approved_by"), pk=pk)


def may_write(request: HttpRequest, newsletter: Newsletter) -> bool:
    """Tell whether the reader may change it, and it may be changed."""
    return newsletter.is_editable and request.user.has_perm("press.change_newsletter")


def _saved(request: HttpRequest, newsletter: Newsletter, form: NewsletterForm) -> bool:
    fields = {key: value for key, value in form.cleaned_data.items() if key != "seen"}
    try:
        actions.revise(newsletter=newsletter, by=request.user, at=timezone.now(), seen=form.cleaned_data["seen"], **fields)
    except (actions.Frozen, actions.ChangedMeanwhile) as refused:
        form.add_error(None, str(refused))
        form.data = form.data.copy()
        form.data["seen"] = Newsletter.objects.values_list("version", flat=True).get(pk=newsletter.pk)
        return False
    return True


@require_POST
@access.staff("press.change_newsletter")
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the head while it is typed: answers what became of it, and leaves the form alone."""
    newsletter = one(pk)
    form = NewsletterForm(request.POST, styles=letter_parts.styles())
    is_saved = form.is_valid() and _saved(request, newsletter, form)
    return told(request, newsletter, form, is_saved, {"seen_id": "id_seen", "seen_name": "seen", "seen": newsletter.version})


def told(request: HttpRequest, newsletter: Newsletter, form, is_saved: bool, more: dict) -> HttpResponse:
    """Answer a form that saves itself: only the line that says so, and the number it was saved under."""
    context = {"newsletter": newsletter, "is_saved": is_saved, "at": timezone.now(), "said": _first_error(form), **more}
    response = render(request, "press/newsletters/_saved.html", context)
    response["HX-Trigger"] = "letter-changed" if is_saved else "letter-refused"
    return response


def _first_error(form) -> str:
    for name, errors in form.errors.items():
        label = f"{form.fields[name].label}: " if name in form.fields else ""
        return f"{label}{errors[0]}"
    return ""


def page(request: HttpRequest, newsletter: Newsletter, *, form=None, block_form: BlockForm | None = None,
         plain: PlainTextForm | None = None) -> HttpResponse:  # fmt: skip
    """Render step 1; `block_form` is the block whose form stays open with its mistakes."""
    at, writes = timezone.now(), may_write(request, newsletter)
    blocks = letter_parts.blocks(newsletter)
    if writes and form is None:
        initial = {**{key: getattr(newsletter, key) for key in actions.CONTENT}, "seen": newsletter.version}
        form = NewsletterForm(initial=initial, styles=letter_parts.styles())
    opened = block_form or (_opened(request, blocks, at) if writes else None)
    rows = [(block, opened if opened is not None and opened.block.pk == block.pk else None) for block in blocks]
    refused = any(one_form is not None and one_form.is_bound and one_form.errors for one_form in (form, block_form, plain))
    return render(
        request, "press/newsletters/content.html",
        {
            "newsletter": newsletter, "form": form, "media": editor_media(request, _editor()) if writes else "", "step": 1,
            "rows": rows, "parts": {} if writes else preview_parts(newsletter, at), "block_form": block_form, "writes": writes,
            "kinds": vocab.BLOCK_KINDS, "words": words(request, newsletter), "plain": plain or _plain_form(newsletter, at),
            "audience": queries.audience(newsletter.purpose, audience.of_thing(newsletter)),
            **checked(newsletter, at), **preview_context(request, newsletter, at),
        },
        status=422 if refused else 200,
    )  # fmt: skip


def preview_parts(newsletter: Newsletter, at) -> list:
    """Return what the letter says, for those who only read."""
    return letter_parts.frozen(newsletter) or letter_parts.parts(newsletter, at=at)


def _editor() -> BlockForm:
    """A text block's form, for the scripts it needs: a block may be opened at any moment."""
    return BlockForm(block=NewsletterBlock(kind="text", pk=0), at=timezone.now())


def _opened(request: HttpRequest, blocks: list[NewsletterBlock], at) -> BlockForm | None:
    """The block the address names, else the first text."""
    wanted = request.GET.get("blocco", "")
    found = next((one_block for one_block in blocks if str(one_block.pk) == wanted), None)
    found = found or next((one_block for one_block in blocks if one_block.kind == "text"), None)
    return BlockForm(block=found, at=at) if found else None


def _plain_form(newsletter: Newsletter, at) -> PlainTextForm:
    text = newsletter.own_text or preview.text_of_its_own(newsletter, at=at)
    return PlainTextForm(initial={"text": text}, prefix="testo")


def words(request: HttpRequest, newsletter: Newsletter) -> list[dict]:
    """Return each word in brackets, what it says for the person of the preview, and for those without a name."""
    person = chosen(request, newsletter)
    here, nameless = mail_content.words_of(person=person), letter_parts.NAMELESS
    return [{"word": f"[{word}]", "here": here[word], "nameless": nameless[word]} for word in mail_content.WORDS]


def checked(newsletter: Newsletter, at) -> dict:
    """Return what the box of the checks shows."""
    looked_at = letter_checks.checks(newsletter, at=at)
    return {"checks": looked_at, "passed": sum(check.is_ok for check in looked_at)}


def preview_context(request: HttpRequest, newsletter: Newsletter, at) -> dict:
    """Return what the box of the preview shows."""
    way = request.GET.get("come", "")
    way = way if way in WAYS else "telefono"
    person = chosen(request, newsletter)
    return {
        "people": queries.sample_people(newsletter.purpose), "person": person, "way": way,
        "text": preview.text(newsletter, person, at=at) if way == "testo" else "",
        "own_text_is_old": letter_parts.own_text_is_old(newsletter, letter_parts.parts(newsletter, at=at)),
    }  # fmt: skip


def chosen(request: HttpRequest, newsletter: Newsletter):
    """The person whose data the preview shows: `persona` in the address ("nessuno" for no name), else the first who gets it."""
    given = request.GET.get("persona", "")
    if given == "nessuno":
        return None
    pk = int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None
    return queries.sample_person(newsletter.purpose, pk=pk)


@require_POST
@access.staff("press.change_newsletter")
def plain_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a plain text of our own, or give it back to the letter."""
    newsletter = one(pk)
    form = PlainTextForm(request.POST, prefix="testo")
    if not form.is_valid():
        return page(request, newsletter, plain=form)
    is_own = request.POST.get("what") != "auto"
    try:
        actions.write_plain(newsletter=newsletter, text=form.cleaned_data["text"] if is_own else "", by=request.user, at=timezone.now())
    except actions.Frozen as refused:
        toast(request, str(refused), level=messages.ERROR)
    else:
        toast(request, _("The plain text is yours now.") if is_own else _("The plain text follows the letter again."))
    return redirect(f"{newsletter.get_absolute_url()}?come=testo#testo")


@require_POST
@access.staff("press.add_newsletter")
def save_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a copy as a model for letters to come."""
    newsletter = one(pk)
    actions.begin_from(
        model=newsletter, author=request.user, at=timezone.now(), is_model=True, title=newsletter.title, purpose=newsletter.purpose
    )
    toast(request, _("Saved as a model: you find it when you begin a newsletter."))
    return redirect(newsletter)


@require_POST
@access.staff("press.change_newsletter")
def drop_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a model away."""
    actions.drop_model(model=access.get(Newsletter.objects.filter(is_model=True), pk=pk), by=request.user, at=timezone.now())
    toast(request, _("Model thrown away: the letters made from it stay."))
    return redirect("press:newsletters")
