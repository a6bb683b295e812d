"""Numbers without gaps."""

from relations.models import Sequence


def next_number(*, series: str, year: int) -> int:
    """Return the next number of `series` in `year`, from 1, without gaps or repeats.

    Must run inside the transaction that uses the number: the row stays locked until it commits, and a rollback
    gives the number back. The unique constraint settles two first comers.
    """
    Sequence.objects.get_or_create(series=series, year=year)
    row = Sequence.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
