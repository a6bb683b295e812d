"""The public form in a browserless browser: steps, mistakes, links, hostile words."""

import re
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import PartnerRequest
from relations.mail import testing
from tests.partnerships.conftest import VAT

FIRST = {
    "company_name": "Riseria Dosso Verde S.p.A.",
    "vat_number": f"IT {VAT}",
    "municipality": "Mortara",
    "province": "PV",
}
HOSTILE = [
    "\x00",
    "\ud800",
    "\u202eoiggas",
    "a" * 10_000,
    "<script>alert(1)</script>",
    "=1+1",
    "'; DROP TABLE x; --",
    "%s%d{}",
    "🙂" * 50,
]


@pytest.fixture(autouse=True)
def _patient(office, monkeypatch):
    """Tests type faster than people."""
    from datetime import timedelta

    monkeypatch.setattr("partnerships.actions.drafts.SHORTEST", timedelta(0))


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_ACCEPT_LANGUAGE="it")


def begin(visitor: Client, **changes: str) -> str:
    """Send the first step; return the token of the draft."""
    response = visitor.post("/cerca-un-partner/", FIRST | {"key": str(uuid4())} | changes)
    assert response.status_code == 302, response.content.decode()[:3000]
    return response.url.split("/")[2]


def raw(visitor: Client, path: str, data: dict[str, str]):
    """Post bytes a browser would never send: lone surrogates too."""
    body = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in data.items())
    return visitor.post(path, body, content_type="application/x-www-form-urlencoded")


def fill(visitor: Client, token: str) -> None:
    for step, data in {
        "risultati": {"results": ["waste"], "results_text": "Meno spreco."},
        "offerta": {"gives": ["cash"], "cash_quantity": "€ 8.000", "goods_what": "riso"},
        "limiti": {"territory": ["PV"], "from_on": "1/2/2027"},
        "referente": {
            "contact_name": "Silvio Dossi",
            "contact_email": "silvio@riseria.example",
            "contact_phone": "0384 000 240",
            "best_call": "morning",
            "may_be_shown": "on",
        },
    }.items():
        assert visitor.post(f"/cerca-un-partner/{token}/{step}/", data).status_code == 302, step


def test_five_steps_a_mail_and_a_touch_make_a_request(visitor, officer):
    token = begin(visitor)
    fill(visitor, token)
    page = visitor.get(f"/cerca-un-partner/{token}/riepilogo/").content.decode()
    assert "€\xa08.000" in page and "riso" in page and "Silvio Dossi" in page
    assert visitor.post(f"/cerca-un-partner/{token}/riepilogo/").url.startswith(
        "/cerca-un-partner/controllate-la-posta/"
    )
    link = re.search(r"/cerca-un-partner/conferma/\S+", testing.waiting()[0].mailing.text).group(0)
    assert visitor.get(link).status_code == 200
    assert PartnerRequest.objects.get().status == "draft"
    status = visitor.post(link).url
    assert PartnerRequest.objects.get().status == "received"
    assert "R-2026-001" in visitor.get(status).content.decode()
    # Pressing again, or going back to the form, shows the state and changes nothing.
    assert visitor.post(link).status_code == 302
    assert "R-2026-001" in visitor.get(f"/cerca-un-partner/{token}/risultati/").content.decode()
    assert PartnerRequest.objects.count() == 1


def test_what_was_typed_comes_back_when_one_goes_back(visitor):
    token = begin(visitor)
    fill(visitor, token)
    page = visitor.get(f"/cerca-un-partner/{token}/offerta/").content.decode()
    assert 'value="8000"' in page and 'value="riso"' in page
    assert "checked" in page


def test_a_quantity_without_its_tick_counts_as_offered(visitor):
    token = begin(visitor)
    visitor.post(f"/cerca-un-partner/{token}/offerta/", {"skills_quantity": "12,5"})
    offer = PartnerRequest.objects.get().offers.get()
    assert (offer.kind, str(offer.quantity), offer.unit) == ("skills", "12.50", "hours")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("vat_number", "07777770187", "Questa partita IVA ha una cifra sbagliata"),
        ("vat_number", "123", "La partita IVA ha 11 cifre"),
        ("company_name", "", "Compilate questo campo"),
        ("employees", "molti", "Scrivete un numero intero, per esempio 45"),
        ("company_name", "x" * 201, "al massimo 200"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(visitor, field, value, message):
    response = visitor.post("/cerca-un-partner/", FIRST | {field: value, "key": str(uuid4())})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(message) == 2, "once in the summary, once beside the field"
    assert f'href="#id_{field}"' in page
    assert all(
        f'value="{kept}"' in page for name, kept in (FIRST | {field: value}).items() if name != "province" and kept
    )


@pytest.mark.parametrize(
    ("step", "data", "message"),
    [
        ("risultati", {"results": ["waste", "youth", "work", "land"]}, "Scegliete al massimo tre risultati"),
        ("offerta", {}, "Scegliete almeno una cosa che potreste dare"),
        ("offerta", {"gives": ["cash"], "cash_quantity": "tanti"}, "Scrivete un numero, per esempio 150"),
        ("limiti", {"territory": ["PV"], "from_on": "1/3/2027", "until_on": "1/2/2027"}, "Questo giorno viene prima"),
        (
            "referente",
            {
                "contact_email": "silvio.riseria",
                "contact_name": "S",
                "contact_phone": "0384 000 240",
                "best_call": "email",
            },
            "chiocciola",
        ),
        (
            "referente",
            {
                "contact_email": "s@riseria.example",
                "contact_name": "S",
                "contact_phone": "0384 00",
                "best_call": "email",
            },
            "telefono",
        ),
    ],
)
def test_every_step_says_its_mistakes_twice(visitor, step, data, message):
    response = visitor.post(f"/cerca-un-partner/{begin(visitor)}/{step}/", data)
    assert response.status_code == 422
    assert response.content.decode().count(message) >= 2


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_never_break_any_field(visitor, words):
    token = begin(visitor)
    for step in ("azienda", "risultati", "offerta", "limiti", "referente"):
        names = re.findall(r'name="(\w+)"', visitor.get(f"/cerca-un-partner/{token}/{step}/").content.decode())
        data = dict.fromkeys(set(names) - {"csrfmiddlewaretoken", "trap", "later", "riepilogo"}, words)
        assert raw(visitor, f"/cerca-un-partner/{token}/{step}/", data).status_code in (302, 422)
    assert raw(visitor, f"/cerca-un-partner/{token}/riprendi/", {"email": words}).status_code == 422
    assert raw(visitor, "/cerca-un-partner/", dict.fromkeys([*FIRST, "key"], words)).status_code == 422
    query = f"richiesta={quote(words.encode('utf-8', 'surrogatepass'))}"
    assert visitor.get(f"/cerca-un-partner/controllate-la-posta/?{query}").status_code == 404


def test_names_are_shown_escaped(visitor):
    token = begin(visitor, company_name="<b>Riseria</b>")
    assert "<b>Riseria</b>" not in visitor.get(f"/cerca-un-partner/{token}/riepilogo/").content.decode()


def test_whoever_fills_the_hidden_field_gets_the_same_answer_and_no_draft(visitor):
    response = visitor.post("/cerca-un-partner/", FIRST | {"trap": "http://x.example", "key": str(uuid4())})
    assert response.url == "/cerca-un-partner/controllate-la-posta/"
    assert PartnerRequest.objects.count() == 0


def test_one_visitor_begins_twelve_drafts_an_hour_not_more(visitor):
    codes = [visitor.post("/cerca-un-partner/", FIRST | {"key": str(uuid4())}).status_code for _press in range(14)]
    assert codes == [302] * 12 + [429] * 2


def test_resuming_mails_the_link_and_answers_the_same_for_every_address(visitor):
    token = begin(visitor)
    pages = []
    for address in ("nota@riseria.example", "ignota@altrove.example"):
        page = visitor.post(f"/cerca-un-partner/{token}/riprendi/", {"email": address}).content.decode()
        pages.append(
            re.sub(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"', "", page).replace(address, "…")
        )
    assert pages[0] == pages[1]
    assert token in testing.waiting()[0].mailing.text


@pytest.mark.parametrize(
    "path",
    [
        "/cerca-un-partner/{}/risultati/",
        "/cerca-un-partner/{}/riepilogo/",
        "/cerca-un-partner/{}/riprendi/",
        "/cerca-un-partner/conferma/{}/",
        "/richiesta/{}/",
        "/proposta/{}/",
    ],
)
def test_a_token_nobody_gave_out_is_not_found(visitor, path):
    for token in ("x" * 32, begin(visitor) + "x"):
        assert visitor.get(path.format(token)).status_code == 404
        assert visitor.post(path.format(token)).status_code in (404, 405)


def test_a_draft_link_opens_neither_the_status_nor_the_confirmation(visitor):
    token = begin(visitor)
    assert visitor.get(f"/richiesta/{token}/").status_code == 404
    assert visitor.post(f"/cerca-un-partner/conferma/{token}/").status_code == 404


def test_pages_reached_by_link_are_kept_by_no_cache_and_no_search_engine(visitor):
    response = visitor.get(reverse("partnerships:ask_step", args=[begin(visitor), "risultati"]))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
