"""The lists of agreements for Django: labels translated for the reader."""

from partnerships import agreement_kinds as kinds
from partnerships.terms import _terms

KINDS = _terms(kinds.KINDS)
TOPICS = _terms((*kinds.TOPICS, kinds.Term(kinds.OTHER_TOPIC, kinds.N_("Other clause"))))
GIVES_BACK = _terms(kinds.GIVES_BACK)
POWERS = _terms(kinds.POWERS)
STATUSES = _terms(kinds.STATUSES)
STANDINGS = _terms(kinds.STANDINGS)
METHODS = _terms(kinds.METHODS)
INTERESTS = _terms(kinds.INTERESTS)
ANSWERS = _terms(kinds.ANSWERS)
FAMILIES = _terms(
    (
        kinds.Term("none", kinds.N_("nothing passes")),
        kinds.Term("gift", kinds.N_("gift")),
        kinds.Term("sponsorship", kinds.N_("sponsorship")),
    )
)
