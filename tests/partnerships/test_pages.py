"""Every page opens, costs the same whatever the rows, and is closed to those who may not."""

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.actions import checklist, needs, proposals, requests
from relations.actions import search
from relations.models import SearchEntry
from relations.web.listing import Listing
from tests.partnerships.conftest import AT


def statements(client: Client, path: str, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(80) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_lists_cost_the_same_with_one_row_and_with_thirty(
    staff, request_in, nonprofit, partnership, officer, django_assert_max_num_queries
):
    paths = ["/richieste/", "/bisogni/", "/partnership/", "/partnership/elenco/", "/partnership/scadenze/", "/abbinamenti/"]

    def fill(start: int, count: int) -> None:
        for number in range(start, start + count):
            body = nonprofit(f"Ente {number} ODV")
            needs.add_need(organization=body, title=f"Bisogno {number}", kind="food", by=officer, at=AT)
            partnership(f"Insieme {number}")
            row = request_in(
                vat_number=f"{number:011d}",
                company_name=f"Azienda {number}",
                contact_email=f"a{number}@azienda.example",
            )
            requests.take(request=row, by=officer, at=AT)
            proposals.compute(request=row, by=officer, at=AT)

    fill(0, 1)
    for path in paths:
        client_warm = staff.get(path)
        assert client_warm.status_code == 200
    before = {path: statements(staff, path, django_assert_max_num_queries) for path in paths}
    fill(1, 14)
    assert {path: statements(staff, path, django_assert_max_num_queries) for path in paths} == before


def test_the_page_of_matches_costs_the_same_with_one_proposal_and_with_twenty(
    staff, request_in, nonprofit, officer, django_assert_max_num_queries
):
    row, costs = requests.take(request=request_in(), by=officer, at=AT), []
    for count in (1, 20):
        for number in range(count):
            nonprofit(f"Ente {count} {number} ODV")
        proposals.compute(request=row, by=officer, at=AT)
        path = reverse("partnerships:matches", args=[row.code])
        staff.get(path)
        costs.append(statements(staff, path, django_assert_max_num_queries))
    assert costs[0] == costs[1]


def test_candidates_are_read_in_a_fixed_number_of_statements(nonprofit, django_assert_num_queries):
    from partnerships.queries import candidates

    for number in range(6):
        nonprofit(f"Ente {number} ODV")
    with django_assert_num_queries(2):
        assert len(candidates.profiles(candidates.nonprofits(), today=AT.date())) == 6


@pytest.fixture
def everything(invited, partnership, officer):
    """One of each, with hostile names."""
    row = partnership("<script>alert(1)</script> & figli")
    checklist.assign(
        partnership=row, phase="planning", key="first_risks", owner=officer, due_on=AT.date(), by=officer, at=AT
    )
    return {"request": invited.request, "match": invited, "partnership": row, "need": invited.nonprofit.needs.get()}


def paths(things) -> list[str]:
    request, match, row, need = (
        things["request"].code,
        things["match"].pk,
        things["partnership"].code,
        things["need"].pk,
    )
    return [
        "/richieste/",
        "/richieste/?stato=received&q=%00x",
        "/richieste/nuova/",
        f"/richieste/{request}/",
        f"/richieste/{request}/non-accolta/",
        f"/richieste/{request}/abbinamenti/",
        f"/richieste/{request}/abbinamenti/esclusi/",
        f"/richieste/{request}/abbinamenti/aggiungi/",
        f"/richieste/{request}/abbinamenti/{match}/scarta/",
        f"/richieste/{request}/abbinamenti/{match}/",
        f"/richieste/{request}/modifica/",
        f"/verifiche/{things['match'].nonprofit.slug}/",
        "/abbinamenti/piano/",
        "/abbinamenti/rotazione/?chi=mai&q=%00",
        "/abbinamenti/rotazione/?chi=x&provincia=PV",
        "/abbinamenti/pesi/",
        "/bisogni/mappa/",
        "/bisogni/segnalazioni/?stato=received&q=%00x",
        "/bisogni/?comune=%00&tema=u",
        "/abbinamenti/",
        "/bisogni/",
        "/bisogni/nuovo/",
        f"/bisogni/{need}/",
        f"/bisogni/capacita/{things['match'].nonprofit.slug}/",
        f"/bisogni/offerte/{things['request'].organization.slug}/",
        "/partnership/",
        "/partnership/?ferme",
        "/partnership/?chi=%00",
        "/partnership/elenco/",
        "/partnership/elenco/?da=senza&dopo=xx",
        "/partnership/scadenze/",
        "/partnership/nuova/",
        f"/partnership/{row}/lista/aggiungi/",
        f"/partnership/{row}/lista/planning/due_diligence/",
        f"/partnership/{row}/",
        f"/partnership/{row}/scheda/",
        f"/partnership/{row}/modifica/",
        f"/partnership/{row}/prossimo-passo/",
        f"/partnership/{row}/parti/",
        f"/partnership/{row}/stato/",
        f"/partnership/{row}/fase/",
        f"/partnership/{row}/fase/?phase=evaluation",
        f"/partnership/{row}/indietro/",
        f"/partnership/{row}/lista/planning/first_risks/affida/",
    ]


def test_every_staff_page_opens_and_escapes_what_was_typed(staff, everything):
    for path in paths(everything):
        response = staff.get(path)
        assert response.status_code == 200, path
        assert "<script>alert(1)" not in response.content.decode(), path


def test_every_staff_page_is_closed_to_strangers_and_to_writing_viewers(everything, colleague):
    viewer = Client()
    viewer.force_login(colleague("viewer", "Vera"))
    for path in paths(everything):
        assert Client().get(path).status_code == 302, path
        answer = viewer.post(path, {})
        # A list answers a POST with a file; without one asked for, it only shows itself again.
        is_list = isinstance((answer.context or {}).get("listing"), Listing)
        assert answer.status_code in ((200,) if is_list else (403, 405)), path


def test_lists_go_out_as_files_without_formulas(staff, request_in):
    request_in(company_name="=HYPERLINK(1)")
    body = b"".join(staff.post("/richieste/", {"formato": "csv"}).streaming_content).decode()
    assert "'=HYPERLINK(1)" in body
    assert staff.post("/richieste/", {"formato": "xlsx"}).status_code == 200


def test_a_request_is_found_by_its_code_and_a_draft_by_nobody(request_in, draft):
    row = request_in()
    unsent, _token = draft()
    search.index(unsent)
    assert list(SearchEntry.objects.filter(kind="partner_request").values_list("object_id", flat=True)) == [row.pk]
    assert row.code in SearchEntry.objects.get(kind="partner_request").keywords


def test_staff_write_down_a_request_taken_by_phone(staff, officer):
    data = {
        "company_name": "Tipografia Borgo",
        "vat_number": "07777770186",
        "municipality": "Pavia",
        "province": "PV",
        "results": ["waste"],
        "gives": ["goods"],
        "territory": ["PV"],
        "contact_name": "Anna Maggi",
        "contact_email": "anna@tipografia.example",
        "contact_phone": "0382 000 300",
        "best_call": "morning",
        "may_be_shown": "on",
    }
    response = staff.post("/richieste/nuova/", data)
    assert response.status_code == 302, response.content.decode()
    page = staff.get(response.url).content.decode()
    assert "R-2026-" in page or "R-2" in page
    assert "Anna Maggi" in page


def test_oggi_and_the_pages_of_the_ground_floor_show_partnerships(staff, everything):
    assert "Partnership attive" in staff.get("/").content.decode()
    page = staff.get(everything["match"].nonprofit.get_absolute_url()).content.decode()
    assert "Riso e volontari" in page
