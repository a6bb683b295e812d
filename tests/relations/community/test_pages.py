"""The pages: looking writes nothing, links reach one thing, limits hold, hostile words do no harm, lists cost the same."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core import signing
from django.test import Client

from relations.actions import feedback, gathering_signups, links, surveys, volunteer_signups, volunteering
from relations.forms import visitors
from relations.models import FeedbackItem, GatheringSignup, NamedResponse, VolunteerHours, VolunteerSignup
from relations.queries import surveys as survey_queries
from tests.relations.conftest import AT

HOSTILE = [
    "a\x00b", "\ud800", "\u202eolleh", "x" * 10_000, "<script>alert(1)</script>", "=1+1", "a\r\nBcc: x@y.example", "{{ 7*7 }}", "[nome]", "'; DROP--",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def mark(**fields):
    """The hidden fields of a form opened a minute ago."""
    opened = signing.dumps(int((AT - timedelta(minutes=1)).timestamp()), salt=visitors._SALT)
    return {"key": str(uuid4()), "opened": opened, "trap": "", **fields}


def signup_data(**fields):
    return mark(first_name="Anna", last_name="Prova", email="anna@posta.example", **fields)


def counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count() for model in apps.get_app_config("relations").get_models()
        if model._meta.label != "relations.RateMark"
    }  # fmt: skip


def send(client, address: str, data: dict):
    """Post as a browser does, whatever the letters."""
    body = urlencode(data, doseq=True, errors="surrogatepass")
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


# --- looking writes nothing ----------------------------------------------------------
def test_no_page_writes_when_it_is_looked_at(
    client, staff, gathering, comer, opportunity, volunteer, survey, officer, with_mail
):
    meeting, row, asked = gathering(), opportunity(), survey()
    signup, offer = comer(meeting, confirm=False), volunteer(row.shifts.get(), confirm=False)
    item = feedback.receive(kind="idea", source="form", text="Ecco", at=AT)
    surveys.invite(survey=asked, people=[with_mail()], by=officer, at=AT)
    tokens = {
        "appuntamenti/iscrizione": (gathering_signups.SCOPE, signup), "volontariato/adesione": (volunteer_signups.SCOPE, offer),
        "scriveteci": (feedback.SCOPE, item), "volontariato/ore": (volunteering.HOURS_SCOPE, row),
        "sondaggio/invito": (surveys.SCOPE, asked.invitations.get()),
    }  # fmt: skip
    secret = [f"/{path}/{links.issue(scope=scope, target=target, at=AT)[1]}/" for path, (scope, target) in tokens.items()]
    public = [meeting.public_url, f"{meeting.public_url}incontro.ics", row.public_url, asked.public_url, "/appuntamenti/", "/volontariato/", "/scriveteci/"]
    inside = [
        meeting.get_absolute_url(), f"{meeting.get_absolute_url()}porta/", f"{meeting.get_absolute_url()}idee/", row.get_absolute_url(),
        f"{meeting.get_absolute_url()}verbale/", asked.get_absolute_url(), f"{asked.get_absolute_url()}anteprima/", item.get_absolute_url(),
        f"{asked.get_absolute_url()}inviti/", "/comunita/coinvolgimento/", "/comunita/segnalazioni/", "/comunita/volontariato/ore/",
    ]  # fmt: skip
    before = counts()
    for visitor, addresses in ((client, [*secret, *public]), (staff, inside)):
        assert [(address, visitor.get(address).status_code) for address in addresses] == [(address, 200) for address in addresses]
    assert counts() == before


def test_a_link_of_one_kind_opens_no_other_page(client, gathering, comer, opportunity, volunteer):
    signup = comer(gathering(), confirm=False)
    _link, token = links.issue(scope=gathering_signups.SCOPE, target=signup, at=AT)
    pages = ["volontariato/adesione", "volontariato/ore", "scriveteci", "sondaggio/invito"]
    assert [client.get(f"/{page}/{token}/").status_code for page in pages] == [404] * 4
    assert client.get(f"/appuntamenti/iscrizione/{token}x/").status_code == 404


def test_a_draft_is_seen_by_nobody_outside(client, gathering, opportunity, survey):
    addresses = [
        gathering(publish=False).public_url, opportunity(publish=False).public_url, survey(is_open=False).public_url,
        survey(is_public=False).public_url,
    ]  # fmt: skip
    assert [client.get(address).status_code for address in addresses] == [404] * 4


# --- signing up ------------------------------------------------------------------------
def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client, gathering, comer):
    meeting = gathering()
    comer(meeting, email="anna@posta.example")
    answers = [client.post(meeting.public_url, signup_data() | {"email": email}) for email in ("anna@posta.example", "nuova@posta.example")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def test_a_program_that_fills_the_trap_or_is_too_quick_signs_nobody_up(client, gathering):
    meeting = gathering()
    client.post(meeting.public_url, signup_data() | {"trap": "x"})
    quick = client.post(meeting.public_url, signup_data() | visitors.marks(AT))
    assert (quick.status_code, GatheringSignup.objects.count()) == (422, 0)
    assert 'value="anna@posta.example"' in quick.content.decode()


def test_one_connection_sends_thirty_forms_an_hour(client, gathering):
    meeting = gathering(capacity=None)
    codes = [client.post(meeting.public_url, signup_data() | {"email": f"p{n}@posta.example"}).status_code for n in range(32)]
    assert (codes.count(302), codes.count(429)) == (30, 2)


def test_confirming_and_withdrawing_by_the_link(client, gathering, comer):
    signup = comer(gathering(), confirm=False)
    _link, token = links.issue(scope=gathering_signups.SCOPE, target=signup, at=AT)
    for act, state in (("conferma", "confirmed"), ("ritira", "cancelled")):
        client.post(f"/appuntamenti/iscrizione/{token}/", {"che": act})
        signup.refresh_from_db()
        assert signup.state == state


def test_an_offer_needs_the_age_and_the_consent(client, opportunity):
    row = opportunity(minimum_age=18)
    data = signup_data(shift=str(row.shifts.get().pk), people="1")
    answer = client.post(row.public_url, data)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["agrees", "old_enough"])
    assert client.post(row.public_url, data | {"agrees": "on", "old_enough": "on"}).status_code == 302
    assert VolunteerSignup.objects.get().state == "unconfirmed"


def test_the_body_confirms_the_hours_by_its_link(client, opportunity, volunteer):
    row = opportunity()
    mine = volunteer(row.shifts.get())
    with time_machine.travel(AT + timedelta(days=8), tick=False):
        _link, token = links.issue(scope=volunteering.HOURS_SCOPE, target=row, at=AT)
        wrong = client.post(f"/volontariato/ore/{token}/", {f"h{mine.pk}": "tre"})
        assert (wrong.status_code, VolunteerHours.objects.count()) == (422, 0)
        client.post(f"/volontariato/ore/{token}/", {f"h{mine.pk}": "2,5"})
    assert float(VolunteerHours.objects.get().total) == 2.5


def test_a_survey_is_answered_by_a_plain_form(client, survey):
    asked = survey(is_anonymous=False)
    one, many, scale, yes, short, _long = survey_queries.questions(asked)
    answer = client.post(asked.public_url, mark(**{f"q{many.pk}": ["0"]}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"q{one.pk}"])
    data = {f"q{one.pk}": "1", f"q{many.pk}": ["0", "2"], f"q{scale.pk}": "4", f"q{yes.pk}": "0", f"q{short.pk}": "bene", "name": "Anna"}
    assert client.post(asked.public_url, mark(**data)).status_code == 302
    assert NamedResponse.objects.get().answers == {
        str(one.pk): 1, str(many.pk): [0, 2], str(scale.pk): 4, str(yes.pk): False, str(short.pk): "bene",
    }  # fmt: skip


# --- hostile words -----------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_in_public_forms_never_break_and_never_come_back_raw(client, staff, gathering, opportunity, survey, text):
    meeting, row, asked = gathering(), opportunity(), survey(is_anonymous=False)
    short = survey_queries.questions(asked)[4]
    posts = [
        ("/scriveteci/", mark(kind="idea", text=text, name=text, email="", phone="")),
        ("/scriveteci/", mark(kind=text, text=text, email=text, phone=text, key=text, opened=text)),
        (meeting.public_url, signup_data(phone="") | {"first_name": text, "last_name": text}),
        (row.public_url, signup_data(shift=text, people=text, company_name=text, message=text)),
        (asked.public_url, mark(**{f"q{short.pk}": text, "name": text})),
    ]  # fmt: skip
    for address, data in posts:
        answer = send(client, address, data)
        assert (address, answer.status_code in (302, 422)) == (address, True)
        assert "<script>alert(1)" not in answer.content.decode()
    for item in FeedbackItem.objects.all():
        assert "<script>alert(1)" not in staff.get(item.get_absolute_url()).content.decode()
    assert staff.get("/comunita/segnalazioni/").status_code == 200


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_in_the_office_s_forms_never_break(staff, gathering, survey, text):
    meeting, draft = gathering(), survey(is_open=False)
    posts = [
        ("/comunita/segnalazioni/nuova/", {"kind": "idea", "source": "email", "text": text, "name": text, "email": text}),
        (f"{meeting.get_absolute_url()}idee/", {"kind": "idea", "text": text, "key": text}),
        (f"{meeting.get_absolute_url()}porta/", {"first_name": text, "last_name": text, "email": text}),
        (f"{draft.get_absolute_url()}domande/", {"kind": "one", "label": text, "options": f"{text}\n{text}b"}),
        ("/comunita/incontri/nuovo/", {"title": text, "venue": text, "day": text, "begin": text, "end": text, "capacity": text}),
    ]  # fmt: skip
    for address, data in posts:
        assert (address, send(staff, address, data).status_code in (302, 422)) == (address, True)


# --- lists ---------------------------------------------------------------------------------
def _many(kind, make, number):
    for _turn in range(number):
        make[kind]()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/comunita/segnalazioni/", "feedback"), ("/comunita/incontri/", "gathering"), ("/comunita/sondaggi/", "survey"),
        ("/comunita/volontariato/", "opportunity"), ("/comunita/coinvolgimento/", "person"), ("/appuntamenti/", "gathering"),
        ("/volontariato/", "opportunity"),
    ],
)  # fmt: skip
def test_a_list_costs_the_same_with_one_row_and_with_thirty(
    staff, address, kind, gathering, survey, opportunity, with_mail, django_assert_max_num_queries
):
    numbers = iter(range(100))
    make = {
        "feedback": lambda: feedback.receive(kind="idea", source="form", text="Ecco", at=AT),
        "gathering": gathering, "survey": survey, "opportunity": lambda: opportunity(f"Turno {next(numbers)}"),
        "person": lambda: with_mail(f"P{next(numbers)}", "Prova", f"p{next(numbers)}@posta.example"),
    }  # fmt: skip
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = staff if address.startswith("/comunita") else Client()
    make[kind]()
    visitor.get(address)
    with CaptureQueriesContext(connection) as one:
        visitor.get(address)
    _many(kind, make, 29)
    with CaptureQueriesContext(connection) as thirty:
        visitor.get(address)
    assert len(thirty) == len(one)
    assert len(thirty) <= 22
