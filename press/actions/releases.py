"""Writing a release, having it approved, and letting it out."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from press import desk, prose
from press.models import PressRelease, ReleaseVersion
from relations import formats
from relations.actions import approvals, history, numbering, search
from relations.models import Approval, OfficeSettings, User
from relations.text import clean, one_line

APPROVE = "press.approve_pressrelease"
SERIES = "press.release"
# What a version keeps and a colleague may change.
CONTENT = (
    "kind", "topic", "language", "kicker", "title", "summary", "place", "dated_on", "body", "boilerplate", "notes",
    "contact_name", "contact_phone", "contact_email", "embargo_until", "partnership_id", "campaign_id",
)
_LINES = {"kicker", "title", "place", "contact_name", "contact_phone"}


class NotNow(Exception):
    """The release is not in a state that allows it; the message is for the page."""


class ChangedMeanwhile(Exception):
    """Somebody else saved a version after this one was opened."""


def _tidy(fields: dict) -> dict:
    def tidy(key: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if key == "body":
            return prose.tidy_release(value)
        return one_line(value) if key in _LINES else clean(value).strip()

    renamed = {"partnership": "partnership_id", "campaign": "campaign_id"}
    flat = {renamed.get(key, key): getattr(value, "pk", value) if key in renamed else value for key, value in fields.items()}
    return {key: tidy(key, value) for key, value in flat.items() if key in CONTENT}


def _snapshot(release: PressRelease, *, by: User, at: datetime) -> None:
    def plain(value: object) -> object:
        return value.isoformat() if hasattr(value, "isoformat") else value

    ReleaseVersion.objects.create(
        release=release, number=release.version, by=by, at=at,
        content={key: plain(getattr(release, key)) for key in CONTENT},
    )


def _locked(release: PressRelease) -> PressRelease:
    return PressRelease.objects.select_for_update(of=("self",)).get(pk=release.pk)


def _need(release: PressRelease, *statuses: str) -> None:
    if release.status not in statuses:
        raise NotNow(
            _("This release is in the state “%(state)s”: that can no longer be done.") % {"state": release.get_status_display()}
        )


@transaction.atomic
def draft(*, author: User, at: datetime, corrects: PressRelease | None = None, **fields) -> PressRelease:
    """Start a release: its first version is kept."""
    release = PressRelease.objects.create(author=author, created_at=at, updated_at=at, corrects=corrects, **_tidy(fields))
    _snapshot(release, by=author, at=at)
    history.record(verb="release.drafted", by=author, at=at, obj=release)
    search.index(release)
    return release


@transaction.atomic
def draft_correction(*, release: PressRelease, author: User, at: datetime) -> PressRelease:
    """Start the correction of a public release; when it comes out the first one is marked as corrected."""
    _need(_locked(release), "published", "corrected")
    return draft(
        author=author, at=at, corrects=release, kind="correction", topic=release.topic, language=release.language,
        kicker=_("Correction to release no. %(code)s") % {"code": release.code}, title=release.title[:160],
        summary=release.summary, place=release.place, body=release.body, boilerplate=release.boilerplate,
        contact_name=release.contact_name, contact_phone=release.contact_phone, contact_email=release.contact_email,
        partnership_id=release.partnership_id, campaign_id=release.campaign_id,
    )


@transaction.atomic
def revise(*, release: PressRelease, by: User, at: datetime, seen: int | None = None, **fields) -> bool:
    """Save changes as a new version; return False when nothing differs.

    A change after it was handed in or approved brings it back to draft. `seen` is the version the editor opened:
    ChangedMeanwhile when there is a newer one. NotNow once it left the desk.
    """
    row = _on_the_desk(release)
    if seen is not None and seen != row.version:
        raise ChangedMeanwhile(_("Somebody changed this release while you were writing. Compare the versions, then save again."))
    fields = _tidy(fields)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return False
    for key, value in fields.items():
        setattr(row, key, value)
    _back_to_draft(row, at=at)
    row.version += 1
    row.updated_at = at
    row.save()
    _snapshot(row, by=by, at=at)
    history.record(verb="release.revised", by=by, at=at, obj=row, changes={"fields": ["", sorted(changes)]})
    search.index(row)
    release.refresh_from_db()
    return True


@transaction.atomic
def open_for_changes(*, release: PressRelease, at: datetime) -> None:
    """Lock the release for a change to what goes with it (its files); what was handed in or approved is a draft again.

    NotNow once it left the desk.
    """
    row = _on_the_desk(release)
    if row.status != "draft":
        _back_to_draft(row, at=at)
        row.save(update_fields=["status", "approved_by", "approved_at"])
        release.refresh_from_db()


def _on_the_desk(release: PressRelease) -> PressRelease:
    row = _locked(release)
    _need(row, "draft", "in_review", "approved")
    return row


def _back_to_draft(row: PressRelease, *, at: datetime) -> None:
    """Two pairs of eyes saw another text: the approval is no longer worth anything."""
    if row.status != "draft":
        _withdraw_request(row, at=at)
        row.status, row.approved_by, row.approved_at = "draft", None, None


def _withdraw_request(release: PressRelease, *, at: datetime) -> None:
    requests = Approval.objects.filter(
        object_type__app_label="press", object_type__model="pressrelease", object_id=release.pk, status="requested"
    )
    requests.update(status=Approval.Status.WITHDRAWN, decided_at=at)


@transaction.atomic
def hand_in(*, release: PressRelease, by: User, at: datetime) -> None:
    """Ask for the approval of somebody else; NotNow when title, summary or text are missing."""
    row = _locked(release)
    _need(row, "draft")
    if not (row.title and row.summary and row.body):
        raise NotNow(_("Before asking for the approval write the title, the summary and the text."))
    without = [image.name for image in row.attachments.all() if image.mime.startswith("image/") and not image.alt_text]
    if without:
        raise NotNow(_("Describe the image “%(name)s” in words first.") % {"name": without[0]})
    _move(row, "in_review", at)
    approvals.request(
        obj=row, permission=APPROVE, title=row.title, url=row.get_absolute_url(), by=by, at=at, icon="megaphone",
        summary=row.summary,
    )
    history.record(verb="release.handed_in", by=by, at=at, obj=row)
    release.refresh_from_db()


@transaction.atomic
def decide(*, release: PressRelease, granted: bool, by: User, at: datetime, reason: str = "") -> None:
    """Approve the release or send it back with a reason; the author never approves (ApprovalRefused)."""
    row = _locked(release)
    _need(row, "in_review")
    if granted and row.author_id == by.pk:
        raise approvals.ApprovalRefused(_("Somebody else has to approve it: you wrote it."))
    approvals.decide(obj=row, granted=granted, by=by, at=at, reason=clean(reason))
    row.approved_by, row.approved_at = (by, at) if granted else (None, None)
    _move(row, "approved" if granted else "draft", at)
    history.record(verb="release.approved" if granted else "release.sent_back", by=by, at=at, obj=row)
    release.refresh_from_db()


@transaction.atomic
def let_out(
    *, release: PressRelease, by: User, at: datetime, publish_at: datetime | None = None, embargo_until: datetime | None = None
) -> PressRelease:
    """Publish an approved release: now, at `publish_at`, or when the embargo ends."""
    row = _locked(release)
    _need(row, "approved")
    row.publish_at, row.embargo_until = publish_at, embargo_until
    status = desk.waiting_status(publish_at=publish_at, embargo_until=embargo_until, at=at)
    if status == "published":
        _publish(row, by=by, at=at)
    else:
        _move(row, status, at)
        history.record(verb=f"release.{status}", by=by, at=at, obj=row)
        search.index(row)
    release.refresh_from_db()
    return release


@transaction.atomic
def hold_back(*, release: PressRelease, by: User, at: datetime) -> None:
    """Take a scheduled or embargoed release back to the desk, still approved."""
    row = _locked(release)
    _need(row, "scheduled", "under_embargo")
    row.publish_at = None
    _move(row, "approved", at)
    history.record(verb="release.held_back", by=by, at=at, obj=row)
    release.refresh_from_db()


@transaction.atomic
def publish_due(*, at: datetime) -> int:
    """Publish what waits and whose moment has come; run twice at once, each release comes out once."""
    due = PressRelease.objects.due(at).select_for_update(of=("self",), skip_locked=True).order_by("pk")
    count = 0
    for row in due:
        _publish(row, by=None, at=at)
        count += 1
    return count


def _publish(row: PressRelease, *, by: User | None, at: datetime) -> None:
    """Give the number and open the page. The row must be locked."""
    local = at.astimezone(desk.ROME)
    if row.number is None:
        row.year, row.number = local.year, numbering.next_number(series=SERIES, year=local.year)
    row.published_at = row.published_at or at
    row.dated_on = row.dated_on or local.date()
    _move(row, "published", at)
    history.record(verb="release.published", by=by, at=at, obj=row, changes={"number": ["", row.code]})
    if row.corrects_id:
        first = PressRelease.objects.select_for_update(of=("self",)).get(pk=row.corrects_id)
        if first.status == "published":
            _move(first, "corrected", at)
            history.record(verb="release.corrected", by=by, at=at, obj=first)
    search.index(row)


@transaction.atomic
def withdraw(*, release: PressRelease, reason: str, by: User, at: datetime) -> None:
    """Take a release off: its public page says only that it was withdrawn. The number stays taken."""
    row = _locked(release)
    if row.status == "withdrawn":
        return
    if not reason.strip():
        raise NotNow(_("Write why it is withdrawn: colleagues will read it in the history."))
    _withdraw_request(row, at=at)
    row.withdrawn_at, row.withdrawn_reason = at, one_line(reason)[:300]
    _move(row, "withdrawn", at)
    history.record(verb="release.withdrawn", by=by, at=at, obj=row, changes={"reason": ["", row.withdrawn_reason]})
    search.index(row)
    release.refresh_from_db()


def _move(row: PressRelease, status: str, at: datetime) -> None:
    row.status, row.updated_at = status, at
    row.save()


def standard_words() -> dict[str, str]:
    """Return who we are and whom to call, as a new release starts with them."""
    office = OfficeSettings.current()
    who = office.name if not office.tagline else f"{office.name}, {office.tagline}"
    where = ", ".join(filter(None, [office.address, f"{office.postal_code} {office.municipality}".strip()]))
    return {
        "boilerplate": ". ".join(filter(None, [who, where])),
        "contact_phone": formats.phone(office.phone).replace(formats.NBSP, " ") if office.phone else "",
        "contact_email": office.email,
        "place": office.municipality,
    }


def public_listing_path() -> str:
    """Return where the public finds the releases."""
    return reverse("press:newsroom")
