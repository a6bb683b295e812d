"""What the ground floor itself shows on its pages, by noun; imported when the app is ready."""

from relations.own_panels import (  # noqa: F401
    changes,
    community,
    core,
    duplicates,
    imports,
    initiatives,
    lists,
    meetings,
    places,
    plans,
    returns,
    sequences,
)
