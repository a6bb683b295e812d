"""Who is missing around the table of an initiative. No Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seat:
    """Somebody on the sheet: which voice it is, where it is, whether it speaks for those the initiative is for."""

    voice: str
    municipality: str = ""
    provinces: frozenset[str] = frozenset()
    for_beneficiaries: bool = False


@dataclass(frozen=True)
class Gap:
    """Somebody who is absent. `kind` is voice, municipality, province or beneficiaries; `counts` are the facts."""

    kind: str
    key: str
    counts: dict[str, int] = field(default_factory=dict)


BENEFICIARIES = "citizens"


def missing(
    seats: Sequence[Seat], *, voices: Iterable[str], municipalities: Iterable[str] = (), provinces: Iterable[str] = ()
) -> list[Gap]:
    """Return who is absent: voices nobody has, places nobody is from, and a voice of those it is for."""
    counts = {voice: sum(1 for seat in seats if seat.voice == voice) for voice in voices}
    gaps = [Gap("voice", voice, counts) for voice, count in counts.items() if not count and voice != BENEFICIARIES]
    if not counts.get(BENEFICIARIES) and not any(seat.for_beneficiaries for seat in seats):
        gaps.append(Gap("beneficiaries", BENEFICIARIES, counts))
    towns = [seat.municipality.casefold() for seat in seats]
    for town in municipalities:
        if town.casefold() not in towns:
            gaps.append(Gap("municipality", town, {"seats": len(seats)}))
    covered = frozenset().union(*(seat.provinces for seat in seats)) if seats else frozenset()
    gaps += [Gap("province", code, {"seats": len(seats)}) for code in provinces if code not in covered]
    return gaps
