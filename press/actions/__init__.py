"""The verbs of the press office: keyword-only, atomic, the clock passed in, the history entry inside."""
