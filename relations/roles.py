"""The roles of the office, and the permissions each app gives them."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

from relations import panels


@dataclass(frozen=True)
class Role:
    """A role: the group's name in the database is its key."""

    key: str
    label: str


ROLES = {
    role.key: role
    for role in (
        Role("office_head", _("Office head")),
        Role("relations_officer", _("Relations officer")),
        Role("press_officer", _("Press officer")),
        Role("fundraiser", _("Fundraiser")),
        Role("editor", _("Editor")),
        Role("viewer", _("Reader")),
    )
}


def sync() -> dict[str, int]:
    """Make the groups hold exactly what the apps registered; return the number of permissions of each role.

    The office head may view everything and do all that every other role may.
    """
    every = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    wanted: dict[str, set[str]] = {key: set() for key in ROLES}
    for grant in panels.of(panels.RolePermissions):
        wanted[grant.role] |= {name for name in every if any(_matches(name, pattern) for pattern in grant.permissions)}
    wanted["office_head"] |= set().union(*wanted.values())
    for key, names in wanted.items():
        Group.objects.get_or_create(name=key)[0].permissions.set([every[name] for name in names])
    return {key: len(names) for key, names in wanted.items()}


def _matches(name: str, pattern: str) -> bool:
    """"press.*" is every permission of press, "press.view_*" every one that begins so."""
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def holders(permission: str) -> list[str]:
    """Return the labels of the roles that hold `permission`: what the 403 page says."""
    app, codename = permission.split(".", 1)
    names = Group.objects.filter(
        permissions__codename=codename, permissions__content_type__app_label=app
    ).values_list("name", flat=True)
    return [str(ROLES[name].label) for name in ROLES if name in set(names)]
