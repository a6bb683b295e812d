"""One reading of a message that came in: what it is, what it is about, whom it blames.

It believes nothing: whether what it names is ours is asked in take.py, against the token or the Message-ID's key.
"""

import email
import email.policy
import hashlib
import re
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses, parseaddr
from enum import StrEnum

from relations.mail.returns import parts
from relations.mail.returns.verdict import Verdict, judge, mildest, status_of
from relations.text import one_line

_MOST_WORDS = 2000


class Sort(StrEnum):
    """What a message is."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    UNSUBSCRIBED = "unsubscribed"  # only reports of providers say so
    AUTOMATIC = "automatic"
    PERSONAL = "personal"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Blamed:
    """One recipient of a bounce."""

    address: str
    verdict: Verdict
    status: str = ""
    words: str = ""


@dataclass(frozen=True)
class Arrived:
    """A message as it was read."""

    sort: Sort
    key: str  # the same whatever door it comes in by
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    message_id: str = ""
    text: str = ""
    to: tuple[str, ...] = ()  # every address it may have been delivered to
    refers_to: tuple[str, ...] = ()  # Message-IDs: of what is answered, or of what came back
    blamed: tuple[Blamed, ...] = ()
    attachments: tuple[parts.Attached, ...] = ()
    authentication: str = ""  # the topmost Authentication-Results: our own server's
    feedback_type: str = ""

    @property
    def verdict(self) -> Verdict | None:
        return mildest([item.verdict for item in self.blamed]) if self.blamed else None


_ADDRESS = re.compile(r"[A-Za-z0-9._%+'=/-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_DAEMON = re.compile(r"^(mailer-?daemon|postmaster|mail-?daemon|mmdf|microsoftexchange\w*|bounces?|no-?reply-?mail)(?:[+@.-]|$)", re.IGNORECASE)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery (status|failure|has failed|notification)|failure notice|returned mail|mail delivery (failed|system)|not delivered"
    r"|delivery.{0,20}(fail|delay|problem)|could ?n.t be delivered|mancat[ao] (recapito|consegna)|non recapitat|impossibile recapitare"
    r"|non consegnat|errore.{0,20}(consegna|recapito)|notifica.{0,30}(recapito|consegna)|unzustellbar",
    re.IGNORECASE,
)  # fmt: skip
_BOUNCE_TEXT = re.compile(
    r"this is the qmail-send program|this message was created automatically by mail delivery|this is the mail system at host"
    r"|could not be delivered|couldn't be delivered|wasn't delivered|impossibile recapitare|non (è|e'|ha) (stat[oa]|potuto).{0,40}(consegna|recapit)"
    r"|delivery to the following recipients? (has )?failed|following addresses had permanent fatal errors|undeliverable",
    re.IGNORECASE,
)  # fmt: skip
_STILL_TRYING = re.compile(r"delayed|will (keep|continue) trying|still trying|ritard|warning: message", re.IGNORECASE)
# Where the copy of our own message begins, in a bounce that is only text.
_COPY = re.compile(
    r"^(?:-{3,}.{0,60}(?:copy|copia|original|below|header|returned).*|received: from .*|return-path: .*|dkim-signature: .*)$",
    re.IGNORECASE | re.MULTILINE,
)
_AUTO_SUBJECT = re.compile(
    r"^\s*(automatic reply|auto(matic)?[- ]?(reply|response)|autoreply|out of (the )?office|risposta automatica|risponditore"
    r"|(sono )?fuori (sede|ufficio)|assente|assenza|in ferie|chiusura (estiva|uffici)|abwesen|réponse automatique)",
    re.IGNORECASE,
)  # fmt: skip
def read(raw: bytes) -> Arrived:
    """Read `raw`; whatever is wrong with it, something comes out."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    text = parts.text_of(message)
    name, sender = parseaddr(parts.header(message, "From"))
    common = {
        "key": key_of(message, raw), "sender": sender.strip().lower()[:254], "sender_name": one_line(name)[:120],
        "subject": parts.header(message, "Subject")[:250], "message_id": parts.first_id(parts.header(message, "Message-ID")),
        "text": text, "to": parts.recipients(message), "authentication": parts.header(message, "Authentication-Results")[:1000],
    }  # fmt: skip
    for look in (_complaint, _bounce, _automatic):
        found = look(message, text)
        if found is not None:
            return Arrived(**{**common, **found})
    answered = parts.ids(parts.header(message, "In-Reply-To"), parts.header(message, "References"))
    sort = Sort.PERSONAL if sender and "@" in sender and not _is_daemon(message) else Sort.UNKNOWN
    return Arrived(**common, sort=sort, refers_to=answered, attachments=tuple(parts.attachments(message)))


def key_of(message: Message, raw: bytes) -> str:
    """Return what tells the same message twice: its Message-ID with its sender, else all of it."""
    number = parts.first_id(parts.header(message, "Message-ID"))
    told = f"{number} {parts.header(message, 'From')} {parts.header(message, 'Date')}".encode() if number else raw
    return hashlib.sha256(told).hexdigest()


# --- complaints (RFC 5965) ----------------------------------------------------
def _complaint(message: Message, text: str) -> dict | None:
    part = parts.part_of(message, "message/feedback-report")
    if part is None:
        return None
    fields = parts.fields(part)
    kind = fields.get("feedback-type", [""])[0].lower()
    if kind == "not-spam":
        return {"sort": Sort.AUTOMATIC, "feedback_type": kind}
    original = parts.original(message)
    senders = tuple(parseaddr(value)[1].lower() for value in fields.get("original-mail-from", []))
    return {
        "sort": Sort.COMPLAINT, "feedback_type": kind, "refers_to": parts.ids_of(original),
        "to": tuple(filter(None, (*senders, *parts.return_paths(original)))),
    }  # fmt: skip


# --- bounces (RFC 3464, and what came before and beside it) -------------------
def _bounce(message: Message, text: str) -> dict | None:
    blamed = _from_report(message, text) or _from_certified(message) or _from_words(message, text)
    if not blamed:
        return None
    original = parts.original(message)
    return {
        "sort": Sort.BOUNCE, "blamed": tuple(blamed),
        "to": (*parts.recipients(message), *parts.return_paths(original)),
        "refers_to": parts.ids_of(original) or parts.ids(text) or parts.ids(parts.header(message, "In-Reply-To")),
    }  # fmt: skip


def _from_report(message: Message, text: str) -> list[Blamed]:
    """Read the groups of a message/delivery-status part, wherever it stands."""
    part = parts.part_of(message, "message/delivery-status")
    if part is None:
        return []
    found = []
    for block in parts.blocks(part):
        action = block.get("action", [""])[0].split()[:1]
        address = next(filter(None, (parts.typed(block.get(name)) for name in ("original-recipient", "final-recipient"))), "")
        if not action and not address:
            continue
        words = " ".join(parts.after_type(value) for value in block.get("diagnostic-code", []))[:_MOST_WORDS]
        status = status_of(" ".join(block.get("status", [])), words)
        # Some servers put their reasons only into the text for people.
        told = words if len(words) > 12 or not status.endswith(".0.0") else text[:_MOST_WORDS]
        verdict = judge(action=action[0].lower() if action else "failed", status=" ".join(block.get("status", [])), words=told)
        found.append(Blamed(address, verdict, status_of(status, told), one_line(words or _reason(text))[:300]))
    return found


def _from_certified(message: Message) -> list[Blamed]:
    """Read the receipts of certified mail (PEC), which come instead of a bounce."""
    kinds = {
        "avvenuta-consegna": Verdict.DELIVERED, "accettazione": Verdict.DELAYED, "presa-in-carico": Verdict.DELAYED,
        "preavviso-errore-consegna": Verdict.DELAYED, "errore-consegna": Verdict.SOFT, "non-accettazione": Verdict.OURS,
    }  # fmt: skip
    kind = parts.header(message, "X-Ricevuta").lower()
    return [Blamed("", kinds[kind], "", f"PEC: {kind}")] if kind in kinds else []


def _from_words(message: Message, text: str) -> list[Blamed]:
    """Read a bounce that is only text: qmail, old exim, providers with a form of their own."""
    failed = [address.lower() for _n, address in getaddresses([parts.header(message, "X-Failed-Recipients")]) if address]
    if not failed and not _is_daemon(message):
        return []
    told = bool(_BOUNCE_SUBJECT.search(parts.header(message, "Subject"))) or bool(_BOUNCE_TEXT.search(text[:5000]))
    if not failed and not told:
        return []
    reason = _reason(text)
    delayed = _STILL_TRYING.search(f"{parts.header(message, 'Subject')} {reason[:300]}")
    verdict = Verdict.DELAYED if delayed else judge(action="failed", status="", words=reason)
    addresses = failed or [found.group(0).lower() for found in _ADDRESS.finditer(reason)][:1] or [""]
    return [Blamed(address, verdict, status_of(reason), one_line(reason)[:300]) for address in addresses]


def _reason(text: str) -> str:
    """Return the server's words of a text, without the copy of our own message beneath."""
    return _COPY.split(text, maxsplit=1)[0][:_MOST_WORDS]


# --- automatic answers --------------------------------------------------------
def _automatic(message: Message, text: str) -> dict | None:
    submitted = parts.header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    marks = (
        submitted not in ("", "no"),
        parts.header(message, "Precedence").lower() in ("auto_reply", "bulk", "junk", "list"),
        any(parts.header(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Autogenerated", "X-Vacation", "List-Id")),
        parts.part_of(message, "message/disposition-notification") is not None,
        bool(_AUTO_SUBJECT.search(parts.header(message, "Subject"))),
    )
    if not any(marks):
        return None
    return {"sort": Sort.AUTOMATIC, "refers_to": parts.ids(parts.header(message, "In-Reply-To"), parts.header(message, "References"))}


def _is_daemon(message: Message) -> bool:
    sender = parseaddr(parts.header(message, "From"))[1]
    null = message.get("Return-Path") is not None and parts.header(message, "Return-Path").strip() in ("<>", "")
    return null or bool(_DAEMON.match(sender))
