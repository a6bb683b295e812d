"""The fixed lists of the programme: indicators, activities, contributions, trust."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships import vocab
from relations.vocab import Term, Terms

LEVELS = Terms(
    Term("input", _("Resources put in"), "blu"),
    Term("activity", _("What is done"), "ticino"),
    Term("output", _("What is produced"), "glicine"),
    Term("outcome", _("What changes for people"), "verde"),
    Term("impact", _("What changes in the long run"), "ocra"),
)
INDICATOR_KINDS = Terms(
    Term("quantity", _("A quantity")), Term("quality", _("A mark or a judgement")), Term("money", _("A sum of money"))
)
FREQUENCIES = Terms(
    Term("weekly", _("every week")),
    Term("monthly", _("every month")),
    Term("quarterly", _("every three months")),
    Term("half", _("every six months")),
    Term("yearly", _("every year")),
    Term("end", _("only at the end")),
)
# Days after which a reading is missed; of what is measured only at the end, the due day counts.
FREQUENCY_DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92, "half": 183, "yearly": 366}
LIGHTS = Terms(
    Term("reached", pgettext_lazy("indicator", "Reached"), "verde", "circle-check"),
    Term("on", pgettext_lazy("indicator", "On track"), "verde", "circle-check"),
    Term("behind", pgettext_lazy("indicator", "Behind"), "ocra", "triangle-alert"),
    Term("far", pgettext_lazy("indicator", "Far behind"), "rosso", "octagon-x"),
    Term("unread", pgettext_lazy("indicator", "Not measured yet"), "line", "circle"),
)
ACTIVITY_KINDS = Terms(
    Term("activity", _("Activity"), "ticino", "list-checks"), Term("milestone", _("Milestone"), "glicine", "flag")
)
ACTIVITY_STATES = Terms(
    Term("open", _("To be done"), "ocra"), Term("done", _("Done"), "verde"), Term("waived", _("Waived"), "line")
)
# R, A, C, I: the letters of the matrix; A stands on the activity itself.
ROLES = Terms(
    Term("R", pgettext_lazy("role", "does it")),
    Term("C", pgettext_lazy("role", "is heard")),
    Term("I", pgettext_lazy("role", "is told")),
)
CONTRIBUTION_KINDS = Terms(*(Term(term.key, _(term.label), term.colour) for term in vocab.CONTRIBUTION_KINDS))
MARKS = [(mark, str(mark)) for mark in range(1, 6)]
PULSE_QUESTIONS = Terms(
    Term("trust", _("We trust each other")),
    Term("communication", _("We hear from each other when it is needed")),
    Term("promises", _("What is promised is done")),
    Term("balance", _("We have an equal say in what is decided")),
)
RISK_KINDS = Terms(
    *(Term(term.key, _(term.label), term.colour) for term in vocab.RISK_KINDS), Term("other", _("Another risk"), "line")
)
WEIGHTS = [(1, _("little")), (2, _("somewhat")), (3, _("very"))]
SEVERITIES = Terms(
    Term("light", pgettext_lazy("dispute", "Slight"), "line"),
    Term("medium", pgettext_lazy("dispute", "Serious"), "ocra"),
    Term("grave", pgettext_lazy("dispute", "Grave"), "rosso"),
)
DISPUTE_STATES = Terms(
    Term("open", pgettext_lazy("dispute", "Open"), "rosso"),
    Term("mediation", pgettext_lazy("dispute", "In mediation"), "ocra"),
    Term("resolved", pgettext_lazy("dispute", "Settled"), "verde"),
    Term("partial", pgettext_lazy("dispute", "Settled in part"), "ticino"),
    Term("broken", pgettext_lazy("dispute", "Closed without agreement"), "line"),
)
DISPUTE_ENDINGS = ("resolved", "partial", "broken")
DISPUTE_STEPS = Terms(
    Term("talk", _("Heard one side"), "", "phone"),
    Term("meeting", _("Meeting of all"), "", "users"),
    Term("proposal", _("Proposal"), "", "lightbulb"),
    Term("agreement", _("Agreed point"), "", "handshake"),
)
HEALTH = Terms(
    Term("good", pgettext_lazy("health", "Good"), "verde", "circle-check"),
    Term("fair", pgettext_lazy("health", "Fair"), "ocra", "circle-dot"),
    Term("weak", pgettext_lazy("health", "Weak"), "rosso", "circle-alert"),
    Term("unknown", pgettext_lazy("health", "Not known yet"), "line", "circle"),
)
# What a partnership's history says of the programme.
VERBS = {
    "objective.added": _("Objective"),
    "objective.changed": _("Objective changed"),
    "objective.withdrawn": _("Objective given up"),
    "objective.confirmed": _("Objective shared"),
    "objective.answered": _("Objective to be changed"),
    "objective.requested": _("Objective to be shared"),
    "indicator.added": _("Indicator"),
    "indicator.changed": _("Indicator changed"),
    "indicator.corrected": _("Indicator, as we see it"),
    "reading.added": _("Value"),
    "reading.sent": _("Value sent"),
    "reading.refused": _("Value not taken"),
    "reading.requested": _("Value asked for"),
    "budget.added": _("Heading of the budget"),
    "budget.changed": _("Budget changed"),
    "budget.dropped": _("Heading taken away"),
    "budget.used": _("Spent"),
    "budget.taken_back": _("Expense taken away"),
    "pulse.requested": _("Asked both sides how it goes"),
    "pulse.answered": _("Answer on trust"),
    "risk.added": _("Risk"),
    "risk.changed": _("Risk looked at again"),
    "risk.closed": _("Risk over"),
    "dispute.opened": _("A dispute was opened"),
    "dispute.taken": _("Mediation begun"),
    "dispute.closed": _("A dispute was closed"),
    "activity.added": _("Planned"),
    "activity.changed": _("Activity changed"),
    "activity.postponed": _("Moved to another day"),
    "activity.done": _("Done"),
    "activity.not_needed": _("Waived"),
    "activity.reopened": _("To be done again"),
    "contribution.added": _("Contribution"),
    "contribution.changed": _("Contribution changed"),
    "contribution.withdrawn": _("Contribution taken back"),
    "delivery.added": _("Delivered"),
    "delivery.confirmed": _("Received"),
    "delivery.dropped": _("Delivery taken away"),
    "hours.added": _("Volunteers’ hours"),
    "hours.hours_confirmed": _("Hours confirmed"),
    "hours.refused": _("Hours not confirmed"),
}
