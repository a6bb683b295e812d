"""The verbs of the ground floor: keyword-only, atomic, the clock passed in, the history entry inside."""
