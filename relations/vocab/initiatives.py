"""Fixed lists of initiatives: states, whose voice it is, what each brings, positions, verdicts on introductions."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocab import Term, Terms

INITIATIVE_STATES = Terms(
    Term("idea", _("Idea"), "glicine", "lightbulb"),
    Term("preparing", _("Being prepared"), "ocra", "hammer"),
    Term("running", _("Under way"), "ticino", "play"),
    Term("concluded", _("Concluded"), "verde", "check"),
    Term("dropped", _("Given up"), "", "x"),
)
# States in which somebody still has to be convinced.
LIVING_STATES = ("idea", "preparing", "running")

# What a stakeholder may bring; each kind of voice has its own default list below.
CONTRIBUTIONS = Terms(
    Term("funds", _("Economic support"), icon="euro"),
    Term("mentoring", _("Tutoring and mentoring"), icon="graduation-cap"),
    Term("jobs", _("Internships and jobs"), icon="briefcase"),
    Term("goods", _("Goods in kind"), icon="package"),
    Term("spaces", _("Rooms and spaces"), icon="building"),
    Term("services", _("Services to people"), icon="hand-heart"),
    Term("advocacy", _("A voice for those who have none"), icon="megaphone"),
    Term("volunteers", _("Volunteers"), icon="users"),
    Term("guidance", _("Guidelines and plans"), icon="map"),
    Term("rules", _("Rules and permits"), icon="scale"),
    Term("public_funds", _("Public funds"), icon="landmark"),
    Term("research", _("Research and data"), icon="microscope"),
    Term("skills", _("Skills"), icon="wrench"),
    Term("visibility", _("Attention of the public"), icon="newspaper"),
    Term("local_knowledge", _("Knowledge of the place"), icon="map-pin"),
)


@dataclass(frozen=True)
class Voice(Term):
    """Who speaks: the bodies of these kinds, what they usually bring, what to say when nobody of them is there."""

    kinds: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    absent: str = ""


VOICES = Terms(
    Voice(
        "companies", _("Companies"), "ticino", "factory", ("company",), ("funds", "mentoring", "jobs"), _("No company involved"),
    ),
    Voice(
        "nonprofits", _("Non-profits"), "verde", "hand-heart", ("nonprofit", "foundation"), ("services", "advocacy"),
        _("No non-profit involved"),
    ),
    Voice(
        "institutions", _("Institutions"), "blu", "landmark", ("public_body", "political_group"),
        ("public_funds", "guidance", "rules"), _("No institution involved"),
    ),
    Voice(
        "schools", _("Schools and universities"), "ocra", "school", ("school", "university"),
        ("research", "skills", "volunteers"), _("No school or university involved"),
    ),
    Voice("citizens", _("Citizens"), "cotto", "users", (), ("local_knowledge",), _("No voice of those it is for")),
    Voice("others", _("Others"), "", "circle", ("media", "facility", "other"), ("visibility", "spaces")),
)
VOICE_OF_KIND = {kind: voice.key for voice in VOICES for kind in voice.kinds}

# Where somebody stands on an initiative, from -2 to +2.
POSITIONS = Terms(
    Term("-2", pgettext_lazy("position", "against"), "rosso", "circle-minus"),
    Term("-1", pgettext_lazy("position", "critical"), "ocra", "circle-minus"),
    Term("0", pgettext_lazy("position", "neutral"), "", "circle"),
    Term("1", pgettext_lazy("position", "in favour"), "verde", "circle-plus"),
    Term("2", pgettext_lazy("position", "promoter"), "verde", "circle-plus"),
)
VERDICTS = Terms(
    Term("proposed", _("Introduction proposed"), "ticino", "handshake"),
    Term("never", _("Not to be proposed"), "", "ban"),
)
# Activities of general interest, art. 5 D.Lgs. 117/2017, by their letter.
THEMES = Terms(
    Term("a", _("Social services")),
    Term("b", _("Health services")),
    Term("c", _("Social and health care")),
    Term("d", _("Education, schooling and vocational training")),
    Term("e", _("Environment, natural resources, animals")),
    Term("f", _("Cultural heritage and landscape")),
    Term("g", _("University education")),
    Term("h", _("Scientific research")),
    Term("i", _("Culture, art and recreation")),
    Term("j", _("Community radio")),
    Term("k", _("Social, cultural or religious tourism")),
    Term("l", _("After-school education, against drop-out and bullying")),
    Term("m", _("Services for other non-profits")),
    Term("n", _("Development cooperation")),
    Term("o", _("Fair trade")),
    Term("p", _("Work integration")),
    Term("q", _("Social housing")),
    Term("r", _("Humanitarian reception and integration of migrants")),
    Term("s", _("Social farming")),
    Term("t", _("Amateur sport")),
    Term("u", _("Charity, surplus food and goods")),
    Term("v", _("Legality, peace, non-violence")),
    Term("w", _("Human, civil and social rights")),
    Term("x", _("International adoption")),
    Term("y", _("Civil protection")),
    Term("z", _("Reuse of public or confiscated property")),
)


def theme_words(letters) -> str:
    """Return the names of activities by their letters; unknown ones as they are."""
    return ", ".join(str(THEMES[key].label) if key in THEMES else key for key in letters)


# Whom bodies work for, as they are written on their records.
TARGETS = Terms(
    Term("minors", _("Minors")),
    Term("children", _("Children")),
    Term("youth", _("Young people")),
    Term("families", _("Families")),
    Term("elderly", _("Older people")),
    Term("disability", _("People with disabilities")),
    Term("migrants", _("Migrants and refugees")),
    Term("poverty", _("People in poverty")),
    Term("homeless", _("Homeless people")),
    Term("women", _("Women in difficulty")),
    Term("illness", _("People who are ill")),
    Term("patients", _("People who are ill")),
    Term("addiction", _("People with addictions")),
    Term("prison", _("Prisoners and former prisoners")),
    Term("prisoners", _("Prisoners and former prisoners")),
    Term("unemployed", _("People looking for work")),
    Term("students", _("Pupils and students")),
    Term("carers", _("Carers")),
    Term("animals", _("Animals")),
    Term("citizens", _("The whole community")),
    Term("everyone", _("The whole community")),
)


def target_words(keys) -> str:
    """Return the names of those bodies work for."""
    return ", ".join(str(TARGETS[key].label) if key in TARGETS else key for key in keys)
