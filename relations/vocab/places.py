"""Fixed lists of places: what an address is for, how ties read from both sides, where regions stand on a small map."""

from django.utils.translation import gettext_lazy as _

from relations.vocab import Term, Terms

ADDRESS_KINDS = Terms(
    Term("seat", _("Registered seat"), icon="building-2"),
    Term("operational", _("Working site"), icon="factory"),
    Term("postal", _("For the post"), icon="mailbox"),
    Term("home", _("Home"), icon="house"),
)
# What is offered first for a body and for a person.
KINDS_OF = {"organization": ("seat", "operational", "postal"), "person": ("home", "postal", "operational")}

# A tie read from the other side: "X is a member of Y" is "Y has as a member X".
TIES_BACK = {
    "member_of": _("has as a member"),
    "branch_of": _("has as a branch"),
    "works_with": _("works with"),
    "funds": _("is funded by"),
    "supplies": _("is supplied by"),
    "controls": _("is controlled by"),
    "founded": _("was founded by"),
    "hosts": _("is hosted by"),
    "represents": _("is represented by"),
    "agreement": _("has an agreement with"),
}
# These read the same from both sides.
MUTUAL_TIES = ("works_with", "agreement")

# ISTAT code of a region → (column, row) of its tile on the small map.
TILES = {
    "02": (0, 0), "01": (0, 1), "03": (1, 0), "04": (2, 0), "05": (3, 0), "06": (4, 0), "07": (1, 1), "08": (2, 1),
    "09": (2, 2), "10": (3, 2), "11": (4, 2), "12": (3, 3), "13": (4, 3), "14": (4, 4), "15": (3, 4), "16": (5, 4),
    "17": (4, 5), "18": (5, 5), "19": (4, 6), "20": (0, 4),
}  # fmt: skip
