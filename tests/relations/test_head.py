"""The head's pages: figures beside last year's, what waits, what was done; nobody approves her own request."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from relations import roles
from relations.actions import approvals, interactions
from relations.models import Approval, AuditEvent
from relations.queries import head as queries
from tests.relations.conftest import AT, TODAY

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def ask(organization, by, permission="relations.view_overview"):
    return approvals.request(obj=organization, permission=permission, title="Accordo, versione 2", url="/organizzazioni/", by=by, at=AT)


def test_a_year_is_compared_with_the_same_days_of_the_year_before(organization, officer):
    company = organization()
    days = [datetime(2026, 3, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 12, 30, tzinfo=UTC)]
    for day in days:
        interactions.log(channel="call", text="x", by=officer, at=day, organization=company)
    tile = queries.own_tiles(2026, NOW)[0]
    assert (tile["value"], tile["before"]) == (1, 2)


@pytest.mark.parametrize(("year", "shown"), [("2025", 2025), ("1066", 2026), ("x", 2026), ("", 2026), ("9" * 50, 2026)])
def test_the_year_is_read_or_it_is_this_one(head, sign_in, year, shown):
    assert sign_in(head).get(reverse("relations:overview"), {"anno": year}).context["year"] == shown


def test_the_load_counts_a_week_and_what_is_late(todo, officer):
    for days in (-3, 0, 7, 8):
        todo(due_on=TODAY + timedelta(days=days))
    assert [(line["user"], line["todo"], line["late"]) for line in queries.workload(TODAY)] == [(officer, 3, 1)]


def test_a_leap_day_has_a_day_to_be_compared_with():
    assert queries._span(2027, datetime(2028, 2, 29, tzinfo=UTC))[1].date() == date(2027, 2, 28)


def test_the_inbox_offers_only_what_one_may_decide(organization, officer, head, sign_in):
    ask(organization(), officer)
    page = sign_in(head).get(reverse("relations:approvals")).content.decode()
    assert "Leggi e approva" in page
    assert queries.waiting_approvals(head)[0].own is False


def test_ones_own_request_waits_for_somebody_else(organization, head, sign_in):
    ask(organization(), head)
    page = sign_in(head).get(reverse("relations:approvals")).content.decode()
    assert "Leggi e approva" not in page and "la deve approvare qualcun altro" in page


def test_an_approval_leads_to_the_page_of_its_object(organization, officer, head, sign_in):
    approval = ask(organization(), officer)
    assert sign_in(head).get(reverse("relations:approval_decide", args=[approval.pk]))["Location"] == "/organizzazioni/"


@pytest.mark.parametrize(
    ("who", "granted", "reason", "works"),
    [("head", True, "", True), ("head", False, "Manca il bollo", True), ("head", False, "", False), ("officer", True, "", False)],
)
def test_four_eyes_hold_whoever_asks(organization, officer, head, who, granted, reason, works):
    company = organization()
    ask(company, officer)
    by = {"head": head, "officer": officer}[who]
    try:
        approvals.decide(obj=company, granted=granted, by=by, at=AT, reason=reason)
    except approvals.ApprovalRefused:
        pass
    assert (Approval.objects.get().status != "requested") is works


def test_a_new_request_takes_the_place_of_the_open_one(organization, officer):
    company = organization()
    ask(company, officer), ask(company, officer)
    assert list(Approval.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "requested"]


def test_the_log_says_in_words_who_did_what(head, sign_in, officer, todo):
    todo()
    page = sign_in(head).get(reverse("relations:history")).content.decode()
    assert "Chiara Prova" in page and "ha creato" in page


def test_the_log_is_narrowed_by_colleague(head, sign_in, officer, todo, organization):
    todo(), organization("Ditta del sistema")
    page = sign_in(head).get(reverse("relations:history"), {"chi": officer.pk}).content.decode()
    assert "Ditta del sistema" not in page


def test_the_log_costs_the_same_for_one_and_thirty_lines(head, sign_in, todo, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(head)
    todo()
    client.get(reverse("relations:history"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("relations:history"))
    for number in range(29):
        todo(f"Cosa {number}")
    with django_assert_num_queries(len(one)):
        client.get(reverse("relations:history"))


@pytest.mark.parametrize("name", ["overview", "history"])
def test_others_are_told_who_may_look(staff, name):
    answer = staff.get(reverse(f"relations:{name}"))
    assert (answer.status_code, "Capo ufficio" in answer.content.decode()) == (403, True)


def test_the_head_may_do_all_that_every_role_may(office):
    from django.contrib.auth.models import Group, Permission

    head_may = set(Group.objects.get(name="office_head").permissions.values_list("pk", flat=True))
    others_may = set(Permission.objects.filter(group__isnull=False).values_list("pk", flat=True))
    assert others_may - head_may == set()


def test_readers_may_change_nothing(office):
    from django.contrib.auth.models import Group

    may = Group.objects.get(name="viewer").permissions.values_list("codename", flat=True)
    assert [name for name in may if not name.startswith("view_")] == []


def test_holders_names_the_roles_in_their_order(office):
    from django.utils.translation import override

    with override("it"):
        assert roles.holders("relations.view_overview") == ["Capo ufficio"]


def test_every_verb_of_the_log_is_written_as_a_dotted_key(office, todo, organization):
    todo(), organization()
    assert [verb for verb in AuditEvent.objects.values_list("verb", flat=True) if "." not in verb] == []
