"""Fixed lists of the press office: key, label, colour, icon."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms

RELEASE_KINDS = Terms(
    Term("release", _("Press release"), "ticino", "megaphone"),
    Term("invitation", _("Press invitation"), "glicine", "calendar"),
    Term("note", _("Note"), "blu", "file-text"),
    Term("correction", _("Correction"), "ocra", "file-pen"),
)
RELEASE_STATUS = Terms(
    Term("draft", pgettext_lazy("release", "Draft"), "", "pencil"),
    Term("in_review", pgettext_lazy("release", "To be reviewed"), "ocra", "eye"),
    Term("approved", pgettext_lazy("release", "Approved"), "verde", "circle-check"),
    Term("scheduled", pgettext_lazy("release", "Scheduled"), "blu", "clock"),
    Term("under_embargo", pgettext_lazy("release", "Under embargo"), "rosso", "lock"),
    Term("published", pgettext_lazy("release", "Published"), "verde", "globe"),
    Term("corrected", pgettext_lazy("release", "Corrected"), "ocra", "file-pen"),
    Term("withdrawn", pgettext_lazy("release", "Withdrawn"), "", "ban"),
)
# Whoever is not in the office may read only these.
PUBLIC_STATUS = ("published", "corrected")
# The text may still change; a change after the approval asks for a new one.
EDITABLE_STATUS = ("draft", "in_review", "approved")
WAITING_STATUS = ("scheduled", "under_embargo")

TOPICS = Terms(
    Term("together", _("Profit and non-profit together"), "cotto"),
    Term("volunteering", _("Volunteering"), "verde"),
    Term("territory", _("Our area"), "ticino"),
    Term("institutions", _("Institutions"), "blu"),
    Term("companies", pgettext_lazy("topic", "Companies"), "ocra"),
    Term("fundraising", _("Fundraising"), "cotto"),
    Term("services", _("Our services"), "glicine"),
    Term("journal", "LiberaMente", "glicine"),
)
LANGUAGES = [("it", "Italiano"), ("en", "English")]

OUTLET_KINDS = Terms(
    Term("daily", _("Daily paper"), "cotto", "newspaper"),
    Term("weekly", _("Weekly paper"), "cotto", "newspaper"),
    Term("magazine", _("Magazine"), "cotto", "book-open"),
    Term("agency", _("News agency"), "blu", "rss"),
    Term("tv", _("Television"), "glicine", "tv"),
    Term("radio", _("Radio"), "glicine", "radio"),
    Term("online", _("Online paper"), "ticino", "globe"),
    Term("blog", _("Blog"), "ticino", "globe"),
    Term("podcast", _("Podcast"), "glicine", "mic"),
    Term("bulletin", _("Institutional bulletin"), "", "file-text"),
    Term("diocesan", _("Diocesan weekly"), "ocra", "newspaper"),
)
JOURNALIST_CHANNELS = Terms(
    Term("email", _("E-mail"), icon="mail"),
    Term("call", _("Phone"), icon="phone"),
    Term("message", _("Message"), icon="message-circle"),
)
REGISTERS = Terms(
    Term("professional", _("Professional journalist")),
    Term("publicist", _("Publicist")),
    Term("trainee", _("Trainee")),
    Term("none", _("Not registered")),
)
TONES = Terms(
    Term("positive", _("Positive"), "verde", "smile"),
    Term("neutral", _("Neutral"), "blu", "meh"),
    Term("negative", _("Critical"), "ocra", "frown"),
)
COVERAGE_MEDIA = Terms(
    Term("print", pgettext_lazy("coverage", "Print"), icon="newspaper"),
    Term("web", pgettext_lazy("coverage", "Web"), icon="globe"),
    Term("radio", pgettext_lazy("coverage", "Radio"), icon="radio"),
    Term("tv", pgettext_lazy("coverage", "Television"), icon="tv"),
)


@dataclass(frozen=True)
class Meter:
    """A length that reads well: a hint beside the field, never a refusal."""

    field: str
    low: int
    high: int


# Lengths that Italian newsrooms expect (body in characters of plain text).
METERS = (
    Meter("title", 20, 70),
    Meter("kicker", 0, 60),
    Meter("summary", 60, 300),
    Meter("body", 1500, 3000),
)
# What a letter is made of, in the order of the palette.
BLOCK_KINDS = Terms(
    Term("text", pgettext_lazy("block", "Text"), "ticino", "text-align-start"),
    Term("title", pgettext_lazy("block", "Heading"), "", "heading"),
    Term("image", pgettext_lazy("block", "Picture"), "verde", "image"),
    Term("button", pgettext_lazy("block", "Button"), "", "mouse-pointer-click"),
    Term("divider", pgettext_lazy("block", "Line"), "", "minus"),
    Term("event", _("Appointment"), "ocra", "calendar"),
    Term("campaign", _("Invitation to give"), "cotto", "heart"),
    Term("story", _("Story of a partnership"), "glicine", "handshake"),
    Term("release", _("Press release"), "ticino", "megaphone"),
    Term("link", _("Link"), "blu", "link"),
)
_THING = ("source", "heading", "text", "url", "label")
# The fields of each kind, in the order of its form.
BLOCK_FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("body",),
    "title": ("heading", "level"),
    "image": ("upload", "alt_text", "is_decorative", "width", "url"),
    "button": ("label", "url"),
    "divider": (),
    "event": _THING,
    "campaign": _THING,
    "story": _THING,
    "release": _THING,
    "link": ("heading", "text", "url", "label"),
}
# Kinds that can be taken from the archive: their key is that of a `panels.LetterThing`.
FROM_ARCHIVE = tuple(kind for kind, names in BLOCK_FIELDS.items() if "source" in names)
IMAGE_WIDTHS = Terms(
    Term("full", pgettext_lazy("width", "The whole width")),
    Term("half", pgettext_lazy("width", "Half")),
    Term("small", pgettext_lazy("width", "Small, like a logo")),
)
LONGEST_LETTER = 60
NEWSLETTER_PURPOSES = ("newsletter", "journal")
# The states of the mail engine's mailing, as the newsletter pages say them.
NEWSLETTER_STATES = Terms(
    Term("draft", pgettext_lazy("newsletter", "Draft"), "", "pencil"),
    Term("in_review", pgettext_lazy("newsletter", "To be approved"), "ocra", "eye"),
    Term("approved", pgettext_lazy("newsletter", "Approved"), "verde", "circle-check"),
    Term("scheduled", pgettext_lazy("newsletter", "Scheduled"), "blu", "clock"),
    Term("leaving", pgettext_lazy("newsletter", "Leaving"), "ticino", "send"),
    Term("sending", pgettext_lazy("newsletter", "Sending"), "ticino", "send"),
    Term("paused", pgettext_lazy("newsletter", "On pause"), "ocra", "pause"),
    Term("sent", pgettext_lazy("newsletter", "Sent"), "verde", "check"),
    Term("cancelled", pgettext_lazy("newsletter", "Stopped"), "", "ban"),
)
