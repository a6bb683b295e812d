"""Founding the office and its people's accounts."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from relations import roles
from relations.actions import history
from relations.models import OfficeSettings, User


class AlreadyFounded(Exception):
    """There is an office here already."""


@transaction.atomic
def add_colleague(
    *, email: str, first_name: str, last_name: str, role: str, at: datetime, password: str | None = None, by: User | None = None, **fields
) -> User:
    """Add a colleague with one role; the office head may also enter the admin panel.

    Raises ValidationError when the password is too weak.
    """
    user = User(email=email, first_name=first_name, last_name=last_name)
    if password is not None:
        validate_password(password, user)
    is_head = role == "office_head"
    user = User.objects.create_user(
        email, password, first_name=first_name, last_name=last_name, is_staff=is_head, is_superuser=is_head, **fields
    )
    user.groups.add(Group.objects.get_or_create(name=roles.ROLES[role].key)[0])
    history.record(verb="colleague.added", by=by, at=at, obj=user, changes={"role": ["", role]})
    return user


@transaction.atomic
def found(*, name: str, head_first_name: str, head_last_name: str, head_email: str, password: str, at: datetime, **settings) -> User:
    """Found the office: its one row of settings and its head's account.

    Raises AlreadyFounded when one exists, ValidationError when the password is too weak.
    """
    if OfficeSettings.objects.exists():
        raise AlreadyFounded
    OfficeSettings.objects.create(pk=1, name=name, **{"short_name": name[:40], **settings})
    roles.sync()
    return add_colleague(
        email=head_email, first_name=head_first_name, last_name=head_last_name, role="office_head", at=at, password=password
    )


@transaction.atomic
def change_profile(*, user: User, at: datetime, **fields) -> dict:
    """Set one's own name, language, theme and habits; return what changed."""
    row = User.objects.select_for_update().get(pk=user.pk)
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    if changes:
        for key, value in fields.items():
            setattr(row, key, value)
        row.save(update_fields=list(fields))
        history.record(verb="profile.changed", by=row, at=at, obj=row, changes=changes)
    return changes
