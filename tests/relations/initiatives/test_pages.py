"""The pages of initiatives: whatever is typed, whoever is missing, however long the sheet."""

import pytest
from django.urls import reverse

from relations.actions import initiatives
from relations.models import Initiative, SearchEntry, Stakeholder
from relations.queries import initiatives as queries
from tests.relations.conftest import AT

HOSTILE = ["<script>alert(1)</script>", "=1+1", "a\x00b", "\u202eabc", "x" * 10_000, "{{ 7 }}", "a\r\nBcc: x", "'; DROP TABLE x;--"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_never_break_a_page(staff, officer, initiative, text):
    page = initiative()
    data = {"title": text[:200], "aim": text, "state": "idea", "owner": officer.pk, "municipalities": text[:100], "provinces": text[:9]}
    codes = {
        staff.post(reverse("relations:initiative_new"), data).status_code,
        staff.post(reverse("relations:initiative_swot", args=[page.slug]), {"strengths": text}).status_code,
        staff.post(reverse("relations:stakeholder_new", args=[page.slug]), {"party": "", "party_text": text}).status_code,
        staff.get(reverse("relations:initiatives"), {"q": text[:300]}).status_code,
        staff.get(page.get_absolute_url()).status_code,
    }
    assert codes - {200, 302, 422} == set()
    assert "<script>alert" not in staff.get(reverse("relations:initiatives")).content.decode()


def test_nothing_typed_is_lost_when_a_form_comes_back(staff, officer):
    data = {"title": "Orti", "aim": "", "state": "idea", "owner": officer.pk, "municipalities": "Vigevano, Mede"}
    answer = staff.post(reverse("relations:initiative_new"), data)
    assert (answer.status_code, "Vigevano, Mede" in answer.content.decode()) == (422, True)


def test_it_cannot_end_before_it_begins(staff, officer):
    data = {"title": "Orti", "aim": "x", "state": "idea", "owner": officer.pk, "starts_on": "2026-05-02", "ends_on": "2026-05-01"}
    answer = staff.post(reverse("relations:initiative_new"), data)
    assert list(answer.context["form"].errors) == ["ends_on"]


def test_who_saves_second_is_told_and_then_may_save(staff, officer, initiative):
    page = initiative()
    form = staff.get(reverse("relations:initiative_edit", args=[page.slug])).context["form"]
    initiatives.change(initiative=Initiative.objects.get(), by=officer, at=AT, title="Casa comune")
    data = {"title": "Casa mia", "aim": "x", "state": "idea", "owner": officer.pk, "seen": form.initial["seen"]}
    answer = staff.post(reverse("relations:initiative_edit", args=[page.slug]), data)
    assert (answer.status_code, Initiative.objects.get().title) == (422, "Casa comune")
    again = data | {"seen": answer.context["form"].data["seen"]}
    assert staff.post(reverse("relations:initiative_edit", args=[page.slug]), again).status_code == 302
    assert Initiative.objects.get().title == "Casa mia"


def test_a_body_twice_on_a_sheet_is_there_once_with_what_such_bodies_bring(staff, initiative, organization):
    page, school = initiative(), organization("Liceo", "school")
    for _time in range(2):
        staff.post(reverse("relations:stakeholder_new", args=[page.slug]), {"party": f"organization:{school.pk}"})
    assert Stakeholder.objects.get().contributions == ["research", "skills", "volunteers"]


def test_who_was_taken_off_comes_back(staff, stakeholder):
    row = stakeholder()
    staff.post(reverse("relations:stakeholder_take_off", args=[row.pk]))
    assert queries.sheet(row.initiative) == []
    staff.post(reverse("relations:stakeholder_put_back", args=[row.pk]))
    assert queries.sheet(row.initiative) == [row]


def test_scores_keep_their_history_and_their_notes(staff, stakeholder):
    row = stakeholder()
    for influence in ("2", "4"):
        staff.post(reverse("relations:stakeholder", args=[row.pk]), {"influence": influence, "influence_note": "decide"})
    row.refresh_from_db()
    assert (row.influence, row.influence_note, list(row.appraisals.order_by("pk").values_list("influence", flat=True))) == (4, "decide", [2, 4])


def test_the_page_says_who_is_missing_with_facts_and_names(staff, initiative, stakeholder, organization):
    page = initiative(municipalities=["Mortara"], provinces=["PV"], themes=["d"])
    school = organization("Istituto di Mortara", "school", municipality="Mortara", province="PV", themes=["d"])
    stakeholder(organization("Ditta", municipality="Pavia", province="PV"), page)
    found = {gap.title: [str(body) for body in gap.candidates] for gap in staff.get(page.get_absolute_url()).context["absences"]}
    assert found == {
        "Nessun ente non profit coinvolto": [], "Nessuna istituzione coinvolta": [], "Nessuna scuola o università coinvolta": [str(school)],
        "Nessuna voce dei destinatari": [], "Nessuno di Mortara": [str(school)],
    }  # fmt: skip


def test_the_sheet_comes_as_csv_spreadsheet_and_pdf(staff, stakeholder, organization, initiative):
    row = stakeholder(organization("=cmd|' /C calc'!A0"), initiative())
    url = reverse("relations:initiative_sheet", args=[row.initiative.slug])
    csv = staff.get(url, {"formato": "csv"}).content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("'=cmd")
    assert staff.get(url, {"formato": "xlsx"}).content[:2] == b"PK"
    assert staff.get(url).content[:5] == b"%PDF-"


def test_an_initiative_is_found_by_its_words(initiative):
    page = initiative()
    assert SearchEntry.objects.get(kind="initiative").object_id == page.pk


def test_the_list_costs_the_same_for_one_and_thirty(staff, initiative, statements):
    url = reverse("relations:initiatives")
    initiative(), staff.get(url)
    one = statements(lambda: staff.get(url))
    for number in range(29):
        initiative(f"Iniziativa {number}")
    assert statements(lambda: staff.get(url)) == one


def test_the_sheet_costs_the_same_for_one_and_thirty(staff, initiative, stakeholder, organization, statements, spokesperson):
    page = initiative(provinces=["PV"])
    stakeholder(organization("Prima"), page), stakeholder(spokesperson(last="Primi"), page)
    urls = [page.get_absolute_url(), reverse("relations:initiative_consent", args=[page.slug])]
    [staff.get(url) for url in urls]
    one = [statements(lambda url=url: staff.get(url)) for url in urls]
    for number in range(15):
        stakeholder(organization(f"Ente {number}"), page), stakeholder(spokesperson(last=f"Persona{number}"), page)
    assert [statements(lambda url=url: staff.get(url)) for url in urls] == one


def test_the_archive_proposes_facts_for_the_sheet_and_never_positions(staff, stakeholder, organization, initiative, officer):
    page = initiative(municipalities=["Mede"])
    row = stakeholder(organization("Silente"), page)
    initiatives.appraise(stakeholder=row, by=officer, at=AT, influence=5)
    hints = dict(staff.get(reverse("relations:initiative_swot", args=[page.slug])).context["hints"])
    assert {str(label): lines for label, lines in hints.items()}["Minacce"] == ["Influente e silenzioso da più di 90 giorni: Silente"]


def test_what_no_database_holds_is_left_out(initiative, officer, stakeholder):
    page = initiative("Ca\x00sa \ud800aperta\u202e")
    row = stakeholder(within=page)
    initiatives.appraise(stakeholder=row, by=officer, at=AT, influence_note="de\x00cide\ud800\n")
    assert (page.title, row.influence_note) == ("Casa aperta", "decide")
