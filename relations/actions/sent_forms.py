"""Remembering which forms were sent, so that the same one sent again makes no second row."""

from datetime import datetime

from relations.models import SentForm


def claim(*, key: str, at: datetime) -> SentForm | None:
    """Take the form for this request; None when it was sent already. Waits for a twin that is being answered.

    To be called inside the transaction that answers the form: who comes second stands at the key until the first is done.
    """
    row, is_new = SentForm.objects.get_or_create(key=key, defaults={"sent_at": at})
    return row if is_new else None


def answered(*, row: SentForm, url: str) -> None:
    """Note where the form led; one that led nowhere (a mistake in it) may be sent again."""
    if url:
        row.url = url[:1000]
        row.save(update_fields=["url"])
    else:
        row.delete()


def led_to(key: str) -> str:
    """Return where the form led when it was sent before."""
    return SentForm.objects.values_list("url", flat=True).get(key=key)


def forget(*, before: datetime) -> int:
    """Drop the forms sent before; return how many."""
    return SentForm.objects.filter(sent_at__lt=before).delete()[0]
