"""Whether a party stands in a partnership that goes on: then it must not be lost."""

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.models import PartnershipParty
from relations.models import Organization, Person


def why(party: Organization | Person) -> str:
    """Return "in a partnership with us", or empty."""
    part = Q(contact=party) if isinstance(party, Person) else Q(organization=party)
    if isinstance(party, Person):
        part |= Q(organization__affiliations__person=party, organization__affiliations__ended_on=None)
    is_in = PartnershipParty.objects.filter(part, partnership__state__in=terms.LIVING).exists()
    return _("in a partnership that goes on") if is_in else ""
