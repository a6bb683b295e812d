"""What a programme asks for by itself, each once: values that are missing, risks to look for."""

from datetime import datetime

from partnerships.actions import readings, risks


def follow(*, at: datetime) -> dict[str, int]:
    """Do all that is due at `at`; a second run the same day does nothing. Return how much was done."""
    return {"readings": readings.ask_missed(at=at), "risks": risks.detect_all(at=at)}
