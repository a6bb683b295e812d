"""Fixed lists of listening and involvement: key, label, colour, icon."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms

# --- feedback ----------------------------------------------------------------
FEEDBACK_KINDS = Terms(
    Term("idea", pgettext_lazy("feedback", "Idea"), "verde", "lightbulb"),
    Term("concern", _("Worry"), "ocra", "triangle-alert"),
    Term("question", pgettext_lazy("feedback", "Question"), "blu", "circle-question-mark"),
    Term("criticism", _("Criticism"), "rosso", "message-square-warning"),
    Term("praise", _("Appreciation"), "glicine", "heart"),
)
FEEDBACK_SOURCES = Terms(
    Term("form", _("Public form"), icon="globe"),
    Term("meeting", pgettext_lazy("feedback", "Meeting"), icon="users"),
    Term("survey", _("Survey"), icon="clipboard-list"),
    Term("email", _("E-mail"), icon="mail"),
    Term("phone", _("Phone call"), icon="phone"),
    Term("voice", _("In person"), icon="message-circle"),
    Term("letter", _("Letter"), icon="mailbox"),
    Term("social", _("Social media"), icon="hash"),
)
# What a colleague can choose; the others come from the form, the meeting and the survey themselves.
STAFF_SOURCES = ("email", "phone", "voice", "letter", "social")
# The channel under which the contact is noted in the diary.
CHANNEL_OF_SOURCE = {"email": "email", "phone": "call", "voice": "meeting", "letter": "letter", "social": "message", "meeting": "event"}
FEEDBACK_STATES = Terms(
    Term("received", _("To be decided"), "ocra"),
    Term("decided", _("To be answered"), "blu"),
    Term("answered", pgettext_lazy("feedback", "Answered"), "verde"),
)
DECISIONS = Terms(
    Term("accepted", pgettext_lazy("feedback", "Taken up"), "verde"),
    Term("partial", pgettext_lazy("feedback", "Taken up in part"), "ocra"),
    Term("no", pgettext_lazy("feedback", "Not taken up"), "rosso"),
)
ANSWER_WAYS = Terms(
    Term("email", _("By e-mail, from here")),
    Term("voice", _("In words, in person or by phone")),
    Term("letter", _("By letter")),
    Term("page", _("On the public page of the meeting")),
)
ANSWER_DAYS = 30

# --- surveys -----------------------------------------------------------------
SURVEY_STATES = Terms(
    Term("draft", pgettext_lazy("survey", "Draft"), ""),
    Term("open", pgettext_lazy("survey", "Open"), "verde"),
    Term("closed", pgettext_lazy("survey", "Closed"), "blu"),
)
QUESTION_KINDS = Terms(
    Term("short", _("One line"), icon="minus"),
    Term("long", _("Free text"), icon="pilcrow"),
    Term("one", _("One answer"), icon="circle-dot"),
    Term("many", _("Several answers"), icon="square-check"),
    Term("scale", _("Scale"), icon="chart-column"),
    Term("yes_no", _("Yes or no"), icon="toggle-left"),
)
MOST_QUESTIONS = 40
MOST_OPTIONS = 20
# Fewer answers than these say too much about somebody.
LEAST_ANSWERS = 5

# --- open meetings -----------------------------------------------------------
GATHERING_KINDS = Terms(
    Term("assembly", _("Assembly"), "ticino", "users"),
    Term("forum", _("Forum"), "glicine", "messages-square"),
    Term("table", _("Working table"), "ocra", "armchair"),
    Term("training", _("Training evening"), "blu", "graduation-cap"),
    Term("party", _("Party"), "cotto", "party-popper"),
)
GATHERING_STATES = Terms(
    Term("draft", pgettext_lazy("gathering", "Draft"), ""),
    Term("published", pgettext_lazy("gathering", "Published"), "verde"),
    Term("cancelled", pgettext_lazy("gathering", "Called off"), "rosso"),
)
SIGNUP_STATES = Terms(
    Term("unconfirmed", _("To be confirmed"), "ocra"),
    Term("confirmed", _("Has a place"), "verde"),
    Term("waiting", _("On the waiting list"), "blu"),
    Term("cancelled", _("Withdrew"), ""),
    Term("full", _("Found it full"), ""),
)

# --- volunteering ------------------------------------------------------------
THEMES = Terms(
    Term("children", _("Children and school"), "ocra", "backpack"),
    Term("elderly", _("Company for the elderly"), "glicine", "armchair"),
    Term("food", _("Food and solidarity"), "cotto", "soup"),
    Term("environment", pgettext_lazy("volunteering", "Environment"), "verde", "trees"),
    Term("animals", pgettext_lazy("volunteering", "Animals"), "verde", "paw-print"),
    Term("culture", pgettext_lazy("volunteering", "Culture"), "blu", "landmark"),
    Term("sport", pgettext_lazy("volunteering", "Sport for all"), "ticino", "bike"),
    Term("welcome", pgettext_lazy("volunteering", "Welcome"), "glicine", "hand-heart"),
    Term("emergency", _("Help in emergencies"), "rosso", "siren"),
    Term("skills", _("Professional skills"), "blu", "laptop"),
)
OPPORTUNITY_STATES = Terms(
    Term("draft", pgettext_lazy("opportunity", "Draft"), ""),
    Term("published", pgettext_lazy("opportunity", "Published"), "verde"),
    Term("closed", pgettext_lazy("opportunity", "Closed"), "blu"),
)
