"""Campaigns: figures that agree, pages that open when they may."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fundraising.actions import campaigns as actions
from fundraising.models import Campaign
from fundraising.queries import campaigns, donations, totals, year
from relations.models import OfficeSettings
from tests.fundraising.conftest import AT

TODAY = date(2026, 11, 24)


def test_every_figure_agrees_to_the_cent(give, campaign, cantine):
    amounts = ["10.10", "20.20", "0.03", "999.99"]
    for amount in amounts:
        give(amount=Decimal(amount))
    give(donor=cantine, amount=Decimal("500.55"), given_on=date(2026, 10, 2))
    give(amount=Decimal(77), status="announced")
    give(amount=Decimal(88), legal_nature="membership_fee")
    expected = sum(map(Decimal, amounts)) + Decimal("500.55")
    progress = campaigns.progress(campaign, today=TODAY)
    months = campaigns.months(campaign)
    assert {
        progress.raised,
        sum(value for _first, value, _so_far in months),
        months[-1][2],
        sum(source["sum"] for source in campaigns.sources(campaign)),
        campaigns.curve(campaign, today=TODAY)[1][-5:] and max(v for v in campaigns.curve(campaign, today=TODAY)[1] if v is not None),
        campaigns.listing(TODAY)[0]["campaign"].raised,
        totals.of_year(2026),
        sum(totals.by_month(2026)),
    } == {expected}
    assert year.head_tile(2026, AT)["value"] == "€\u00a01.531"
    assert (progress.promised, progress.donors, progress.gifts) == (Decimal(77), 2, 5)


def test_the_pace_reaches_the_goal_on_the_last_day(campaign):
    assert [campaigns.expected_on(campaign, day) for day in (date(2026, 8, 31), date(2026, 12, 31), date(2027, 2, 1))] == [
        None, Decimal(25000), Decimal(25000),
    ]  # fmt: skip


def test_new_donors_are_those_who_never_gave_before_it_began(give, campaign, cantine):
    give(donor=cantine, given_on=date(2026, 1, 5), campaign=None)
    give(donor=cantine)
    give()
    give(donor=None)
    assert campaigns.new_donors(campaign) == 1


def test_donors_of_last_year_are_to_be_found_again(give, cantine):
    give(given_on=date(2025, 12, 1))
    give(donor=cantine, given_on=date(2025, 12, 2), amount=Decimal(300))
    give(given_on=date(2026, 1, 2))
    found = donations.lapsed(today=TODAY)
    assert ([row["donor"] for row in found["rows"]], found["sum"], donations.returned_share(today=TODAY)) == (
        [cantine], Decimal(300), 50,
    )  # fmt: skip


def test_the_wall_shows_only_those_who_let_us(give, campaign, cantine):
    give(on_wall=True)
    give(donor=cantine)
    assert campaigns.wall(campaign) == {"names": ["Giovanna R."], "others": 1}


def test_a_page_cannot_open_without_an_account(campaign, irene):
    OfficeSettings.objects.update(account_holder="")
    with pytest.raises(actions.NotReady, match="intestatario"):
        actions.publish(campaign=campaign, by=irene, at=AT)


def test_two_campaigns_of_one_name_have_two_addresses_and_codes(campaign, irene):
    twin = actions.open_campaign(
        name=campaign.name, purpose="x", goal=Decimal(1), starts_on=TODAY, manager=irene, by=irene, at=AT
    )
    assert (twin.slug, twin.code) == (f"{campaign.slug}-2", "CAMP2602")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"goal": 0}, "campaign_goal_positive"),
        ({"ends_on": date(2026, 8, 1)}, "campaign_ends_after_start"),
        ({"name": ""}, "campaign_has_name"),
        ({"status": "draft"}, "draft_campaign_is_private"),
    ],
)
def test_the_database_refuses(campaign, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(**fields)
