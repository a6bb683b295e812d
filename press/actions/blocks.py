"""The blocks of a newsletter: put in, changed, moved, doubled, taken out and put back. The database keeps their order whole."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from press import prose, vocab
from press.actions.newsletters import ChangedMeanwhile, Frozen, copy_of, editable, refuse_a_stale_page, touch
from press.models import Newsletter, NewsletterBlock, PressRelease
from relations.actions import history
from relations.models import User
from relations.text import clean, one_line

__all__ = ["ChangedMeanwhile", "Frozen", "TooMany", "add", "change", "double", "place", "put_back", "step", "take_out"]
# A block taken out can come back for this long.
REGRET = timedelta(days=7)
_OWN = {"source", "level", "image", "alt_text", "is_decorative", "width", "heading", "body", "text", "url", "label"}


class TooMany(Exception):
    """The letter has all the blocks it can have; the message is for the page."""


def _tidy(fields: dict) -> dict:
    found = {key: value for key, value in fields.items() if key in _OWN}
    for key, value in found.items():
        if key == "body":
            found[key] = prose.tidy_mail(value)
        elif isinstance(value, str):
            found[key] = clean(value).strip() if key == "text" else one_line(value)
    if found.get("is_decorative"):
        found["alt_text"] = ""
    return found


def _write(row: Newsletter, order: list[NewsletterBlock]) -> None:
    """Number the blocks anew, in one statement."""
    for number, block in enumerate(order, 1):
        block.position, block.was_at = number, None
    NewsletterBlock.objects.bulk_update(order, ["position", "was_at"])


def _room(row: Newsletter) -> list[NewsletterBlock]:
    order = list(row.blocks.standing())
    if len(order) >= vocab.LONGEST_LETTER:
        raise TooMany(_("This letter has %(n)d blocks already: nobody reads more. Take one out first.") % {"n": len(order)})
    return order


def _insert(row: Newsletter, order: list[NewsletterBlock], block: NewsletterBlock, index: int) -> NewsletterBlock:
    block.position, block.was_at = len(order) + 1, None
    block.save()
    order.insert(index, block)
    _write(row, order)
    return block


@transaction.atomic
def add(
    *, newsletter: Newsletter, kind: str, by: User, at: datetime, after: NewsletterBlock | None = None,
    release: PressRelease | None = None, **fields,
) -> NewsletterBlock:
    """Put a block at the end, or under `after`. TooMany when the letter is full."""
    row = editable(newsletter)
    order = _room(row)
    if release is not None:
        fields["source"] = release.pk
    block = NewsletterBlock(newsletter=row, kind=kind, changed_by=by, changed_at=at, **_tidy(fields))
    index = next((place + 1 for place, one in enumerate(order) if after is not None and one.pk == after.pk), len(order))
    _insert(row, order, block, index)
    touch(row, at)
    history.record(verb="newsletter.block_added", by=by, at=at, obj=row, changes={"block": ["", str(block)[:100]]})
    return block


@transaction.atomic
def change(*, block: NewsletterBlock, by: User, at: datetime, seen: int | None = None, **fields) -> bool:
    """Save what a block says; False when nothing differs. Frozen or ChangedMeanwhile when it may not."""
    letter = editable(block.newsletter)
    row = NewsletterBlock.objects.select_related("changed_by").get(pk=block.pk)
    fields = _tidy(fields)
    changed = {key for key, value in fields.items() if getattr(row, key) != value}
    if not changed:
        return False
    refuse_a_stale_page(row, seen, by)
    for key, value in fields.items():
        setattr(row, key, value)
    row.version, row.changed_by, row.changed_at = row.version + 1, by, at
    row.save()
    touch(letter, at)
    history.record(verb="newsletter.revised", by=by, at=at, obj=letter, changes={"fields": [str(row)[:100], sorted(changed)]})
    block.refresh_from_db()
    return True


@transaction.atomic
def place(*, block: NewsletterBlock, to: int, by: User, at: datetime) -> int:
    """Move a block to place `to`, counted from 1; too far is the end. Return where it stands now."""
    row = editable(block.newsletter)
    order = list(row.blocks.standing())
    here = next((index for index, one in enumerate(order) if one.pk == block.pk), None)
    if here is None:
        return 0
    there = min(max(to, 1), len(order)) - 1
    if there != here:
        order.insert(there, order.pop(here))
        _write(row, order)
        touch(row, at)
        history.record(verb="newsletter.block_moved", by=by, at=at, obj=row)
    return there + 1


@transaction.atomic
def step(*, block: NewsletterBlock, by: User, at: datetime, up: bool) -> int:
    """Change places with the block before or after; at the end nothing happens. Return where it stands now."""
    row = editable(block.newsletter)
    now = row.blocks.filter(pk=block.pk).values_list("position", flat=True).get()
    return place(block=block, to=now - 1 if up else now + 1, by=by, at=at) if now else 0


@transaction.atomic
def double(*, block: NewsletterBlock, by: User, at: datetime) -> NewsletterBlock:
    """Put a copy under the block."""
    row = editable(block.newsletter)
    order = _room(row)
    index = next((place + 1 for place, one in enumerate(order) if one.pk == block.pk), len(order))
    copy = _insert(row, order, copy_of(block, newsletter=row, position=0, by=by, at=at), index)
    touch(row, at)
    history.record(verb="newsletter.block_added", by=by, at=at, obj=row, changes={"block": ["", str(copy)[:100]]})
    return copy


@transaction.atomic
def take_out(*, block: NewsletterBlock, by: User, at: datetime) -> None:
    """Take a block out; for a while it can come back. Twice is once."""
    row = editable(block.newsletter)
    order = list(row.blocks.standing())
    out = next((one for one in order if one.pk == block.pk), None)
    if out is None:
        return
    order.remove(out)
    out.was_at, out.position, out.changed_at = out.position, None, at
    out.save(update_fields=["was_at", "position", "changed_at"])
    _write(row, order)
    row.blocks.filter(position=None, changed_at__lt=at - REGRET).delete()
    touch(row, at)
    history.record(verb="newsletter.block_removed", by=by, at=at, obj=row, changes={"block": [str(out)[:100], ""]})


@transaction.atomic
def put_back(*, block: NewsletterBlock, by: User, at: datetime) -> int:
    """Put a block back where it stood, as near as the letter still allows. Return its place. Twice is once."""
    row = editable(block.newsletter)
    out = row.blocks.get(pk=block.pk)
    if out.is_standing:
        return out.position
    order = _room(row)
    index = min(out.was_at - 1, len(order))
    _insert(row, order, out, index)
    touch(row, at)
    history.record(verb="newsletter.block_added", by=by, at=at, obj=row, changes={"block": ["", str(out)[:100]]})
    return index + 1
