"""Writing a newsletter: text and blocks. Once handed in it is frozen (see `sending`)."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from press import prose
from press.models import Newsletter, NewsletterBlock
from relations.actions import history, mailing_lists, search
from relations.mail.audience import Choice
from relations.models import User
from relations.text import clean, one_line

CONTENT = ("title", "purpose", "language", "subject", "preheader", "body", "in_archive")


class Frozen(Exception):
    """The newsletter was handed in or sent: its content no longer changes."""


class ChangedMeanwhile(Exception):
    """Somebody else saved after this page was opened."""


def _tidy(fields: dict) -> dict:
    return {
        key: prose.tidy_mail(value) if key == "body" else one_line(value) if isinstance(value, str) else value
        for key, value in fields.items() if key in CONTENT
    }  # fmt: skip


def locked(newsletter: Newsletter) -> Newsletter:
    """Return the row under lock, with its mailing."""
    return Newsletter.objects.select_for_update(of=("self",)).select_related("mailing").get(pk=newsletter.pk)


def _editable(newsletter: Newsletter) -> Newsletter:
    row = locked(newsletter)
    if not row.is_editable:
        raise Frozen(_("This newsletter was handed in: its content is frozen."))
    return row


@transaction.atomic
def draft(*, author: User, at: datetime, **fields) -> Newsletter:
    """Start a newsletter."""
    newsletter = Newsletter.objects.create(author=author, created_at=at, updated_at=at, **_tidy(fields))
    history.record(verb="newsletter.drafted", by=author, at=at, obj=newsletter)
    search.index(newsletter)
    return newsletter


@transaction.atomic
def revise(*, newsletter: Newsletter, by: User, at: datetime, seen: int | None = None, **fields) -> bool:
    """Save the text; return False when nothing differs. Frozen or ChangedMeanwhile when it may not."""
    row = _editable(newsletter)
    if seen is not None and seen != row.version:
        raise ChangedMeanwhile(_("Somebody changed this newsletter while you were writing. Copy your text, reload and compare."))
    fields = _tidy(fields)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if not changes:
        return False
    for key, value in fields.items():
        setattr(row, key, value)
    _touch(row, at)
    history.record(verb="newsletter.revised", by=by, at=at, obj=row, changes={"fields": ["", sorted(changes)]})
    search.index(row)
    newsletter.refresh_from_db()
    return True


@transaction.atomic
def aim(*, newsletter: Newsletter, choice: Choice, by: User, at: datetime) -> None:
    """Let it go only to those of some groups and lists who asked for it, or to all of them again. Frozen when too late."""
    row = _editable(newsletter)
    mailing_lists.aim(thing=row, inside=choice.inside, outside=choice.outside, by=by, at=at)


def _touch(row: Newsletter, at: datetime) -> None:
    row.version += 1
    row.updated_at = at
    row.save()


@transaction.atomic
def add_block(*, newsletter: Newsletter, kind: str, by: User, at: datetime, **fields) -> NewsletterBlock:
    """Put a block at the end."""
    row = _editable(newsletter)
    last = row.blocks.aggregate(last=models.Max("position"))["last"] or 0
    text = {key: clean(value).strip() if isinstance(value, str) else value for key, value in fields.items()}
    block = NewsletterBlock.objects.create(newsletter=row, kind=kind, position=last + 1, **text)
    _touch(row, at)
    history.record(verb="newsletter.block_added", by=by, at=at, obj=row, changes={"block": ["", str(block)[:100]]})
    return block


@transaction.atomic
def move_block(*, block: NewsletterBlock, up: bool, by: User, at: datetime) -> None:
    """Change places with the block before or after; at the end nothing happens."""
    row = _editable(block.newsletter)
    order = list(row.blocks.order_by("position", "pk"))
    place = next(i for i, one in enumerate(order) if one.pk == block.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for number, one in enumerate(order, 1):
        one.position = number
    NewsletterBlock.objects.bulk_update(order, ["position"])
    _touch(row, at)
    history.record(verb="newsletter.block_moved", by=by, at=at, obj=row)


@transaction.atomic
def remove_block(*, block: NewsletterBlock, by: User, at: datetime) -> None:
    """Take a block out."""
    row = _editable(block.newsletter)
    block.delete()
    _touch(row, at)
    history.record(verb="newsletter.block_removed", by=by, at=at, obj=row)
