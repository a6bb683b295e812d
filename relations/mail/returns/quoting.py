"""The words somebody wrote in a reply, without what the mail program quoted beneath. Standard library only."""

import re
from collections.abc import Iterable

_MOST, _MOST_LINES = 4000, 2000
# Where a quotation begins: the line that introduces it, in the languages and programs people here use.
_INTRODUCTION = re.compile(
    r"^\s*(?:>+\s*)?(?:"
    r"(?:il|in data|on|le|am)\b.{6,200}(?:ha scritto|ha inviato il seguente messaggio|wrote|a écrit|schrieb).{0,3}:?"
    r"|-{2,}\s*(?:messaggio (?:originale|inoltrato)|original message|forwarded message|messaggio originario)\s*-{2,}"
    r"|_{20,}"
    r"|(?:da|from|von)\s*:\s*.{3,200}"
    r")\s*$",
    re.IGNORECASE,
)
_HEADER_AFTER = re.compile(r"^\s*\*?(?:inviato|sent|data|date|a|to|oggetto|subject|gesendet)\*?\s*:", re.IGNORECASE)
_FROM = re.compile(r"^\s*\*?(?:da|from|von)\*?\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^(?:--|--\s|__|inviato da(?:l mio)?\s.*|sent from my\s.*|scarica outlook.*|get outlook for.*|ottieni outlook.*"
    r"|le informazioni contenute in (?:questo|questa|presente).*|(?:questo|il presente) messaggio (?:è|e'|contiene|ha).*riservat.*"
    r"|avviso di riservatezza.*|ai sensi del .*(?:gdpr|679|196).*|this (?:e-?mail|message) .*confidential.*)$",
    re.IGNORECASE,
)  # fmt: skip


def answer_in(text: str) -> str:
    """Return what was written above the quotation, without the signature; the whole when nothing would be left."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    words = _unquoted(_without_signature(lines[: _quotation_begins(lines)]))
    # Answers written beneath what is answered: all that is not quoted.
    words = words or _unquoted(line for line in lines if line.strip())
    return re.sub(r"\n{3,}", "\n\n", words or text.strip())[:_MOST]


def _unquoted(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines if not line.lstrip().startswith(">")).strip()


def _quotation_begins(lines: list[str]) -> int:
    for number, line in enumerate(lines):
        # An introduction may be folded over two lines.
        pair = f"{line.strip()} {lines[number + 1].strip()}" if number + 1 < len(lines) else line
        if _FROM.match(line):
            if any(_HEADER_AFTER.match(after) for after in lines[number + 1 : number + 4]):
                return number
        elif _INTRODUCTION.match(line) or (line.strip() and _INTRODUCTION.match(pair) and _quoted_soon(lines, number)):
            return number
    return len(lines)


def _quoted_soon(lines: list[str], number: int) -> bool:
    return any(line.lstrip().startswith(">") for line in lines[number + 1 : number + 5])


def _without_signature(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if number and _SIGNATURE.match(line.strip()):
            return lines[:number]
    return lines
