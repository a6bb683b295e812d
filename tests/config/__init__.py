"""Set-up, servers, supervision, and the rules of the whole tree."""
