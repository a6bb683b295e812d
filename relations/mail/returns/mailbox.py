"""Reading the mailbox that returned mail and answers come to, over IMAP: one reader at a time, each message once."""

import imaplib
import logging
import re
import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.mail.returns.take import Door, take
from relations.models import MailboxState
from relations.text import one_line

log = logging.getLogger(__name__)
TIMEOUT = 30.0
# Longer than a reading of one group takes; a reader that died is followed by another after so long.
LEASE = timedelta(minutes=5)
# A reading stops after so many and goes on at the next round.
MOST = 500
# What is longer is read up to here: words and headers stand at the beginning, attachments are not kept anyway.
_MOST_BYTES = 3_000_000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SCHEMES = {"imaps": ("tls", 993), "imap+tls": ("starttls", 143), "imap": ("plain", 143)}
_UID_VALIDITY = re.compile(rb"(\d+)")


class Unreachable(Exception):
    """The mailbox cannot be read; says why in words for staff."""


@dataclass(frozen=True)
class Source:
    """Where the mailbox is."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str = "INBOX"

    @classmethod
    def from_url(cls, url: str) -> "Source":
        """Read imaps://user:password@host:993/INBOX, or imap+tls:// (STARTTLS); percent-encoded."""
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES or not parts.hostname or not parts.username:
            raise ImproperlyConfigured("MAILBOX_URL: imaps://user:password@host:993/INBOX or imap+tls://user:password@host/INBOX")
        security, port = _SCHEMES[parts.scheme]
        return cls(
            parts.hostname, parts.port or port, security, unquote(parts.username), unquote(parts.password or ""),
            unquote(parts.path.strip("/")) or "INBOX",
        )

    @property
    def name(self) -> str:
        """What tells this mailbox from another one."""
        return f"{self.user}@{self.host}/{self.folder}"[:200]


def look(*, at: datetime | None = None) -> int:
    """Read what is new in the configured mailbox; return how many messages. Nothing where none is configured."""
    if not settings.MAILBOX_URL:
        return 0
    try:
        return read_new(Source.from_url(settings.MAILBOX_URL), at=at or timezone.now())
    except (Unreachable, ImproperlyConfigured) as error:
        log.warning("the mailbox cannot be read: %s", error)
        return 0


def read_new(source: Source, *, at: datetime, most: int = MOST) -> int:
    """Read up to `most` new messages of `source`, unless somebody else is reading; return how many.

    Each is taken and ticked off in one transaction. Raises Unreachable after noting the fault.
    """
    owner = uuid.uuid4().hex
    if not _lease(owner, at):
        return 0
    try:
        with _opened(source) as line:
            number = _read(line, source, owner, at, most)
    except (imaplib.IMAP4.error, OSError, Unreachable) as error:
        fault = _in_words(error, source)
        _release(owner, fault=fault, fault_at=at)
        raise Unreachable(fault) from None
    except BaseException:
        _release(owner)
        raise
    _release(owner, read_at=at, fault="", fault_at=None)
    return number


# --- one reader at a time -----------------------------------------------------
def _lease(owner: str, at: datetime) -> bool:
    MailboxState.objects.get_or_create(pk=1)
    free = MailboxState.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), pk=1)
    return free.update(owner=owner, lease_until=at + LEASE) == 1


def _release(owner: str, **noted: object) -> None:
    """Give the mailbox back. A fault that lasts keeps the hour it began."""
    if noted.get("fault"):
        MailboxState.objects.filter(pk=1, owner=owner, fault_at=None).update(fault_at=noted.pop("fault_at"))
        noted.pop("fault_at", None)
    MailboxState.objects.filter(pk=1, owner=owner).update(owner="", lease_until=None, **noted)


# --- the conversation ---------------------------------------------------------
@contextmanager
def _opened(source: Source) -> Iterator[imaplib.IMAP4]:
    context = ssl.create_default_context()
    if source.security == "tls":
        line: imaplib.IMAP4 = imaplib.IMAP4_SSL(source.host, source.port, ssl_context=context, timeout=TIMEOUT)
    else:
        if source.security == "plain" and source.host not in _LOOPBACK:
            raise Unreachable(_("MAILBOX_URL: a password needs imaps:// or imap+tls://."))
        line = imaplib.IMAP4(source.host, source.port, timeout=TIMEOUT)
        if source.security == "starttls":
            line.starttls(context)
    try:
        line.login(source.user, source.password)
        yield line
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            line.logout()


def _read(line: imaplib.IMAP4, source: Source, owner: str, at: datetime, most: int) -> int:
    done, _data = line.select(f'"{source.folder}"')
    if done != "OK":
        raise imaplib.IMAP4.error(f"SELECT {source.folder}")
    last = _begin(line, source)
    uids = [uid for uid in _search(line, last) if uid > last][:most]
    for uid in uids:
        raw = _fetch(line, uid)
        if not _still_ours(owner, uid):
            return uids.index(uid)
        with transaction.atomic():
            if raw:
                take(raw=raw, door=Door.MAILBOX, at=at)
            MailboxState.objects.filter(pk=1).update(last_uid=uid)
        line.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
    return len(uids)


def _begin(line: imaplib.IMAP4, source: Source) -> int:
    """Return the last number that was read. Another mailbox, or one made anew, begins at its beginning: what was
    taken before is known by its Message-ID."""
    found = _UID_VALIDITY.search((line.response("UIDVALIDITY")[1] or [b""])[0] or b"")
    validity = int(found.group(1)) if found else 0
    state = MailboxState.objects.get(pk=1)
    if (state.folder, state.uid_validity) != (source.name, validity):
        state.folder, state.uid_validity, state.last_uid = source.name, validity, 0
        state.save(update_fields=["folder", "uid_validity", "last_uid"])
    return state.last_uid


def _search(line: imaplib.IMAP4, last: int) -> list[int]:
    done, data = line.uid("SEARCH", f"UID {last + 1}:*")
    if done != "OK":
        raise imaplib.IMAP4.error("SEARCH")
    return sorted(int(number) for number in (data[0] or b"").split())


def _fetch(line: imaplib.IMAP4, uid: int) -> bytes:
    """Return a message without marking it; empty when somebody deleted it meanwhile."""
    done, data = line.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{_MOST_BYTES}>)")
    if done != "OK":
        raise imaplib.IMAP4.error("FETCH")
    return next((bytes(item[1]) for item in data if isinstance(item, tuple)), b"")


def _still_ours(owner: str, uid: int) -> bool:
    """Renew the lease; False when it ran out and somebody else reads."""
    return MailboxState.objects.filter(pk=1, owner=owner, last_uid__lt=uid).update(lease_until=timezone.now() + LEASE) == 1


def _in_words(error: BaseException, source: Source) -> str:
    """Say in plain words what is wrong, and what the server said."""
    told = one_line(str(error))[:160]
    if isinstance(error, Unreachable):
        return told
    if isinstance(error, ssl.SSLCertVerificationError):
        words = _("The certificate of %(host)s is not valid: check the server's name in MAILBOX_URL.") % {"host": source.host}
    elif isinstance(error, TimeoutError):
        words = _("%(host)s does not answer in time.") % {"host": source.host}
    elif isinstance(error, OSError):
        words = _("%(host)s cannot be reached: check the name and the port in MAILBOX_URL.") % {"host": source.host}
    elif "SELECT" in told:
        words = _("There is no folder %(folder)s in the mailbox.") % {"folder": source.folder}
    elif "auth" in told.lower() or "login" in told.lower() or "credential" in told.lower():
        words = _("The mailbox refuses the user or the password.")
    else:
        words = _("The mailbox answered with an error.")
    return f"{words} ({told})"[:300]
