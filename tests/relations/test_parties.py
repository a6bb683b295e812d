"""Adding and changing organisations and people: checked, never twice, never over somebody else's change."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations.actions import parties
from relations.models import Affiliation, AuditEvent, ContactPoint, Organization, Person
from tests.relations.conftest import AT

HOSTILE = ["a\x00b", "\u202eevil", "x" * 10_000, "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "'; DROP TABLE x", "🙂" * 50, "\ufeff"]


def add(client, **fields):
    return client.post(reverse("relations:organization_new"), {"kind": "company", "name": "Ditta Nuova", **fields})


def test_an_organisation_is_added_with_how_to_reach_it(staff):
    answer = add(staff, vat_number="IT 0123 456 0181", phone="0384 000118", pec="ditta@PEC.example", province="pv")
    ditta = Organization.objects.get()
    assert answer["Location"] == ditta.get_absolute_url()
    assert (ditta.vat_number, ditta.province) == ("01234560181", "PV")
    assert set(ContactPoint.objects.values_list("kind", "normalized")) == {("phone", "+390384000118"), ("pec", "ditta@pec.example")}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("vat_number", "123", "La partita IVA ha 11 cifre, per esempio 01234560181."),
        ("vat_number", "01234560180", "ha una cifra sbagliata"),
        ("tax_code", "RSSMRA80A01F205Z", "Questo codice fiscale non torna"),
        ("email", "info.ditta.example", "con la chiocciola"),
        ("phone", "12", "con il prefisso"),
        ("province", "Pavia", "le due lettere della provincia"),
        ("service_area", "PV, Lodi", "le due lettere di ogni provincia"),
        ("name", "", "name"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(staff, field, value, words):
    answer = add(staff, municipality="Mortara", mission="Costruisce riduttori", **{field: value})
    page = answer.content.decode()
    assert (answer.status_code, Organization.objects.count()) == (422, 0)
    assert words in page
    assert 'value="Mortara"' in page and "Costruisce riduttori" in page


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["name", "municipality", "mission", "tags", "notes", "sector", "vat_number", "email", "phone", "seen"])
def test_hostile_text_in_any_field_is_no_failure_and_never_comes_back_raw(staff, field, text):
    answer = add(staff, **{field: text})
    page = staff.get(answer["Location"]).content.decode() if answer.status_code == 302 else answer.content.decode()
    assert answer.status_code in (302, 422)
    assert "<script>alert" not in page


def test_the_same_vat_number_is_refused_with_the_record_that_has_it(staff, organization):
    known = organization("Ditta Nota", vat_number="01234560181")
    page = add(staff, vat_number="01234560181", anyway="1").content.decode()
    assert Organization.objects.count() == 1
    assert known.get_absolute_url() in page and "ha già questa partita IVA" in page


@pytest.mark.parametrize(
    "fields",
    [{"name": "Meccanica Lomelina srl"}, {"email": "INFO@mecc.example"}, {"phone": "+39 0384 000118"}, {"tax_code": "01234560181"}],
)
def test_one_that_looks_the_same_is_told_once_and_then_may_be_added(staff, organization, fields):
    known = organization(tax_code="01234560181", contacts=[("email", "info@mecc.example"), ("phone", "0384 000118")])
    page = add(staff, **fields).content.decode()
    assert Organization.objects.count() == 1
    assert known.get_absolute_url() in page
    assert add(staff, anyway="1", **fields).status_code == 302
    assert Organization.objects.count() == 2


def test_a_person_with_first_and_last_name_swapped_is_told(staff, person):
    known = person("Paolo", "Ferraris")
    page = staff.post(reverse("relations:person_new"), {"first_name": "Ferraris", "last_name": "Paolo", "language": "it", "involvement": "informed"})
    assert known.get_absolute_url() in page.content.decode()


def test_a_person_is_added_where_she_works(staff, organization):
    company = organization()
    staff.post(
        reverse("relations:person_new"),
        {"first_name": "Paolo", "last_name": "Ferraris", "language": "it", "involvement": "informed",
         "organization": f"organization:{company.pk}", "role": "Titolare", "phone": "347 0000001"},
    )  # fmt: skip
    tie = Affiliation.objects.get()
    assert (str(tie.person), tie.role, tie.organization) == ("Paolo Ferraris", "Titolare", company)


def values(organization: Organization) -> dict:
    from relations.forms.organizations import OrganizationForm

    form = OrganizationForm(party=organization)
    return {name: field.value() if (field := form[name]).value() is not None else "" for name in form.fields}


def test_changing_writes_what_changed_into_the_log(staff, organization):
    company = organization(municipality="Mortara")
    staff.post(reverse("relations:organization_edit", args=[company.slug]), {**values(company), "municipality": "Vigevano"})
    event = AuditEvent.objects.get(verb="organization.changed")
    assert event.changes == {"municipality": ["Mortara", "Vigevano"], "province": ["", "PV"]}


def test_saving_without_a_change_writes_nothing(staff, organization):
    company = organization(municipality="Mortara", service_area=["PV", "LO"], tags=["soci"])
    answer = staff.post(reverse("relations:organization_edit", args=[company.slug]), values(company))
    assert (answer.status_code, AuditEvent.objects.filter(verb="organization.changed").count()) == (302, 0)


def test_who_saves_second_is_told_keeps_what_was_typed_and_may_then_save(staff, organization, head):
    company = organization(municipality="Mortara")
    mine = {**values(company), "municipality": "Vigevano"}
    parties.change(party=company, by=head, at=AT, municipality="Garlasco")
    address = reverse("relations:organization_edit", args=[company.slug])
    answer = staff.post(address, mine)
    page = answer.content.decode()
    company.refresh_from_db()
    assert (answer.status_code, company.municipality) == (422, "Garlasco")
    assert 'value="Vigevano"' in page and "<b>Garlasco</b>" in page
    seen = answer.context["form"]["seen"].value()
    assert staff.post(address, {**mine, "seen": seen}).status_code == 302
    company.refresh_from_db()
    assert company.municipality == "Vigevano"


def test_a_position_is_closed_with_its_day_and_stays_readable(staff, organization, person):
    company = organization("Gruppo Civico", kind="political_group")
    somebody = person("Anna", "Rossi", works_at=company, role="Consigliera")
    tie = Affiliation.objects.get()
    staff.post(reverse("relations:affiliation_end", args=[tie.pk]), {"on": "01/11/2026"})
    tie.refresh_from_db()
    page = staff.get(somebody.get_absolute_url()).content.decode()
    assert tie.ended_on == date(2026, 11, 1)
    assert "Consigliera" in page and "1 in passato" in page


def test_a_position_cannot_end_before_it_began(staff, organization, person):
    tie = parties.affiliate(person=person(), organization=organization(), role="Socio", by=None, at=AT, started_on=date(2026, 5, 1))
    answer = staff.post(reverse("relations:affiliation_end", args=[tie.pk]), {"on": "01/04/2026"})
    tie.refresh_from_db()
    assert (answer.status_code, tie.ended_on) == (422, None)


def test_a_contact_detail_is_taken_off_and_put_back(staff, organization):
    company = organization(contacts=[("phone", "0384 000118")])
    point = ContactPoint.objects.get()
    staff.post(reverse("relations:contact_point_end", args=[point.pk]))
    assert "0384 000118" not in staff.get(company.get_absolute_url()).content.decode().replace("0384 000118 non", "")
    staff.post(reverse("relations:contact_point_restore", args=[point.pk]))
    point.refresh_from_db()
    assert point.ended_at is None


@pytest.mark.parametrize(("kind", "value"), [("email", "no"), ("phone", "1"), ("website", "non un sito"), ("pec", "x" * 300)])
def test_a_wrong_contact_detail_is_told(staff, organization, kind, value):
    address = reverse("relations:organization_contact_point", args=[organization().slug])
    assert (staff.post(address, {"kind": kind, "value": value}).status_code, ContactPoint.objects.count()) == (422, 0)


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_body_with_one_vat_number(organization):
    organization("Prima", vat_number="01234560181")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(kind="company", name="Seconda", vat_number="01234560181", created_at=AT)


def test_the_story_comes_in_pages_without_gaps_or_repeats(staff, organization, officer):
    from relations.actions import history

    company = organization()
    for number in range(70):
        history.record(verb="test.done", by=officer, at=AT, obj=company, about=[company], title=f"Passo {number:03}")
    from relations.queries import timeline

    found, after = [], ""
    while True:
        page = timeline.of(company, after=after)
        found += [entry.title for entry in page.entries if entry.title.startswith("Passo")]
        after = page.after
        if not after:
            break
    assert found == [f"Passo {number:03}" for number in reversed(range(70))]


@pytest.mark.parametrize("name", ["organizations", "people"])
def test_a_list_costs_the_same_for_one_and_thirty_rows(staff, organization, person, todo, officer, name, django_assert_num_queries):
    def make(number: int) -> None:
        company = organization(f"Ditta {number}", owner=officer)
        somebody = person("Anna", f"Rossi {number}", works_at=company, owner=officer, contacts=[("mobile", "347 0000001")])
        todo("Richiamare", organization=company, person=somebody)

    make(0)
    address = reverse(f"relations:{name}")
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for number in range(1, 30):
        make(number)
    with django_assert_num_queries(len(one)):
        page = staff.get(address).content.decode()
    assert page.count('<th scope="row"') == 30


@pytest.mark.parametrize("kind", ["organization", "person"])
def test_a_record_page_costs_the_same_with_one_and_thirty_of_everything(staff, organization, person, todo, officer, kind, django_assert_max_num_queries):
    company, somebody = organization(), person()
    parties.affiliate(person=somebody, organization=company, role="Socio", by=officer, at=AT)

    def more(number: int) -> None:
        parties.affiliate(person=person("A", f"B {number}"), organization=company, role="Socio", by=officer, at=AT)
        parties.affiliate(person=somebody, organization=organization(f"Ditta {number}"), role="Socio", by=officer, at=AT)
        todo("Cosa", organization=company, person=somebody)

    more(0)
    address = (company if kind == "organization" else somebody).get_absolute_url()
    staff.get(address)
    with CaptureQueriesContext(connection) as one:
        staff.get(address)
    for number in range(1, 20):
        more(number)
    with django_assert_max_num_queries(len(one)):
        staff.get(address)


def test_filters_find_those_seated_in_or_serving_a_province(staff, organization):
    organization("A Pavia", province="PV"), organization("Serve Pavia", province="LO", service_area=["PV"]), organization("A Lodi", province="LO")
    page = staff.get(reverse("relations:organizations"), {"provincia": "PV"}).content.decode()
    assert ("A Pavia" in page, "Serve Pavia" in page, "A Lodi" in page) == (True, True, False)


def test_to_be_heard_again_counts_from_the_agreed_rhythm(staff, organization, officer):
    from datetime import timedelta

    from django.utils import timezone

    from relations.actions import history

    for name, days, rhythm in (("Tace troppo", 40, 30), ("Nel ritmo", 20, 30), ("Senza ritmo", 95, None), ("Recente", 80, None)):
        one = organization(name, contact_rhythm_days=rhythm)
        history.touch(parties=[one], at=timezone.now() - timedelta(days=days))
    page = staff.get(reverse("relations:organizations"), {"contatto": "risentire"}).content.decode()
    assert [name for name in ("Tace troppo", "Nel ritmo", "Senza ritmo", "Recente") if name in page] == ["Tace troppo", "Senza ritmo"]


@pytest.mark.parametrize("query", ["?ordine=x", "?dopo=zzz", "?dopo=WzEsMl0", "?tipo=%00", "?segue=999999999999999999999", "?q=%F0%28", "?contatto=x", "?formato=exe", "?provincia=';--"])
def test_made_up_conditions_are_ignored(staff, organization, query):
    organization()
    assert staff.get(reverse("relations:organizations") + query).status_code == 200


def test_pages_of_a_list_follow_each_other_without_gaps(staff, organization):
    names = sorted(f"Ditta {number:03}" for number in range(120))
    Organization.objects.bulk_create(Organization(kind="company", name=name, created_at=AT) for name in reversed(names))
    found, address = [], reverse("relations:organizations")
    while address:
        listing = staff.get(address).context["listing"]
        found += [row.name for row in listing.rows]
        address = f"{reverse('relations:organizations')}?{listing.next_query}" if listing.next_query else ""
    assert found == names


def test_the_list_leaves_as_csv_without_running_formulas(staff, organization):
    organization("=HYPERLINK(1)")
    answer = staff.post(reverse("relations:organizations"), {"formato": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer["Content-Disposition"] == 'attachment; filename="organizzazioni.csv"'
    assert "'=HYPERLINK(1)" in text


def test_the_list_leaves_as_a_spreadsheet(staff, person):
    person()
    answer = staff.post(reverse("relations:people"), {"formato": "xlsx"})
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_erased_people_say_so_and_show_nothing_else(staff, person):
    somebody = person()
    Person.objects.filter(pk=somebody.pk).update(erased_at=AT, last_name="Persona cancellata", first_name="")
    page = staff.get(f"/persone/x-{somebody.pk}/").content.decode()
    assert "Persona cancellata il 24 novembre 2026" in page.replace("\xa0", " ")
    assert staff.get(f"/persone/x-{somebody.pk}/modifica/").status_code == 404


def test_a_reader_may_look_but_not_change(sign_in, viewer, organization):
    company, reader = organization(), sign_in(viewer)
    codes = [reader.get(company.get_absolute_url()).status_code, reader.get(company.get_absolute_url() + "modifica/").status_code]
    assert codes == [200, 403]
