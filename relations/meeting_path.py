"""The states of a meeting and the steps between them, as data. Standard library only."""

PLANNED, INVITED, HELD, MINUTED, CANCELLED = "planned", "invited", "held", "minuted", "cancelled"
STATES = (PLANNED, INVITED, HELD, MINUTED, CANCELLED)
# step → {state it may be taken from: state it leads to}.
STEPS: dict[str, dict[str, str]] = {
    "invite": {PLANNED: INVITED, INVITED: INVITED},
    "change": {PLANNED: PLANNED, INVITED: INVITED},
    "hold": {PLANNED: HELD, INVITED: HELD},
    # Pressed by mistake: back to where it was. Not once the minutes are out.
    "unhold": {HELD: PLANNED},
    "send_minutes": {HELD: MINUTED, MINUTED: MINUTED},
    "cancel": {PLANNED: CANCELLED, INVITED: CANCELLED},
}
# While the meeting is still to come, or its minutes may still be written.
AHEAD = frozenset({PLANNED, INVITED})
PAST = frozenset({HELD, MINUTED})
LIVING = AHEAD | PAST


class NotNow(Exception):
    """The step cannot be taken from the state the meeting is in."""

    def __init__(self, step: str, state: str) -> None:
        super().__init__(f"{step} from {state}")
        self.step, self.state = step, state


def after(step: str, state: str, *, was_invited: bool = False) -> str:
    """Return the state that `step` leads to from `state`; NotNow where it leads nowhere."""
    to = STEPS[step].get(state)
    if to is None:
        raise NotNow(step, state)
    return INVITED if step == "unhold" and was_invited else to
