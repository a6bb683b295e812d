"""Why a file is refused: a key and its details, told in words by `relations.vocab.imports`."""

from typing import Any


class Refused(Exception):
    """The file cannot be read; `code` is a key of vocab.imports.REFUSALS."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
