"""Opening, changing, publishing and concluding campaigns."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fundraising import fingerprint
from fundraising.models import Appeal, Campaign, SuggestedAmount
from relations.actions import history, numbering, search
from relations.models import OfficeSettings, User
from relations.text import clean, one_line

# Addresses of other pages beside the campaigns.
RESERVED = {"nuova", "da-ritrovare", "nessuna"}
Amounts = Iterable[tuple[Decimal, str]]


class NotReady(Exception):
    """The campaign cannot go public yet; the message says what is missing."""


def _free_slug(name: str) -> str:
    """Return an address made of the name that no campaign has; a number is added where needed."""
    stem = slugify(name)[:70].strip("-") or "campagna"
    taken = RESERVED | set(Campaign.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken)


@transaction.atomic
def open_campaign(
    *,
    name: str,
    purpose: str,
    goal: Decimal,
    starts_on: date,
    manager: User,
    by: User | None,
    at: datetime,
    ends_on: date | None = None,
    story: str = "",
    update: str = "",
    collection_type: str = "continuous",
    channels: Iterable[str] = (),
    amounts: Amounts = (),
) -> Campaign:
    """Open a draft campaign; its code for the reason for payment is given now and stays."""
    number = numbering.next_number(series="campaign", year=starts_on.year)
    campaign = Campaign.objects.create(
        name=one_line(name), slug=_free_slug(name), code=f"CAMP{starts_on:%y}{number:02d}", purpose=one_line(purpose),
        story=clean(story), update=clean(update), collection_type=collection_type, channels=list(channels), goal=goal,
        starts_on=starts_on, ends_on=ends_on, manager=manager, created_at=at,
    )
    _set_amounts(campaign, amounts)
    history.record(verb="campaign.opened", by=by, at=at, obj=campaign)
    search.index(campaign)
    return campaign


@transaction.atomic
def change(
    *, campaign: Campaign, by: User, at: datetime, seen: str = "", amounts: Amounts | None = None, **fields
) -> dict:
    """Set `fields` on the campaign; return what changed. `seen` is the fingerprint of what the editor read."""
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    fingerprint.refuse_if_changed(row, seen)
    fields = {key: clean(value) if isinstance(value, str) else value for key, value in fields.items()}
    changes = history.diff({key: getattr(row, key) for key in fields}, fields)
    for key, value in fields.items():
        setattr(row, key, value)
        setattr(campaign, key, value)
    row.save(update_fields=list(fields))
    if amounts is not None:
        _set_amounts(row, amounts)
    history.record(verb="campaign.changed", by=by, at=at, obj=row, changes=changes)
    search.index(row)
    return changes


def _set_amounts(campaign: Campaign, amounts: Amounts) -> None:
    campaign.amounts.all().delete()
    wanted = dict(amounts)
    SuggestedAmount.objects.bulk_create(
        SuggestedAmount(campaign=campaign, amount=amount, makes_possible=one_line(text)[:120])
        for amount, text in sorted(wanted.items())
    )


@transaction.atomic
def publish(*, campaign: Campaign, by: User | None, at: datetime) -> Campaign:
    """Start the campaign and open its public page. The account and its exact holder must be known."""
    office = OfficeSettings.current()
    if not office.iban or not office.account_holder:
        raise NotReady(_("The public page needs the office's IBAN and account holder: add them in the settings."))
    if not campaign.amounts.exists():
        raise NotReady(_("The public page needs at least one suggested amount: the payment code cannot do without."))
    return _move(campaign, by, at, "campaign.published", status="active", is_public=True)


@transaction.atomic
def hide(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Take the public page down; the campaign goes on."""
    return _move(campaign, by, at, "campaign.hidden", is_public=False)


@transaction.atomic
def conclude(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Conclude the campaign; its public page stays, without the donation box."""
    return _move(campaign, by, at, "campaign.concluded", status="closed")


def _move(campaign: Campaign, by: User | None, at: datetime, verb: str, **fields) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    before = {key: getattr(row, key) for key in fields}
    for key, value in fields.items():
        setattr(row, key, value)
    row.save(update_fields=list(fields))
    history.record(verb=verb, by=by, at=at, obj=row, changes=history.diff(before, fields))
    return row


@transaction.atomic
def add_appeal(
    *, campaign: Campaign, name: str, channel: str, by: User | None, at: datetime, made_on: date | None = None,
    cost: Decimal = Decimal(0),
) -> Appeal:
    """Add a way of asking; its source code is the campaign's with a number."""
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    code = f"{campaign.code}-{campaign.appeals.count() + 1}"
    appeal = Appeal.objects.create(
        campaign=campaign, name=one_line(name), code=code, channel=channel, made_on=made_on, cost=cost
    )
    history.record(verb="appeal.added", by=by, at=at, obj=appeal)
    return appeal
