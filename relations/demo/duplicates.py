"""Twins in the demo archive: records entered twice, found by the nightly look, and one merge already made."""

from relations.actions import duplicates, followups, interactions, merging, parties
from relations.demo import Demo
from relations.models import DuplicateCandidate, Organization, Person


def build(demo: Demo) -> None:
    """Add what a busy office enters twice, look through the archive, answer one question and merge one pair."""
    people, bodies = demo.people(), demo.organizations("company")
    _body_again(demo, bodies[0])
    _body_again(demo, demo.organizations("nonprofit")[1])
    _person_swapped(demo, people[4])
    _person_mistyped(demo, people[9])
    gone = _person_swapped(demo, people[14])
    _namesake(demo, people[20])
    scan = duplicates.scan(at=demo.at(0, 3), everything=True)
    _answer(demo)
    merging.merge(kept=people[14], gone=gone, by=demo.colleagues[1], at=demo.at(0, 9))
    demo.progress(f"{scan.found} possibili doppioni")


def _body_again(demo: Demo, body: Organization) -> Organization:
    """The same body, written at a fair in capitals and without its form."""
    at = demo.at(40, 16)
    name = body.name.removesuffix(" S.r.l.").removesuffix(" APS").removesuffix(" ODV").upper()
    again = parties.add_organization(
        kind=body.kind, name=name, by=demo.colleagues[4], at=at, owner=demo.colleagues[4], municipality=body.municipality,
        contacts=[(point.kind, point.value) for point in body.contact_points.filter(kind="phone")[:1]],
    )
    interactions.log(
        channel="event", text="Incontrati allo stand della fiera: lasciano il biglietto da visita.", by=demo.colleagues[4],
        at=at, organization=again,
    )  # fmt: skip
    return again


def _person_swapped(demo: Demo, person: Person) -> Person:
    """The same person, first and last name the wrong way round."""
    at = demo.at(30, 12)
    again = parties.add_person(
        first_name=person.last_name, last_name=person.first_name, by=demo.colleagues[2], at=at, owner=demo.colleagues[2],
        municipality=person.municipality,
        contacts=[(point.kind, point.value) for point in person.contact_points.filter(kind="email")[:1]],
    )
    interactions.log(channel="call", text="Chiede il programma della prossima iniziativa.", by=demo.colleagues[2], at=at, person=again)
    return again


def _person_mistyped(demo: Demo, person: Person) -> Person:
    """The same person, a letter missing."""
    at = demo.at(18, 9)
    last = person.last_name
    again = parties.add_person(
        first_name=person.first_name, last_name=last[:-2] + last[-1] if len(last) > 5 else last, by=demo.colleagues[1], at=at,
        owner=demo.colleagues[1], municipality=person.municipality, province=person.province,
        contacts=[(point.kind, point.value) for point in person.contact_points.all()[:2]],
    )
    followups.create(
        title=f"Richiamare {again.name}", owner=demo.colleagues[1], due_on=demo.today, at=at, by=demo.colleagues[1], person=again
    )
    return again


def _namesake(demo: Demo, person: Person) -> None:
    """Somebody else with the same name: the question is answered "not the same"."""
    parties.add_person(
        first_name=person.first_name, last_name=person.last_name, by=demo.colleagues[1], at=demo.at(12, 11), municipality="Pavia",
        owner=demo.colleagues[1],
    )


def _answer(demo: Demo) -> None:
    person = demo.people()[20]
    for candidate in DuplicateCandidate.objects.filter(kind="person", first_id=person.pk, state="open"):
        duplicates.call_different(candidate=candidate, by=demo.colleagues[1], at=demo.at(0, 8))
