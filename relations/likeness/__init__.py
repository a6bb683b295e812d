"""Which records are the same party: names put in order, keys to meet by, a score with its reasons. No Django."""
