"""The six phases of a partnership as data, and the few pure questions asked of them. Standard library only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


def N_(text: str) -> str:
    """Mark a message id so that extraction finds it; the Django side translates it."""
    return text


class Stage(StrEnum):
    """The three great parts of the way."""

    PREPARATORY = "preparatory"
    EXECUTIVE = "executive"
    CONTROL = "control"

    @property
    def title(self) -> str:
        return STAGE_TITLES[self]

    @property
    def colour(self) -> str:
        return STAGE_COLOURS[self]


STAGE_TITLES = {
    Stage.PREPARATORY: N_("Preparatory stage"),
    Stage.EXECUTIVE: N_("Executive stage"),
    Stage.CONTROL: N_("Control stage"),
}
STAGE_COLOURS = {Stage.PREPARATORY: "glicine", Stage.EXECUTIVE: "ticino", Stage.CONTROL: "ocra"}


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One line of a phase's checklist.

    `only_if` names a fact of the partnership without which it is not asked. `provable` lines are shown by what the archive
    holds: whoever ticks one by hand says where the proof is.
    """

    key: str
    title: str
    required: bool = False
    only_if: str = ""
    provable: bool = False

    def asked(self, facts: Collection[str]) -> bool:
        return not self.only_if or self.only_if in facts


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the six phases: what it produces, what it asks, how one leaves it and at what pace."""

    key: str
    number: int
    stage: Stage
    title: str
    short: str
    documents: tuple[str, ...]
    deliverables: tuple[Deliverable, ...]
    exit_gate: str
    contact_days: int
    expected_days: int

    @property
    def required(self) -> tuple[Deliverable, ...]:
        return tuple(item for item in self.deliverables if item.required)


# Facts of a partnership that some lines depend on.
HAS_VOLUNTEERS = "volunteers"
IS_CLOSING = "closing"
FACTS = (HAS_VOLUNTEERS, IS_CLOSING)
# Required lines that only people can vouch for: nothing in the archive shows them.
BY_WORD = frozenset({"expected_results", "values_discussed", "regular_meetings", "agreed_exit"})


def _must(key: str, title: str, only_if: str = "") -> Deliverable:
    return Deliverable(key, title, True, only_if, provable=key not in BY_WORD)


_may = Deliverable

PHASES: tuple[Phase, ...] = (
    Phase(
        "planning",
        1,
        Stage.PREPARATORY,
        N_("Planning and preparation"),
        N_("Planning"),
        documents=(
            N_("Company profile"),
            N_("Non-profit profile"),
            N_("Analysis of needs and offers"),
            N_("Stakeholder map"),
            N_("Shortlist with reasons"),
            N_("Concept note"),
        ),
        deliverables=(
            _must("identities_verified", N_("Identities verified (tax code, VAT number, RUNTS)")),
            _must("offer_and_need", N_("Offer and need described")),
            _must("expected_results", N_("Expected results of each partner")),
            _must("due_diligence", N_("Checks done (sector, reputation, conflicts of interest)")),
            _must("data_consent", N_("Consent of both to share their contact details")),
            _may("themes_and_goals", N_("Themes of art. 5 and goals of the 2030 Agenda")),
            _may("first_risks", N_("First risks noted")),
            _may("office_contact", N_("Contact person in the office")),
        ),
        exit_gate=N_("Both say yes to a first meeting, and the office head has approved the match."),
        contact_days=14,
        expected_days=30,
    ),
    Phase(
        "negotiation",
        2,
        Stage.PREPARATORY,
        N_("Negotiation of the partnership"),
        N_("Negotiation"),
        documents=(
            N_("Minutes of the meetings"),
            N_("Map of interests and resources"),
            N_("SMART goals"),
            N_("Budget"),
            N_("Draft of the roles"),
            N_("Risk register"),
        ),
        deliverables=(
            _must("meeting_with_minutes", N_("At least one meeting with minutes")),
            _must("smart_goal", N_("At least one SMART goal with indicator, baseline and target")),
            _must("contributions_valued", N_("Contributions of each side valued")),
            _must("gift_or_sponsorship", N_("Gift or sponsorship decided")),
            _must("values_discussed", N_("Values and red lines discussed")),
            _must("same_version", N_("The same version confirmed in writing by both")),
            _may("open_points", N_("No open disagreement, or a plan for each")),
        ),
        exit_gate=N_("Both partners confirm the same version in writing."),
        contact_days=14,
        expected_days=60,
    ),
    Phase(
        "agreement",
        3,
        Stage.PREPARATORY,
        N_("Formal agreement"),
        N_("Agreement"),
        documents=(
            N_("Signed agreement"),
            N_("Timetable"),
            N_("Communication plan"),
            N_("Monitoring plan"),
            N_("Insurance policies"),
            N_("Privacy notices"),
        ),
        deliverables=(
            _must("agreement_kind", N_("Kind of agreement chosen")),
            _must("parties_and_signatories", N_("Parties and signatories with powers")),
            _must("minimum_clauses", N_("Minimum clauses complete")),
            _must("start_and_end", N_("Start and end dates")),
            _must("signed_file", N_("Signed file with its date")),
            _must("volunteer_insurance", N_("Insurance of the volunteers"), only_if=HAS_VOLUNTEERS),
            _may("board_resolution", N_("Resolution of the board")),
            _may("ethics_and_logo", N_("Code of ethics and use of the logo")),
        ),
        exit_gate=N_("The signed file is there and the start date is set."),
        contact_days=14,
        expected_days=30,
    ),
    Phase(
        "management",
        4,
        Stage.EXECUTIVE,
        N_("Management of the programme"),
        N_("Management"),
        documents=(
            N_("Activity diary"),
            N_("State of the milestones"),
            N_("Deliveries of money, goods and hours"),
            N_("Periodic minutes"),
            N_("Register of conflicts and changes"),
        ),
        deliverables=(
            _must("milestones", N_("Milestones with an owner and a date, closed or waived with a reason")),
            _must("regular_meetings", N_("Meetings at the agreed pace")),
            _must("deliveries_proven", N_("Deliveries recorded with proof")),
            _must("changes_as_addenda", N_("Every change is a numbered addendum")),
            _may("volunteer_attendance", N_("Attendance of the volunteers"), only_if=HAS_VOLUNTEERS),
        ),
        exit_gate=N_("All required milestones are closed, or waived with a reason."),
        contact_days=30,
        expected_days=180,
    ),
    Phase(
        "communication",
        5,
        Stage.EXECUTIVE,
        N_("Communication of the programme"),
        N_("Communication"),
        documents=(
            N_("Editorial plan"),
            N_("Press releases"),
            N_("Posts"),
            N_("Event"),
            N_("Image releases"),
            N_("Materials with approved logos"),
        ),
        deliverables=(
            _must("approved_by_both", N_("Messages and logos approved by both")),
            _must("image_consents", N_("Consents for the images")),
            _must("one_publication", N_("At least one publication, or a reasoned choice not to communicate")),
            _must("gift_wording", N_("Wording checked: a gift is not a sponsorship")),
            _may("accessible_materials", N_("Accessible materials")),
        ),
        exit_gate=N_("The communication log is complete and the press cuttings are linked."),
        contact_days=30,
        expected_days=60,
    ),
    Phase(
        "evaluation",
        6,
        Stage.CONTROL,
        N_("Monitoring, measurement and evaluation"),
        N_("Evaluation"),
        documents=(
            N_("Values of the indicators"),
            N_("Questionnaires of partners and beneficiaries"),
            N_("Final report"),
            N_("Lessons learned"),
            N_("Decision: renew, enlarge, replicate or close"),
            N_("Sustainability plan"),
            N_("Recognition"),
        ),
        deliverables=(
            _must("final_readings", N_("Every indicator has a final value")),
            _must("both_questionnaires", N_("Questionnaire answered by both")),
            _must("report_approved", N_("Report approved")),
            _must("decision", N_("Decision taken, with its date")),
            _must("agreed_exit", N_("Exit agreed, goods and data given back"), only_if=IS_CLOSING),
            _may("sustainability_plan", N_("Sustainability plan: funds, leadership, involvement")),
            _may("case_study", N_("Case study")),
            _may("thanks", N_("Thanks given")),
        ),
        exit_gate=N_("The partnership is completed, or a new cycle is linked to it."),
        contact_days=30,
        expected_days=60,
    ),
)

BY_KEY: dict[str, Phase] = {phase.key: phase for phase in PHASES}
FIRST, LAST = PHASES[0], PHASES[-1]


# Lines that one partnership alone has in a phase.
Own = Collection[Deliverable]


class UnknownPhase(KeyError):
    """No phase has that key."""


def phase(key: str) -> Phase:
    """This function will give the phase with that key."""
    try:
        return BY_KEY[key]
    except KeyError:
        raise UnknownPhase(key) from None


def choices() -> list[tuple[str, str]]:
    """This function will give pairs of key and title, for a model field."""
    return [(item.key, item.title) for item in PHASES]


def stages() -> list[tuple[Stage, tuple[Phase, ...]]]:
    """This function will give the phases under their stages, in order."""
    return [(stage, tuple(item for item in PHASES if item.stage is stage)) for stage in Stage]


def asked(key: str, *, facts: Collection[str] = (), own: Own = ()) -> tuple[Deliverable, ...]:
    """This function will give the checklist of a phase for a partnership with those facts, and with lines of its own."""
    return (*(item for item in phase(key).deliverables if item.asked(facts)), *own)


def missing(
    key: str, done_keys: Collection[str], *, facts: Collection[str] = (), own: Own = ()
) -> tuple[Deliverable, ...]:
    """This function will give the required lines of a phase that are not done yet."""
    return tuple(item for item in asked(key, facts=facts, own=own) if item.required and item.key not in done_keys)


def worked_on(key: str) -> tuple[Phase, ...]:
    """This function will give the phases one works on while in `key`: once the programme runs, also those after it.

    Communication and evaluation begin while the programme is managed; the gates are passed one by one all the same.
    """
    here = phase(key)
    return (here,) if here.stage is Stage.PREPARATORY else PHASES[here.number - 1 :]


def next_phase(key: str) -> Phase | None:
    """This function will give the phase after this one; None after the sixth."""
    number = phase(key).number
    return PHASES[number] if number < len(PHASES) else None


def previous_phase(key: str) -> Phase | None:
    """This function will give the phase before this one; None before the first."""
    number = phase(key).number
    return PHASES[number - 2] if number > 1 else None


def can_advance(
    key: str, done_keys: Collection[str], *, to: str | None = None, facts: Collection[str] = (), own: Own = ()
) -> bool:
    """This function will say whether the gate of a phase is open, and (with `to`) whether it leads there."""
    after = next_phase(key)
    if to is not None and (after is None or after.key != to):
        return False
    return not missing(key, done_keys, facts=facts, own=own)


def progress(key: str, done_keys: Collection[str], *, facts: Collection[str] = (), own: Own = ()) -> tuple[int, int]:
    """This function will count the lines done and the lines asked in a phase."""
    lines = asked(key, facts=facts, own=own)
    return sum(item.key in done_keys for item in lines), len(lines)
