"""Hiding the secret of a link where somebody reads who it was not made for: logs, the mailbox of colleagues."""

import re
from typing import Any

# A part of an address (or of its query) of 32 letters and more with a capital among them: the tokens of SecretLink and
# of the mail engine. Readable addresses ("/organizzazioni/meccanica-lomellina-412/") have no capitals.
_SECRET = re.compile(r"(?<=[/=])(?=[^/?&\s]*[A-Z])[A-Za-z0-9._-]{32,}")


def masked(words: str) -> str:
    """Return `words` with the secret part of every link replaced by dots."""
    return _SECRET.sub("•••", words)


def mask_event(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Structlog processor: no secret of a link in a log line."""
    return {key: masked(value) if isinstance(value, str) else value for key, value in event.items()}
