"""Whether a party is of the press: then it must not be lost."""

from django.utils.translation import gettext as _

from press.models import Journalist, Outlet
from relations.models import Organization, Person


def why(party: Organization | Person) -> str:
    """Return "journalist" or "outlet", or empty."""
    if isinstance(party, Person):
        return _("journalist") if Journalist.objects.filter(person=party, opted_out_at=None).exists() else ""
    return _("outlet") if Outlet.objects.filter(organization=party).exists() else ""
