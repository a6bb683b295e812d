"""Whether a party has given: then it must not be lost."""

from django.utils.translation import gettext as _

from fundraising.models import Donation
from fundraising.vocab import COUNTED_STATUSES
from relations.models import Organization, Person


def why(party: Organization | Person) -> str:
    """Return "has given", or empty."""
    given = Donation.objects.filter(**{party._meta.model_name: party}, status__in=COUNTED_STATUSES)
    return _("has given") if given.exists() else ""
