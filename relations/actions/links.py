"""Giving out, reading and taking back secret links."""

import hashlib
import secrets
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import Http404

from relations.models import SecretLink


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def issue(
    *, scope: str, target: models.Model, at: datetime, expires_at: datetime | None = None, holder: str = "", email: str = ""
) -> tuple[SecretLink, str]:
    """Make a link to `target` for `scope`; return the row and the token (192 random bits, shown only now)."""
    token = secrets.token_urlsafe(24)
    link = SecretLink.objects.create(
        scope=scope, token_hash=_hash(token), target=target, holder=holder, email=email, created_at=at, expires_at=expires_at
    )
    return link, token


def resolve(*, scope: str, token: str, at: datetime) -> SecretLink:
    """Return the living link of `scope` for `token`, its target loaded; Http404 for unknown, expired or revoked."""
    link = (
        SecretLink.objects.filter(scope=scope, token_hash=_hash(token), revoked_at=None)
        .filter(Q(expires_at=None) | Q(expires_at__gt=at))
        .first()
    )
    if link is None or link.target is None:
        raise Http404("link")
    return link


def revoke(
    *, target: models.Model, at: datetime, scope: str | None = None, holder: str | None = None, email: str | None = None
) -> int:
    """Take back the links to `target` (all, or of one scope, holder or address); return how many there were."""
    links = SecretLink.objects.filter(
        target_type=ContentType.objects.get_for_model(target), target_id=target.pk, revoked_at=None
    )
    if scope is not None:
        links = links.filter(scope=scope)
    if holder is not None:
        links = links.filter(holder=holder)
    if email is not None:
        links = links.filter(email=email)
    return links.update(revoked_at=at)
