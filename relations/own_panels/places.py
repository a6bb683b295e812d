"""Places: municipalities, addresses, ties between bodies."""
