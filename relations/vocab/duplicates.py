"""Why two records look like the same party, and what became of the question."""

from django.utils.translation import gettext_lazy as _

from relations.vocab import Term, Terms

# Keys of relations/likeness/score.py.
ALIKE = Terms(
    Term("vat", _("same VAT number"), "rosso", "hash"),
    Term("tax", _("same tax code"), "rosso", "id-card"),
    Term("email", _("same e-mail"), "ocra", "mail"),
    Term("phone", _("same phone"), "ocra", "phone"),
    Term("site", _("same website"), "ocra", "globe"),
    Term("name", _("same name"), "glicine", "case-sensitive"),
    Term("swapped", _("first and last name swapped"), "glicine", "arrow-left-right"),
    Term("near", _("very similar name"), "glicine", "spell-check"),
    Term("rare", _("nobody else is called so"), "", "fingerprint"),
    Term("body", _("works at the same place"), "blu", "building-2"),
    Term("place", _("same municipality"), "blu", "map-pin"),
)
CANDIDATE_STATES = Terms(
    Term("open", _("To be looked at"), "ocra", "copy"),
    Term("different", _("Not the same"), "", "unlink"),
    Term("merged", _("Merged"), "verde", "merge"),
)
