"""The whole context of the larger pages, put together from the other queries."""

from datetime import datetime

from django.utils.translation import gettext as _

from fundraising.models import Campaign, Thanks
from fundraising.queries import campaigns, donations
from relations import charts, formats


def campaign(campaign: Campaign, *, at: datetime) -> dict:
    """What the page of a campaign shows."""
    today = formats.only_day(at)
    progress = campaigns.progress(campaign, today=today)
    return {
        "campaign": campaign,
        "progress": progress,
        "progress_words": _progress_words(progress),
        "pace": _pace_words(progress),
        "tiles": _tiles(campaign, progress, at=at),
        "chart": _chart(campaign, progress, today=today),
        "months": campaigns.months(campaign),
        "donations": campaigns.latest(campaign),
        "to_thank": Thanks.objects.filter(donation__campaign=campaign, state="owed").count(),
        "lapsed": donations.lapsed(today=today),
        "year": today.year,
        "sources": campaigns.sources(campaign),
        "appeals": campaign.appeals.order_by("made_on", "pk"),
        "at": at,
    }


def _progress_words(progress: campaigns.Progress) -> str:
    return _("Raised: %(percent)s of the goal") % {"percent": formats.percent(progress.percent)}


def _pace_words(progress: campaigns.Progress) -> str:
    """What the notch of the bar says."""
    if progress.ahead is None:
        return ""
    words = {"amount": formats.money(abs(progress.ahead), decimals=0)}
    if progress.ahead >= 0:
        return _("The vertical notch is the pace expected today: we are ahead by %(amount)s.") % words
    return _("The vertical notch is the pace expected today: we are behind by %(amount)s.") % words


def _tiles(campaign: Campaign, progress: campaigns.Progress, *, at: datetime) -> list[dict]:
    today = formats.only_day(at)
    thanked = campaigns.thanked_share(campaign, at=at)
    returned = donations.returned_share(today=today)
    return [
        {
            "label": _("Donors"), "value": formats.plain(progress.donors),
            "change": _("%(count)s new") % {"count": campaigns.new_donors(campaign)}, "good": True,
        },
        {
            "label": _("Median gift"), "value": formats.money(progress.median, decimals=0),
            "note": _("average %(amount)s") % {"amount": formats.money(progress.average, decimals=0)},
        },
        {
            "label": _("Back from %(year)s") % {"year": today.year - 1},
            "value": "–" if returned is None else formats.percent(returned), "note": _("all campaigns"),
        },
        {
            "label": _("Thanked within 48 hours"),
            "value": "–" if thanked["percent"] is None else formats.percent(round(thanked["percent"])),
            "note": _("%(count)s still to thank") % {"count": thanked["owed"]},
        },
    ]  # fmt: skip


def _chart(campaign: Campaign, progress: campaigns.Progress, *, today) -> dict:
    labels, values = campaigns.curve(campaign, today=today)
    sentence = _("Running total: %(amount)s on %(day)s, goal %(goal)s") % {
        "amount": formats.money(progress.raised, decimals=0), "day": formats.day_full(today),
        "goal": formats.money(campaign.goal, decimals=0),
    }  # fmt: skip
    return {
        "labels": labels, "series": [charts.Series("", values)], "sentence": sentence, "target": campaign.goal,
        "pace": campaign.ends_on is not None, "end_label": formats.money(progress.raised, decimals=0),
    }  # fmt: skip
