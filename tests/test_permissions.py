"""Who may open what: every address of the product, every role. An address missing from the table fails.

The letters are those who get in: a anybody, without signing in · v reader · r relations officer · p press officer ·
f fundraiser · e editor · h office head. The others are sent to the sign-in page, or told who may.
"""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, converters, get_resolver

from relations import roles
from relations.models import OfficeSettings, User

ROLES = {
    "v": "viewer", "r": "relations_officer", "p": "press_officer", "f": "fundraiser", "e": "editor", "h": "office_head",
}  # fmt: skip
# Written by others, with their own tests: allauth's pages, Django's admin (tried below).
PREFIXES = ("account/", "admin/", "static/")
SAMPLES = ["x-0", "0", "P-2026-000", "R-2026-000", "planning", "azienda", "x"]

TABLE = {
    # relations
    "relations:today": "vrpfeh",
    "relations:organizations": "vrpfeh",
    "relations:organization_new": "rpfeh",
    "relations:organization": "vrpfeh",
    "relations:organization_edit": "rpfeh",
    "relations:organization_contact_point": "rpfeh",
    "relations:organization_affiliate": "rpfeh",
    "relations:organization_timeline": "vrpfeh",
    "relations:people": "vrpfeh",
    "relations:person_new": "rpfeh",
    "relations:person": "vrpfeh",
    "relations:person_edit": "rpfeh",
    "relations:person_contact_point": "rpfeh",
    "relations:person_affiliate": "rpfeh",
    "relations:person_timeline": "vrpfeh",
    "relations:affiliation_end": "rpfeh",
    "relations:contact_point_end": "rpfeh",
    "relations:contact_point_restore": "rpfeh",
    "relations:agenda": "vrpfeh",
    "relations:interaction_new": "rpfeh",
    "relations:interaction_undo": "rpfeh",
    "relations:followup_new": "rpfeh",
    "relations:followup_done": "rpfeh",
    "relations:followup_reopen": "rpfeh",
    "relations:followup_postpone": "rpfeh",
    "relations:overview": "h",
    "relations:approvals": "rpfeh",
    "relations:approval_decide": "rpfeh",
    "relations:history": "h",
    "relations:changes": "vrpfeh",
    "relations:changes_as_of": "vrpfeh",
    "relations:changes_put_back": "vrpfeh",
    "relations:search": "vrpfeh",
    "relations:pick": "vrpfeh",
    "relations:profile": "vrpfeh",
    "relations:guide": "vrpfeh",
    "relations:status": "vrpfeh",
    "relations:health": "a",
    "relations:public_home": "a",
    "relations:privacy": "a",
    "relations:accessibility": "a",
    "relations:subscribe": "a",
    "relations:subscribe_thanks": "a",
    "relations:subscription_confirm": "a",
    "relations:preferences": "a",
    "relations:unsubscribe": "a",
    "relations:why": "a",
    "relations:outbox": "rpfeh",
    "relations:message": "rpfeh",
    "relations:message_body": "rpfeh",
    "relations:message_attachment": "rpfeh",
    "relations:block_lift": "pfh",
    "relations:mailing": "rpfeh",
    "relations:mailing_progress": "rpfeh",
    "relations:mailing_pause": "pfh",
    "relations:mailing_resume": "pfh",
    "relations:mailing_cancel": "pfh",
    "relations:mailing_uncertain": "pfh",
    "relations:components": "vrpfeh",
    # partnerships
    "partnerships:ask": "a",
    "partnerships:ask_mail": "a",
    "partnerships:ask_confirm": "a",
    "partnerships:ask_summary": "a",
    "partnerships:ask_resume": "a",
    "partnerships:ask_step": "a",
    "partnerships:ask_status": "a",
    "partnerships:proposal": "a",
    "partnerships:requests": "vrpfeh",
    "partnerships:request_new": "rh",
    "partnerships:request": "vrpfeh",
    "partnerships:request_take": "rh",
    "partnerships:request_decline": "rh",
    "partnerships:request_allow": "rh",
    "partnerships:request_hand_over": "rh",
    "partnerships:matches": "vrpfeh",
    "partnerships:matches_blocked": "vrpfeh",
    "partnerships:matches_compute": "rh",
    "partnerships:matches_add": "rh",
    "partnerships:match_invite": "rh",
    "partnerships:match_remind": "rh",
    "partnerships:match_discard": "rh",
    "partnerships:match_restore": "rh",
    "partnerships:all_matches": "vrpfeh",
    "partnerships:needs": "vrpfeh",
    "partnerships:need_new": "rh",
    "partnerships:need": "rh",
    "partnerships:capacity": "rh",
    "partnerships:offer_new": "rh",
    "partnerships:board": "vrpfeh",
    "partnerships:partnerships": "vrpfeh",
    "partnerships:partnership_new": "rh",
    "partnerships:partnership": "vrpfeh",
    "partnerships:partnership_brief": "vrpfeh",
    "partnerships:partnership_edit": "rh",
    "partnerships:partnership_next": "rh",
    "partnerships:partnership_party": "rh",
    "partnerships:partnership_state": "rh",
    "partnerships:partnership_resume": "rh",
    "partnerships:partnership_move": "rh",
    "partnerships:partnership_back": "rh",
    "partnerships:deliverable": "rh",
    "partnerships:deliverable_assign": "rh",
    # fundraising
    "fundraising:campaigns": "vfh",
    "fundraising:campaign_new": "fh",
    "fundraising:lapsed": "vfh",
    "fundraising:campaign": "vfh",
    "fundraising:campaign_edit": "fh",
    "fundraising:campaign_publish": "fh",
    "fundraising:campaign_hide": "fh",
    "fundraising:campaign_conclude": "fh",
    "fundraising:appeal_new": "fh",
    "fundraising:donations": "vfh",
    "fundraising:donation_new": "fh",
    "fundraising:donation": "vfh",
    "fundraising:donation_edit": "fh",
    "fundraising:donation_thank": "fh",
    "fundraising:donation_no_thanks": "fh",
    "fundraising:donation_end": "fh",
    "fundraising:receipt_issue": "fh",
    "fundraising:receipts": "vfh",
    "fundraising:receipt": "vfh",
    "fundraising:receipt_pdf": "vfh",
    "fundraising:receipt_copy": "vfh",
    "fundraising:receipt_send": "fh",
    "fundraising:receipt_annul": "fh",
    "fundraising:give_list": "a",
    "fundraising:give": "a",
    # press
    "press:releases": "vrpfeh",
    "press:release_new": "peh",
    "press:release": "vrpfeh",
    "press:release_preview": "vrpfeh",
    "press:release_versions": "vrpfeh",
    "press:release_decide": "h",
    "press:release_let_out": "ph",
    "press:release_hold_back": "ph",
    "press:release_withdraw": "ph",
    "press:release_correct": "peh",
    "press:release_attach": "peh",
    "press:release_detach": "peh",
    "press:release_file": "vrpfeh",
    "press:release_distribute": "ph",
    "press:coverage": "vrpfeh",
    "press:coverage_new": "ph",
    "press:coverage_edit": "vrpfeh",
    "press:outlets": "vrpfeh",
    "press:outlet_new": "ph",
    "press:outlet_edit": "ph",
    "press:journalists": "vpeh",
    "press:journalist_new": "ph",
    "press:journalist_edit": "ph",
    "press:journalist_opt": "ph",
    "press:newsletters": "vrpfeh",
    "press:newsletter_new": "peh",
    "press:newsletter": "vrpfeh",
    "press:newsletter_frame": "vrpfeh",
    "press:newsletter_block_add": "peh",
    "press:newsletter_block": "peh",
    "press:newsletter_test": "peh",
    "press:newsletter_audience": "vrpfeh",
    "press:newsletter_checks": "vrpfeh",
    "press:newsletter_decide": "h",
    "press:newsletter_sending": "vrpfeh",
    "press:newsletter_command": "ph",
    "press:newsroom": "a",
    "press:newsroom_rss": "a",
    "press:newsroom_atom": "a",
    "press:newsroom_file": "a",
    "press:newsroom_letters": "a",
    "press:newsroom_letter": "a",
    "press:newsroom_letter_frame": "a",
    "press:newsroom_release": "a",
    "press:newsroom_plain": "a",
    "press:sitemap": "a",
    # glue
    "set_language": "a",
    "favicon": "a",
}

def addresses() -> Iterator[tuple[str, str]]:
    """Every (name, path) of the project, with a made-up object in each place."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns, prefix: str, namespaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for item in patterns:
        path = prefix + str(item.pattern)
        if path.startswith(PREFIXES):
            continue
        if isinstance(item, URLResolver):
            yield from _walk(item.url_patterns, path, (*namespaces, item.namespace) if item.namespace else namespaces)
        else:
            yield ":".join((*namespaces, item.name)), "/" + re.sub(r"<(?:(\w+):)?\w+>", _sample, path)


def _sample(match: re.Match) -> str:
    regex = converters.get_converters()[match[1] or "str"].regex
    return next(text for text in SAMPLES if re.fullmatch(regex, text))


def answer(client: Client, path: str) -> str:
    """Return "in", "sign in" or "not your role"; pages that only take a POST get an empty one."""
    response = client.get(path)
    if response.status_code == 405:
        response = client.post(path)
    assert response.status_code < 500, path
    if response.status_code == 403:
        return "not your role"
    return "sign in" if response.status_code == 302 and response["Location"].startswith("/account/login/") else "in"


@pytest.fixture
def client_of(db):
    roles.sync()
    OfficeSettings.objects.get_or_create(pk=1)

    def make(letter: str) -> Client:
        client = Client()
        if letter != "a":
            is_head = letter == "h"
            user = User.objects.create_user(f"{letter}@prova.example", "una-parola-lunga", is_staff=is_head, is_superuser=is_head)
            user.groups.add(Group.objects.get(name=ROLES[letter]))
            client.force_login(user)
        return client

    return make


def test_every_address_is_in_the_table():
    assert sorted({name for name, _path in addresses()} ^ TABLE.keys()) == []


@pytest.mark.parametrize("letter", ["a", *ROLES])
def test_each_role_gets_in_exactly_where_the_table_says(client_of, letter):
    client = client_of(letter)
    refusal = "sign in" if letter == "a" else "not your role"
    expected = {name: "in" if letter in TABLE.get(name, "") or "a" in TABLE.get(name, "") else refusal for name in TABLE}
    found = {name: answer(client, path) for name, path in addresses()}
    assert {name: said for name, said in found.items() if expected.get(name) != said} == {}


@pytest.mark.parametrize("letter", ["a", *ROLES])
def test_the_admin_panel_lets_only_the_head_in(client_of, letter):
    assert (client_of(letter).get("/admin/").status_code == 200) is (letter == "h")


@pytest.mark.parametrize("letter", ["v", "e"])
def test_no_page_a_reader_may_open_is_stored_by_a_cache(client_of, letter):
    client = client_of(letter)
    stored = [
        path for name, path in addresses()
        if "a" not in TABLE[name] and "no-store" not in client.get(path).get("Cache-Control", "") and client.get(path).status_code == 200
    ]  # fmt: skip
    assert stored == []
