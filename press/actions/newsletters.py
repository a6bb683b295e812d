"""Writing a newsletter: its head, its plain text, its model. Once handed in it is frozen (see `sending`)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from press import prose
from press.models import Newsletter, NewsletterBlock
from press.queries import letter_parts
from relations.actions import history, mailing_lists, search
from relations.mail.audience import Choice
from relations.models import User
from relations.text import clean, one_line

CONTENT = ("title", "purpose", "language", "subject", "preheader", "style", "in_archive")
# What a copy of a block takes along.
OF_A_BLOCK = (
    "kind", "source", "heading", "level", "body", "text", "url", "label", "image", "alt_text", "is_decorative", "width",
)  # fmt: skip


class Frozen(Exception):
    """The newsletter was handed in or sent: its content no longer changes."""


class ChangedMeanwhile(Exception):
    """Somebody else saved after this page was opened."""


def _tidy(fields: dict) -> dict:
    return {key: one_line(value) if isinstance(value, str) else value for key, value in fields.items() if key in CONTENT}


def locked(newsletter: Newsletter) -> Newsletter:
    """Return the row under lock, with its mailing."""
    return Newsletter.objects.select_for_update(of=("self",)).select_related("mailing", "changed_by").get(pk=newsletter.pk)


def editable(newsletter: Newsletter) -> Newsletter:
    """Return the row under lock, or Frozen."""
    row = locked(newsletter)
    if not row.is_editable:
        raise Frozen(_("This newsletter was handed in: its content is frozen."))
    return row


def touch(row: Newsletter, at: datetime) -> None:
    """Note that the letter changed, its head or a block: a test sent before is old."""
    row.updated_at = at
    row.save(update_fields=["updated_at"])
    search.index(row)


def refuse_a_stale_page(row: Newsletter | NewsletterBlock, seen: int | None, by: User) -> None:
    """Raise ChangedMeanwhile when a colleague saved after the page was opened; nobody is in their own way."""
    if seen is not None and seen != row.version and row.changed_by_id not in (None, by.pk):
        raise ChangedMeanwhile(
            _("%(name)s changed this while you were writing. Your words are still here: compare them, then save again to keep yours.")
            % {"name": row.changed_by}
        )


@transaction.atomic
def draft(*, author: User, at: datetime, body: str = "", **fields) -> Newsletter:
    """Start a newsletter; `body` becomes its first block."""
    newsletter = Newsletter.objects.create(author=author, created_at=at, updated_at=at, **_tidy(fields))
    text = prose.tidy_mail(body)
    if text:
        NewsletterBlock.objects.create(newsletter=newsletter, kind="text", position=1, body=text, changed_by=author, changed_at=at)
    history.record(verb="newsletter.drafted", by=author, at=at, obj=newsletter)
    search.index(newsletter)
    return newsletter


@transaction.atomic
def begin_from(*, model: Newsletter, author: User, at: datetime, is_model: bool = False, **fields) -> Newsletter:
    """Start a newsletter (or a model) with the head and the blocks of another one."""
    given = {key: getattr(model, key) for key in ("language", "subject", "preheader", "style", "in_archive")}
    newsletter = draft(author=author, at=at, **{**given, **fields})
    if is_model:
        newsletter.is_model = True
        newsletter.save(update_fields=["is_model"])
    NewsletterBlock.objects.bulk_create(
        copy_of(block, newsletter=newsletter, position=number, by=author, at=at)
        for number, block in enumerate(model.blocks.standing(), 1)
    )
    return newsletter


def copy_of(block: NewsletterBlock, *, newsletter: Newsletter, position: int, by: User, at: datetime) -> NewsletterBlock:
    """Return an unsaved copy of `block`."""
    fields = {name: getattr(block, name) for name in OF_A_BLOCK}
    return NewsletterBlock(newsletter=newsletter, position=position, changed_by=by, changed_at=at, **fields)


@transaction.atomic
def revise(*, newsletter: Newsletter, by: User, at: datetime, seen: int | None = None, **fields) -> bool:
    """Save the head; return False when nothing differs. Frozen or ChangedMeanwhile when it may not."""
    row = editable(newsletter)
    fields = _tidy(fields)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return False
    refuse_a_stale_page(row, seen, by)
    for key, value in fields.items():
        setattr(row, key, value)
    row.version += 1
    row.changed_by = by
    row.save()
    touch(row, at)
    history.record(verb="newsletter.revised", by=by, at=at, obj=row, changes={"fields": ["", sorted(changes)]})
    newsletter.refresh_from_db()
    return True


@transaction.atomic
def aim(*, newsletter: Newsletter, choice: Choice, by: User, at: datetime) -> None:
    """Let it go only to those of some groups and lists who asked for it, or to all of them again. Frozen when too late."""
    row = editable(newsletter)
    mailing_lists.aim(thing=row, inside=choice.inside, outside=choice.outside, by=by, at=at)


@transaction.atomic
def write_plain(*, newsletter: Newsletter, text: str, by: User, at: datetime) -> None:
    """Keep a plain text of our own; an empty one gives the word back to the letter."""
    row = editable(newsletter)
    row.own_text = clean(text).replace("\r\n", "\n").strip()
    row.own_text_of = letter_parts.fingerprint(letter_parts.parts(row, at=at)) if row.own_text else ""
    row.save(update_fields=["own_text", "own_text_of"])
    touch(row, at)
    history.record(verb="newsletter.revised", by=by, at=at, obj=row, changes={"fields": ["", ["own_text"]]})
    newsletter.refresh_from_db()


@transaction.atomic
def drop_model(*, model: Newsletter, by: User, at: datetime) -> None:
    """Throw a model away; the letters made from it are their own."""
    row = editable(model)
    if not row.is_model:
        raise Frozen(_("Only models are thrown away."))
    history.record(verb="newsletter.deleted", by=by, at=at, obj=row)
    search.forget(row)
    row.delete()
