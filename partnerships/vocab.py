"""The fixed lists of partnerships, as data: key, English label (a message id), colour. No Django, no ladders."""

from dataclasses import dataclass


def N_(text: str) -> str:
    """Mark a message id so that extraction finds it; the Django side translates it."""
    return text


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a fixed list. `colour` is one of the interface's tag families."""

    key: str
    label: str
    colour: str = ""
    hint: str = ""


def index(terms: tuple[Term, ...]) -> dict[str, Term]:
    """The same list, by key."""
    return {term.key: term for term in terms}


def choices(terms: tuple[Term, ...]) -> list[tuple[str, str]]:
    """Pairs for a model or a form field (labels still message ids)."""
    return [(term.key, term.label) for term in terms]


# --- what is given and what is needed ---------------------------------------------------------------------------

OFFER_TYPES = (
    Term("cash", N_("Money"), "verde"),
    Term("goods", N_("Goods in kind"), "ocra"),
    Term("services", N_("Free or low-cost services"), "ticino"),
    Term("skills", N_("Skills, pro bono"), "glicine"),
    Term("volunteers", N_("Company volunteering"), "cotto"),
    Term("secondment", N_("Staff on secondment"), "cotto"),
    Term("spaces", N_("Rooms and spaces"), "blu"),
    Term("equipment", N_("Equipment and vehicles on loan"), "ocra"),
    Term("logistics", N_("Transport and storage"), "ocra"),
    Term("visibility", N_("Visibility and communication channels"), "glicine"),
    Term("cause_marketing", N_("Cause-related marketing"), "verde"),
    Term("payroll", N_("Payroll giving and matched gifts"), "verde"),
    Term("placements", N_("Internships and jobs"), "ticino"),
    Term("mentoring", N_("Tutoring and mentoring"), "glicine"),
    Term("network", N_("Network of contacts"), "blu"),
    Term("sponsorship", N_("Sponsorship"), "verde"),
    Term("fair_purchases", N_("Purchases from non-profits"), "verde"),
)

NEED_TYPES = (
    Term("project_funds", N_("Funds for a project"), "verde"),
    Term("running_funds", N_("Funds for the organisation"), "verde"),
    Term("food", N_("Food"), "ocra"),
    Term("materials", N_("Materials"), "ocra"),
    Term("it_equipment", N_("IT equipment"), "ocra"),
    Term("furniture_vehicles", N_("Furniture and vehicles"), "ocra"),
    Term("premises", N_("Premises and rooms"), "blu"),
    Term("occasional_volunteers", N_("Volunteers for a day"), "cotto"),
    Term("skilled_volunteers", N_("Volunteers with skills"), "cotto"),
    Term("advice", N_("Advice (legal, tax, HR, IT, marketing, planning)"), "glicine"),
    Term("communication", N_("Communication, graphics, website"), "glicine"),
    Term("training", N_("Training"), "glicine"),
    Term("publicity", N_("Visibility for the cause"), "glicine"),
    Term("job_placements", N_("Job placements"), "ticino"),
    Term("tender_partner", N_("Partner for a grant call"), "blu"),
    Term("local_network", N_("Local network"), "blu"),
)

# Which offers answer which need, and how well: 1 = exactly that, less = a part of it.
ANSWERS: dict[str, dict[str, float]] = {
    "project_funds": {"cash": 1.0, "sponsorship": 0.9, "payroll": 0.8, "cause_marketing": 0.8, "fair_purchases": 0.5},
    "running_funds": {"cash": 1.0, "payroll": 0.9, "fair_purchases": 0.7, "sponsorship": 0.6, "cause_marketing": 0.6},
    "food": {"goods": 1.0, "cash": 0.5, "logistics": 0.3},
    "materials": {"goods": 1.0, "equipment": 0.5, "cash": 0.5},
    "it_equipment": {"equipment": 1.0, "goods": 0.9, "cash": 0.5},
    "furniture_vehicles": {"equipment": 1.0, "goods": 0.9, "logistics": 0.5, "cash": 0.5},
    "premises": {"spaces": 1.0, "cash": 0.3},
    "occasional_volunteers": {"volunteers": 1.0, "secondment": 0.5},
    "skilled_volunteers": {"skills": 1.0, "volunteers": 0.7, "secondment": 0.9, "mentoring": 0.7},
    "advice": {"skills": 1.0, "services": 0.9, "secondment": 0.6, "mentoring": 0.6},
    "communication": {"skills": 0.8, "services": 0.9, "visibility": 0.7},
    "training": {"mentoring": 0.8, "skills": 0.9, "services": 0.7},
    "publicity": {"visibility": 1.0, "sponsorship": 0.5, "cause_marketing": 0.6, "network": 0.4},
    "job_placements": {"placements": 1.0, "mentoring": 0.3},
    "tender_partner": {"network": 0.8, "skills": 0.5, "cash": 0.4},
    "local_network": {"network": 1.0, "visibility": 0.3},
}

# What a side may want back, and what the other may give.
RETURNS = (
    Term("visibility", N_("Public visibility")),
    Term("staff_engagement", N_("Involvement of employees")),
    Term("impact_report", N_("Data for the sustainability report")),
    Term("team_building", N_("A day together for the staff")),
    Term("tax_receipt", N_("Receipt for the tax benefit")),
    Term("local_ties", N_("Ties with the local area")),
    Term("recruiting", N_("Meeting young talents")),
    Term("training", N_("Training and awareness for the staff")),
    Term("recognition", N_("Public thanks")),
    Term("waste_reduction", N_("Reuse of surplus")),
    Term("long_term", N_("A lasting relationship")),
)

MOTIVATIONS = (
    Term("csr", N_("Social responsibility, ESG")),
    Term("reporting", N_("Sustainability reporting")),
    Term("staff", N_("Involvement of employees")),
    Term("reputation", N_("Reputation")),
    Term("local", N_("Ties with the local area")),
    Term("recruiting", N_("Recruiting")),
    Term("circular", N_("Circular economy")),
    Term("other", N_("Other")),
)

AREAS = (
    Term("municipality", N_("Municipality")),
    Term("district", N_("District")),
    Term("province", N_("Province")),
    Term("region", N_("Region")),
    Term("country", N_("Whole country")),
)

# --- whom and what for -------------------------------------------------------------------------------------------

TARGETS = (
    Term("children", N_("Children")),
    Term("youth", N_("Young people")),
    Term("families", N_("Families")),
    Term("elderly", N_("Older people")),
    Term("disability", N_("People with disabilities")),
    Term("migrants", N_("Migrants and refugees")),
    Term("poverty", N_("People in poverty")),
    Term("homeless", N_("Homeless people")),
    Term("women", N_("Women in difficulty")),
    Term("illness", N_("People who are ill")),
    Term("addiction", N_("People with addictions")),
    Term("prison", N_("Prisoners and former prisoners")),
    Term("unemployed", N_("People looking for work")),
    Term("students", N_("Pupils and students")),
    Term("carers", N_("Carers")),
    Term("lgbt", N_("LGBT+ people")),
    Term("animals", N_("Animals")),
    Term("everyone", N_("The whole community")),
)

# Activities of general interest, art. 5 of the Codice del Terzo settore.
THEMES = (
    Term("a", N_("Social services")),
    Term("b", N_("Health services")),
    Term("c", N_("Social and health care")),
    Term("d", N_("Education, schooling and vocational training")),
    Term("e", N_("Environment, natural resources, animals")),
    Term("f", N_("Cultural heritage and landscape")),
    Term("g", N_("University education")),
    Term("h", N_("Scientific research")),
    Term("i", N_("Culture, art and recreation")),
    Term("j", N_("Community radio")),
    Term("k", N_("Social, cultural or religious tourism")),
    Term("l", N_("After-school education, against drop-out and bullying")),
    Term("m", N_("Services for other non-profits")),
    Term("n", N_("Development cooperation")),
    Term("o", N_("Fair trade")),
    Term("p", N_("Work integration")),
    Term("q", N_("Social housing")),
    Term("r", N_("Humanitarian reception and integration of migrants")),
    Term("s", N_("Social farming")),
    Term("t", N_("Amateur sport")),
    Term("u", N_("Charity, surplus food and goods")),
    Term("v", N_("Legality, peace, non-violence")),
    Term("w", N_("Human, civil and social rights")),
    Term("x", N_("International adoption")),
    Term("y", N_("Civil protection")),
    Term("z", N_("Reuse of public or confiscated property")),
)

SDGS = (
    Term("1", N_("No poverty")),
    Term("2", N_("Zero hunger")),
    Term("3", N_("Good health and well-being")),
    Term("4", N_("Quality education")),
    Term("5", N_("Gender equality")),
    Term("6", N_("Clean water and sanitation")),
    Term("7", N_("Affordable and clean energy")),
    Term("8", N_("Decent work and economic growth")),
    Term("9", N_("Industry, innovation and infrastructure")),
    Term("10", N_("Reduced inequalities")),
    Term("11", N_("Sustainable cities and communities")),
    Term("12", N_("Responsible consumption and production")),
    Term("13", N_("Climate action")),
    Term("14", N_("Life below water")),
    Term("15", N_("Life on land")),
    Term("16", N_("Peace, justice and strong institutions")),
    Term("17", N_("Partnerships for the goals")),
)


@dataclass(frozen=True, slots=True)
class EthicalSector(Term):
    """A trade that many non-profits refuse: its ATECO codes, and whom it must not meet by default."""

    ateco: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()


ETHICAL_SECTORS = (
    EthicalSector("gambling", N_("Gambling"), "rosso", ateco=("92",), stops=("addiction", "children", "youth"),
                  warns=("families", "poverty", "students")),
    EthicalSector("alcohol", N_("Alcohol"), "ocra", ateco=("11.01", "11.02", "11.03", "11.04", "11.05", "11.06", "46.34",
                  "47.25"), stops=("addiction",), warns=("children", "youth", "students")),
    EthicalSector("tobacco", N_("Tobacco"), "rosso", ateco=("12", "46.35", "47.26"), stops=("addiction", "children", "youth"),
                  warns=("illness", "students")),
    EthicalSector("arms", N_("Weapons"), "rosso", ateco=("25.4", "30.4"), stops=("children", "migrants"), warns=("youth", "students")),
    EthicalSector("pornography", N_("Pornography"), "rosso", stops=("children", "youth", "women")),
    EthicalSector("fossil", N_("Fossil fuels"), "ocra", ateco=("05", "06", "19"), warns=("animals",)),
)

# --- statuses ----------------------------------------------------------------------------------------------------

REQUEST_STATUSES = (
    Term("draft", N_("Draft")),
    Term("received", N_("Received"), "cotto"),
    Term("screening", N_("Under review"), "ocra"),
    Term("proposals_ready", N_("Proposals ready"), "ticino"),
    Term("introduced", N_("Introduced"), "ticino"),
    Term("converted", N_("Became a partnership"), "verde"),
    Term("declined", N_("Not accepted"), "rosso"),
    Term("withdrawn", N_("Withdrawn by the sender"), "line"),
)

MATCH_STATUSES = (
    Term("suggested", N_("Suggested")),
    Term("shortlisted", N_("On the shortlist"), "glicine"),
    Term("invited", N_("Invited"), "ocra"),
    Term("accepted_company", N_("Accepted by the company"), "ticino"),
    Term("accepted_nonprofit", N_("Accepted by the non-profit"), "ticino"),
    Term("mutual", N_("Mutual"), "verde"),
    Term("declined", N_("Declined"), "rosso"),
    Term("expired", N_("Lapsed"), "line"),
)

PARTNERSHIP_STATES = (
    Term("active", N_("Under way"), "verde"),
    Term("paused", N_("On hold"), "ocra"),
    Term("completed", N_("Concluded"), "ticino"),
    Term("renewed", N_("Renewed"), "verde"),
    Term("withdrawn", N_("Pulled out"), "line"),
    Term("failed", N_("Did not succeed"), "rosso"),
)

AGREEMENT_KINDS = (
    Term("letter_of_intent", N_("Letter of intent"), hint=N_("Preliminary, not binding but for the clauses it names")),
    Term("memorandum", N_("Memorandum of understanding"), hint=N_("A shared direction on common goals")),
    Term("convention", N_("Convention"), hint=N_("Times, resources, duties of each side")),
    Term("framework", N_("Framework convention"), hint=N_("A stable frame that later acts fill")),
    Term("sponsorship", N_("Sponsorship contract"), hint=N_("Money or goods against visibility: an invoice, not a gift")),
    Term("company_volunteering", N_("Company volunteering agreement"), hint=N_("Days, people, insurance, safety")),
    Term("loan_for_use", N_("Loan for use"), hint=N_("Rooms or equipment lent free of charge")),
    Term("gift_with_duty", N_("Gift with a duty"), hint=N_("A gift tied to how it is used")),
)

AGREEMENT_STATUSES = (
    Term("draft", N_("Draft")),
    Term("in_review", N_("In review"), "ocra"),
    Term("ready_to_sign", N_("Ready to sign"), "glicine"),
    Term("signed", N_("Signed"), "ticino"),
    Term("in_force", N_("In force"), "verde"),
    Term("expiring", N_("Expiring"), "ocra"),
    Term("expired", N_("Expired"), "rosso"),
    Term("terminated", N_("Terminated"), "line"),
)

CONTRIBUTION_KINDS = (
    Term("cash", N_("Money"), "verde"),
    Term("goods", N_("Goods"), "ocra"),
    Term("time", N_("Paid time"), "cotto"),
    Term("skills", N_("Skills"), "glicine"),
    Term("spaces", N_("Spaces and equipment"), "blu"),
    Term("visibility", N_("Visibility"), "glicine"),
    Term("network", N_("Network of contacts"), "blu"),
    Term("management", N_("Management costs")),
)

RISK_KINDS = (
    Term("priority_conflict", N_("Conflicting priorities"), "ocra"),
    Term("resource_gap", N_("Not enough resources"), "rosso"),
    Term("communication_gap", N_("Broken communication"), "ocra"),
    Term("power_imbalance", N_("Imbalance of power"), "glicine"),
)

GATE_SCORES = (
    Term("not_relevant", N_("Not relevant"), "line"),
    Term("missing", N_("Absent"), "rosso"),
    Term("partial", N_("In part"), "ocra"),
    Term("complete", N_("In full"), "verde"),
)
