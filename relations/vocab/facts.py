"""Fixed lists of the facts of a record page."""

from django.utils.translation import gettext_lazy as _

from relations.vocab import Term, Terms

# A company's size by its employees, as the European Union counts: under 10, 50, 250.
SIZES = Terms(
    Term("micro", _("micro company")),
    Term("small", _("small company")),
    Term("medium", _("medium company")),
    Term("large", _("large company")),
)
