"""Fixed lists of meetings and promises."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms

MEETING_KINDS = Terms(
    Term("person", _("In person"), icon="users"),
    Term("video", _("Video call"), icon="video"),
    Term("phone", _("By phone"), icon="phone"),
)
# How a meeting that was held stands in the diary of contacts.
CHANNEL_OF_KIND = {"person": "meeting", "video": "video", "phone": "call"}
MEETING_STATES = Terms(
    Term("planned", _("Planned"), "ocra", "calendar"),
    Term("invited", _("Invitations sent"), "ticino", "send"),
    Term("held", _("Held"), "blu", "users"),
    Term("minuted", _("Minutes sent"), "verde", "mail-check"),
    Term("cancelled", pgettext_lazy("meeting", "Cancelled"), "", "calendar-x"),
)
ANSWERS = Terms(
    Term("", _("No answer yet"), "", "circle-question-mark"),
    Term("yes", _("Will come"), "verde", "circle-check"),
    Term("no", _("Cannot come"), "rosso", "circle-x"),
    Term("other", _("Proposes another time"), "ocra", "calendar-clock"),
)
RHYTHMS = Terms(Term("weeks", _("weeks")), Term("months", _("months")))
WEEKDAYS = Terms(
    Term("0", _("Monday")), Term("1", _("Tuesday")), Term("2", _("Wednesday")), Term("3", _("Thursday")),
    Term("4", _("Friday")), Term("5", _("Saturday")), Term("6", _("Sunday")),
)  # fmt: skip
NTH = Terms(
    Term("1", _("the first")), Term("2", _("the second")), Term("3", _("the third")), Term("4", _("the fourth")),
    Term("-1", _("the last")),
)  # fmt: skip
# What is stored; "late" is a fact of the day, never a column: see STANDINGS.
COMMITMENT_STATES = Terms(
    Term("open", _("Promised"), "ticino", "handshake"),
    Term("renegotiated", _("Renegotiated"), "ocra", "calendar-sync"),
    Term("kept", _("Kept"), "verde", "circle-check"),
    Term("broken", _("Not kept"), "rosso", "circle-x"),
)
LATE = Term("late", _("Late"), "rosso", "alarm-clock")
STANDINGS = Terms(*COMMITMENT_STATES, LATE)
OPEN_STATES = ("open", "renegotiated")
HEARD_STATES = Terms(
    Term("draft", _("To be sent"), "", "pencil"),
    Term("sent", _("Waiting for an answer"), "ocra", "clock"),
    Term("confirmed", _("Confirmed"), "verde", "circle-check"),
    Term("corrected", pgettext_lazy("heard", "Corrected"), "blu", "pen-line"),
)
