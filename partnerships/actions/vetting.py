"""Checks of bodies: the label with its expiry, the lines of due diligence, and what they prove on partnerships."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships import terms
from partnerships.actions import checklist, partnerships, say
from partnerships.models import DiligenceCheck, Partnership, Vetting
from partnerships.vocab import N_
from relations.actions import followups, history
from relations.models import FollowUp, Organization, User

# How long before its expiry somebody is asked to check again.
NOTICE = timedelta(days=30)


class Refused(Exception):
    """The outcome needs words, or somebody else; the message is for the page."""


@transaction.atomic
def check(*, organization: Organization, label: str, expires_on: date, note: str, by: User, at: datetime) -> Vetting:
    """Write down how far the identity of a body was checked and until when that holds."""
    today = timezone.localdate(at)
    fields = {"label": label, "expires_on": max(expires_on, today), "note": note, "checked_on": today, "checked_by": by}
    before = Vetting.objects.select_for_update().filter(organization=organization).first()
    row, _made = Vetting.objects.update_or_create(organization=organization, defaults=fields)
    history.record(
        verb="vetting.checked",
        by=by,
        at=at,
        obj=row,
        about=[organization],
        icon=terms.VETTING[label].icon,
        title=say(N_("Identity checked: %(label)s"), label=_words(label)),
        body=note,
        changes={"label": [before.label if before else "", label], "expires_on": [None, str(row.expires_on)]},
    )
    _prove_everywhere(organization, by=by, at=at)
    return row


@transaction.atomic
def examine(
    *, organization: Organization, found: Mapping[str, tuple[str, str]], by: User, at: datetime
) -> list[DiligenceCheck]:
    """Write down lines of due diligence: `found` gives, by line, the outcome and the words. What is the same stays.

    Raises Refused when something was found and nothing is written about it.
    """
    before = {row.key: row for row in DiligenceCheck.objects.select_for_update().filter(organization=organization)}
    changed = []
    for key, (outcome, note) in found.items():
        if outcome != "clear" and not note:
            raise Refused(_("Write what was found."))
        row = before.get(key) or DiligenceCheck(organization=organization, key=key)
        if row.pk and (row.outcome, row.note) == (outcome, note):
            continue
        row.outcome, row.note, row.checked_at, row.checked_by = outcome, note, at, by
        row.save()
        changed.append(row)
    if changed:
        history.record(
            verb="vetting.examined",
            by=by,
            at=at,
            obj=organization,
            about=[organization],
            icon="search-check",
            title=say(N_("Due diligence written down")),
            changes={row.key: [None, row.outcome] for row in changed},
        )
        _prove_everywhere(organization, by=by, at=at)
    return changed


def _words(label: str) -> str:
    with translation.override("it"):
        return str(terms.VETTING[label].label)


def address(organization: Organization) -> str:
    """Return the page where the checks of a body are written down."""
    return reverse("partnerships:vetting", args=[organization.slug])


# --- what it proves ----------------------------------------------------------------------------------------------
def _prove_everywhere(organization: Organization, *, by: User, at: datetime) -> None:
    rows = Partnership.objects.filter(organizations=organization, state__in=terms.LIVING, phase="planning")
    for partnership in rows.order_by("pk"):
        prove(partnership=partnership, by=by, at=at)


@transaction.atomic
def prove(*, partnership: Partnership, by: User | None, at: datetime) -> list[str]:
    """Tick the lines of the first phase that the checks of all its parties show; return their keys."""
    today = timezone.localdate(at)
    bodies = list(partnership.organizations.select_related("vetting").prefetch_related("diligence"))
    shown = []
    if bodies and all(is_identified(body, today) for body in bodies):
        note = "; ".join(f"{body}: {_words(body.vetting.label)}" for body in bodies)[:300]
        shown.append(("identities_verified", note))
    if bodies and all(is_examined(body) for body in bodies):
        shown.append(("due_diligence", say(N_("All lines of due diligence looked at, for each party"))))
    return [
        key
        for key, note in shown
        if checklist.prove(partnership=partnership, phase="planning", key=key, by=by, at=at, note_text=note)
    ]


@transaction.atomic
def open_by_hand(*, by: User, at: datetime, **fields: Any) -> Partnership:
    """Open a partnership (see `partnerships.open_partnership`), with what the checks of its parties already show."""
    row = partnerships.open_partnership(by=by, at=at, **fields)
    prove(partnership=row, by=by, at=at)
    return row


def is_identified(organization: Organization, today: date) -> bool:
    """Whether the identity of a body counts as checked today."""
    vetting = getattr(organization, "vetting", None)
    return vetting is not None and vetting.holds_on(today)


def is_examined(organization: Organization) -> bool:
    """Whether every line of due diligence was looked at and none stands against the body."""
    outcomes = {row.key: row.outcome for row in organization.diligence.all()}
    return set(outcomes) >= set(terms.DILIGENCE.keys) and "stop" not in outcomes.values()


def is_stopped(organization: Organization) -> bool:
    """Whether due diligence says that this body is not to be proposed."""
    return DiligenceCheck.objects.filter(organization=organization, outcome="stop").exists()


# --- dates -------------------------------------------------------------------------------------------------------
def follow(*, at: datetime) -> int:
    """Ask somebody to check again the bodies whose label is about to expire, once for each expiry; return how many."""
    today = timezone.localdate(at)
    rows = Vetting.objects.filter(expires_on__range=(today, today + NOTICE), organization__archived_at=None).exclude(
        label="to_update"
    )
    return sum(
        _ask_again(row, at)
        for row in rows.select_related("organization__owner", "checked_by").order_by("expires_on", "pk")
    )


def _ask_again(row: Vetting, at: datetime) -> bool:
    body, origin = row.organization, f"vetting:{row.pk}:{row.expires_on}"
    owner = next((user for user in (body.owner, row.checked_by) if user and user.is_active), None) or _office_head()
    if owner is None or FollowUp.objects.filter(origin=origin).exists():
        return False
    followups.create(
        title=say(N_("Check again: %(name)s"), name=body),
        owner=owner,
        due_on=row.expires_on,
        at=at,
        organization=body,
        subject=row,
        icon="shield-check",
        url=address(body),
        origin=origin,
    )
    return True


def _office_head() -> User | None:
    return User.objects.filter(is_active=True, groups__name="office_head").order_by("pk").first()
