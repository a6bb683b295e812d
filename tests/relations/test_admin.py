"""The head's panel: every model of ours opens, is searched and exported; ledgers cannot be written there."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relations import models
from relations.actions import followups, interactions
from relations.models import AuditEvent, SearchEntry
from tests.relations.conftest import AT, TODAY

# Shown inside the page of what they belong to.
INSIDE = {"press.NewsletterBlock"}
OURS = [
    model
    for label in ("relations", "partnerships", "fundraising", "press")
    for model in apps.get_app_config(label).get_models()
    if model._meta.label not in INSIDE and not hasattr(model, "pgh_tracked_model")
]
FINAL = [models.AuditEvent, models.Consent, models.Interaction, models.SecretLink, models.Approval, models.Delivery]


@pytest.fixture
def panel(office, sign_in, organization, person):
    head = models.User.objects.create_superuser("capo@prova.example", "una-parola-lunga", first_name="Marco")
    somebody = person(works_at=organization(contacts=[("phone", "0384 000118")]), role="Titolare")
    interactions.log(channel="call", text="Prova", by=head, at=AT, person=somebody)
    followups.create(title="Richiamare", owner=head, due_on=TODAY, at=AT, person=somebody)
    return sign_in(head)


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_is_there():
    assert [model.__name__ for model in OURS if model not in admin.site._registry] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_its_list_opens_and_is_searched(panel, model):
    codes = {panel.get(address(model, "changelist"), query).status_code for query in ({}, {"q": "mecc"}, {"q": "'\x00%"})}
    assert codes == {200}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_its_row_opens(panel, model):
    row = model._default_manager.first()
    assert row is None or panel.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", FINAL, ids=lambda model: model._meta.label)
def test_what_only_actions_write_cannot_be_added_there(panel, model):
    assert panel.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_its_list_reads_no_table_from_end_to_end(panel, model):
    with CaptureQueriesContext(connection) as seen:
        panel.get(address(model, "changelist"), {"q": "mecc"})
        panel.get(address(model, "changelist"))
    statements = [query["sql"] for query in seen if model._meta.db_table in query["sql"]]

    assert not admin.site._registry[model].show_full_result_count
    assert [sql for sql in statements if "LIKE UPPER('%mecc" in sql or "LIKE '%mecc" in sql] == []
    # What is counted is counted up to a limit.
    assert [sql for sql in statements if "COUNT(*)" in sql and "LIMIT" not in sql and "WHERE 0 = 1" not in sql] == []


def test_the_list_of_organisations_is_searched_as_the_archive_is(panel, organization):
    organization("Orti Insieme APS")
    page = panel.get(address(models.Organization, "changelist"), {"q": "lomellina mecc"}).content.decode()
    assert "Meccanica Lomellina" in page and "Orti Insieme" not in page


def test_a_change_there_is_in_the_log_and_in_the_search(panel):
    company = models.Organization.objects.get()
    page = panel.get(address(models.Organization, "change", company.pk))
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data = {name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in data.items()}
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    answer = panel.post(address(models.Organization, "change", company.pk), {**data, "name": "Officine Nuove"})
    assert answer.status_code == 302
    assert AuditEvent.objects.get(verb="admin.changed").changes == {"name": ["Meccanica Lomellina S.r.l.", "Officine Nuove"]}
    assert SearchEntry.objects.get(kind="organization").title == "Officine Nuove"
