"""Citizens, institutions, companies, press: in which public each message counts, one for each recipient."""

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from relations.models import Affiliation, Delivery, Mailing
from relations.vocab import Term, Terms

AUDIENCES = Terms(
    Term("citizens", _("Citizens"), "verde", "users"),
    Term("nonprofits", _("Non-profits"), "glicine", "hand-heart"),
    Term("companies", _("Companies"), "ticino", "factory"),
    Term("institutions", _("Institutions"), "blu", "landmark"),
    Term("schools", _("Schools and universities"), "ocra", "school"),
    Term("press", _("Press"), "cotto", "newspaper"),
    Term("others", _("Other bodies"), "", "building"),
)
# The kind of body a recipient is or belongs to → the public it counts in.
OF_KIND = {
    "nonprofit": "nonprofits", "foundation": "nonprofits", "company": "companies", "public_body": "institutions",
    "political_group": "institutions", "school": "schools", "university": "schools", "media": "press",
    "facility": "others", "other": "others",
}  # fmt: skip


def tagged(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return `deliveries` with `audience`: that of the body written to, or of the person's position, else citizens.

    What goes out as a press release is for the press, whoever reads it.
    """
    position = (
        Affiliation.objects.filter(person=OuterRef("person"), ended_on=None)
        .order_by("-is_main_contact", "-started_on", "-pk").values("organization__kind")[:1]
    )  # fmt: skip
    kind = Coalesce("organization__kind", Subquery(position), Value(""))
    cases = [When(body_kind=key, then=Value(audience)) for key, audience in OF_KIND.items()]
    return deliveries.alias(body_kind=kind).annotate(
        audience=Case(When(mailing__purpose="press", then=Value("press")), *cases, default=Value("citizens"))
    )


def counted(deliveries: QuerySet[Delivery]) -> list[tuple[Term, int]]:
    """Return how many of `deliveries` each public has, the largest first; who has none is not listed."""
    rows = dict(tagged(deliveries).order_by().values_list("audience").annotate(n=Count("pk")))
    return sorted(((term, rows[term.key]) for term in AUDIENCES if rows.get(term.key)), key=lambda pair: -pair[1])


def of_mailing(mailing: Mailing) -> list[tuple[Term, int]]:
    """Return the publics of those a mailing goes to, those left out not counted."""
    return counted(mailing.deliveries.exclude(state=Delivery.State.EXCLUDED))
