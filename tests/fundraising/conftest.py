"""The cast of these tests: an office in the RUNTS, a fundraiser, a donor, a company, a campaign."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fundraising.actions import campaigns, donations, tax
from relations import roles
from relations.actions import parties
from relations.models import OfficeSettings, User

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
IBAN = "IT55J9999911300000000012345"


@pytest.fixture
def office(db):
    tax.load_rules()
    return OfficeSettings.objects.create(
        pk=1, name="CSV Prova ETS", short_name="CSV Prova", legal_nature="Ente del Terzo settore",
        tax_code="96000000180", runts_section="g", runts_number="000123", legal_representative="Lucia Prova",
        address="Via dei Mille 12", postal_code="27100", municipality="Pavia", province="PV",
        email="relazioni@csv.example", iban=IBAN, account_holder="CSV Prova ETS",
    )


def _user(email: str, role: str) -> User:
    from django.contrib.auth.models import Group

    roles.sync()
    user = User.objects.create_user(email, "una-parola-lunga", first_name="Irene", last_name="Gallo")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def irene(db):
    """A fundraiser."""
    return _user("irene@csv.example", "fundraiser")


@pytest.fixture
def viewer(db):
    return _user("legge@csv.example", "viewer")


@pytest.fixture
def giovanna(db):
    """A donor with an address and a tax code."""
    person = parties.add_person(
        first_name="Giovanna", last_name="Ricci", tax_code="RCCGNN80A41G388W", municipality="Pavia", by=None, at=AT
    )
    parties.add_contact_point(party=person, kind="email", value="giovanna@posta.example", by=None, at=AT)
    return person


@pytest.fixture
def cantine(db):
    """A company."""
    return parties.add_organization(kind="company", name="Cantine Colle Rovo", by=None, at=AT)


@pytest.fixture
def campaign(office, irene):
    """A published campaign with three amounts."""
    found = campaigns.open_campaign(
        name="Un doposcuola per la Lomellina", purpose="Con 25.000 euro teniamo aperto il doposcuola.",
        goal=Decimal(25000), starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31), manager=irene, by=irene, at=AT,
        amounts=[(Decimal(20), "una merenda"), (Decimal(50), "i libri"), (Decimal(100), "un pomeriggio")],
    )
    return campaigns.publish(campaign=found, by=irene, at=AT)


@pytest.fixture
def give(campaign, irene, giovanna):
    """`give(amount=50, ...)` records a gift of Giovanna's for the campaign."""

    def record(**fields):
        wanted = {
            "donor": giovanna, "amount": Decimal(50), "given_on": date(2026, 11, 20), "by": irene, "at": AT,
            "campaign": campaign,
        } | fields
        return donations.record(**wanted)

    return record
