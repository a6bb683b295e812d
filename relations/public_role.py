"""Who acts in a public or organisational role. No Django: the database applies the same pattern.

Where somebody stands is special-category data (art. 9 of Regulation EU 2016/679): it is written down only for those who
speak for a body or hold a public office. When in doubt, the answer is no.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# How a role begins that makes nobody a spokesperson. Understood alike by Python and PostgreSQL.
PRIVATE = (
    r"^\s*(?:ex|gi[aà]|volontari[oae]?|volunteer|donator[ei]|donatric[ei]|donor|benefattor[ei]|benefattric[ei]|soci[oae]?|"
    r"sostenitor[ei]|sostenitric[ei]|supporter|simpatizzant[ei]|iscritt[oaei]|tesserat[oaei]|aderent[ei]|utent[ei]|"
    r"beneficiari[oae]?|assistit[oaei]|cittadin[oaei]|privat[oaei]|amic[oai]|amiche|familiar[ei]|genitor[ei]|"
    r"pazient[ei]|ospit[ei]|elettor[ei]|elettric[ei])(?![a-z])"
)
_PRIVATE = re.compile(PRIVATE)


@dataclass(frozen=True)
class Role:
    """A role of somebody at a body, with its dates; a public office has no dates and counts while it is written."""

    words: str
    body: str = ""
    started_on: date | None = None
    ended_on: date | None = None

    @property
    def label(self) -> str:
        return " · ".join(filter(None, [self.words, self.body]))


def speaks(words: str) -> bool:
    """Tell whether `words` name a role in which one speaks for a body: "presidente" does, "volontaria" does not."""
    return bool(words.strip()) and not _PRIVATE.match(words.lower())


def current(roles: Iterable[Role], day: date) -> list[Role]:
    """Return those of `roles` in which somebody speaks for a body on `day`."""
    return [
        role
        for role in roles
        if speaks(role.words)
        and (role.started_on is None or role.started_on <= day)
        and (role.ended_on is None or role.ended_on >= day)
    ]
