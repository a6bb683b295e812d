"""Who may be written to, fact by fact. No database."""
from __future__ import annotations

import dataclasses

import pytest

from relations.mail.policy import Facts, looks_like_pec, may_write

CAMPAIGN = Facts(email="maria@posta.example", is_campaign=True, consent="confirmed")
SERVICE = Facts(email="maria@posta.example", is_campaign=False, basis="contract")


@pytest.mark.parametrize(("changes", "reason"), [
    ({}, ""),
    ({"email": "maria"}, "invalid"),
    ({"email": "a@b@c"}, "invalid"),
    ({"consent": "granted"}, ""),
    ({"consent": "renewed"}, ""),
    ({"consent": "imported"}, ""),
    ({"consent": ""}, "no_consent"),
    ({"consent": "requested"}, "no_consent"),
    ({"consent": "expired"}, "no_consent"),
    ({"consent": "withdrawn"}, "withdrawn"),
    ({"consent": "refused"}, "withdrawn"),
    ({"consent": "paused"}, "paused"),
    ({"consent": "paused", "pause_is_over": True}, ""),
    ({"consent": "", "basis": "legitimate_interest"}, ""),
    ({"consent": "withdrawn", "basis": "legitimate_interest"}, "withdrawn"),
    ({"consent": "", "basis": "invented"}, "no_basis"),
    ({"blocks": frozenset({"unsubscribed"})}, "unsubscribed"),
    ({"blocks": frozenset({"bounced"})}, "bounced"),
    ({"blocks": frozenset({"complaint"})}, "complaint"),
    ({"blocks": frozenset({"manual"})}, "blocked"),
    ({"blocks": frozenset({"bounced", "erased"})}, "erased"),
    ({"is_pec": True}, "pec"),
    ({"email": "ente@pec.comune.example"}, "pec"),
    ({"is_dead": True}, "dead"),
    ({"is_erased": True}, "erased"),
])  # fmt: skip
def test_a_campaign_goes_only_to_who_said_yes_and_nothing_forbids(changes, reason):
    assert may_write(dataclasses.replace(CAMPAIGN, **changes)).reason == reason


@pytest.mark.parametrize(("changes", "reason"), [
    ({}, ""),
    ({"blocks": frozenset({"unsubscribed", "bounced", "complaint"})}, ""),
    ({"blocks": frozenset({"manual"})}, "blocked"),
    ({"consent": "withdrawn"}, ""),
    ({"is_pec": True}, ""),
    ({"blocks": frozenset({"erased"})}, "erased"),
    ({"is_erased": True}, "erased"),
    ({"email": ""}, "invalid"),
])  # fmt: skip
def test_service_mail_stops_only_at_the_erased_the_blocked_and_the_invalid(changes, reason):
    assert may_write(dataclasses.replace(SERVICE, **changes)).reason == reason


@pytest.mark.parametrize(("email", "expected"), [
    ("a@pec.it", True), ("a@x.pec.it", True), ("a@legalmail.it", True), ("a@cert.legalmail.it", True),
    ("a@specchio.it", False), ("a@pecora.it", False), ("a@gmail.example", False),
])  # fmt: skip
def test_certified_mail_is_known_by_its_domain(email, expected):
    assert looks_like_pec(email) is expected
