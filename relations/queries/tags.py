"""The tags in use."""

from dataclasses import dataclass

from django.db import connection

from relations.text import fold

_COUNTS = """
SELECT tag, count(*) FILTER (WHERE side = 'o'), count(*) FILTER (WHERE side = 'p') FROM (
  SELECT unnest(tags) AS tag, 'o' AS side FROM relations_organization WHERE archived_at IS NULL AND tags <> '{}'
  UNION ALL
  SELECT unnest(tags), 'p' FROM relations_person WHERE archived_at IS NULL AND erased_at IS NULL AND tags <> '{}'
) AS used GROUP BY tag
"""


@dataclass(frozen=True)
class Tag:
    """A tag and how many have it."""

    name: str
    organizations: int
    people: int

    @property
    def total(self) -> int:
        return self.organizations + self.people


def all_tags() -> list[Tag]:
    """Return the tags in use, in Italian order."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        found = [Tag(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda tag: (fold(tag.name), tag.name))


def proposals(words: str, limit: int = 8) -> list[Tag]:
    """Return the tags that begin with `words` or hold a word that does, the most used first."""
    wanted = fold(words).strip()
    found = [tag for tag in all_tags() if any(part.startswith(wanted) for part in (fold(tag.name), *fold(tag.name).split()))]
    return sorted(found, key=lambda tag: (not fold(tag.name).startswith(wanted), -tag.total, tag.name))[:limit]
