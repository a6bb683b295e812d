"""Fixed lists of the ground floor: key, label, colour, icon."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Term:
    """One entry of a fixed list. `colour` is a family of the design (ticino, cotto, verde ...)."""

    key: str
    label: str
    colour: str = ""
    icon: str = "circle"


class Terms:
    """A fixed list: iterate it, look a term up by key, or hand `choices` to a field."""

    def __init__(self, *terms: Term) -> None:
        self._terms = {term.key: term for term in terms}

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __getitem__(self, key: str) -> Term:
        return self._terms[key]

    def get(self, key: str) -> Term | None:
        return self._terms.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self._terms

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(term.key, term.label) for term in self]

    @property
    def keys(self) -> list[str]:
        return list(self._terms)


ORGANIZATION_KINDS = Terms(
    Term("company", _("Company"), "ticino", "factory"),
    Term("nonprofit", _("Non-profit"), "verde", "hand-heart"),
    Term("public_body", _("Institution"), "blu", "landmark"),
    Term("school", _("School"), "ocra", "school"),
    Term("university", _("University"), "ocra", "graduation-cap"),
    Term("foundation", _("Foundation"), "glicine", "piggy-bank"),
    Term("media", _("Media outlet"), "cotto", "newspaper"),
    Term("political_group", _("Political group"), "blu", "users"),
    Term("facility", _("Facility"), "ticino", "building"),
    Term("other", _("Other"), "", "building"),
)
LEGAL_FORMS = Terms(
    Term("odv", "ODV"),
    Term("aps", "APS"),
    Term("ets", _("ETS (other)")),
    Term("social_enterprise", _("Social enterprise")),
    Term("social_coop", _("Social cooperative")),
    Term("foundation", _("Foundation")),
    Term("committee", _("Committee")),
    Term("religious", _("Religious body")),
    Term("unregistered", _("Not registered")),
    Term("sole", _("Sole trader")),
    Term("srl", "S.r.l."),
    Term("srls", "S.r.l.s."),
    Term("spa", "S.p.A."),
    Term("snc", "S.n.c."),
    Term("sas", "S.a.s."),
    Term("coop", _("Cooperative")),
    Term("public", _("Public body")),
    Term("other", _("Other")),
)
# Art. 46 D.Lgs. 117/2017.
RUNTS_SECTIONS = Terms(
    Term("a", _("Volunteer organisations")),
    Term("b", _("Social promotion associations")),
    Term("c", _("Philanthropic bodies")),
    Term("d", _("Social enterprises")),
    Term("e", _("Associative networks")),
    Term("f", _("Mutual aid societies")),
    Term("g", _("Other third sector bodies")),
    Term("nd", _("Not registered")),
)
INVOLVEMENT = Terms(
    Term("informed", _("Informed")),
    Term("sympathiser", _("Sympathiser"), "blu"),
    Term("volunteer", _("Volunteer"), "verde"),
    Term("donor", _("Donor"), "cotto"),
    Term("ambassador", _("Ambassador"), "glicine"),
)
TIES = Terms(
    Term("member_of", _("is a member of")),
    Term("branch_of", _("is a branch of")),
    Term("works_with", _("works with")),
    Term("funds", _("funds")),
    Term("supplies", _("supplies")),
    Term("controls", _("controls")),
    Term("founded", _("founded")),
    Term("hosts", _("hosts")),
    Term("represents", _("represents")),
    Term("agreement", _("has an agreement with")),
)
CONTACT_KINDS = Terms(
    Term("email", _("E-mail"), icon="mail"),
    Term("pec", "PEC", icon="mail-check"),
    Term("phone", _("Phone"), icon="phone"),
    Term("mobile", _("Mobile"), icon="smartphone"),
    Term("website", _("Website"), icon="globe"),
)
CHANNELS = Terms(
    Term("call", _("Phone call"), icon="phone"),
    Term("meeting", _("Meeting"), icon="users"),
    Term("email", _("E-mail"), icon="mail"),
    Term("pec", "PEC", icon="mail-check"),
    Term("letter", _("Letter"), icon="mailbox"),
    Term("video", _("Video call"), icon="video"),
    Term("event", _("Event"), icon="calendar"),
    Term("message", _("Message"), icon="message-circle"),
)
FOLLOWUP_STATUS = Terms(
    Term("open", _("To do"), "ocra"),
    Term("done", _("Done"), "verde"),
    Term("postponed", _("Postponed"), "blu"),
    Term("cancelled", _("Cancelled")),
)
PURPOSES = Terms(
    Term("newsletter", _("Newsletter")),
    Term("journal", _("The journal LiberaMente")),
    Term("events", _("Invitations to events")),
    Term("fundraising", _("Fundraising campaigns")),
    Term("partnership", _("Partnership proposals")),
    Term("press", _("Press releases")),
    Term("surveys", _("Surveys")),
    Term("partner_data", _("Passing contact details to a possible partner")),
    Term("volunteer_data", _("Passing contact details to the body that looks for volunteers")),
)
# What the public form offers: never the press list, never the passing of data.
PUBLIC_PURPOSES = ("newsletter", "journal", "events", "fundraising", "surveys")
CONSENT_CHANNELS = Terms(
    Term("email", _("E-mail")), Term("post", _("Post")), Term("phone", _("Phone")), Term("text", _("SMS or WhatsApp"))
)
CONSENT_EVENTS = Terms(
    Term("requested", _("Asked for"), "ocra"),
    Term("granted", _("Granted"), "verde"),
    Term("confirmed", _("Confirmed"), "verde"),
    Term("refused", _("Refused"), "rosso"),
    Term("withdrawn", _("Withdrawn"), "rosso"),
    Term("renewed", _("Renewed"), "verde"),
    Term("paused", _("Paused"), "ocra"),
    Term("imported", _("Imported"), "blu"),
    Term("expired", _("Expired")),
)
# Events after which mail may be sent for that purpose.
CONSENT_YES = ("granted", "confirmed", "renewed", "imported")
# Why people leave, if they like to say; the public reads these.
LEAVING_REASONS = Terms(
    Term("too_many", _("Too many messages")),
    Term("not_mine", _("It does not concern me")),
    Term("did_not_ask", _("I did not ask for it")),
    Term("elsewhere", _("I follow you in other ways")),
    Term("other", _("Another reason")),
)
LAWFUL_BASES = Terms(
    Term("consent", _("Consent (art. 6.1.a)")),
    Term("contract", _("Contract (art. 6.1.b)")),
    Term("legal_duty", _("Legal duty (art. 6.1.c)")),
    Term("public_interest", _("Public interest (art. 6.1.e)")),
    Term("legitimate_interest", _("Legitimate interest (art. 6.1.f)")),
)
