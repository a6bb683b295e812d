"""How the parts of the system are, as far as can be told from here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations.mail import watch
from relations.models import MailboxState

BEAT_KEY = "last-beat"
_MAILBOX_PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Check:
    """One part: whether it is well, and what to tell."""

    key: str
    label: str
    well: bool
    words: str


def checks(at: datetime, *, vital_only: bool = False) -> list[Check]:
    """Return how the parts are; `vital_only` those without which the office stands still."""
    vital = [_database(at), _mail(at)]
    return vital if vital_only else [*vital, *_mailbox(at), _cache(at), _workers(at), _beat(at)]


def _database(at: datetime) -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))")
            version, size = cursor.fetchone()
        return Check("database", _("Archive"), True, _("PostgreSQL %(version)s, %(size)s") % {"version": version, "size": size})
    except Error:
        return Check("database", _("Archive"), False, _("The database does not answer."))


def _mail(at: datetime) -> Check:
    """Ask the mail engine's watch what is due and late."""
    try:
        oldest = watch.oldest_due(at)
    except Error:
        return Check("mail", _("Mail"), False, _("The outbox cannot be read."))
    if oldest is None:
        return Check("mail", _("Mail"), True, _("Nothing waits to leave."))
    minutes = int((at - oldest).total_seconds() // 60)
    words = ngettext("The oldest message has waited %(n)s minute.", "The oldest message has waited %(n)s minutes.", minutes)
    return Check("mail", _("Mail"), at - oldest <= watch.PATIENCE, words % {"n": minutes})


def _mailbox(at: datetime) -> list[Check]:
    """Say how the mailbox of returned mail and answers does, where there is one."""
    if not settings.MAILBOX_URL:
        return []
    label = _("Mailbox of returned mail and answers")
    try:
        state = MailboxState.objects.filter(pk=1).first()
    except Error:
        return [Check("mailbox", label, False, _("It cannot be told."))]
    if state is None or (state.read_at is None and not state.fault):
        return [Check("mailbox", label, True, _("It has not been read yet."))]
    if state.fault:
        return [Check("mailbox", label, False, state.fault)]
    minutes = int((at - state.read_at).total_seconds() // 60)
    words = ngettext("Last read %(n)s minute ago", "Last read %(n)s minutes ago", minutes) % {"n": minutes}
    return [Check("mailbox", label, at - state.read_at < _MAILBOX_PATIENCE, words)]


def _guarded(key: str, label: str, ask: Callable[[], tuple[bool, str]]) -> Check:
    try:
        well, words = ask()
    except Exception:  # a part that is down answers in many ways; all mean the same here
        return Check(key, label, False, _("It does not answer."))
    return Check(key, label, well, words)


def _cache(at: datetime) -> Check:
    def ask() -> tuple[bool, str]:
        cache.set("status", at.isoformat(), 60)
        return cache.get("status") == at.isoformat(), _("It answers.")

    return _guarded("broker", _("Valkey (queues and cache)"), ask)


def _workers(at: datetime) -> Check:
    def ask() -> tuple[bool, str]:
        from celery import current_app

        names = [name for reply in current_app.control.ping(timeout=0.7) for name in reply]
        words = _("%(count)s at work") % {"count": len(names)} if names else _("No worker answers: mail waits in the outbox.")
        return bool(names), words

    return _guarded("workers", _("Workers"), ask)


def _beat(at: datetime) -> Check:
    def ask() -> tuple[bool, str]:
        last = cache.get(BEAT_KEY)
        if last is None:
            return False, _("The clock has not been heard yet.")
        seconds = int((at - last).total_seconds())
        return seconds < 300, _("Last heard %(seconds)s seconds ago") % {"seconds": max(seconds, 0)}

    return _guarded("beat", _("Clock of the automatic work"), ask)
