"""What the community's desk does by itself, once a day."""

from datetime import datetime

from relations.actions import gathering_signups, volunteer_signups, volunteering


def tick(*, at: datetime) -> dict[str, int]:
    """Remind who comes tomorrow, ask bodies who came yesterday; return how many mails. Running again sends nothing more."""
    return {
        "meetings": gathering_signups.remind(at=at), "shifts": volunteer_signups.remind(at=at),
        "hours": volunteering.ask_for_all_hours(at=at),
    }  # fmt: skip
