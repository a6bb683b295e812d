"""What an import writes is what the actions would; it can be taken back."""

from datetime import date

from relations.actions import addresses, parties
from relations.actions import search as search_actions
from relations.imports import engine
from relations.models import (
    Address,
    Affiliation,
    AuditEvent,
    ContactPoint,
    Import,
    Organization,
    Person,
    SearchEntry,
    TimelineEntry,
)
from relations.queries import places
from tests.relations.conftest import AT

FAIR = (
    "Nome;Cognome;Codice fiscale;Ragione sociale;P.IVA;Ruolo;In carica dal;E-mail;Cellulare;Telefono azienda;Indirizzo;CAP;Comune;Prov;Note\n"
    "Nicolò;D'Amico;;Meccanica Perù S.r.l.;01234560181;Titolare;01/02/2020;Nico@Meccanica.EXAMPLE;333 1234567;0382 000111;Via dei Mille 12;27100;pavia;PV;Ciao\n"
    "Anna;Öztürk-Łukasz;;Meccanica Perù S.r.l.;;;;anna@meccanica.example;;;;;;;=1+1\n"
    "Łucja;Şahin;RSSMRA80A01F205X;Associazione Il Ponte;;Presidente;;lucja@ponte.example;+39 333 7654321;;;;Napoli;NA;\n"
)  # fmt: skip


def _people() -> list[dict]:
    skipped = {"id", "sort_name", "owner_id"}
    return [{k: v for k, v in row.items() if k not in skipped} for row in Person.objects.order_by("last_name").values()]


def _bodies() -> list[dict]:
    return [{k: v for k, v in row.items() if k not in {"id", "sort_name", "owner_id"}} for row in Organization.objects.order_by("name").values()]


def _points() -> list[tuple]:
    return sorted(
        (str(point.party), point.kind, point.value, point.normalized, point.label, point.is_primary, point.ended_at)
        for point in ContactPoint.objects.select_related("person", "organization")
    )


def _ties() -> list[tuple]:
    return sorted((str(a), a.is_main_contact, a.started_on, a.ended_on) for a in Affiliation.objects.select_related("person", "organization"))


def _places() -> list[tuple]:
    return sorted((str(a.party), str(a), a.kind, a.is_primary, a.created_at) for a in Address.objects.select_related("municipality"))


def _events() -> list[tuple]:
    rows = AuditEvent.objects.exclude(verb__startswith="import.").select_related("object_type")
    return sorted((e.verb, e.object_type.model, e.label, str(e.changes), e.at, e.by_id) for e in rows)


def _stories() -> list[tuple]:
    rows = TimelineEntry.objects.select_related("person", "organization", "event")
    return sorted((str(e.person or e.organization), e.event.verb, e.title, e.body, e.icon, e.url, e.at) for e in rows)


def _entries() -> list[tuple]:
    return sorted(
        (e.kind, e.title, e.subtitle, e.keywords, e.body, e.url.rpartition("-")[0]) for e in SearchEntry.objects.filter(kind__in=["person", "organization"])
    )


def _everything() -> dict:
    return {"people": _people(), "bodies": _bodies(), "points": _points(), "ties": _ties(), "places": _places(), "events": _events(),
            "stories": _stories(), "entries": _entries()}  # fmt: skip


def _wipe() -> None:
    SearchEntry.objects.filter(kind__in=["person", "organization"]).delete()
    Person.objects.all().delete()
    Organization.objects.all().delete()


def _by_actions(by) -> None:
    """The same three rows, one by one."""
    said = {"by": by, "at": AT}
    pavia = places.municipality("Pavia", "PV")
    meccanica = parties.add_organization(
        kind="company", name="Meccanica Perù S.r.l.", vat_number="01234560181", contacts=[("phone", "0382 000111")],
        municipality="Pavia", province="PV", **said,
    )
    addresses.add_address(party=meccanica, kind="seat", street="Via dei Mille 12", postal_code="27100", municipality=pavia, **said)
    nico = parties.add_person(
        first_name="Nicolò", last_name="D'Amico", notes="Ciao", contacts=[("email", "Nico@Meccanica.EXAMPLE"), ("mobile", "333 1234567")], **said
    )
    parties.affiliate(person=nico, organization=meccanica, role="Titolare", started_on=date(2020, 2, 1), **said)
    parties.add_person(
        first_name="Anna", last_name="Öztürk-Łukasz", notes="=1+1", contacts=[("email", "anna@meccanica.example")], works_at=meccanica, **said
    )
    ponte = parties.add_organization(kind="nonprofit", name="Associazione Il Ponte", municipality="Napoli", province="NA", **said)
    parties.add_person(
        first_name="Łucja", last_name="Şahin", tax_code="RSSMRA80A01F205X", contacts=[("email", "lucja@ponte.example"), ("mobile", "+39 333 7654321")],
        works_at=ponte, role="Presidente", **said,
    )


FAIR_COLUMNS = [
    "person.first_name", "person.last_name", "person.tax_code", "organization.name", "organization.vat_number", "tie.role", "tie.started_on",
    "person.email", "person.mobile", "organization.phone", "organization.address", "organization.postal_code", "organization.municipality",
    "organization.province", "person.notes",
]  # fmt: skip


def test_what_an_import_writes_is_what_the_actions_would_write(officer, bring_in):
    import_ = bring_in(FAIR, mapping=FAIR_COLUMNS, kind="both")
    assert import_.state == "done"
    by_import = _everything()
    before = AuditEvent.objects.order_by("-pk").first().pk
    _wipe()
    _by_actions(officer)
    by_actions = _everything()
    by_actions["events"] = sorted(
        (e.verb, e.object_type.model, e.label, str(e.changes), e.at, e.by_id)
        for e in AuditEvent.objects.filter(pk__gt=before).select_related("object_type")
    )
    assert by_import == by_actions


def test_search_entries_written_as_a_set_equal_those_written_one_by_one(bring_in):
    bring_in(FAIR, mapping=FAIR_COLUMNS, kind="both")
    as_a_set = list(SearchEntry.objects.order_by("kind", "object_id").values("kind", "object_id", "title", "subtitle", "keywords", "body", "url", "province", "follower_id"))
    SearchEntry.objects.all().delete()
    search_actions.index(*Person.objects.all(), *Organization.objects.all())
    assert as_a_set == list(
        SearchEntry.objects.order_by("kind", "object_id").values("kind", "object_id", "title", "subtitle", "keywords", "body", "url", "province", "follower_id")
    )


def test_an_import_undone_leaves_nothing_but_its_history(bring_in):
    import_ = bring_in(FAIR, mapping=FAIR_COLUMNS, kind="both")
    Import.objects.filter(pk=import_.pk).update(state="undoing")
    assert engine.undo(import_.pk, at=AT)
    left = (Person.objects.count(), Organization.objects.count(), ContactPoint.objects.count(), SearchEntry.objects.filter(kind="person").count())
    assert left == (0, 0, 0, 0)
    import_.refresh_from_db()
    assert (import_.state, import_.counts["undo"]["removed"]) == ("undone", 5)


def test_undoing_twice_does_nothing_the_second_time(bring_in):
    import_ = bring_in(FAIR, mapping=FAIR_COLUMNS, kind="both")
    Import.objects.filter(pk=import_.pk).update(state="undoing")
    assert (engine.undo(import_.pk, at=AT), engine.undo(import_.pk, at=AT)) == (True, False)


def test_a_body_that_only_completed_people_hold_up_goes_with_the_undo(officer, bring_in):
    nico = parties.add_person(first_name="Nicolò", last_name="D'Amico", contacts=[("email", "nico@meccanica.example")], by=officer, at=AT)
    import_ = bring_in(FAIR, mapping=FAIR_COLUMNS, kind="both")
    assert Affiliation.objects.filter(person=nico, organization__name="Meccanica Perù S.r.l.").exists()
    Import.objects.filter(pk=import_.pk).update(state="undoing")
    engine.undo(import_.pk, at=AT)
    assert (list(Person.objects.all()), Organization.objects.count(), Affiliation.objects.count()) == ([nico], 0, 0)
