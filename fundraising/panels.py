"""What fundraising shows on others' pages: menu, Oggi, records, search, Quadro, roles, public menu, demo."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fundraising import demo
from fundraising.models import Campaign, Donation, Receipt, Thanks
from fundraising.queries import calendar, donations, ladder, letter_things, matters, year
from fundraising.queries.segment_facts import FACTS
from fundraising.queries.sequence_triggers import STOPS, TRIGGERS
from relations import formats, involvement, panels
from relations.forms.pick import key_of
from relations.models import Organization, Person
from relations.queries import together

GIFTS_SHOWN = 4


def donor_panel(party: Organization | Person, user) -> together.Reader:
    """The gifts of a party and what they say."""
    (profile, segment), gifts = yield from together.side_by_side(
        donations.donor_profile.read(party, today=timezone.localdate()), together.rows(donations.of_donor(party)[:GIFTS_SHOWN])
    )
    return {
        "profile": profile, "segment": segment, "gifts": gifts, "count": profile.gifts if profile else 0,
        "donor_key": key_of(party),
    }  # fmt: skip


def went_out(since: datetime, at: datetime) -> together.Reader:
    """Thanks sent, one line for each."""
    rows = Thanks.objects.filter(state="sent", done_at__gt=since, done_at__lte=at).select_related(
        "donation__person", "donation__organization", "done_by"
    )
    return [
        {
            "at": row.done_at, "icon": "heart-handshake",
            "title": gettext("Thanks to %(name)s") % {"name": row.donation.donor_name},
            "note": f"{row.get_how_display()} · {formats.money(row.donation.amount)}",
            "url": row.donation.get_absolute_url(),
        }
        for row in (yield rows.order_by("-done_at")[:20])
    ]  # fmt: skip


def campaign_entry(campaign: Campaign) -> dict:
    return {
        "title": campaign.name,
        "subtitle": f"{campaign.code} · {campaign.get_status_display()}",
        "keywords": campaign.code,
        "body": "\n".join([campaign.purpose, campaign.story]),
        "url": campaign.get_absolute_url(),
    }


def donation_entry(donation: Donation) -> dict:
    """Found by its code, the payment reference and the donor."""
    return {
        "title": f"{donation.code} · {donation.donor_name}",
        "subtitle": f"{formats.money(donation.amount, language='it')} · {donation.given_on:%d/%m/%Y}",
        "keywords": " ".join([donation.code, donation.payment_reference]),
        "body": donation.notes,
        "url": donation.get_absolute_url(),
    }


def receipt_entry(receipt: Receipt) -> dict:
    """Found by its number, written with a slash or a dash."""
    return {
        "title": gettext("Receipt %(number)s") % {"number": receipt.label},
        "subtitle": f"{receipt.donation.donor_name} · {formats.money(receipt.amount, language='it')}",
        "keywords": f"{receipt.label} {receipt.code}",
        "url": receipt.get_absolute_url(),
    }


panels.register(
    panels.Matters("fundraising", matters.why, 20),
    *TRIGGERS,
    *STOPS,
    *FACTS,
    panels.CalendarSource("campaigns", _("Campaigns"), calendar.load, 60, "fundraising.view_campaign"),
    panels.MenuItem(
        "fundraising", "campaigns", _("Campaigns"), "heart", "fundraising:campaigns", 10, "fundraising.view_campaign"
    ),
    panels.MenuItem(
        "fundraising", "donations", _("Donations"), "piggy-bank", "fundraising:donations", 20, "fundraising.view_donation",
        count=lambda user: donations.owed().filter(due_at__lt=timezone.now()),
    ),
    panels.TodayTile("raised", lambda user, at: year.tile(at), 40, "fundraising.view_donation"),
    panels.TodayPanel(
        "to-thank", "fundraising/panels/to_thank.html", lambda user, at, mine: year.to_thank(at), "side", 30,
        "fundraising.change_thanks",
    ),
    panels.RecordPanel(
        "donor", ("organization", "person"), "fundraising/panels/donor.html", donor_panel, 60, "fundraising.view_donation"
    ),
    panels.WentOut("thanks", went_out),
    panels.SearchKind(
        "campaign", Campaign, _("Campaigns"), "heart", campaign_entry, 50, "fundraising.view_campaign"
    ),
    panels.SearchKind(
        "donation", Donation, _("Donations"), "piggy-bank", donation_entry, 60, "fundraising.view_donation"
    ),
    panels.SearchKind(
        "receipt", Receipt, _("Receipts"), "receipt-text", receipt_entry, 61, "fundraising.view_receipt"
    ),
    involvement.Cause("donation", _("First donation received"), "donor", ladder.first_gifts, "heart", 30),
    panels.HeadTile("raised", year.head_tile.read, 30),
    panels.HeadPanel("raised", "fundraising/panels/year.html", year.head_panel, 40),
    panels.RolePermissions("fundraiser", ["fundraising.*"]),
    panels.RolePermissions("office_head", ["fundraising.*"]),
    panels.RolePermissions("viewer", ["fundraising.view_*"]),
    panels.LetterThing("campaign", _("Campaigns"), letter_things.choices, letter_things.piece, 20, "fundraising.view_campaign"),
    panels.PublicLink("give", _("Support us"), "fundraising:give_list", 40),
    panels.DemoPart("fundraising", demo.build, 30),
)
