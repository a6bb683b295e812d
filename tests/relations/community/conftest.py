"""Open meetings, surveys and opportunities of a small office."""

from datetime import timedelta
from uuid import uuid4

import pytest

from relations.actions import gathering_signups, gatherings, parties, surveys, volunteer_signups, volunteering
from tests.relations.conftest import AT


@pytest.fixture
def with_mail(person):
    """A person of the archive with an e-mail."""

    def make(first="Paolo", last="Ferraris", email="paolo@posta.example", **fields):
        row = person(first, last, **fields)
        parties.add_contact_point(party=row, kind="email", value=email, by=None, at=AT)
        return row

    return make


@pytest.fixture
def gathering(officer):
    def make(title="Assemblea di quartiere", capacity=2, publish=True, days=7, **fields):
        row = gatherings.create(
            owner=officer, by=officer, at=AT, title=title, venue="Sala civica", starts_at=AT + timedelta(days=days),
            ends_at=AT + timedelta(days=days, hours=2), capacity=capacity, **fields,
        )
        return gatherings.publish(gathering=row, by=officer, at=AT) if publish else row

    return make


@pytest.fixture
def comer():
    """Somebody who asked to come; confirmed unless told otherwise."""

    def make(gathering, email="anna@posta.example", first="Anna", last="Prova", at=AT, confirm=True, **fields):
        row = gathering_signups.ask(gathering=gathering, first_name=first, last_name=last, email=email, key=uuid4(), at=at, **fields)
        return gathering_signups.confirm(signup=row, at=at) if confirm else row

    return make


@pytest.fixture
def survey(officer):
    """A survey with a question of each kind, open unless told otherwise."""

    def make(is_open=True, **fields):
        row = surveys.create(title="Come vi serviamo", owner=officer, by=officer, at=AT, **fields)
        for question in (
            {"kind": "one", "label": "Chi siete?", "options": ["associazione", "impresa"], "is_required": True},
            {"kind": "many", "label": "Che cosa usate?", "options": ["corsi", "sale", "consulenza"]},
            {"kind": "scale", "label": "Quanto serve?", "top": 5},
            {"kind": "yes_no", "label": "Il sabato?"},
            {"kind": "short", "label": "In una parola"},
            {"kind": "long", "label": "Che cosa manca?"},
        ):
            surveys.add_question(survey=row, by=officer, at=AT, **question)
        return surveys.open_survey(survey=row, by=officer, at=AT) if is_open else row

    return make


@pytest.fixture
def opportunity(officer, organization):
    def make(title="Una mattina in mensa", capacity=3, days=7, publish=True, **fields):
        body = organization(f"Mensa di {title}", "nonprofit")
        row = volunteering.create(
            organization=body, title=title, theme="food", venue="Cucina", municipality="Pavia", contact_email="mensa@ente.example",
            owner=officer, by=officer, at=AT, **{"team_allowed": True, **fields},
        )
        volunteering.add_shift(
            opportunity=row, starts_at=AT + timedelta(days=days), ends_at=AT + timedelta(days=days, hours=3), capacity=capacity,
            by=officer, at=AT,
        )
        return volunteering.set_state(opportunity=row, state="published", by=officer, at=AT) if publish else row

    return make


@pytest.fixture
def volunteer():
    def make(shift, email="anna@posta.example", first="Anna", last="Prova", confirm=True, at=AT, **fields):
        text = volunteer_signups.consent_text(language="it", at=at)
        row = volunteer_signups.ask(shift=shift, first_name=first, last_name=last, email=email, text=text, key=uuid4(), at=at, **fields)
        return volunteer_signups.confirm(signup=row, at=at) if confirm else row

    return make
