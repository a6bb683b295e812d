"""The press office's share of the demo."""

from datetime import UTC, datetime

import pytest

from press import demo
from press.models import Coverage, Journalist, Newsletter, PressRelease
from press.queries import newsletters as queries
from relations import demo as office_demo

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_year_of_the_press_office_is_told_through_its_actions():
    told = office_demo.Demo(now=NOW, progress=lambda line: None)
    office_demo.build_relations(told)
    demo.build(told)
    states = sorted(PressRelease.objects.values_list("status", flat=True))
    assert states == sorted(["draft", "in_review", "under_embargo", *["published"] * 17])
    numbers = list(PressRelease.objects.exclude(number=None).order_by("published_at").values_list("year", "number"))
    assert numbers == sorted(numbers)
    assert (Coverage.objects.count(), Journalist.objects.exclude(opted_out_at=None).count()) == (22, 1)
    assert queries.audience("newsletter").included >= 200
    *gone, leaving, draft = Newsletter.objects.filter(is_model=False).order_by("pk")
    assert [letter.title for letter in gone] == ["Newsletter di ottobre", "Newsletter di novembre"]
    assert (leaving.state, draft.state) == ("sending", "draft")
    for letter in (*gone, leaving):
        assert letter.mailing.deliveries.count() >= 200
    assert Newsletter.objects.get(is_model=True).title == "La lettera del mese"
