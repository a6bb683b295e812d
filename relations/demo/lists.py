"""Three saved views, four dynamic groups and two lists, as an office like this one would keep them."""

from typing import Any

from relations.actions import mailing_lists, saved_views, segments
from relations.models import Organization, Person
from relations.segments import Condition, Group

VIEWS = [
    ("relations_officer", "relations:organizations", "Aziende da risentire", "tipo=company&contatto=risentire&ordine=contatto", True),
    ("relations_officer", "relations:organizations", "Enti della provincia di Pavia", "tipo=nonprofit&provincia=PV", False),
    ("fundraiser", "relations:people", "Sostenitori non sentiti da 90 giorni", "coinvolgimento=donor&contatto=90", True),
]
GROUPS = [
    (
        "Aziende pavesi non sentite da 90 giorni", "organization", "Giro di telefonate del lunedì",
        Group("all", [Condition("kind", ["company"]), Condition("province", ["PV"]), Condition("silent", 90)]),
    ),
    (
        "Enti non profit con molti volontari", "organization", "Per i progetti di volontariato d’impresa",
        Group("all", [
            Condition("kind", ["nonprofit"]),
            Group("any", [Condition("volunteers", 30), Condition("runts", ["a", "b"])]),
        ]),
    ),
    (
        "Referenti di aziende con il consenso alla newsletter", "person", "Newsletter per le imprese",
        Group("all", [Condition("works_at", ["company"]), Condition("consent", ["newsletter"])]),
    ),
    (
        "Chi ci conosce ma non riceve la newsletter", "person", "Da invitare a iscriversi, quando li sentiamo",
        Group("all", [Condition("email"), Condition("consent", ["newsletter"], is_denied=True), Condition("heard", 365)]),
    ),
]  # fmt: skip


def build(demo: Any) -> None:
    """Save the views and the groups; the first two views stand in their owner's menu."""
    for number, (role, page, name, query, is_shared) in enumerate(VIEWS):
        by, at = demo.colleague(role), demo.at(40 - number)
        view = saved_views.save(page=page, name=name, query=query, is_shared=is_shared, by=by, at=at)
        saved_views.pin(view=view, by=by, at=at)
        if is_shared:
            saved_views.pin(view=view, by=demo.colleague("office_head"), at=at)
    for number, (name, on, note, group) in enumerate(GROUPS):
        segments.add(name=name, on=on, note=note, group=group, by=demo.colleague("relations_officer"), at=demo.at(30 - number))
    _by_hand(demo)
    demo.progress(f"{len(VIEWS)} viste, {len(GROUPS)} gruppi dinamici, 2 liste")


def _by_hand(demo: Any) -> None:
    """Two lists that no condition could describe."""
    by, at = demo.colleague("relations_officer"), demo.at(20, 11)
    guests = mailing_lists.add(name="Invitati alla festa del volontariato", note="Autorità, aziende e associazioni, scelte una per una", by=by, at=at)
    people = Person.objects.filter(archived_at=None, erased_at=None).order_by("pk").values_list("pk", flat=True)
    bodies = Organization.objects.filter(archived_at=None, kind__in=("public_body", "company")).order_by("pk")
    mailing_lists.put_on(
        mailing_list=guests, people=people[3:60:3], organizations=bodies.values_list("pk", flat=True)[:8], by=by, at=at,
    )
    board = mailing_lists.add(name="Consiglio direttivo", note="La newsletter l’hanno già vista in bozza", by=by, at=at)
    mailing_lists.put_on(mailing_list=board, people=people[:5], by=by, at=at)
