"""A small office with a company, non-profits and a request, made through the actions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from partnerships.actions import checklist, drafts, matches, needs, partnerships, proposals, requests
from partnerships.models import Match, PartnerRequest, Partnership
from relations import roles
from relations.actions import parties
from relations.models import OfficeSettings, Organization, User

# A Tuesday, ten in the morning in Rome.
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
VAT = "07777770186"


@pytest.fixture
def office(db) -> OfficeSettings:
    roles.sync()
    made, _new = OfficeSettings.objects.get_or_create(
        pk=1,
        defaults={
            "name": "CSV Prova ETS",
            "short_name": "CSV Prova",
            "phone": "+390382000000",
            "email": "ufficio@prova.example",
        },
    )
    return made


@pytest.fixture
def colleague(office) -> Callable[..., User]:
    def make(role: str = "relations_officer", name: str = "Chiara") -> User:
        user = User.objects.create_user(
            f"{name.lower()}@prova.example", "una-parola-lunga", first_name=name, last_name="Prova"
        )
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def officer(colleague) -> User:
    return colleague("relations_officer", "Chiara")


@pytest.fixture
def head(colleague) -> User:
    return colleague("office_head", "Marco")


@pytest.fixture
def staff(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def nonprofit(office) -> Callable[..., Organization]:
    def make(name: str = "Mensa Fraterna ODV", email: bool = True, **fields: Any) -> Organization:
        given = {
            "province": "PV",
            "municipality": "Mortara",
            "themes": ["u"],
            "sdgs": [2, 12],
            "targets": ["poverty"],
            "service_area": ["PV"],
            "mission": "Distribuisce pasti e recupera eccedenze contro lo spreco.",
        }
        body = parties.add_organization(kind="nonprofit", name=name, by=None, at=AT, **(given | fields))
        if email:
            address = f"info@{''.join(c for c in name.lower() if c.isascii() and c.isalnum())}.example"
            parties.add_contact_point(party=body, kind="email", value=address, by=None, at=AT)
        needs.add_need(
            organization=body, title="Riso e volontari", kind="food", quantity=Decimal(1000), unit="kg", by=None, at=AT
        )
        return body

    return make


@pytest.fixture
def company(office) -> Organization:
    body = parties.add_organization(kind="company", name="Riseria Dosso Verde S.p.A.", by=None, at=AT, province="PV")
    parties.add_contact_point(party=body, kind="email", value="info@riseria.example", by=None, at=AT)
    return body


def answers(**changes: Any) -> dict[str, Any]:
    """All columns of a complete request."""
    return {
        "company_name": "Riseria Dosso Verde S.p.A.",
        "vat_number": VAT,
        "municipality": "Mortara",
        "province": "PV",
        "sector": "10",
        "employees": 84,
        "results": ["waste", "staff"],
        "results_text": "Meno spreco di cibo.",
        "territory": ["PV"],
        "wants": ["staff_engagement"],
        "contact_name": "Silvio Dossi",
        "contact_role": "Direttore",
        "contact_email": "silvio.dossi@riseria.example",
        "contact_phone": "0384 000 240",
        "best_call": "morning",
        "may_be_shown": True,
    } | changes


@pytest.fixture
def draft(office) -> Callable[..., tuple[PartnerRequest, str]]:
    def make(**changes: Any) -> tuple[PartnerRequest, str]:
        row, token = drafts.begin(
            key=uuid4(),
            language="it",
            at=AT - timedelta(minutes=5),
            company_name="Riseria Dosso Verde S.p.A.",
            vat_number=VAT,
        )
        offers = [{"kind": "goods", "quantity": Decimal(2000), "unit": "kg", "description": "riso"}]
        drafts.save_step(request=row, at=AT - timedelta(minutes=1), offers=offers, **answers(**changes))
        return row, token

    return make


@pytest.fixture
def request_in(draft, officer) -> Callable[..., PartnerRequest]:
    """A received request."""

    def make(**changes: Any) -> PartnerRequest:
        row, _token = draft(**changes)
        drafts.submit(request=row, at=AT)
        return requests.receive(request=row, at=AT)[0]

    return make


@pytest.fixture
def invited(request_in, nonprofit, officer) -> Match:
    """A proposal sent to both sides."""
    nonprofit()
    row = requests.take(request=request_in(), by=officer, at=AT)
    proposals.compute(request=row, by=officer, at=AT)
    return matches.invite(match=row.matches.get(), by=officer, at=AT)


@pytest.fixture
def partnership(company, nonprofit, officer) -> Callable[..., Partnership]:
    def make(title: str = "Riso solidale", **fields: Any) -> Partnership:
        body = nonprofit(f"{title} ODV")
        return partnerships.open_partnership(
            title=title, company=company, nonprofits=[body], owner=officer, by=officer, at=AT, **fields
        )

    return make


@pytest.fixture
def complete(officer) -> Callable[[Partnership], None]:
    """Tick all that the current phase requires."""

    def do(row: Partnership) -> None:
        for item in row.missing():
            checklist.tick(partnership=row, phase=row.phase, key=item.key, by=officer, at=AT)

    return do
