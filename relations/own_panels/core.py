"""What the ground floor itself shows: its menu lines, its search kinds, its roles' permissions, its demo."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from relations import demo, panels
from relations.imports import findable
from relations.models import Approval, Interaction, Organization, Person
from relations.queries import merging


def organization_entry(organization: Organization) -> dict | None:
    """What an organisation is found by; None once archived."""
    if organization.archived_at:
        return None
    points = organization.contact_points.filter(ended_at=None).order_by("pk")
    people = [
        a.person.name for a in organization.affiliations.filter(ended_on=None).select_related("person").order_by("pk")
    ]
    return {
        "title": organization.name,
        "subtitle": " · ".join(filter(None, [str(organization.get_kind_display()), organization.municipality])),
        "keywords": " ".join([*_codes(organization), *_values(points), merging.old_names(organization)]),
        "body": "\n".join([organization.mission, organization.notes, *_streets(organization), *people]),
        "url": organization.get_absolute_url(),
    }


def person_entry(person: Person) -> dict | None:
    """What a person is found by; None once archived or erased."""
    if person.archived_at or person.erased_at:
        return None
    points = person.contact_points.filter(ended_at=None).order_by("pk")
    places = [
        a.organization.name
        for a in person.affiliations.filter(ended_on=None).select_related("organization").order_by("pk")
    ]
    return {
        "title": person.name,
        "subtitle": " · ".join([*places[:2], *([person.municipality] if person.municipality else [])]),
        "keywords": " ".join([person.tax_code, person.external_code, *_values(points), merging.old_names(person)]),
        "body": "\n".join([person.public_role, person.notes, *_streets(person), *places]),
        "url": person.get_absolute_url(),
    }


def interaction_entry(interaction: Interaction) -> dict | None:
    """What a contact is found by: the words said. It leads to the page of the person or the body."""
    party = interaction.person or interaction.organization
    return {
        "title": interaction.text[:120],
        "subtitle": f"{interaction.get_channel_display()} · {party} · {interaction.at:%d/%m/%Y}",
        "body": interaction.text,
        "url": party.get_absolute_url(),
    }


def _codes(organization: Organization) -> list[str]:
    """Every number an organisation is known by."""
    accounts = organization.bank_accounts.filter(ended_on=None).order_by("pk").values_list("iban", flat=True)
    return [
        organization.vat_number, organization.tax_code, organization.sdi_code, organization.foreign_vat,
        organization.runts_number, organization.external_code, *accounts,
    ]  # fmt: skip


def _streets(party: Organization | Person) -> list[str]:
    """Where a party is found, as words."""
    return [
        str(address) for address in party.addresses.filter(ended_on=None).select_related("municipality").order_by("pk")
    ]


def _values(points) -> list[str]:
    """Addresses whole and in their parts; numbers as digits, with and without the prefix."""
    found = []
    for point in points:
        found += [point.normalized, point.normalized.replace("@", " ").replace(".", " ")]
        if point.kind in ("phone", "mobile"):
            found.append(point.normalized.removeprefix("+39"))
    return found


def open_approvals(user) -> QuerySet[Approval]:
    """The approvals `user` may decide and has not asked for."""
    waiting = Approval.objects.filter(status=Approval.Status.REQUESTED).exclude(requested_by=user)
    return waiting.filter(permission__in=user.get_all_permissions())


panels.register(
    panels.MenuItem("relations", "organizations", _("Organisations"), "building-2", "relations:organizations", 10),
    panels.MenuItem("relations", "people", _("People"), "users", "relations:people", 20),
    panels.MenuItem("relations", "agenda", _("Agenda"), "calendar", "relations:agenda", 30),
    panels.MenuItem(
        "head", "overview", _("The year in figures"), "chart-line", "relations:overview", 10, "relations.view_overview"
    ),
    panels.MenuItem(
        "head",
        "approvals",
        _("Approvals"),
        "square-check",
        "relations:approvals",
        20,
        "relations.view_approval",
        count=open_approvals,
        hot=True,
    ),
    panels.MenuItem(
        "head", "history", _("Activity log"), "history", "relations:history", 30, "relations.view_auditevent"
    ),
    panels.SearchKind(
        "organization",
        Organization,
        _("Organisations"),
        "building-2",
        organization_entry,
        20,
        "relations.view_organization",
        fill=partial(findable.index_all, "organization"),
    ),
    panels.SearchKind(
        "interaction",
        Interaction,
        _("Words said"),
        "message-square-text",
        interaction_entry,
        90,
        "relations.view_interaction",
        related=("person", "organization"),
    ),
    panels.SearchKind(
        "person",
        Person,
        _("People"),
        "user",
        person_entry,
        10,
        "relations.view_person",
        fill=partial(findable.index_all, "person"),
    ),
    panels.RolePermissions("office_head", ["relations.*"]),
    *(
        panels.RolePermissions(
            role,
            [
                "relations.view_organization",
                "relations.add_organization",
                "relations.change_organization",
                "relations.view_person",
                "relations.add_person",
                "relations.change_person",
                "relations.view_affiliation",
                "relations.add_affiliation",
                "relations.change_affiliation",
                "relations.view_contactpoint",
                "relations.add_contactpoint",
                "relations.change_contactpoint",
                "relations.view_interaction",
                "relations.add_interaction",
                "relations.view_followup",
                "relations.add_followup",
                "relations.change_followup",
                "relations.view_approval",
                "relations.view_delivery",
                "relations.view_mailing",
            ],
        )
        for role in ("relations_officer", "press_officer", "fundraiser", "editor")
    ),
    panels.RolePermissions(
        "viewer",
        [
            "relations.view_organization",
            "relations.view_person",
            "relations.view_affiliation",
            "relations.view_contactpoint",
            "relations.view_interaction",
            "relations.view_followup",
        ],
    ),
    panels.DemoPart("relations", demo.build_relations, order=10),
)
