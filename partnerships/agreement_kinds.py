"""Agreements as data: their kinds, the clauses none may lack, what comes back for what is given. Standard library only.

Sources: kinds of agreement and minimum clauses of the practice of partnerships between companies and non-profits; the line
between gift and sponsorship is what comes back, in writing (logo or visibility in exchange: a sponsorship, invoiced with VAT).
"""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.vocab import N_, Term


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of agreement. `gives_back` are the answers about what comes back that it can hold; empty: any."""

    key: str
    label: str
    hint: str
    gives_back: tuple[str, ...] = ()

    def allows(self, gives_back: str) -> bool:
        return not self.gives_back or gives_back in self.gives_back


@dataclass(frozen=True, slots=True)
class Topic:
    """A clause an agreement may not lack. With `by_nature` its text depends on gift or sponsorship."""

    key: str
    label: str
    by_nature: bool = False


@dataclass(frozen=True, slots=True)
class GivesBack:
    """An answer to "does anything come back for what is given?", and what follows from it."""

    key: str
    label: str
    nature: str
    is_gift: bool
    family: str
    follows: str


_GIFTS = ("nothing", "thanks")
_PAID = ("visibility", "visibility_in_kind", "cause_marketing", "services")

KINDS = (
    Kind("letter_of_intent", N_("Letter of intent"), N_("Preliminary: it binds only where a clause says so.")),
    Kind("memorandum", N_("Memorandum of understanding"), N_("The direction and the goals both share.")),
    Kind("framework", N_("Framework agreement"), N_("A stable frame: later acts say times and resources.")),
    Kind("implementing", N_("Implementing agreement"), N_("One project: times, resources, use of the results.")),
    Kind("partnering", N_("Partnering agreement"), N_("Interests and commitments of each, written down together.")),
    Kind("volunteering", N_("Company volunteering agreement"), N_("Days, tasks and insurance of the company's people."),
         ("no_transfer", "nothing", "thanks")),
    Kind("sponsorship", N_("Sponsorship contract"), N_("Money or goods against visibility: it needs an invoice."), _PAID),
    Kind("gift", N_("Deed of gift"), N_("Money or goods given freely, nothing in exchange."), _GIFTS),
    Kind("modal_gift", N_("Gift bound to a purpose"), N_("A gift with a duty for whoever receives it."), ("purpose",)),
    Kind("loan_of_goods", N_("Free loan of goods"), N_("Goods or rooms lent for free, to be given back."),
         ("no_transfer", "nothing", "thanks")),
    Kind("public_convention", N_("Convention with a public body (art. 56)"), N_("With volunteer bodies, costs refunded.")),
    Kind("co_design", N_("Co-design with a public body (art. 55)"), N_("After a public notice, both put resources in.")),
)  # fmt: skip

TOPICS = (
    Topic("parties", N_("Parties and who represents them")),
    Topic("purposes", N_("Premises and purposes")),
    Topic("goals", N_("Goals and expected results")),
    Topic("activities", N_("Activities and timetable")),
    Topic("roles", N_("Roles and responsibilities")),
    Topic("resources", N_("Resources of each party")),
    Topic("economics", N_("Economic terms and tax nature"), by_nature=True),
    Topic("governance", N_("Governance and meetings")),
    Topic("communication", N_("Communication, logos, intellectual property"), by_nature=True),
    Topic("personal_data", N_("Personal data")),
    Topic("insurance", N_("Insurance and safety")),
    Topic("monitoring", N_("Monitoring and reporting")),
    Topic("confidentiality", N_("Confidentiality")),
    Topic("duration", N_("Duration, renewal, changes, withdrawal, exit")),
    Topic("disputes", N_("Settlement of disputes")),
    Topic("jurisdiction", N_("Competent court")),
    Topic("annexes", N_("Annexes")),
)
OTHER_TOPIC = "other"

GIVES_BACK = (
    GivesBack("no_transfer", N_("Neither money nor goods pass from one to the other"), "none", False, "none",
              N_("No gift receipt and no invoice: only people, time or things lent for free.")),
    GivesBack("nothing", N_("Nothing comes back"), "gift", True, "gift",
              N_("It is a gift: the non-profit may issue a gift receipt.")),
    GivesBack("thanks", N_("Only a public thank-you"), "gift", True, "gift",
              N_("It stays a gift: a thank-you is not advertising. Written in the agreement, no logo in exchange.")),
    GivesBack("purpose", N_("A duty of the non-profit, such as using it for one project"), "modal_gift", True, "gift",
              N_("It is a gift bound to a purpose: the agreement says which, and a gift receipt may be issued.")),
    GivesBack("visibility", N_("Logo, name or advertising for the company"), "sponsorship", False, "sponsorship",
              N_("It is a sponsorship: an electronic invoice with VAT, made outside this system. Never a gift receipt.")),
    GivesBack("visibility_in_kind", N_("Logo or advertising, against goods or services"), "technical_sponsorship", False,
              "sponsorship",
              N_("It is a sponsorship in kind: invoices from both sides, made outside this system. Never a gift receipt.")),
    GivesBack("cause_marketing", N_("The company sells something tied to the cause"), "cause_marketing", False, "sponsorship",
              N_("It is cause-related marketing: contract and invoice, made outside this system. Never a gift receipt.")),
    GivesBack("services", N_("Goods or services of the non-profit"), "payment", False, "sponsorship",
              N_("It is a payment for something: an invoice, made outside this system. Never a gift receipt.")),
)  # fmt: skip

# By what right somebody signs for a body.
POWERS = (
    Term("legal", N_("Legal representative")),
    Term("board", N_("By resolution of the board")),
    Term("proxy", N_("By power of attorney")),
    Term("role", N_("By the role held in the body")),
)
STATUSES = (
    Term("draft", N_("Draft"), "line"),
    Term("to_sign", N_("To be signed"), "ocra"),
    Term("signed", N_("Signed"), "verde"),
    Term("terminated", N_("Terminated"), "rosso"),
)
# Where a signed agreement stands on a day.
STANDINGS = (
    Term("signed", N_("Signed"), "verde"),
    Term("in_force", N_("In force"), "verde"),
    Term("expiring", N_("Expiring"), "ocra"),
    Term("expired", N_("Expired"), "ocra"),
)
METHODS = (Term("click", N_("By link, with a code")), Term("upload", N_("On the file, uploaded")))
INTERESTS = (
    Term("interest", N_("What matters to us"), "ticino"),
    Term("proposal", N_("What we propose"), "glicine"),
    Term("red_line", N_("Values and what we cannot accept"), "cotto"),
)
ANSWERS = (Term("accepted", N_("Accepted"), "verde"), Term("objected", N_("Does not agree"), "ocra"))
EXPIRING_DAYS = 60

KIND, TOPIC, BACK = ({item.key: item for item in items} for items in (KINDS, TOPICS, GIVES_BACK))
MINIMUM = tuple(TOPIC)
