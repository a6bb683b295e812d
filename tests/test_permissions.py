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
SAMPLES = ["x-0", "0", "P-2026-000", "R-2026-000", "planning", "azienda", "organization", "x"]

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
    "relations:duplicates": "rh",
    "relations:duplicate_told_apart": "rh",
    "relations:duplicate_reopen": "rh",
    "relations:organizations_alike": "rpfeh",
    "relations:people_alike": "rpfeh",
    "relations:merge_pair": "rh",
    "relations:merge_choose": "rh",
    "relations:merges": "rh",
    "relations:merge": "rh",
    "relations:merge_undo": "rh",
    # relations: places, facts, ties, tags
    "relations:organization_fact": "rpfeh",
    "relations:organization_address": "rpfeh",
    "relations:organization_bank_account": "rpfeh",
    "relations:organization_tie": "rpfeh",
    "relations:person_fact": "rpfeh",
    "relations:person_address": "rpfeh",
    "relations:address_change": "rpfeh",
    "relations:address_end": "rpfeh",
    "relations:address_restore": "rpfeh",
    "relations:address_main": "rpfeh",
    "relations:bank_account_end": "rpfeh",
    "relations:bank_account_restore": "rpfeh",
    "relations:contact_point_change": "rpfeh",
    "relations:affiliation_move": "rpfeh",
    "relations:affiliation_unmove": "rpfeh",
    "relations:affiliation_reopen": "rpfeh",
    "relations:tie_end": "rpfeh",
    "relations:tie_reopen": "rpfeh",
    "relations:municipality_pick": "vrpfeh",
    "relations:territory": "vrpfeh",
    "relations:territory_province": "vrpfeh",
    "relations:tags": "vrpfeh",
    "relations:tag_proposals": "vrpfeh",
    "relations:tag_rename": "rh",
    "relations:tag_delete": "rh",
    "relations:tag_undo": "rh",
    "relations:agenda": "vrpfeh",
    "relations:interaction_new": "rpfeh",
    "relations:interaction_undo": "rpfeh",
    "relations:followup_new": "rpfeh",
    "relations:followup_done": "rpfeh",
    "relations:followup_reopen": "rpfeh",
    "relations:followup_postpone": "rpfeh",
    "relations:interactions": "vrpfeh",
    "relations:interaction": "vrpfeh",
    "relations:interaction_correct": "rpfeh",
    "relations:silences": "vrpfeh",
    "relations:silences_of": "vrpfeh",
    "relations:rhythm": "rpfeh",
    "relations:followups": "vrpfeh",
    "relations:followups_together": "rpfeh",
    "relations:followups_undo": "rpfeh",
    "relations:followup": "rpfeh",
    "relations:followup_drop": "rpfeh",
    "relations:followup_again": "rpfeh",
    "relations:plans": "vrpfeh",
    "relations:plan_new": "rpfh",
    "relations:plan": "rpfh",
    "relations:plan_retire": "rpfh",
    "relations:plan_back": "rpfh",
    "relations:plan_start": "rpfeh",
    "relations:plan_pause": "rpfeh",
    "relations:plan_resume": "rpfeh",
    "relations:plan_stop": "rpfeh",
    "relations:calendar_feeds": "vrpfeh",
    "relations:calendar_issue": "vrpfeh",
    "relations:calendar_revoke": "vrpfeh",
    "relations:calendar_file": "a",
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
    "relations:imports": "rh",
    "relations:import_new": "rh",
    "relations:import": "rh",
    "relations:import_columns": "rh",
    "relations:import_progress": "rh",
    "relations:import_choose": "rh",
    "relations:import_start": "rh",
    "relations:import_undo": "rh",
    "relations:import_discard": "rh",
    "relations:import_errors": "rh",
    "relations:involvement": "vrpfeh",
    "relations:feedback": "vrpfeh",
    "relations:feedback_item": "vrpfeh",
    "relations:surveys": "vrpfeh",
    "relations:survey": "vrpfeh",
    "relations:survey_preview": "vrpfeh",
    "relations:survey_download": "vrpfeh",
    "relations:gatherings": "vrpfeh",
    "relations:gathering": "vrpfeh",
    "relations:gathering_download": "vrpfeh",
    "relations:opportunities": "vrpfeh",
    "relations:opportunity": "vrpfeh",
    "relations:volunteer_hours": "vrpfeh",
    "relations:involvement_follow": "rpfeh",
    "relations:involvement_step": "rpfeh",
    "relations:feedback_new": "rpfeh",
    "relations:feedback_decide": "rpfeh",
    "relations:feedback_answer": "rpfeh",
    "relations:feedback_take": "rpfeh",
    "relations:feedback_connect": "rpfeh",
    "relations:survey_voice": "rpfeh",
    "relations:survey_new": "rph",
    "relations:survey_edit": "rph",
    "relations:survey_question_add": "rph",
    "relations:survey_order": "rph",
    "relations:survey_question": "rph",
    "relations:survey_command": "rph",
    "relations:survey_invite": "rph",
    "relations:gathering_new": "rph",
    "relations:gathering_edit": "rph",
    "relations:gathering_command": "rph",
    "relations:gathering_signup_act": "rph",
    "relations:gathering_door": "rph",
    "relations:gathering_ideas": "rph",
    "relations:gathering_minutes": "rph",
    "relations:opportunity_new": "rph",
    "relations:opportunity_edit": "rph",
    "relations:opportunity_command": "rph",
    "relations:shift_add": "rph",
    "relations:shift_remove": "rph",
    "relations:volunteer_signup_act": "rph",
    "relations:volunteer_hours_save": "rph",
    "relations:feedback_write": "a",
    "relations:feedback_status": "a",
    "relations:survey_public": "a",
    "relations:survey_thanks": "a",
    "relations:survey_answer": "a",
    "relations:gatherings_public": "a",
    "relations:gathering_signup": "a",
    "relations:gathering_public": "a",
    "relations:gathering_asked": "a",
    "relations:gathering_calendar": "a",
    "relations:opportunities_public": "a",
    "relations:volunteer_signup": "a",
    "relations:volunteer_hours_confirm": "a",
    "relations:opportunity_public": "a",
    "relations:opportunity_asked": "a",
    "relations:meetings": "vrpfeh",
    "relations:meeting_new": "rpfeh",
    "relations:meeting_answer": "a",
    "relations:meeting_heard": "a",
    "relations:meeting_attendee_remove": "rpfeh",
    "relations:meeting_attendee_presence": "rpfeh",
    "relations:meeting_attendee_time": "rpfeh",
    "relations:meeting_heard_write": "rpfeh",
    "relations:meeting_heard_send": "rpfeh",
    "relations:meeting_item": "rpfeh",
    "relations:meeting_item_move": "rpfeh",
    "relations:meeting_item_remove": "rpfeh",
    "relations:meeting_decision_remove": "rpfeh",
    "relations:meeting": "vrpfeh",
    "relations:meeting_edit": "rpfeh",
    "relations:meeting_invite": "rpfeh",
    "relations:meeting_cancel": "rpfeh",
    "relations:meeting_hold": "rpfeh",
    "relations:meeting_unhold": "rpfeh",
    "relations:meeting_minutes": "rpfeh",
    "relations:meeting_next": "rpfeh",
    "relations:meeting_brief": "vrpfeh",
    "relations:meeting_calendar": "vrpfeh",
    "relations:meeting_attendee_add": "rpfeh",
    "relations:meeting_item_add": "rpfeh",
    "relations:meeting_line": "rpfeh",
    "relations:meeting_promise": "rpfeh",
    "relations:promises": "vrpfeh",
    "relations:promise_new": "rpfeh",
    "relations:who": "rpfeh",
    "relations:promise": "vrpfeh",
    "relations:promise_keep": "rpfeh",
    "relations:promise_reopen": "rpfeh",
    "relations:promise_renegotiate": "rpfeh",
    "relations:promise_give_up": "rpfeh",
    "relations:deputy_bring": "rpfeh",
    "relations:view_new": "vrpfeh",
    "relations:view": "vrpfeh",
    "relations:view_edit": "vrpfeh",
    "relations:view_update": "vrpfeh",
    "relations:view_pin": "vrpfeh",
    "relations:view_remove": "vrpfeh",
    "relations:view_restore": "vrpfeh",
    "relations:segments": "vrpfeh",
    "relations:segment": "vrpfeh",
    "relations:bulk": "vrpfeh",
    "relations:bulk_undo": "vrpfeh",
    "relations:exports": "vrpfeh",
    "relations:export": "vrpfeh",
    "relations:labels": "vrpfeh",
    "relations:initiatives": "vrpfeh",
    "relations:initiative": "vrpfeh",
    "relations:initiative_sheet": "vrpfeh",
    "relations:network": "vrpfeh",
    "relations:introductions": "vrpfeh",
    "relations:sole_contacts": "vrpfeh",
    "relations:environment": "vrpfeh",
    "relations:segment_new": "rpfeh",
    "relations:segment_edit": "rpfeh",
    "relations:segment_remove": "rpfeh",
    "relations:segment_restore": "rpfeh",
    "relations:initiative_new": "rh",
    "relations:stakeholder": "rh",
    "relations:stakeholder_take_off": "rh",
    "relations:stakeholder_put_back": "rh",
    "relations:position_story": "rh",
    "relations:initiative_edit": "rh",
    "relations:initiative_swot": "rh",
    "relations:stakeholder_new": "rh",
    "relations:initiative_consent": "rh",
    "relations:introduction_propose": "rh",
    "relations:introduction_dismiss": "rh",
    "relations:introduction_reconsider": "rh",
    "relations:environment_assign": "rpfeh",
    "relations:position_erase": "h",
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
    "press:newsletter_head": "peh",
    "press:newsletter_plain": "peh",
    "press:newsletter_save_model": "peh",
    "press:newsletter_drop_model": "peh",
    "press:newsletter_preview": "vrpfeh",
    "press:newsletter_checks_part": "vrpfeh",
    "press:newsletter_block_add": "peh",
    "press:newsletter_block": "vrpfeh",
    "press:newsletter_block_act": "peh",
    "press:newsletter_block_put_back": "peh",
    "press:newsletter_block_choices": "vrpfeh",
    "press:letter_styles": "vrpfeh",
    "press:letter_style_new": "ph",
    "press:letter_style": "ph",
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
    "press:letters_rss": "a",
    "press:letters_atom": "a",
    "press:letter_image": "a",
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
