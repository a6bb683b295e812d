"""The files that prove something in a partnership."""

from django.db.models import Q, QuerySet

from partnerships.models import BudgetUse, Delivery, Partnership, Reading
from relations.models import Attachment


def files_of(partnership: Partnership) -> QuerySet[Attachment]:
    """Files of its readings, deliveries and expenses."""
    of = (
        Reading.objects.filter(indicator__partnership=partnership),
        Delivery.objects.filter(contribution__partnership=partnership),
        BudgetUse.objects.filter(line__partnership=partnership),
    )
    return Attachment.objects.filter(
        Q(pk__in=of[0].values("evidence")) | Q(pk__in=of[1].values("evidence")) | Q(pk__in=of[2].values("evidence"))
    )
