"""Addresses: checked, one of them the main one, closed and put back; the party's own place follows the main one."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations.actions import addresses
from relations.models import Address, AuditEvent, BankAccount, Municipality, Organization, Person
from relations.queries import places
from tests.relations.conftest import AT, TODAY

HOSTILE = ["a\x00b", "\u202eevil", "x" * 10_000, "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "'; DROP TABLE x", "🙂" * 50, "a\r\nBcc: b"]


@pytest.fixture
def mortara(db) -> Municipality:
    return Municipality.objects.get(pk="018102")


@pytest.fixture
def vigevano(db) -> Municipality:
    return Municipality.objects.get(pk="018177")


def of_the_row(party) -> tuple[str, str]:
    row = type(party).objects.get(pk=party.pk)
    return row.municipality, row.province


def test_the_party_s_place_follows_its_main_address(organization, officer, mortara, vigevano):
    body = organization(municipality="Altrove", province="MI")
    first = addresses.add_address(party=body, kind="seat", municipality=mortara, street="Via Roma", by=officer, at=AT)
    second = addresses.add_address(party=body, kind="operational", municipality=vigevano, by=officer, at=AT)
    assert (first.is_primary, second.is_primary, of_the_row(body)) == (True, False, ("Mortara", "PV"))
    addresses.make_main(address=second, by=officer, at=AT)
    assert of_the_row(body) == ("Vigevano", "PV")
    addresses.end_address(address=Address.objects.get(pk=second.pk), on=TODAY, by=officer, at=AT)
    assert of_the_row(body) == ("Mortara", "PV")
    addresses.end_address(address=Address.objects.get(pk=first.pk), on=TODAY, by=officer, at=AT)
    assert of_the_row(body) == ("", "")
    addresses.restore_address(address=Address.objects.get(pk=first.pk), by=officer, at=AT)
    assert of_the_row(body) == ("Mortara", "PV")


def test_the_same_address_twice_is_one_row(organization, officer, mortara):
    body = organization()
    rows = {addresses.add_address(party=body, kind="seat", municipality=mortara, street="Via Roma", by=officer, at=AT).pk for _n in range(2)}
    assert (len(rows), Address.objects.count()) == (1, 1)


def test_the_database_refuses_two_main_addresses_and_empty_ones(organization, mortara):
    body = organization()
    Address.objects.create(organization=body, kind="seat", municipality=mortara, is_primary=True, created_at=AT)
    for wrong in ({"municipality": mortara, "is_primary": True}, {}, {"municipality": mortara, "country": "Francia"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Address.objects.create(organization=body, kind="seat", created_at=AT, **wrong)


@pytest.mark.parametrize("kind", ["organization", "person"])
def test_an_address_is_added_by_typing_its_municipality(staff, organization, person, kind):
    party = organization() if kind == "organization" else person()
    answer = staff.post(
        reverse(f"relations:{kind}_address", args=[party.slug]),
        {"kind": "postal", "street": "Strada Cassolo", "number": "41", "postal_code": "27036", "municipality_text": "mortara"},
    )
    address = Address.objects.get()
    assert (answer.status_code, str(address)) == (302, "Strada Cassolo 41, 27036 Mortara (PV)")
    assert "Strada Cassolo 41" in staff.get(party.get_absolute_url()).content.decode()


def test_an_address_abroad_has_a_town_and_a_country(staff, organization):
    body = organization()
    staff.post(
        reverse("relations:organization_address", args=[body.slug]),
        {"kind": "seat", "street": "Via Nassa", "postal_code": "CH-6900", "foreign_town": "Lugano", "country": "Svizzera"},
    )
    assert Address.objects.get().lines == ["Via Nassa", "CH-6900 Lugano", "Svizzera"]
    assert of_the_row(body) == ("Lugano", "")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"municipality_text": "Nessunluogo"}, "Non c’è un comune «Nessunluogo»"),
        ({"municipality_text": "Castro"}, "Castro (BG)"),
        ({"municipality_text": "Mortara", "postal_code": "2703"}, "Il CAP ha 5 cifre"),
        ({"municipality_text": "Mortara", "country": "Svizzera", "foreign_town": "Lugano"}, "togliete uno dei due"),
        ({"country": "Svizzera"}, "Scrivete anche la città"),
        ({}, "Scrivete almeno il comune"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_address_is_told_and_nothing_typed_is_lost(staff, organization, fields, words):
    body = organization()
    answer = staff.post(reverse("relations:organization_address", args=[body.slug]), {"kind": "seat", "note": "citofono due", **fields})
    page = answer.content.decode().replace("&#x27;", "'")
    assert (answer.status_code, Address.objects.count()) == (422, 0)
    assert words in page and "citofono due" in page


def test_a_postal_code_of_elsewhere_is_kept_and_doubted(staff, organization):
    body = organization()
    answer = staff.post(
        reverse("relations:organization_address", args=[body.slug]),
        {"kind": "seat", "municipality": "018102", "municipality_text": "Mortara (PV)", "postal_code": "27100"}, follow=True,
    )  # fmt: skip
    assert Address.objects.get().postal_code == "27100"
    assert answer.content.decode().count("27100 non è un CAP di Mortara (27036)") == 2


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["kind", "street", "number", "postal_code", "municipality", "municipality_text", "foreign_town", "country", "note", "seen"])
def test_hostile_text_in_an_address_is_no_failure_and_never_comes_back_raw(staff, organization, field, text):
    body = organization()
    answer = staff.post(
        reverse("relations:organization_address", args=[body.slug]),
        {"kind": "seat", "street": "Via Roma", "municipality_text": "Mortara", field: text}, follow=True,
    )  # fmt: skip
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()


def test_who_corrects_second_is_told_and_may_then_save(staff, organization, officer, head, mortara):
    body = organization()
    address = addresses.add_address(party=body, kind="seat", municipality=mortara, street="Via Roma", by=officer, at=AT)
    url = reverse("relations:address_change", args=[address.pk])
    seen = staff.get(url).context["form"]["seen"].value()
    addresses.change_address(address=address, street="Via Garibaldi", by=head, at=AT)
    mine = {"kind": "seat", "street": "Via Dante", "municipality": "018102", "municipality_text": "Mortara (PV)", "seen": seen}
    answer = staff.post(url, mine)
    assert (answer.status_code, Address.objects.get().street) == (422, "Via Garibaldi")
    assert "Via Garibaldi" in answer.content.decode() and "Via Dante" in answer.content.decode()
    again = staff.post(url, {**mine, "seen": answer.context["form"]["seen"].value()})
    assert (again.status_code, Address.objects.get().street) == (302, "Via Dante")


@pytest.mark.parametrize("seen", ["[]", "{", '{"street": 3}', json.dumps({"pk": 1}), "null"])
def test_a_tampered_memory_of_the_page_is_no_failure(staff, organization, officer, mortara, seen):
    address = addresses.add_address(party=organization(), kind="seat", municipality=mortara, by=officer, at=AT)
    url = reverse("relations:address_change", args=[address.pk])
    assert staff.post(url, {"kind": "seat", "municipality": "018102", "seen": seen}).status_code in (302, 422)


def test_an_address_is_taken_off_with_a_way_back(staff, organization, officer, mortara):
    body = organization()
    address = addresses.add_address(party=body, kind="seat", municipality=mortara, by=officer, at=AT)
    page = staff.post(reverse("relations:address_end", args=[address.pk]), follow=True).content.decode()
    assert reverse("relations:address_restore", args=[address.pk]) in page
    assert "1 indirizzo precedente" in page
    staff.post(reverse("relations:address_restore", args=[address.pk]))
    assert Address.objects.get().ended_on is None


def test_a_street_typed_for_a_new_body_becomes_its_main_address(staff, office):
    staff.post(
        reverse("relations:organization_new"),
        {"kind": "company", "name": "Nuova", "street": "Via Roma", "number": "3", "postal_code": "27036", "municipality": "MORTARA"},
    )
    body = Organization.objects.get()
    assert (str(body.addresses.get()), of_the_row(body)) == ("Via Roma 3, 27036 Mortara (PV)", ("Mortara", "PV"))


def test_the_form_of_a_body_with_an_address_no_longer_asks_where_it_is(staff, organization, officer, mortara):
    body = organization()
    addresses.add_address(party=body, kind="seat", municipality=mortara, by=officer, at=AT)
    assert "municipality" not in staff.get(reverse("relations:organization_edit", args=[body.slug])).context["form"].own


@pytest.mark.parametrize(
    ("words", "first"),
    [("mort", "Mortara (PV)"), ("forli", "Forlì (FC)"), ("napoli", "Napoli (NA)"), ("bozen", "Bolzano (BZ)"), ("castro (bg)", "Castro (BG)"),
     ("sant’angelo lom", "Sant'Angelo Lomellina (PV)"), ("siccomario", "San Martino Siccomario (PV)")],
)  # fmt: skip
def test_a_municipality_is_found_as_one_types(staff, office, words, first):
    assert str(places.municipalities(words)[0]) == first
    page = staff.get(reverse("relations:municipality_pick"), {"q": words, "id": "x"}).content.decode().replace("&#x27;", "'")
    assert f'data-name="{first}"' in page


def test_a_former_municipality_is_not_proposed_but_kept(staff, organization, officer):
    former = Municipality.objects.get(name="Carbonia", province_id="CI")
    assert [row.province_id for row in places.municipalities("carbonia")] == ["SU"]
    address = addresses.add_address(party=organization(), kind="seat", municipality=former, by=officer, at=AT)
    url = reverse("relations:address_change", args=[address.pk])
    staff.post(url, {"kind": "seat", "municipality": former.pk, "municipality_text": "Carbonia (CI)", "note": "ora SU"})
    assert Address.objects.get().municipality == former


@pytest.mark.parametrize("words", [*HOSTILE, "", "a", "%", "_", "((", "(pv)", "\\"])
def test_asking_for_any_municipality_is_no_failure(staff, office, words):
    answer = staff.get(reverse("relations:municipality_pick"), {"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


# --- bank accounts -----------------------------------------------------------------
IBAN = "IT60X0542811101000000123456"


def test_an_account_is_kept_once_grouped_for_who_may_and_masked_for_readers(staff, sign_in, viewer, organization):
    body = organization()
    url = reverse("relations:organization_bank_account", args=[body.slug])
    for _time in range(2):
        staff.post(url, {"iban": "it60 x054 2811 1010 0000 0123 456", "holder": "Meccanica"})
    assert BankAccount.objects.get().iban == IBAN
    assert "IT60 X054 2811 1010 0000 0123 456" in staff.get(body.get_absolute_url()).content.decode()
    page = sign_in(viewer).get(body.get_absolute_url()).content.decode()
    assert ("IT60 ···· 3456" in page, "0542811101" in page.replace(" ", "")) == (True, False)
    assert not AuditEvent.objects.filter(label__contains="0542811101").exists()


@pytest.mark.parametrize("iban", ["IT60Y0542811101000000123456", "IT60", "", *HOSTILE])
def test_a_wrong_iban_is_told(staff, organization, iban):
    answer = staff.post(reverse("relations:organization_bank_account", args=[organization().slug]), {"iban": iban})
    assert (answer.status_code, BankAccount.objects.count()) == (422, 0)
    assert "<script>alert" not in answer.content.decode()


def test_a_body_is_found_by_its_iban_runts_and_sdi_codes(staff, organization, officer):
    from relations.queries import search

    body = organization(sdi_code="M5UXCR1", runts_number="104321")
    addresses.add_bank_account(organization=body, iban=IBAN, by=officer, at=AT)
    assert [search.ids(words, "organization") for words in (IBAN, "m5uxcr1", "104321")] == [[body.pk]] * 3


# --- territory ---------------------------------------------------------------------
@pytest.fixture
def spread(organization, person, officer, mortara):
    seated = organization("Seduta", municipality="Mortara", province="PV")
    organization("Serve la provincia", municipality="Lodi", province="LO", service_area=["PV"])
    organization("Serve la regione", municipality="Torino", province="TO", service_regions=["03"])
    organization("Serve il comune", municipality="Milano", province="MI", service_municipalities=["018102"])
    organization("Altrove", municipality="Napoli", province="NA")
    person("Anna", "Rossi", municipality="Mortara", province="PV")
    return seated


def names_of(client, **query) -> set[str]:
    return {row.name for row in client.get(reverse("relations:organizations"), query).context["listing"].rows}


def test_a_province_finds_who_is_seated_and_who_serves_it_in_any_way(staff, spread):
    everybody = {"Seduta", "Serve la provincia", "Serve la regione", "Serve il comune"}
    assert names_of(staff, provincia="PV") == everybody
    assert names_of(staff, regione="03") == everybody
    assert names_of(staff, sede="PV") == {"Seduta"}
    assert names_of(staff, comune="018102") == {"Seduta", "Serve il comune"}
    assert names_of(staff, provincia="NA") == {"Altrove"}


def test_each_number_of_the_territory_is_that_of_the_list_it_leads_to(staff, spread):
    for line in places.by_province():
        assert len(names_of(staff, sede=line.key)) == line.seated
        if line.serving:
            assert len(names_of(staff, provincia=line.key)) == line.seated + line.serving
        people = staff.get(reverse("relations:people"), {"provincia": line.key}).context["listing"]
        assert (len(people.rows) if line.people else 0) == line.people
    for line in places.by_municipality("PV"):
        assert len(names_of(staff, comune=line.key)) == line.seated + line.serving


def test_the_matching_territory_holds_regions_and_municipalities(spread):
    served = {row.name: "PV" in row.provinces_served for row in Organization.objects.all()}
    assert served == {"Seduta": False, "Serve la provincia": True, "Serve la regione": True, "Serve il comune": True, "Altrove": False}


@pytest.mark.parametrize("page", ["relations:territory", "relations:territory_province"])
def test_the_territory_costs_the_same_with_one_and_thirty_places(staff, organization, page, django_assert_num_queries):
    towns = list(Municipality.objects.current().filter(province_id="PV")[:30])
    url = reverse(page, args=["pv"] if page.endswith("province") else [])
    organization("Ente 0", municipality=towns[0].name, province="PV")
    staff.get(url)
    with CaptureQueriesContext(connection) as one:
        staff.get(url)
    for number, town in enumerate(towns[1:], 1):
        organization(f"Ente {number}", municipality=town.name, province="PV", service_area=["LO"])
    with django_assert_num_queries(len(one)):
        assert staff.get(url).status_code == 200


def test_an_empty_office_and_an_unknown_province_have_their_pages(staff, office):
    assert staff.get(reverse("relations:territory")).status_code == 200
    assert staff.get(reverse("relations:territory_province", args=["zz"])).status_code == 404
    assert Person.objects.count() == 0
