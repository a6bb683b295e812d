"""Pages of duplicates and merges, the warning while typing, old addresses."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations.actions import duplicates, merging
from relations.models import DuplicateCandidate, Merge, Person
from tests.relations.conftest import AT

PAIR = reverse("relations:merge_pair")


def key(party) -> str:
    return f"{party._meta.model_name}:{party.pk}"


def test_list_shows_both_and_why(staff, person):
    person(municipality="Pavia"), person("Ferraris", "Paolo", municipality="Pavia")
    duplicates.scan(at=AT, everything=True)
    page = staff.get(reverse("relations:duplicates")).content.decode()
    for words in ("Paolo Ferraris", "Ferraris Paolo", "nome e cognome scambiati", "stesso comune"):
        assert words in page


def test_list_costs_the_same_for_one_pair_and_thirty(staff, person):
    def cost() -> int:
        duplicates.scan(at=AT, everything=True)
        with CaptureQueriesContext(connection) as seen:
            assert staff.get(reverse("relations:duplicates")).status_code == 200
        return len(seen)

    person("Ada", "Villani0"), person("Ada", "Villani0")
    cost()
    first = cost()
    for number in range(1, 24):
        person("Ada", f"Villani{number * 1000}"), person("Ada", f"Villani{number * 1000}")
    assert cost() == first


@pytest.mark.parametrize("query", ["?tipo=person&motivo=name", "?stato=diverse", "?motivo=%00&dopo=x", "?ordine=trovati"])
def test_list_answers_whatever_is_asked(staff, person, query):
    person(), person()
    duplicates.scan(at=AT, everything=True)
    assert staff.get(reverse("relations:duplicates") + query).status_code == 200


def test_told_apart_from_the_list_and_taken_back(staff, person):
    person(), person()
    duplicates.scan(at=AT, everything=True)
    candidate = DuplicateCandidate.objects.get()
    staff.post(reverse("relations:duplicate_told_apart", args=[candidate.pk]))
    candidate.refresh_from_db()
    assert candidate.state == "different"
    staff.post(reverse("relations:duplicate_reopen", args=[candidate.pk]))
    candidate.refresh_from_db()
    assert candidate.state == "open"


def test_pair_is_merged_as_chosen_and_the_toast_takes_it_back(staff, person):
    kept, gone = person(municipality="Pavia"), person("Paolo Maria", municipality="Voghera")
    url = f"{PAIR}?a={key(kept)}&b={key(gone)}&scelta=1"
    page = staff.get(url)
    form = page.context["form"]
    data = {"seen": form["seen"].value(), "f_municipality": "gone", "f_first_name": "kept"}
    answer = staff.post(url, data, follow=True)
    assert answer.redirect_chain[-1][0] == Person.objects.get(pk=kept.pk).get_absolute_url()
    merge = Merge.objects.get()
    assert reverse("relations:merge_undo", args=[merge.pk]) in answer.content.decode()
    kept.refresh_from_db()
    assert (kept.first_name, kept.municipality) == ("Paolo", "Voghera")
    staff.post(reverse("relations:merge_undo", args=[merge.pk]))
    kept.refresh_from_db()
    assert (kept.municipality, Person.objects.filter(archived_at=None).count()) == ("Pavia", 2)


def test_record_that_holds_more_is_proposed_as_the_one_kept(staff, full_person, person):
    small, full = person(), full_person("Ferraris", "Paolo", gifts=2)
    assert staff.get(f"{PAIR}?a={key(small)}&b={key(full)}").context["kept"] == full
    assert staff.get(f"{PAIR}?a={key(small)}&b={key(full)}&scelta=1").context["kept"] == small


def test_choice_not_made_is_asked_beside_the_field(staff, person):
    kept, gone = person(), person("Paolo Maria")
    answer = staff.post(f"{PAIR}?a={key(kept)}&b={key(gone)}&scelta=1", {})
    assert answer.status_code == 422
    assert "Scegliete quale dei due valori resta." in answer.content.decode()
    assert Merge.objects.count() == 0


def test_record_changed_meanwhile_is_told_before_merging(staff, person):
    kept, gone = person(), person("Paolo Maria")
    url = f"{PAIR}?a={key(kept)}&b={key(gone)}&scelta=1"
    seen = staff.get(url).context["form"]["seen"].value()
    Person.objects.filter(pk=gone.pk).update(salutation="Gentile dottore")
    answer = staff.post(url, {"seen": seen, "f_first_name": "gone"})
    assert (answer.status_code, Merge.objects.count()) == (422, 0)
    assert "Qualcuno ha cambiato una delle due schede nel frattempo" in answer.content.decode()


def test_second_post_makes_one_merge_and_leads_to_the_record(staff, person):
    kept, gone = person(), person()
    url = f"{PAIR}?a={key(kept)}&b={key(gone)}&scelta=1"
    for _time in range(2):
        assert staff.post(url, {"seen": ""}).status_code == 302
    assert Merge.objects.count() == 1


@pytest.mark.parametrize(
    "query", ["", "?a=person:0&b=person:1", "?a=x&b=y", "?a=person:99999999999999999999&b=person:1", "?a=organization:1&b=person:1"]
)
def test_pair_that_is_none_is_not_found(staff, query):
    assert staff.get(PAIR + query).status_code == 404


# --- old addresses -----------------------------------------------------------------
def test_old_address_leads_to_the_kept_record_until_the_undo(staff, person, officer):
    first, second, third = person("Ada"), person("Ida"), person("Oda")
    one = merging.merge(kept=second, gone=first, by=officer, at=AT)
    two = merging.merge(kept=third, gone=second, by=officer, at=AT)
    old = first.get_absolute_url()
    third.refresh_from_db()
    answer = staff.get(f"{old}?tipo=contatti")
    assert (answer.status_code, answer["Location"]) == (302, f"{third.get_absolute_url()}?tipo=contatti")
    merging.undo(merge=two, by=officer, at=AT)
    merging.undo(merge=one, by=officer, at=AT)
    assert staff.get(old).status_code == 200


def test_form_sent_to_an_old_address_reaches_the_kept_record(staff, person, officer):
    kept, gone = person("Ada"), person("Ida")
    old = reverse("relations:person_contact_point", args=[gone.slug])
    merging.merge(kept=kept, gone=gone, by=officer, at=AT, choices={})
    answer = staff.post(old, {"kind": "email", "value": "ada@posta.example"})
    assert (answer.status_code, answer["Location"]) == (307, reverse("relations:person_contact_point", args=[kept.slug]))
    staff.post(answer["Location"], {"kind": "email", "value": "ada@posta.example"})
    assert kept.contact_points.get().value == "ada@posta.example"


def test_words_logged_about_the_old_record_are_with_the_kept_one(staff, person, officer):
    kept, gone = person("Ada"), person("Ida")
    merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    staff.post(reverse("relations:interaction_new"), {"about": key(gone), "who": key(gone), "channel": "call", "text": "Sentita"})
    assert kept.interactions.get().text == "Sentita"


# --- on a record, and merges ---------------------------------------------------------
def test_record_shows_who_looks_the_same_and_what_was_put_into_it(staff, person, officer):
    kept, gone, other = person(), person(), person("Ferraris", "Paolo", contacts=[("email", "p@posta.example")])
    kept.contact_points.create(kind="email", value="p@posta.example", normalized="p@posta.example")
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    duplicates.scan(at=AT, everything=True)
    page = staff.get(kept.get_absolute_url(), follow=True).content.decode()
    assert reverse("relations:merge_undo", args=[merge.pk]) in page
    assert f"?a={key(kept)}&amp;b={key(other)}" in page


def test_merge_page_tells_what_moved_and_what_stayed(staff, full_person, person, officer):
    kept, gone, third = full_person(), full_person(municipality="Pavia"), person()
    gift = gone.donations.get()
    merge = merging.merge(kept=kept, gone=gone, by=officer, at=AT)
    assert "Pavia" in staff.get(merge.get_absolute_url()).content.decode()
    type(gift).objects.filter(pk=gift.pk).update(person=third)
    answer = staff.post(reverse("relations:merge_undo", args=[merge.pk]), follow=True)
    assert "Cambiato nel frattempo, quindi rimasto dov’era" in answer.content.decode()
    assert staff.get(reverse("relations:merges")).status_code == 200


def test_other_record_is_chosen_by_name(staff, person):
    one, other = person(), person("Ada", "Villani")
    answer = staff.post(f"{reverse('relations:merge_choose')}?a={key(one)}", {"other": key(other), "other_text": ""})
    assert answer["Location"] == f"{PAIR}?a={key(one)}&b={key(other)}"
    itself = staff.post(f"{reverse('relations:merge_choose')}?a={key(one)}", {"other": key(one), "other_text": ""})
    assert "È la stessa scheda" in itself.content.decode()


# --- while typing --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "MECCANICA LOMELLINA SRL"}, "ha lo stesso nome"),
        ({"name": "Mecanica Lomellina"}, "ha un nome molto simile"),
        ({"name": "Altro", "vat_number": "IT 01234560181"}, "ha già questa partita IVA"),
        ({"name": "Altro", "email": "INFO@lomellina.example"}, "ha già il recapito"),
        ({"name": "Altro", "phone": "0382 000111"}, "ha già il recapito"),
        ({"name": "Altro"}, ""),
    ],
)
def test_organisation_being_typed_is_warned_of_its_twin(staff, organization, typed, words):
    organization(vat_number="01234560181", contacts=[("email", "info@lomellina.example"), ("phone", "0382 000 111")])
    page = staff.post(reverse("relations:organizations_alike"), {"kind": "company", **typed}).content.decode()
    assert (words in page) if words else page.strip() == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"first_name": "Ferraris", "last_name": "Paolo"}, "ha lo stesso nome e cognome, scambiati"),
        ({"first_name": "Paolo", "last_name": "Feraris"}, "ha un nome molto simile"),
        ({"first_name": "paolo", "last_name": "férraris"}, "ha lo stesso nome"),
        ({"last_name": "Altri", "tax_code": "RSSMRA80A01F205X"}, "ha già questo codice fiscale"),
        ({"first_name": "Ada", "last_name": "Villani"}, ""),
    ],
)
def test_person_being_typed_is_warned_of_the_twin(staff, person, typed, words):
    person(tax_code="RSSMRA80A01F205X")
    page = staff.post(reverse("relations:people_alike"), typed).content.decode()
    assert (words in page) if words else page.strip() == ""


def test_record_being_changed_is_not_its_own_twin(staff, organization):
    one = organization()
    url = f"{reverse('relations:organizations_alike')}?di={one.slug}"
    assert staff.post(url, {"kind": "company", "name": one.name}).content.decode().strip() == ""
    organization("Orti Insieme APS")
    assert "Orti Insieme APS" in staff.post(url, {"kind": "company", "name": "Orti Insieme"}).content.decode()


@pytest.mark.parametrize("text", ["\x00", "\ud800x", "<script>alert(1)</script>", "\u202eevil", "x" * 10_000, "=1+1", "%' OR 1=1 --"])
def test_hostile_words_are_never_echoed_nor_fatal(staff, organization, text):
    organization("<script>alert(1)</script>")
    typed = urlencode({"kind": "company", "name": text}, errors="surrogatepass")
    form = "application/x-www-form-urlencoded"
    answer = staff.post(reverse("relations:organizations_alike"), typed, content_type=form)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
