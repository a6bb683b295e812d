"""A fact is changed where it stands; who comes second is told; each works without script too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations.actions import addresses, parties, ties
from relations.models import AuditEvent, ContactPoint, Municipality, Organization
from relations.queries import facts
from tests.relations.conftest import AT

PART = {"HX-Request": "true"}


def url_of(party, key: str) -> str:
    return reverse(f"relations:{party._meta.model_name}_fact", args=[party.slug, key])


def filled(form) -> dict:
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_a_fact_is_changed_in_place_and_the_log_says_what(staff, organization):
    body = organization(employees=40)
    form = staff.get(url_of(body, "addetti"), headers=PART)
    assert form.templates[0].name == "relations/records/_fact_form.html"
    answer = staff.post(url_of(body, "addetti"), {**filled(form.context["form"]), "employees": "84"}, headers=PART)
    assert "84 · media impresa" in answer.content.decode()
    assert AuditEvent.objects.get(verb="organization.changed").changes == {"employees": [40, 84]}


def test_it_works_without_script(staff, organization):
    body = organization()
    page = staff.get(url_of(body, "sdi"))
    assert "<h1>" in page.content.decode()
    answer = staff.post(url_of(body, "sdi"), {**filled(page.context["form"]), "sdi_code": "m5uxcr1"})
    assert (answer["Location"], Organization.objects.get().sdi_code) == (body.get_absolute_url(), "M5UXCR1")


def test_escape_gives_back_what_was_there(staff, organization):
    body = organization(sector="28")
    page = staff.get(url_of(body, "settore") + "?mostra=1", headers=PART)
    assert page.templates[0].name == "relations/records/_fact.html"
    assert "28" in page.content.decode() and "<form" not in page.content.decode()


@pytest.mark.parametrize(
    ("key", "name", "first", "other", "mine"),
    [("sdi", "sdi_code", "AAAAAAA", "BBBBBBB", "CCCCCCC"), ("runts", "runts_registered_on", None, "2024-03-01", "2024-04-01"),
     ("etichette", "tags", ["a"], ["b"], "c"), ("addetti", "employees", 1, 2, "3")],
)  # fmt: skip
def test_who_saves_second_is_told_and_may_then_save(staff, organization, head, key, name, first, other, mine):
    body = organization(kind="nonprofit", **{name: first})
    form = filled(staff.get(url_of(body, key), headers=PART).context["form"])
    from datetime import date

    parties.change(party=body, by=head, at=AT, **{name: date.fromisoformat(other) if name.endswith("_on") else other})
    answer = staff.post(url_of(body, key), {**form, name: mine}, headers=PART)
    assert answer.status_code == 422
    assert "Qualcuno ha cambiato questa scheda" in answer.content.decode()
    again = staff.post(url_of(body, key), {**form, name: mine, "seen": answer.context["form"]["seen"].value()}, headers=PART)
    assert again.status_code == 200
    assert str(mine) in str(getattr(Organization.objects.get(), name))


@pytest.mark.parametrize("kind", ["organization", "person"])
def test_every_fact_opens_saves_as_it_is_and_writes_nothing(staff, organization, person, kind):
    party = organization(kind="nonprofit") if kind == "organization" else person()
    for fact in facts.FACTS[kind]:
        form = staff.get(url_of(party, fact.key), headers=PART)
        assert form.status_code == 200
        assert staff.post(url_of(party, fact.key), filled(form.context["form"]), headers=PART).status_code == 200
    assert AuditEvent.objects.filter(verb=f"{kind}.changed").count() == 0


@pytest.mark.parametrize("text", ["a\x00b", "\u202eevil", "x" * 10_000, "<script>alert(1)</script>", "=cmd", "🙂" * 50, "a\r\nb"])
@pytest.mark.parametrize("kind", ["organization", "person"])
def test_hostile_text_in_every_fact_is_no_failure_and_never_comes_back_raw(staff, organization, person, kind, text):
    party = organization(kind="nonprofit") if kind == "organization" else person()
    for fact in facts.FACTS[kind]:
        answer = staff.post(url_of(party, fact.key), dict.fromkeys([*fact.fields, "seen"], text), headers=PART)
        assert answer.status_code in (200, 422), fact.key
        assert "<script>alert" not in answer.content.decode()
    assert "<script>alert" not in staff.get(party.get_absolute_url()).content.decode()


def test_a_vat_number_somebody_has_is_refused_in_place(staff, organization):
    organization("Nota", vat_number="01234560181")
    body = organization("Altra")
    answer = staff.post(url_of(body, "partita-iva"), {"vat_number": "01234560181", "seen": ""}, headers=PART)
    assert (answer.status_code, "ha già questa partita IVA" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("person", {"first_name": "Luca", "last_name": "Rossi", "tax_code": "RSSMRA80A01F205X"}, "Non torna con il nome (inizierebbe con RSSLCU)"),
        ("organization", {"tax_code": "RSSMRA80A01F205X"}, "È il codice di una persona"),
        ("organization", {"sdi_code": "ABC123"}, "Un ufficio pubblico ha un codice di 6"),
        ("organization", {"foreign_vat": "FR00303265045", "foreign_country": "Francia"}, "La cifra di controllo non torna"),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_beside_the_fact_and_kept(staff, organization, person, kind, fields, words):
    if kind == "person":
        party = person(fields.pop("first_name"), fields.pop("last_name"), **fields)
    else:
        party = organization(**fields)
    assert words in staff.get(party.get_absolute_url()).content.decode().replace("&#x27;", "'")


def test_an_unknown_fact_is_a_404_page(staff, organization):
    assert staff.get(url_of(organization(), "niente")).status_code == 404


def test_readers_see_facts_and_no_pencils(sign_in, viewer, organization):
    body = organization(vat_number="01234560181")
    page = sign_in(viewer).get(body.get_absolute_url()).content.decode()
    assert ("01234560181" in page, "edit-x" in page, "Aggiungi un dato" in page) == (True, False, False)


def test_a_contact_detail_is_corrected_in_place_and_the_second_is_told(staff, organization, head):
    body = organization(contacts=[("phone", "0384 000118")])
    point = ContactPoint.objects.get()
    url = reverse("relations:contact_point_change", args=[point.pk])
    form = filled(staff.get(url, headers=PART).context["form"])
    parties.change_contact_point(point=point, value="0384 000119", by=head, at=AT)
    answer = staff.post(url, {**form, "value": "0384 000120"}, headers=PART)
    assert (answer.status_code, "0384 000119" in answer.content.decode()) == (422, True)
    staff.post(url, {**form, "value": "0384 000120", "seen": answer.context["form"]["seen"].value()}, headers=PART)
    assert ContactPoint.objects.get().normalized == "+390384000120"
    assert staff.get(body.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("value", ["", "12", "<script>alert(1)</script>", "a\x00b"])
def test_a_wrong_correction_of_a_contact_detail_is_told(staff, organization, value):
    organization(contacts=[("phone", "0384 000118")])
    answer = staff.post(reverse("relations:contact_point_change", args=[ContactPoint.objects.get().pk]), {"value": value}, headers=PART)
    assert (answer.status_code, ContactPoint.objects.get().normalized) == (422, "+390384000118")


@pytest.mark.parametrize("kind", ["organization", "person"])
def test_a_record_page_costs_the_same_with_one_and_ten_of_everything_here(staff, organization, person, officer, kind, django_assert_num_queries):
    party = organization("Qui") if kind == "organization" else person()
    towns = list(Municipality.objects.current()[:12])

    def more(number: int) -> None:
        addresses.add_address(party=party, kind="postal", municipality=towns[number], by=officer, at=AT)
        if kind == "organization":
            other = organization(f"Altro {number}")
            ties.tie(source=party, target=other, kind="funds", by=officer, at=AT)
            ties.tie(source=other, target=party, kind="hosts", by=officer, at=AT)

    more(0)
    staff.get(party.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        staff.get(party.get_absolute_url())
    for number in range(1, 10):
        more(number)
    with django_assert_num_queries(len(one)):
        staff.get(party.get_absolute_url())
