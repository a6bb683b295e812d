"""Fixed lists of the diary: plans, their steps, how strong a tie is."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms

DAY_RULES = Terms(
    Term("shift", _("moved to the first working day")),
    Term("working", _("working days only are counted")),
    Term("calendar", _("any day, holidays too")),
)
COUNTED_FROM = Terms(Term("start", _("the start of the plan")), Term("previous", _("the step before, once done")))
STEP_OWNERS = Terms(
    Term("starter", _("who starts the plan")),
    Term("follower", _("who follows the party")),
    Term("named", _("a colleague")),
)
RUN_STATES = Terms(
    Term("running", pgettext_lazy("plan", "Running"), "ticino", "play"),
    Term("paused", pgettext_lazy("plan", "Paused"), "ocra", "pause"),
    Term("finished", pgettext_lazy("plan", "Finished"), "verde", "circle-check"),
    Term("stopped", pgettext_lazy("plan", "Stopped"), "", "square"),
)
STEP_STATES = Terms(
    Term("waiting", pgettext_lazy("step", "To come"), "", "circle-dashed"),
    Term("open", _("To do"), "ocra", "circle"),
    Term("done", _("Done"), "verde", "circle-check"),
    Term("skipped", pgettext_lazy("step", "Left out"), "", "circle-slash"),
)
# How a strength out of 100 is called: the first whose figure it reaches.
STRENGTHS = ((50, _("strong"), "verde"), (25, _("good"), "ticino"), (8, _("weak"), "ocra"), (0, _("faded"), "rosso"))
