"""What is put in order every night."""

from datetime import datetime, timedelta

from django.db import transaction

from relations import panels
from relations.actions import gathering_signups, search, sent_forms, volunteer_signups
from relations.mail import limits, subscriptions, tally
from relations.mail.returns import looking
from relations.models import SearchEntry, SecretLink

# A dead link is kept a while, so that whoever asks can be told what it was.
LINKS_KEPT = timedelta(days=90)
RATES_KEPT = timedelta(days=2)
FORMS_KEPT = timedelta(days=2)


@transaction.atomic
def nightly(*, at: datetime) -> dict[str, int]:
    """Level the search table, drop long-dead links, unconfirmed addresses, old rate marks, old post; return how many of each."""
    return {
        "entries_mended": mend_search(),
        "words_learnt": search.learn(),
        "words_forgotten": search.unlearn(),
        "links_dropped": SecretLink.objects.filter(expires_at__lt=at - LINKS_KEPT).delete()[0],
        "unconfirmed_dropped": subscriptions.forget_unconfirmed(at=at),
        "signups_dropped": gathering_signups.forget_unconfirmed(at=at) + volunteer_signups.forget_unconfirmed(at=at),
        "mail_days_counted": tally.bring_up(at=at),
        "forms_forgotten": sent_forms.forget(before=at - FORMS_KEPT),
        "rate_marks_dropped": limits.forget(before=at - RATES_KEPT),
        "incoming_dropped": looking.forget(before=at - looking.KEPT),
    }


def mend_search() -> int:
    """Index rows without an entry and drop entries without a row; return how many there were.

    Kinds hide rows on purpose (archived, erased), so a missing entry costs one look each night and no more.
    """
    mended = 0
    for kind in panels.of(panels.SearchKind):
        entries = SearchEntry.objects.filter(kind=kind.key)
        rows = kind.model._default_manager
        orphans = entries.exclude(object_id__in=rows.values("pk"))
        mended += orphans.delete()[0]
        missing = rows.exclude(pk__in=entries.values("object_id"))
        before = entries.count()
        for obj in missing.iterator(chunk_size=500):
            search.index(obj)
        mended += entries.count() - before
    return mended
