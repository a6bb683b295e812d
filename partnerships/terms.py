"""The fixed lists for Django: labels translated for the reader, and the few lists only screens need."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships import lifecycle, vocab
from relations.vocab import Term, Terms


def _terms(terms: Iterable[vocab.Term]) -> Terms:
    return Terms(*(Term(term.key, _(term.label), getattr(term, "colour", "")) for term in terms))


OFFERS = _terms(vocab.OFFER_TYPES)
NEEDS = _terms(vocab.NEED_TYPES)
RETURNS = _terms(vocab.RETURNS)
TARGETS = _terms(vocab.TARGETS)
THEMES = _terms(vocab.THEMES)
SDGS = _terms(vocab.SDGS)
REFUSED = Terms(*(Term(f"ethical:{term.key}", _(term.label), term.colour) for term in vocab.ETHICAL_SECTORS))
REQUEST_STATUS = _terms(vocab.REQUEST_STATUSES)
MATCH_STATUS = _terms(vocab.MATCH_STATUSES)
RISKS = _terms(vocab.RISK_KINDS)
PARTNERSHIP_STATES = _terms(vocab.PARTNERSHIP_STATES)
PHASES = Terms(*(Term(phase.key, _(phase.title), phase.stage.colour) for phase in lifecycle.PHASES))
PHASES_SHORT = Terms(*(Term(phase.key, _(phase.short), phase.stage.colour) for phase in lifecycle.PHASES))

# Requests somebody has to work on, proposals that wait for an answer, partnerships that go on.
REQUEST_OPEN = ("received", "screening", "proposals_ready", "introduced")
MATCH_OPEN = ("suggested", "shortlisted")
MATCH_WAITING = ("invited", "accepted_company", "accepted_nonprofit")
LIVING = ("active", "paused")
ENDINGS = ("completed", "renewed", "withdrawn", "failed")

NEED_STATUS = Terms(
    Term("open", _("Open"), "ocra"), Term("covered", _("Covered"), "verde"), Term("closed", _("Closed"), "line")
)
SUBMISSION_STATUS = Terms(
    Term("draft", _("To be confirmed"), "line"),
    Term("received", _("Received"), "cotto"),
    Term("accepted", _("Taken in"), "verde"),
    Term("declined", _("Not accepted"), "rosso"),
)
ANSWERS = Terms(
    Term("yes", _("Interested"), "verde"), Term("later", _("Has a question"), "ocra"), Term("no", _("Not now"), "rosso")
)
# How far the identity of a body was checked; for how many months it holds.
VETTING = Terms(
    Term("verified", _("Verified"), "verde", "shield-check"),
    Term("runts", _("In the RUNTS"), "verde", "badge-check"),
    Term("self_certified", _("Self-certified"), "ticino", "file-text"),
    Term("to_update", _("To be updated"), "ocra", "refresh-cw"),
)
# Which bodies are checked before working with them.
CHECKED = ("company", "nonprofit", "foundation", "public_body", "school", "university")
VETTING_MONTHS = {"verified": 24, "runts": 12, "self_certified": 6}
DILIGENCE = Terms(
    Term("sector", _("Sector of activity")),
    Term("reputation", _("Reputation")),
    Term("conflicts", _("Conflicts of interest")),
    Term("registers", _("Public registers")),
)
DILIGENCE_OUTCOMES = Terms(
    Term("clear", _("Nothing against"), "verde"),
    Term("accepted", _("Something found, accepted"), "ocra"),
    Term("stop", _("Not to be proposed"), "rosso"),
)
SIDES = Terms(Term("company", _("Company")), Term("nonprofit", _("Non-profit")), Term("other", _("Other party")))
UNITS = Terms(
    Term("eur", _("euro")),
    Term("hours", _("hours")),
    Term("days", _("days")),
    Term("people", _("people")),
    Term("kg", "kg"),
    Term("t", _("tonnes")),
    Term("pieces", _("pieces")),
    Term("m2", "m²"),
    Term("seats", _("places")),
)
PROVINCES = Terms(
    Term("PV", "Pavia"),
    Term("MI", "Milano"),
    Term("LO", "Lodi"),
    Term("AL", "Alessandria"),
    Term("PC", "Piacenza"),
    Term("NO", "Novara"),
    Term("VC", "Vercelli"),
)


@dataclass(frozen=True)
class Result:
    """A result a company may tick, and what it means in the lists that matching compares."""

    key: str
    label: str
    hint: str
    themes: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()


RESULTS = {
    result.key: result
    for result in (
        Result(
            "youth",
            _("Helping children and families"),
            _("After-school help, educational poverty, sport for all"),
            ("d", "l"),
            (4, 10),
            ("children", "youth", "families"),
        ),
        Result("waste", _("Reducing waste"), _("Surplus food, reuse, environment"), ("u", "e"), (2, 12), ("poverty",)),
        Result(
            "work",
            _("Giving work to those who struggle most"),
            _("Placements, job insertion, training"),
            ("p", "d"),
            (8, 10),
            ("unemployed", "disability"),
        ),
        Result(
            "land", _("Caring for the land"), _("Rivers, woods, public places"), ("e", "f"), (11, 13, 15), ("everyone",)
        ),
        Result(
            "elderly",
            _("Being close to older people"),
            _("Company, transport, shopping at home"),
            ("a", "c"),
            (3, 11),
            ("elderly",),
        ),
        Result(
            "health",
            _("Health and autonomy"),
            _("Illness, disability, mental wellbeing"),
            ("b", "c"),
            (3, 10),
            ("illness", "disability"),
        ),
        Result(
            "rights",
            _("Rights and inclusion"),
            _("Women, migrants, people in poverty"),
            ("w", "r"),
            (5, 10, 16),
            ("women", "migrants", "poverty"),
        ),
        Result(
            "culture", _("Culture, art and sport"), _("Music, heritage, free time together"), ("i", "f", "t"), (4, 11)
        ),
        Result("staff", _("Involving our employees"), _("Days of volunteering, skills on loan"), (), (17,)),
        Result("unsure", _("We do not know yet"), _("We talk about it together on the phone")),
    )
}
RESULT_CHOICES = [(result.key, result.label) for result in RESULTS.values()]

# What the public form offers to give, with the unit it asks for.
PUBLIC_OFFERS = {
    "cash": "eur",
    "volunteers": "hours",
    "skills": "hours",
    "goods": "",
    "services": "",
    "spaces": "",
    "equipment": "",
    "logistics": "",
    "visibility": "",
    "placements": "people",
    "mentoring": "hours",
    "secondment": "hours",
    "payroll": "",
}


def deliverable_msgid(phase: str, key: str) -> str:
    """Return the message id of one line of a phase's checklist; the key itself when the list no longer has it."""
    found = lifecycle.BY_KEY.get(phase)
    return next((item.title for item in found.deliverables if item.key == key), key) if found else key


def deliverable_label(phase: str, key: str) -> str:
    """Return the words of one line of a phase's checklist."""
    return _(deliverable_msgid(phase, key))


def labels(terms: Terms, keys: Iterable[object]) -> list[str]:
    """Return the labels of `keys`; what is in no list stays as it is."""
    return [str(term.label) if (term := terms.get(str(key))) else str(key) for key in keys]
