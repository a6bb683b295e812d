"""What the two journeys of an agreement share: an office, two parties with an address each, links read in the mail."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.actions import library, partnerships
from partnerships.models import Partnership
from relations import roles
from relations.actions import parties
from relations.models import CapturedMessage, OfficeSettings, User

PASSWORD = "una-parola-lunga"
ADDRESSES = {"company": "paolo@lomellina.example", "nonprofit": "teresa@doposcuola.example"}
PHONE = {"width": 390, "height": 844}


def office() -> Partnership:
    """A partnership of today between a company and a non-profit, each with a person and an address."""
    now = timezone.now() - timedelta(days=2)
    roles.sync()
    library.begin()
    OfficeSettings.objects.create(pk=1, name="CSV Prova ETS", short_name="CSV Prova", email="relazioni@csv.example")
    chiara = User.objects.create_user("chiara@csv.example", PASSWORD, first_name="Chiara", last_name="Montagna")
    chiara.groups.add(Group.objects.get(name="relations_officer"))
    bodies = []
    for kind, name, first, last, address in (
        ("company", "Meccanica Lomellina S.r.l.", "Paolo", "Ferraris", ADDRESSES["company"]),
        ("nonprofit", "Doposcuola Senza Confini ODV", "Teresa", "Angeleri", ADDRESSES["nonprofit"]),
    ):
        body = parties.add_organization(kind=kind, name=name, by=None, at=now)
        person = parties.add_person(first_name=first, last_name=last, by=None, at=now)
        parties.add_contact_point(party=person, kind="email", value=address, by=None, at=now)
        parties.affiliate(person=person, organization=body, role="presidente", by=None, at=now, is_main_contact=True)
        bodies.append(body)
    return partnerships.open_partnership(
        title="Officina dei compiti", company=bodies[0], nonprofits=[bodies[1]], owner=chiara, by=chiara, at=now
    )


def sign_in(page) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill("chiara@csv.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chiara")


def mailed(page, to: str, pattern: str) -> str:
    """Wait for a message to `to`, and return what `pattern` finds in the newest that has it."""
    for _turn in range(240):
        for row in CapturedMessage.objects.order_by("-pk"):
            message = email.message_from_bytes(bytes(row.raw), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            if message["To"] and to in message["To"] and (found := re.search(pattern, text)):
                return found.group(0)
        page.wait_for_timeout(500)
    pytest.fail(f"no message to {to} with {pattern}")
