"""The desk: writing a release, having it approved, letting it out."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from press import vocab
from press.actions import images
from press.actions import releases as actions
from press.forms.releases import FileForm, LetOutForm, ReleaseForm, SendBackForm, WithdrawForm
from press.models import PressRelease
from press.queries import releases as queries
from press.views.editor import editor_media
from relations.actions.approvals import ApprovalRefused
from relations.web import access
from relations.web.export import ExportColumn
from relations.web.htmx import page_or_part
from relations.web.listing import Filter, Listing, Sort
from relations.web.toast import toast

FILTERS = [
    Filter("stato", gettext_lazy("State"), lambda request: vocab.RELEASE_STATUS.choices, lambda rows, value: rows.filter(status=value)),
    Filter("tema", gettext_lazy("Topic"), lambda request: vocab.TOPICS.choices, lambda rows, value: rows.filter(topic=value)),
    Filter("tipo", gettext_lazy("Kind"), lambda request: vocab.RELEASE_KINDS.choices, lambda rows, value: rows.filter(kind=value)),
]


def _moment(value: datetime | None) -> str:
    """A moment as a file has it: Rome's day and hour."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


SORTS = [
    Sort("recenti", gettext_lazy("Last changed"), ("updated_at",), descending=True),
    Sort("titolo", gettext_lazy("Title"), ("folded_title",)),
]
COLUMNS = [
    ExportColumn(gettext_lazy("Number"), lambda row: row.code),
    ExportColumn(gettext_lazy("Title"), lambda row: row.title),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("Topic"), lambda row: row.get_topic_display()),
    ExportColumn(gettext_lazy("State"), lambda row: row.get_status_display()),
    ExportColumn(gettext_lazy("Published on"), lambda row: _moment(row.published_at)),
    ExportColumn(gettext_lazy("Author"), lambda row: str(row.author)),
    ExportColumn(gettext_lazy("Coverage"), lambda row: row.coverage_count),
]


@access.staff("press.view_pressrelease")
def listing(request: HttpRequest) -> HttpResponse:
    """The releases."""
    found = Listing(
        request, queries.listed(), SORTS, FILTERS, search=queries.matching, columns=COLUMNS, filename="comunicati"
    )
    return found.export() or page_or_part(
        request, "press/releases/list.html", "press/releases/_list.html", {"listing": found}
    )


@access.staff("press.add_pressrelease")
def new(request: HttpRequest) -> HttpResponse:
    """Start a release."""
    initial = {
        "kind": "release", "topic": "together", "language": "it", "contact_name": request.user.display_name,
        **actions.standard_words(),
    }
    form = ReleaseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        release = actions.draft(author=request.user, at=timezone.now(), **_fields(form))
        return _then(request, release, _("Draft saved."))
    return _render(request, "press/releases/new.html", form, {"meters": queries.meters(None)})


@access.staff("press.view_pressrelease")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One release: its text, its path, its files, what came out of it."""
    release = _one(pk)
    may_write = release.is_editable and request.user.has_perm("press.change_pressrelease")
    if request.method == "POST":
        access.require(request, "press.change_pressrelease")
        return _save(request, release)
    return _page(request, release, ReleaseForm(initial=_initial(release)) if may_write else None)


def _save(request: HttpRequest, release: PressRelease) -> HttpResponse:
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            changed = actions.revise(
                release=release, by=request.user, at=timezone.now(), seen=form.cleaned_data["seen"], **_fields(form)
            )
        except (actions.ChangedMeanwhile, actions.NotNow) as refused:
            form.add_error(None, str(refused))
        else:
            return _then(request, release, _("Draft saved.") if changed else _("Nothing had changed."))
    return _page(request, release, form)


def _then(request: HttpRequest, release: PressRelease, said: str) -> HttpResponse:
    """After saving: also hand it in when that was the button."""
    if request.POST.get("then") == "hand_in":
        return _do(request, release, _("Handed in: whoever approves finds it on their page."),
                   lambda: actions.hand_in(release=release, by=request.user, at=timezone.now()))  # fmt: skip
    toast(request, said)
    return redirect(release)


def _fields(form: ReleaseForm) -> dict:
    return {key: value for key, value in form.cleaned_data.items() if key != "seen"}


def _initial(release: PressRelease) -> dict:
    return {
        **{key.removesuffix("_id"): getattr(release, key) for key in actions.CONTENT},
        "seen": release.version,
    }


def _one(pk: int) -> PressRelease:
    rows: QuerySet = PressRelease.objects.select_related("author", "approved_by", "corrects", "partnership", "campaign")
    return access.get(rows, pk=pk)


def _page(request: HttpRequest, release: PressRelease, form: ReleaseForm | None, **more) -> HttpResponse:
    user = request.user
    context = {
        "release": release,
        "steps": queries.steps(release),
        "refusal": queries.refusal(release),
        "meters": queries.meters(release),
        "coverage": queries.coverage_of(release),
        "distributions": release.distributions.select_related("mailing", "by").order_by("-pk"),
        "files": release.attachments.order_by("pk"),
        "corrections": release.corrections.order_by("pk"),
        "may_approve": release.status == "in_review" and user.has_perm(actions.APPROVE) and release.author_id != user.pk,
        "may_publish": user.has_perm("press.publish_pressrelease"),
        "send_back": SendBackForm(prefix="back"),
        "let_out": LetOutForm(at=timezone.now(), initial=_when(release)),
        "withdraw_form": WithdrawForm(prefix="ritiro"),
        "file_form": FileForm(prefix="file"),
        **more,
    }
    return _render(request, "press/releases/detail.html", form, context)


def _when(release: PressRelease) -> dict:
    """What the author wrote about the embargo is what the form proposes."""
    later = release.embargo_until and release.embargo_until > timezone.now()
    return {"how": "embargo", "moment": release.embargo_until} if later else {"how": "now"}


def _render(request: HttpRequest, template: str, form: ReleaseForm | None, context: dict) -> HttpResponse:
    forms = [one for one in (form, *context.values()) if isinstance(one, BaseForm)]
    refused = any(one.is_bound and one.errors for one in forms)
    media = editor_media(request, form) if form else ""
    return render(request, template, {**context, "form": form, "media": media}, status=422 if refused else 200)


def _do(request: HttpRequest, release: PressRelease, said: str, act) -> HttpResponse:
    """Run one action and go back to the page; a refusal is told there."""
    try:
        act()
    except (actions.NotNow, ApprovalRefused) as refused:
        toast(request, str(refused), level=messages.ERROR)
    else:
        toast(request, said)
    return redirect(release)


@access.staff("press.view_pressrelease")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page as it will be, for colleagues only."""
    return render(request, "press/newsroom/release.html", {"release": _one(pk), "is_preview": True, "public_key": "newsroom"})


@access.staff("press.view_pressrelease")
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions, and what changed between one and the one before."""
    release = _one(pk)
    found = list(queries.versions(release))
    wanted = request.GET.get("v", "")
    place = next((i for i, version in enumerate(found) if str(version.number) == wanted), 0)
    changes = queries.compare(found[place + 1], found[place]) if place + 1 < len(found) else []
    return render(
        request, "press/releases/versions.html",
        {"release": release, "versions": found, "shown": found[place] if found else None, "changes": changes},
    )  # fmt: skip


@require_POST
@access.staff(actions.APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, or send back with a reason."""
    release, granted = _one(pk), request.POST.get("answer") == "yes"
    form = SendBackForm(request.POST, prefix="back")
    if not granted and not form.is_valid():
        return _page(request, release, None, send_back=form)
    reason = "" if granted else form.cleaned_data["reason"]
    said = _("Release approved.") if granted else _("Sent back to %(name)s.") % {"name": release.author}
    return _do(request, release, said,
               lambda: actions.decide(release=release, granted=granted, by=request.user, at=timezone.now(), reason=reason))  # fmt: skip


@require_POST
@access.staff("press.publish_pressrelease")
def let_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish now, on a day, or when the embargo ends."""
    release, at = _one(pk), timezone.now()
    form = LetOutForm(request.POST, at=at)
    if not form.is_valid():
        return _page(request, release, None, let_out=form)
    said = _("Published in the newsroom.") if form.cleaned_data["how"] == form.NOW else _("It comes out by itself at that hour.")
    return _do(request, release, said, lambda: actions.let_out(release=release, by=request.user, at=at, **form.times))


@require_POST
@access.staff("press.publish_pressrelease")
def hold_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scheduled or embargoed release back."""
    release = _one(pk)
    return _do(request, release, _("Back at the desk: it does not come out."),
               lambda: actions.hold_back(release=release, by=request.user, at=timezone.now()))  # fmt: skip


@require_POST
@access.staff("press.publish_pressrelease")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a release off."""
    release = _one(pk)
    form = WithdrawForm(request.POST, prefix="ritiro")
    if not form.is_valid():
        return _page(request, release, None, withdraw_form=form)
    reason = form.cleaned_data["reason"]
    return _do(request, release, _("Release withdrawn."),
               lambda: actions.withdraw(release=release, reason=reason, by=request.user, at=timezone.now()))  # fmt: skip


@require_POST
@access.staff("press.add_pressrelease")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the correction of a public release."""
    release = _one(pk)
    try:
        correction = actions.draft_correction(release=release, author=request.user, at=timezone.now())
    except actions.NotNow as refused:
        toast(request, str(refused), level=messages.ERROR)
        return redirect(release)
    return redirect(correction)


@require_POST
@access.staff("press.change_pressrelease")
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture or PDF."""
    release = _one(pk)
    form = FileForm(request.POST, request.FILES, prefix="file")
    if form.is_valid():
        try:
            images.attach(release=release, upload=form.cleaned_data["file"], alt_text=form.cleaned_data["alt_text"],
                          by=request.user, at=timezone.now())  # fmt: skip
        except ValidationError as refused:
            form.add_error("file", refused)
        except actions.NotNow as refused:
            form.add_error("file", str(refused))
        else:
            toast(request, _("File added."))
            return redirect(release)
    may_write = release.is_editable
    return _page(request, release, ReleaseForm(initial=_initial(release)) if may_write else None, file_form=form)


@require_POST
@access.staff("press.change_pressrelease")
def detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off."""
    release = _one(pk)
    attachment = access.get(release.attachments.all(), pk=file)
    return _do(request, release, _("File removed."), lambda: images.detach(
        release=release, attachment=attachment, by=request.user, at=timezone.now()))  # fmt: skip


@access.staff("press.view_pressrelease")
def file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file of a release that is not public yet."""
    attachment = access.get(_one(pk).attachments.all(), pk=file)
    response = FileResponse(attachment.file.open("rb"), content_type=attachment.mime, filename=attachment.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
