"""Templates: those of the seeds, written by the head, used in one step, made of a partnership that ended."""

import pytest

from partnerships import lifecycle, template_seeds
from partnerships.actions import checklist, partnerships, templates
from partnerships.models import Partnership, PartnershipTemplate
from tests.partnerships.conftest import AT


@pytest.fixture
def school(db) -> PartnershipTemplate:
    template_seeds.plant(PartnershipTemplate, AT)
    return PartnershipTemplate.objects.get(key="company_school")


@pytest.fixture
def chief(head, client):
    client.force_login(head)
    return client


def test_the_three_kinds_of_the_seeds_come_with_the_office(db):
    assert set(PartnershipTemplate.objects.values_list("key", flat=True)) == {"company_school", "nonprofit_public", "community_university"}
    assert template_seeds.plant(PartnershipTemplate, AT) == 0


@pytest.mark.parametrize("seed", template_seeds.SEEDS, ids=lambda seed: seed["key"])
def test_each_seed_has_lines_in_every_phase_that_fit(seed):
    row = PartnershipTemplate(lines=seed["lines"])
    assert set(seed["lines"]) == set(lifecycle.BY_KEY)
    for phase in lifecycle.BY_KEY:
        assert row.lines_of(phase) and all(len(title) <= 160 and "*" not in title for title, _must in row.lines_of(phase))
    assert max(len(seed["company_brings"]), len(seed["nonprofit_brings"])) <= 300


def test_a_partnership_is_opened_from_a_template_in_one_step(school, staff, officer, company, nonprofit):
    body = nonprofit()
    form = {
        "title": "Officina e scuola", "company": f"organization:{company.pk}", "nonprofit": f"organization:{body.pk}",
        "owner": officer.pk, "together": "", "template": school.pk,
    }  # fmt: skip
    assert f'value="{school.pk}" selected' in staff.get(f"/partnership/nuova/?modello={school.pk}").content.decode()
    assert staff.post("/partnership/nuova/", form).status_code == 302
    row = Partnership.objects.get()
    assert (row.together, row.with_volunteers) == (school.together, True)
    assert row.parties.get(side="company").brings == school.company_brings
    assert "Patto formativo con le famiglie e tutela dei minori" in {item.title for item in row.missing("negotiation")}
    assert school.objectives.splitlines()[0] in staff.get(row.get_absolute_url()).content.decode()
    before = row.deliverables.count()
    templates.use(template=school, partnership=row, by=officer, at=AT)
    assert row.deliverables.count() == before


def test_what_was_written_when_opening_stays(school, partnership, officer):
    row = partnership(together="Perché sì")
    assert templates.use(template=school, partnership=row, by=officer, at=AT).together == "Perché sì"


def test_an_ended_partnership_becomes_a_template_once(partnership, officer, head, chief):
    row = partnership(together="Pane e cena")
    row.parties.filter(side="company").update(brings="Pane")
    checklist.add_line(partnership=row, phase="planning", title="Visita in forno", required=True, by=officer, at=AT)
    path = f"/partnership/{row.code}/modello/"
    assert chief.post(path).url == row.get_absolute_url() and not PartnershipTemplate.objects.filter(origin=row).exists()
    partnerships.end(partnership=row, outcome="withdrawn", why="Ha dato quel che poteva.", by=head, at=AT)
    for _press in range(2):
        made = PartnershipTemplate.objects.filter(origin=row)
        assert chief.post(path).status_code == 302
    made = made.get()
    assert (made.together, made.company_brings, made.lines_of("planning")) == ("Pane e cena", "Pane", [("Visita in forno", True)])
    assert chief.get(made.get_absolute_url()).status_code == 200
    assert "Un modello per le prossime" in chief.get(row.get_absolute_url()).content.decode()


def test_the_head_writes_changes_and_retires_and_a_retired_one_is_not_offered(school, chief):
    data = {"title": "Rete di quartiere", "lines_planning": "Mappa dei bisogni *\n\nCaffè", "objectives": "Uno"}
    assert chief.post("/partnership/modelli/nuovo/", data | {"title": ""}).status_code == 422
    assert chief.post("/partnership/modelli/nuovo/", data | {"lines_planning": "x" * 161}).status_code == 422
    assert chief.post("/partnership/modelli/nuovo/", data).status_code == 302
    made = PartnershipTemplate.objects.get(title="Rete di quartiere")
    assert made.lines_of("planning") == [("Mappa dei bisogni", True), ("Caffè", False)]
    path = made.get_absolute_url()
    assert "Mappa dei bisogni *" in chief.get(path).content.decode()
    assert chief.post(path, data | {"title": "Quartiere"}).status_code == 302
    chief.post(f"{path}ritira/")
    made.refresh_from_db()
    assert made.title == "Quartiere" and made.retired_at
    assert f'value="{made.pk}"' not in chief.get("/partnership/nuova/").content.decode()
    chief.post(f"{path}ritira/", {"again": "yes"})
    assert f'value="{made.pk}"' in chief.get("/partnership/nuova/").content.decode()


def test_the_list_costs_the_same_with_three_and_with_thirty(chief, staff, django_assert_max_num_queries):
    costs = []
    for count in (0, 27):
        for number in range(count):
            PartnershipTemplate.objects.create(title=f"Modello {number}", created_at=AT)
        staff.get("/partnership/modelli/")
        with django_assert_max_num_queries(60) as seen:
            assert staff.get("/partnership/modelli/").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
