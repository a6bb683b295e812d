"""Four eyes: asking for an approval, giving or refusing it."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from relations.actions import history
from relations.models import Approval, User


class ApprovalRefused(Exception):
    """The approval cannot be given by this person; the message says why, for the page."""


@transaction.atomic
def request(
    *, obj: models.Model, permission: str, title: str, url: str, by: User, at: datetime, summary: str = "", icon: str = "circle-check"
) -> Approval:
    """Ask for approval of `obj` by somebody who holds `permission`; an open request for it is withdrawn first."""
    _open(obj).update(status=Approval.Status.WITHDRAWN, decided_at=at)
    approval = Approval.objects.create(
        object=obj, permission=permission, title=title[:200], summary=summary[:300], url=url, icon=icon,
        requested_by=by, requested_at=at,
    )
    history.record(verb="approval.requested", by=by, at=at, obj=obj)
    return approval


@transaction.atomic
def decide(*, obj: models.Model, granted: bool, by: User, at: datetime, reason: str = "") -> Approval:
    """Grant or refuse the open request on `obj`.

    Raises ApprovalRefused when there is none, when `by` lacks the permission, or asked for it (four eyes).
    """
    approval = _open(obj).select_for_update().first()
    if approval is None:
        raise ApprovalRefused(_("Nobody has asked for this approval, or somebody has already answered."))
    if not by.has_perm(approval.permission):
        raise ApprovalRefused(_("Your role cannot give this approval."))
    if granted and approval.requested_by_id == by.pk:
        raise ApprovalRefused(_("Somebody else has to approve it: you asked for it."))
    if not granted and not reason.strip():
        raise ApprovalRefused(_("Write why, so that it can be mended."))
    approval.status = Approval.Status.GRANTED if granted else Approval.Status.REFUSED
    approval.decided_by, approval.decided_at, approval.reason = by, at, reason
    approval.save(update_fields=["status", "decided_by", "decided_at", "reason"])
    history.record(verb=f"approval.{approval.status}", by=by, at=at, obj=obj, changes={"reason": ["", reason]})
    return approval


def _open(obj: models.Model) -> models.QuerySet:
    return Approval.objects.filter(
        object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk, status=Approval.Status.REQUESTED
    )
