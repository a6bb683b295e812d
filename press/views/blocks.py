"""The blocks of a letter in the composer: opened, saved while typed, moved, doubled, taken out and put back.

Each verb also works as a plain form; htmx asks for the part that changes, so that what is open elsewhere stays as it is.
"""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from press import vocab
from press.actions import blocks as actions
from press.actions import letter_images
from press.forms.newsletters import BlockForm
from press.models import Newsletter, NewsletterBlock
from press.queries import letter_parts, preview
from press.views import newsletters as composer
from press.views.newsroom import framed
from relations.text import clean
from relations.web import access
from relations.web.htmx import is_part
from relations.web.toast import toast

REFUSALS = (actions.Frozen, actions.TooMany)


def _block(newsletter: Newsletter, pk: int) -> NewsletterBlock:
    return access.get(newsletter.blocks.select_related("newsletter", "image", "changed_by"), pk=pk)


def _back(newsletter: Newsletter, block: NewsletterBlock | None = None, *, is_open: bool = False) -> HttpResponse:
    query = f"?blocco={block.pk}" if block and is_open else ""
    return redirect(f"{newsletter.get_absolute_url()}{query}#{f'blocco-{block.pk}' if block else 'blocchi'}")


def _row(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock, form: BlockForm | None, **more) -> HttpResponse:
    context = {"newsletter": newsletter, "block": block, "block_form": form, "writes": True, **more}
    return render(request, "press/newsletters/_block.html", context)


def _tell(response: HttpResponse, newsletter: Newsletter, *, focus: int = 0, say: str = "", tail: str = "") -> HttpResponse:
    """Add the order of the blocks, where the focus goes and what is read aloud."""
    order = list(newsletter.blocks.standing().values_list("pk", flat=True))
    told = {"order": order, "focus": f"{tail or 'apri'}-{focus}" if focus else "", "say": say}
    response["HX-Trigger-After-Swap"] = json.dumps({"letter-order": told, "letter-changed": {}})
    return response


def _refused(request: HttpRequest, newsletter: Newsletter, refused: Exception) -> HttpResponse:
    toast(request, str(refused), level=messages.ERROR)
    if is_part(request):
        response = render(request, "relations/_toasts.html")
        response["HX-Reswap"] = "none"
        return response
    return _back(newsletter)


@require_POST
@access.staff("press.change_newsletter")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an empty block at the end and open it."""
    newsletter, kind = composer.one(pk), request.POST.get("kind", "")
    if kind not in vocab.BLOCK_KINDS:
        return _back(newsletter)
    at = timezone.now()
    try:
        block = actions.add(newsletter=newsletter, kind=kind, by=request.user, at=at)
    except REFUSALS as refused:
        return _refused(request, newsletter, refused)
    if not is_part(request):
        return _back(newsletter, block, is_open=True)
    block.newsletter = newsletter
    form = BlockForm(block=block, at=at) if vocab.BLOCK_FIELDS[kind] else None
    say = _("%(kind)s added at place %(n)d.") % {"kind": block.term.label, "n": block.position}
    return _tell(_row(request, newsletter, block, form), newsletter, focus=block.pk, say=say)


@access.staff("press.view_newsletter")
def edit(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """Open a block (`?chiudi` closes it); a POST saves it, by itself or for good."""
    newsletter = composer.one(pk)
    row = _block(newsletter, block)
    if request.method == "POST":
        access.require(request, "press.change_newsletter")
        return _save(request, newsletter, row)
    if not is_part(request) or not composer.may_write(request, newsletter):
        return _back(newsletter, row, is_open=True)
    is_open = "chiudi" not in request.GET and vocab.BLOCK_FIELDS[row.kind]
    response = _row(request, newsletter, row, BlockForm(block=row, at=timezone.now()) if is_open else None)
    return _tell(response, newsletter, focus=row.pk) if not is_open else response


def _save(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock) -> HttpResponse:
    at, is_closing = timezone.now(), request.POST.get("then") == "close"
    form = BlockForm(request.POST, request.FILES, block=block, at=at)
    is_saved = form.is_valid() and _changed(request, block, form, at)
    if not is_part(request):
        return _back(newsletter, block) if is_saved else composer.page(request, newsletter, block_form=form)
    if not is_closing:
        more = {"block": block, "has_new_picture": is_saved and bool(form.cleaned_data.get("upload")), "seen_id": f"id_b{block.pk}-seen",
                "seen_name": f"b{block.pk}-seen", "seen": block.version, "block_form": form}  # fmt: skip
        return composer.told(request, newsletter, form, is_saved, more)
    response = _row(request, newsletter, block, None if is_saved else form)
    return _tell(response, newsletter, focus=block.pk, say=_("Saved.")) if is_saved else response


def _changed(request: HttpRequest, block: NewsletterBlock, form: BlockForm, at) -> bool:
    fields = form.values
    try:
        if form.cleaned_data.get("upload"):
            fields["image"] = letter_images.keep(upload=form.cleaned_data["upload"], by=request.user, at=at)
        actions.change(block=block, seen=form.cleaned_data["seen"], by=request.user, at=at, **fields)
    except ValidationError as wrong:
        form.add_error("upload", wrong)
        return False
    except (actions.Frozen, actions.ChangedMeanwhile) as refused:
        form.add_error(None, str(refused))
        form.theirs = NewsletterBlock.objects.get(pk=block.pk)
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = form.theirs.version
        return False
    return True


@require_POST
@access.staff("press.change_newsletter")
def act(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """Move a block up, down or to a place; double it, take it out, put it back."""
    newsletter = composer.one(pk)
    row = _block(newsletter, block)
    verb = VERBS.get(request.POST.get("what", ""))
    if verb is None:
        return _back(newsletter, row)
    try:
        return verb(request, newsletter, row)
    except REFUSALS as refused:
        return _refused(request, newsletter, refused)


def _moved(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock, place: int, tail: str) -> HttpResponse:
    if not is_part(request):
        return _back(newsletter, block)
    count = newsletter.blocks.standing().count()
    say = _("%(block)s is at place %(n)d of %(all)d.") % {"block": block, "n": place, "all": count}
    return _tell(HttpResponse(status=200), newsletter, focus=block.pk, say=say, tail=tail)


def _up(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock) -> HttpResponse:
    return _moved(request, newsletter, block, actions.step(block=block, up=True, by=request.user, at=timezone.now()), "su")


def _down(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock) -> HttpResponse:
    return _moved(request, newsletter, block, actions.step(block=block, up=False, by=request.user, at=timezone.now()), "giu")


def _place(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock) -> HttpResponse:
    given = request.POST.get("posto", "")
    to = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else block.position or 1
    return _moved(request, newsletter, block, actions.place(block=block, to=to, by=request.user, at=timezone.now()), "apri")


def _double(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock) -> HttpResponse:
    copy = actions.double(block=block, by=request.user, at=timezone.now())
    if not is_part(request):
        return _back(newsletter, copy)
    say = _("%(block)s doubled, the copy is at place %(n)d.") % {"block": copy, "n": copy.position}
    return _tell(_row(request, newsletter, copy, None), newsletter, focus=copy.pk, say=say)


def _out(request: HttpRequest, newsletter: Newsletter, block: NewsletterBlock) -> HttpResponse:
    after = newsletter.blocks.standing().filter(position__gt=block.position or 0).first()
    actions.take_out(block=block, by=request.user, at=timezone.now())
    undo = f"{newsletter.get_absolute_url()}blocchi/{block.pk}/rimetti/"
    toast(request, _("Taken out: %(block)s.") % {"block": block}, undo_url=undo)
    if not is_part(request):
        return _back(newsletter)
    near = after or newsletter.blocks.standing().last()
    return _tell(render(request, "relations/_toasts.html"), newsletter, focus=near.pk if near else 0)


VERBS = {"up": _up, "down": _down, "place": _place, "double": _double, "remove": _out}


@require_POST
@access.staff("press.change_newsletter")
def put_back(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """Undo the taking out."""
    newsletter = composer.one(pk)
    row = _block(newsletter, block)
    try:
        place = actions.put_back(block=row, by=request.user, at=timezone.now())
    except REFUSALS as refused:
        return _refused(request, newsletter, refused)
    toast(request, _("Put back at place %(n)d: %(block)s.") % {"n": place, "block": row})
    return _back(newsletter, row)


@access.staff("press.view_newsletter")
def choices(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """What of the archive a block may show, narrowed by words, as the options of its list."""
    row = _block(composer.one(pk), block)
    text = clean(request.GET.get("cerca", ""))[:80]
    found = letter_parts.choices(row.kind, timezone.now(), text)
    return render(request, "press/newsletters/_choices.html", {"found": found, "chosen": row.source, "text": text})


# --- how it arrives --------------------------------------------------------------
@access.staff("press.view_newsletter")
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it arrives, as the document of a frame that runs and loads nothing."""
    newsletter = composer.one(pk)
    is_dark = request.GET.get("come") == "scuro"
    return framed(preview.html(newsletter, composer.chosen(request, newsletter), at=timezone.now(), is_dark=is_dark))


@access.staff("press.view_newsletter")
def preview_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The box of the preview, asked again after each change."""
    newsletter = composer.one(pk)
    if not is_part(request):
        return _back(newsletter)
    context = {"newsletter": newsletter, **composer.preview_context(request, newsletter, timezone.now())}
    return render(request, "press/newsletters/_preview.html", context)


@access.staff("press.view_newsletter")
def checks_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The box of the checks, asked again after each change."""
    newsletter = composer.one(pk)
    if not is_part(request):
        return _back(newsletter)
    return render(request, "press/newsletters/_checks.html", {"newsletter": newsletter, **composer.checked(newsletter, timezone.now())})
