"""Fixed lists of sequences: the state of a text, what a step does, what became of somebody and of a step."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms

VERSION_STATES = Terms(
    Term("draft", _("Draft"), "", "pencil"),
    Term("in_review", _("Waiting for approval"), "ocra", "clock"),
    Term("approved", _("Approved"), "verde", "circle-check"),
)
STEP_KINDS = Terms(
    Term("mail", _("Write a mail"), "ticino", "mail"),
    Term("todo", _("A thing to do for whoever follows them"), "ocra", "circle-check"),
)
DAY_RULES = Terms(
    Term("shift", _("never on Saturdays, Sundays and holidays")),
    Term("working", _("working days only are counted")),
    Term("calendar", _("any day, holidays too")),
)
RUN_STATES = Terms(
    Term("running", pgettext_lazy("sequence", "In it"), "ticino", "play"),
    Term("finished", pgettext_lazy("sequence", "Finished"), "verde", "circle-check"),
    Term("stopped", pgettext_lazy("sequence", "Stopped"), "ocra", "square"),
    Term("left_out", pgettext_lazy("sequence", "Not begun"), "", "circle-slash"),
)
STEP_STATES = Terms(
    Term("waiting", pgettext_lazy("step", "To come"), "", "circle-dashed"),
    Term("done", _("Done"), "verde", "circle-check"),
    Term("left_out", pgettext_lazy("step", "Left out"), "ocra", "circle-slash"),
    Term("cancelled", _("Cancelled"), "", "square"),
)
# Why somebody is not in a sequence, or did not get a step; the reasons of the mail engine and of the stop rules besides.
REASONS = {
    "not_in_group": _("not in the group of the sequence"),
    "already_in": _("already in this sequence"),
    "archived": _("the record is archived"),
    "no_address": _("no e-mail address"),
    "nobody": _("nobody follows them and nobody is in charge"),
    "switched_off": _("the sequence was switched off"),
    "by_hand": _("stopped by a colleague"),
    "mailing_stopped": _("this day's sending was stopped by a colleague"),
    "merged": _("merged into another record"),
    "reply": _("they wrote to us"),
}
